#include "trek/publish/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <span>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/model/columns.hpp"
#include "trek/publish/detail/opened_output.hpp"
#include "trek/publish/detail/site_evidence.hpp"
#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish {
namespace {

using detail::Database;
using detail::Statement;
using model::FactText;

std::optional<double> optional_real(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional{row.real(column)};
}

std::set<std::string, std::less<>> column_names(const Database& database, std::string_view table) {
  std::set<std::string, std::less<>> names;
  Statement row{database, fmt::format("SELECT name FROM pragma_table_info('{}')", table)};
  while (row.step()) names.insert(row.text(0));
  return names;
}

/// The columns to select: NULL for one that an output of an older trek does not have.
std::string columns_in(const Database& database, std::string_view table, std::span<const std::string_view> wanted) {
  const auto there = column_names(database, table);
  std::string columns;
  for (const std::string_view name : wanted) {
    columns += fmt::format("{}{}{}", columns.empty() ? "" : ", ", there.contains(name) ? "" : "NULL AS ", name);
  }
  return columns;
}

/// Rows of `sites`, read by the names of their columns.
class SiteRows {
 public:
  SiteRows(const Database& database, const std::vector<std::string_view>& columns, std::string_view condition)
      : row_{database, fmt::format("SELECT {} FROM sites {}", columns_in(database, "sites", columns), condition)} {
    for (std::size_t i = 0; i < columns.size(); ++i) positions_.emplace(columns[i], static_cast<int>(i));
  }
  [[nodiscard]] Statement& statement() noexcept { return row_; }

  [[nodiscard]] std::string text(std::string_view column) const { return row_.text(positions_.at(column)); }
  [[nodiscard]] double real(std::string_view column) const { return row_.real(positions_.at(column)); }
  [[nodiscard]] std::optional<double> find_real(std::string_view column) const {
    return optional_real(row_, positions_.at(column));
  }

