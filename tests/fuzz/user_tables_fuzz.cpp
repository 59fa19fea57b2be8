// Answers and decisions of a user: small tables of which no row may be lost. The first byte says which of the two.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/ingest/answers.hpp"
#include "trek/ingest/decisions.hpp"
#include "trek/profile/assessment.hpp"
#include "trek/resolve/detail/decision_book.hpp"

namespace trek::fuzz {
namespace {

/// A cell of a CSV, in quotes.
std::string cell(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + "\"";
}

std::string row(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& text : cells) line += (line.empty() ? "" : ",") + cell(text);
  return line + "\n";
}

std::string_view word_of(model::LinkVerdict verdict) {
  switch (verdict) {
    case model::LinkVerdict::same:
      return "same";
    case model::LinkVerdict::different:
      return "not";
    case model::LinkVerdict::alone:
      return "alone";
  }
  return "";
}

std::vector<std::string> cells_of(const model::SiteAnswer& a) { return {a.site, a.rule, a.value, a.source, a.date}; }
std::vector<std::string> cells_of(const model::LinkDecision& d) {
  return {d.source, d.record, std::string{word_of(d.verdict)}, d.to, d.by, d.date, d.note};
}

/// Rows that were read are the same when they are written and read again.
template <class Row, class Read>
void check(const std::vector<Row>& rows, const std::string& header, Read read) {
  if (rows.empty()) return;
  std::string text = header;
  for (const Row& one : rows) text += row(cells_of(one));
  const auto again = read(memory_folder().write("again.csv", text));
  require(again.size() == rows.size(), "as many rows as were written");
  for (std::size_t i = 0; i < rows.size(); ++i)
    require(cells_of(again[i]) == cells_of(rows[i]), "a row is read as it is written");
}

/// Two sites that answers may be about, by key and by one name.
const model::Sites& sites() {
  static const model::Sites drawn = [] {
    model::Sites two;
    two.key = {"12", "bag:0153100000000001"};
    two.name = {"Kerk", "Kerk"};
    return two;
  }();
  return drawn;
}

void check_books(const std::vector<model::SiteAnswer>& answers) {
  const auto usable = profile::usable_answers(sites(), {&profile::default_profile(), 1}, answers);
  core::Books all;
  for (const auto& [file, books] : usable.books) {
    require(books.balances(), "read = used + joined + rejected + left out");
    all.read_count += books.read_count;
    all.rejected_count += books.rejected_count;
    all.left_out_count += books.left_out_count;
  }
  require(all.read_count == answers.size(), "every answer is in the books");
  require(usable.report.rejected_count() == all.rejected_count, "a finding for each answer that was rejected");
  // Questions that are still open are left out too, with one finding a file.
  std::map<std::string, std::size_t> open;
  for (const model::SiteAnswer& answer : answers) {
    if (answer.value.empty()) ++open[answer.file];
  }
  std::size_t told = all.rejected_count + all.left_out_count + open.size();
  for (const auto& [file, count] : open) told -= count;
  require(usable.report.findings().size() == told, "and for each left out");
}

/// Vacancy records, two of one key, that decisions may be about.
void check_books(const std::vector<model::LinkDecision>& decisions) {
  model::VacancyRecords vacancy;
  vacancy.record = {"v1", "v2", "v2"};
  vacancy.source.resize(3);
  vacancy.place.resize(3);
  resolve::Evidence evidence;
  evidence.decisions = &decisions;
  evidence.vacancy = &vacancy;
  core::Report report;
  resolve::detail::BuildingFinder finder{nullptr, nullptr};
  const resolve::detail::DecisionBook book{evidence, finder, report};
  require(book.books().balances(), "read = used + joined + rejected + left out");
  require(book.books().read_count == decisions.size(), "every decision is in the books");
  require(report.rejected_count() == book.books().rejected_count, "a finding for each decision that was rejected");
}

}  // namespace

std::vector<std::string> seeds() {
  return {"asite;rule;value;source;date\nbag:0153100000000001;owner_willing;yes;gemeente;2026-02-15\n",
          "asite,rule,value\n12,ceiling_height,3.2\n13,\"zoning, asked\",no\n",
          "asite\trule\tvalue\n12\towner_willing\tyes\n",
          "dsource;record;decision;to;by;date;note\nvacancy;v1;same;0153100000000001;A. Planner;15-02-2026;seen\n"
          "vacancy;v2;not;12;;;\nmonuments;77;alone;;;;\n",
          "dsource,record,decision\nm,1,alone\n",
          "asite,rule,value,source,date\n12,owner_refuses,ja,,2026-02-15\n12,owner_refuses,nee,,2026-02-16\n",
          "dsource,record,decision,to\nvacancy,v1,alone,\nvacancy,v1,same,0153100000000001\nvacancy,v2,not,12\n"};
}

std::vector<std::string> words() {
  return {"site", "rule",  "value", "source",       "record",  "decision",   "date",  "same",
          "not",  "alone", "yes",   "no",           ";",       ",",          "\t",    "\"",
          "\"\"", "\r\n",  "\n",    "\xEF\xBB\xBF", "sep=;\n", "2026-02-15", "n.v.t."};
}

void run(std::string_view input) {
  if (input.empty()) return;
  const auto file = memory_folder().write("rows.csv", input.substr(1));
  if (input.front() == 'd') {
    const auto rows = outcome([&] { return ingest::read_decisions(file); });
    if (!rows) return;
    check(*rows, "source,record,decision,to,by,date,note\n", ingest::read_decisions);
    check_books(*rows);
  } else {
    const auto rows = outcome([&] { return ingest::read_answers(file); });
    if (!rows) return;
    check(*rows, "site,rule,value,source,date\n", ingest::read_answers);
    check_books(*rows);
  }
}

}  // namespace trek::fuzz