 private:
  Statement row_;
  std::map<std::string_view, int> positions_;
};

/// As the number stands in the file, without what storing it in binary adds: 92.94, not 92.94000000000001.
std::string shortest(double value) {
  std::string text = fmt::format("{:.4f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// " m2"; nothing of a share.
std::string unit_behind(const FactText& fact) {
  return fact.unit.empty() || core::is_digit(fact.unit.front()) ? std::string{} : fmt::format(" {}", fact.unit);
}

/// ", between 80 and 1200 m2"; ", 80 m2 or more"; nothing where it is exact or unknown.
std::string bounds_text(const SiteRows& row, const FactText& fact) {
  if (fact.low.empty()) return {};
  const auto low = row.find_real(fact.low);
  const auto high = row.find_real(fact.high);
  if (!low || low == high) return {};
  if (!high) return fmt::format(", {}{} or more", shortest(*low), unit_behind(fact));
  return fmt::format(", between {} and {}{}", shortest(*low), shortest(*high), unit_behind(fact));
}

std::string in_words(const FactText& fact, const std::string& code) {
  const auto found = std::ranges::find(fact.words, code, &model::CodeWords::code);
  return found == fact.words.end() || code == "unknown" ? code : found->words.en;
}

/// What the file says of a fact, by what its column holds; empty: unknown.
template <class T>
std::string fact_text(const SiteRows& row, const FactText& fact, const std::vector<std::optional<T>>& /*column*/) {
  const auto value = row.find_real(fact.column);
  if (!value) return {};
  if constexpr (std::is_same_v<T, bool>) return *value != 0.0 ? "yes" : "no";
  return shortest(*value) + unit_behind(fact) + bounds_text(row, fact);
}
template <class Column>
std::string fact_text(const SiteRows& row, const FactText& fact, const Column& /*column*/) {
  return in_words(fact, row.text(fact.column));
}

/// A fact, and behind it what others say of it.
struct FactLine {
  const FactText& fact;
  std::string own;
  std::string all;

  /// What says the same again is left out, and that something is unknown as well.
  void add(const FactText& part, const std::string& text) {
    if (text.empty() || text == own || text == "unknown") return;
    all += all.empty() ? text : fmt::format(fmt::runtime(part.told_as), text);
  }
};

std::vector<std::string> facts_of(const SiteRows& row) {
  std::vector<FactLine> lines;
  const model::Sites kind;
  model::for_each_fact<model::Sites>([&](const auto& fact) {
    if (!fact.text.told) return;
    std::string text = fact_text(row, fact.text, kind.*fact.member);
    if (fact.text.told_with.empty()) return void(lines.push_back({fact.text, text, text}));
    for (FactLine& line : lines) {
      if (line.fact.column == fact.text.told_with) line.add(fact.text, text);
    }
  });
  std::vector<std::string> facts;
  for (const auto& [fact, own, all] : lines) {
    const std::string_view told = all.empty() ? fact.unknown : std::string_view{all};
    if (!told.empty())
      facts.push_back(fmt::format("{}: {}", detail::in_sentence(fact.label.en + fact.addition.en), told));
  }
  return facts;
}

constexpr std::array<std::string_view, 2> kBounds{"raw_low", "raw_high"};

using Rows = std::map<std::string, std::vector<Explanation*>, std::less<>>;

/// Of some sites, the answers that their output has.
void read_answers(const Database& database, const Rows& rows) {
  if (column_names(database, "answers").empty()) return;  // nothing known, or an older trek
  Statement row{database,
                "SELECT rule, question, answer, verdict, source, date, decides, site_key FROM answers ORDER BY "
                "decides DESC, fid"};
  while (row.step()) {
    const auto found = rows.find(row.text(7));
    if (found == rows.end()) continue;
    for (Explanation* const site : found->second) {
      site->answers.push_back(
          {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.integer(6) != 0});
    }
  }
}

/// The best so many of which "top_ten_share" or "top_3_share" speaks.
int top_count(const Database& database) {
  for (const std::string& name : column_names(database, "sites")) {
    int count = 0;
    if (!name.starts_with("top_")) continue;
    if (std::from_chars(name.data() + 4, name.data() + name.size(), count).ec == std::errc{}) return count;
  }
  return 10;
}

void read_criteria(const Database& database, const Rows& rows) {
  Statement row{
      database,
      fmt::format("SELECT criterion, label, unit, raw, value, weight_share, contribution, reason, {}, site_key FROM "
                  "criteria ORDER BY contribution DESC, fid",
                  columns_in(database, "criteria", kBounds))};
  while (row.step()) {
    const auto found = rows.find(row.text(10));
    if (found == rows.end()) continue;
    for (Explanation* const site : found->second) {
      site->criteria.push_back({row.text(0), row.text(1), row.text(2), optional_real(row, 3), optional_real(row, 8),
                                optional_real(row, 9), optional_real(row, 4), row.real(5), row.real(6), row.text(7)});
    }
  }
}

/// Of some sites, what they are under each profile.
void read_profiles(const Database& database, const Rows& rows) {
  if (column_names(database, "site_profiles").empty()) return;  // an older trek
  Statement row{database,
                "SELECT profile, profile_name, verdict, potential_low, potential_high, completeness_share, speaks_for, "
                "speaks_against, ruled_out_by, criterion_questions, site_key FROM site_profiles ORDER BY "
                "place_in_order, fid"};
  while (row.step()) {
    const auto found = rows.find(row.text(10));
    if (found == rows.end()) continue;
    for (Explanation* const site : found->second) {
      site->profiles.push_back({row.text(0), row.text(1), row.text(2), row.real(3), row.real(4), row.real(5),
                                row.text(6), row.text(7), row.text(8), row.text(9)});
    }
  }
}

/// Columns of `sites` with the sub-scores: score, least and most of each pillar.
const std::vector<std::string>& pillar_columns() {
  static const std::vector<std::string> columns = [] {
    std::vector<std::string> names;
    for (const model::Pillar pillar : model::kPillars) {
      for (const char* const end : {"score", "score_low", "score_high"})
        names.push_back(fmt::format("{}_{}", name_of(pillar), end));
    }
    return names;
  }();
  return columns;
}

std::vector<ExplainedPillar> pillars_of(const SiteRows& row) {
  std::vector<ExplainedPillar> pillars;
  for (std::size_t i = 0; i < model::kPillars.size(); ++i) {
    const std::string* const names = &pillar_columns()[3 * i];
    const ExplainedPillar pillar{std::string{name_of(model::kPillars[i])}, row.find_real(names[0]),
                                 row.find_real(names[1]), row.find_real(names[2])};
    if (pillar.score) pillars.push_back(pillar);
  }
  return pillars;
}

/// What stands in other tables than `sites`: each is read once, for all of them. They have no index by site.
void complete(const Database& database, std::vector<Explanation>& sites) {
  if (sites.empty()) return;
  Rows rows;
  for (Explanation& site : sites) rows[site.key].push_back(&site);
  read_answers(database, rows);
  read_criteria(database, rows);
  read_profiles(database, rows);
}

int ranked_count(const Database& database) {
  Statement row{database, "SELECT count(rank) FROM sites"};
  row.step();
  return static_cast<int>(row.integer(0));
}

/// What is the same for every site of an output.
struct Common {
  int ranked_count = 0;
  int top_count = 10;
};

Explanation explanation_of(const Common& common, std::string_view top, const SiteRows& row) {
  Explanation e;
  e.key = row.text("key");
  e.name = row.text("name");
  e.type = row.text("type");
  e.municipality = row.text("municipality");
  e.address = row.text("address");
  if (const auto rank = row.find_real("rank")) e.rank = static_cast<int>(*rank);
  e.ranked_count = common.ranked_count;
  e.score = row.real("score");
  e.low = row.real("score_low");
  e.high = row.real("score_high");
  e.first_share = row.find_real("first_share");
  e.top_share = row.find_real(top);
  e.top_count = common.top_count;
  e.rank_group = row.text("rank_group");
  e.completeness_share = row.real("completeness_share");
  e.pillars = pillars_of(row);
  e.veto = row.text("veto");
  e.veto_questions = core::split(row.text("veto_questions"), ';');
  e.facts = facts_of(row);
  return e;
}

/// What is read of a site, the facts as they are declared.
std::vector<std::string_view> wanted_columns(std::string_view top) {
  std::vector<std::string_view> columns{"key",        "name",      "type",           "municipality",      "rank",
                                        "score",      "score_low", "score_high",     "first_share",       top,
                                        "rank_group", "veto",      "veto_questions", "completeness_share"};
  columns.insert(columns.end(), pillar_columns().begin(), pillar_columns().end());
  model::for_each_fact<model::Sites>([&](const auto& fact) {
    columns.push_back(fact.text.column);
    if (!fact.text.low.empty()) columns.insert(columns.end(), {fact.text.low, fact.text.high});
  });
  return columns;
}

/// Sites that a condition selects, by rank and then key, as `sites` has them; `value` is its one parameter.
template <class T>
std::vector<Explanation> rows_of_sites(const Database& database, std::string_view condition, const T& value) {
  const Common common{ranked_count(database), top_count(database)};
  const std::string few = fmt::format("top_{}_share", common.top_count);
  const std::string_view top = column_names(database, "sites").contains(few) ? few : std::string_view{"top_ten_share"};
  SiteRows row{database, wanted_columns(top), condition};
  row.statement().bind(1, value);
  std::vector<Explanation> result;
  while (row.statement().step()) result.push_back(explanation_of(common, top, row));
  return result;
}

template <class T>
std::vector<Explanation> selected(const Database& database, std::string_view condition, const T& value) {
  auto result = rows_of_sites(database, condition, value);
  complete(database, result);
  return result;
}

/// "#3" and "3".
std::optional<std::int64_t> rank_in(std::string_view site) {
  if (site.starts_with('#')) site.remove_prefix(1);
  std::int64_t rank = 0;
  const auto parsed = std::from_chars(site.data(), site.data() + site.size(), rank);
  const bool whole = parsed.ec == std::errc{} && parsed.ptr == site.data() + site.size();
  return whole ? std::optional{rank} : std::nullopt;
}

struct KnownSites {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> texts;  // key, name and address of each
};

KnownSites known_sites(const Database& database) {
  Statement row{database, "SELECT key, name, address FROM sites ORDER BY rank IS NULL, rank, key"};
  KnownSites known;
  while (row.step()) {
    known.names.push_back(row.text(1));
    known.texts.push_back({row.text(0), row.text(1), row.text(2)});
  }
  return known;
}

/// The sites that stand at these places of known_sites(), in its order.
std::vector<Explanation> of_rows(const Database& database, const std::vector<std::size_t>& places) {
  auto all = rows_of_sites(database, "WHERE ? ORDER BY rank IS NULL, rank, key", std::int64_t{1});
  std::vector<Explanation> found;
  for (const std::size_t place : places) found.push_back(std::move(all.at(place)));
  complete(database, found);
  return found;
}

[[noreturn]] void refuse_several(const std::string& site, const std::vector<Explanation>& found) {
  std::string list;
  constexpr std::size_t kShown = 8;
  for (std::size_t i = 0; i < std::min(found.size(), kShown); ++i) list += (list.empty() ? "" : ", ") + found[i].key;
  if (found.size() > kShown) list += ", ...";
  throw core::Error{core::ErrorKind::bad_argument,
                    fmt::format("'{}' is {} sites: {}; give one of these keys", site, found.size(), list)};
}

std::vector<Explanation> of_rank(const Database& database, const std::filesystem::path& file, std::int64_t rank) {
  auto found = selected(database, "WHERE rank = ? ORDER BY key", rank);
  if (!found.empty()) return found;
  throw core::Error{core::ErrorKind::bad_argument, fmt::format("{}: no site has rank {}; ranks go from 1 to {}",
                                                               file.string(), rank, ranked_count(database))};
}

}  // namespace

std::vector<Explanation> find_sites(const std::filesystem::path& geopackage, const std::string& text) {
  const detail::OpenedOutput output{geopackage};
  const Database& database = output.database();
  if (text.starts_with('#')) {
    if (const auto rank = rank_in(text)) return of_rank(database, geopackage, *rank);
  }
  constexpr std::string_view kKey = "key:";
  const std::string key = text.starts_with(kKey) ? text.substr(kKey.size()) : text;
  auto by_key = selected(database, "WHERE key = ?", std::string_view{key});
  const auto rank = rank_in(text);
  if (rank && !by_key.empty() && by_key.front().rank != static_cast<int>(*rank)) {
    // A list that numbers its rows: which of the two is meant, only the user knows.
    for (auto& site : selected(database, "WHERE rank = ? ORDER BY key", *rank)) by_key.push_back(std::move(site));
    return by_key;
  }
  if (!by_key.empty()) return by_key;
  if (rank) return of_rank(database, geopackage, *rank);
  const auto known = known_sites(database);
  const auto matching = core::matching_rows(text, known.texts);
  if (!matching.empty()) return of_rows(database, matching);
  throw core::Error{
      core::ErrorKind::bad_argument,
      fmt::format("{}: no site has '{}' in its key, name or address{}; give a part of one of them, or a rank as #3",
                  geopackage.string(), core::cleaned(text), core::did_you_mean(text, known.names))};
}

Explanation explain(const std::filesystem::path& geopackage, const std::string& site) {
  auto found = find_sites(geopackage, site);
  if (found.size() > 1) refuse_several(site, found);
  return std::move(found.front());
}

std::vector<Explanation> best_sites(const std::filesystem::path& geopackage, int count) {
  const detail::OpenedOutput output{geopackage};
  const Database& database = output.database();
  return selected(database, "WHERE rank IS NOT NULL ORDER BY rank, key LIMIT ?", std::int64_t{std::max(count, 0)});
}

}  // namespace trek::publish
