#include "trek/publish/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish {
namespace {

using detail::Database;
using detail::Statement;

constexpr std::array<std::string_view, 34> kColumns{"key",
                                                    "name",
                                                    "type",
                                                    "municipality",
                                                    "rank",
                                                    "score",
                                                    "score_low",
                                                    "score_high",
                                                    "first_share",
                                                    "top_ten_share",
                                                    "completeness_share",
                                                    "veto",
                                                    "veto_questions",
                                                    "built_year",
                                                    "floor_area_m2",
                                                    "floor_area_basis",
                                                    "monument_kind",
                                                    "monument_number",
                                                    "original_function",
                                                    "vacancy_evidence",
                                                    "vacancy_share",
                                                    "vacancy_conflict",
                                                    "unit_count",
                                                    "vacant_unit_count",
                                                    "storeys",
                                                    "height_m",
                                                    "volume_m3",
                                                    "energy_class",
                                                    "address",
                                                    "certainty",
                                                    "note",
                                                    "same_address",
                                                    "owner",
                                                    "rent"};
/// Positions in kColumns.
struct Column {
  enum Position : int {
    key,
    name,
    type,
    municipality,
    rank,
    score,
    low,
    high,
    first,
    top_ten,
    completeness,
    veto,
    questions,
    built_year,
    floor_area,
    floor_basis,
    monument_kind,
    monument_number,
    function,
    evidence,
    vacancy,
    conflict,
    units,
    vacant_units,
    storeys,
    height,
    volume,
    energy_class,
    address,
    certainty,
    note,
    same_address,
    owner,
    rent,
  };
};

Database opened(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored))
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: no such file; give the output of `trek run`", file.string())};
  Database database{file, detail::OpenMode::read_only, core::ErrorKind::data, file.string()};
  Statement tables{database,
                   "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('sites', 'criteria', 'run')"};
  tables.step();
  if (tables.integer(0) != 3)
    throw core::Error{
        core::ErrorKind::data,
        fmt::format("{}: is not an output of `trek run`: it lacks the tables sites, criteria and run", file.string())};
  return database;
}

std::optional<double> optional_real(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional{row.real(column)};
}

void add_fact(std::vector<std::string>& facts, std::string_view name, std::string value) {
  if (!value.empty()) facts.push_back(fmt::format("{}: {}", name, value));
}

std::string number_text(const Statement& row, int column, std::string_view unit) {
  return row.is_null(column) ? std::string{} : fmt::format("{}{}", row.real(column), unit);
}

std::vector<std::string> facts_of(const Statement& row) {
  std::vector<std::string> facts;
  add_fact(facts, "built", number_text(row, Column::built_year, ""));
  auto floor = number_text(row, Column::floor_area, " m2");
  if (!floor.empty() && !row.is_null(Column::floor_basis))
    floor += fmt::format(" (from {})", row.text(Column::floor_basis));
  add_fact(facts, "floor area", std::move(floor));
  add_fact(facts, "storeys", number_text(row, Column::storeys, " (estimate)"));
  add_fact(facts, "height", number_text(row, Column::height, " m"));
  add_fact(facts, "volume", number_text(row, Column::volume, " m3"));
  add_fact(facts, "energy class", row.text(Column::energy_class));
  auto monument = row.text(Column::monument_kind);
  if (!row.is_null(Column::monument_number)) monument += " " + row.text(Column::monument_number);
  add_fact(facts, "monument", std::move(monument));
  add_fact(facts, "original function", row.text(Column::function));
  add_fact(facts, "vacancy", row.is_null(Column::evidence) ? "unknown: no evidence found" : row.text(Column::evidence));
  add_fact(facts, "conflict about vacancy", row.text(Column::conflict));
  if (!row.is_null(Column::vacant_units)) {
    add_fact(facts, "named as vacant",
             fmt::format("{} of {} units", row.integer(Column::vacant_units), row.integer(Column::units)));
  }
  add_fact(facts, "address", row.text(Column::address));
  add_fact(facts, "same address, name or complex as", row.text(Column::same_address));
  add_fact(facts, "owner", row.text(Column::owner));
  add_fact(facts, "rent", row.text(Column::rent));
  add_fact(facts, "certainty", row.text(Column::certainty));
  add_fact(facts, "note", row.text(Column::note));
  return facts;
}

std::vector<ExplainedCriterion> criteria_of(const Database& database, const std::string& key) {
  Statement row{
      database,
      "SELECT criterion, label, unit, raw, value, weight_share, contribution, reason FROM criteria WHERE site_key = ? "
      "ORDER BY contribution DESC, fid"};
  row.bind(1, key);
  std::vector<ExplainedCriterion> criteria;
  while (row.step()) {
    criteria.push_back({row.text(0), row.text(1), row.text(2), optional_real(row, 3), optional_real(row, 4),
                        row.real(5), row.real(6), row.text(7)});
  }
  return criteria;
}

int ranked_count(const Database& database) {
  Statement row{database, "SELECT count(rank) FROM sites"};
  row.step();
  return static_cast<int>(row.integer(0));
}

Explanation explanation_of(const Database& database, const Statement& row) {
  Explanation e;
  e.key = row.text(Column::key);
  e.name = row.text(Column::name);
  e.type = row.text(Column::type);
  e.municipality = row.text(Column::municipality);
  e.address = row.text(Column::address);
  if (!row.is_null(Column::rank)) e.rank = static_cast<int>(row.integer(Column::rank));
  e.ranked_count = ranked_count(database);
  e.score = row.real(Column::score);
  e.low = row.real(Column::low);
  e.high = row.real(Column::high);
  e.first_share = optional_real(row, Column::first);
  e.top_ten_share = optional_real(row, Column::top_ten);
  e.completeness_share = row.real(Column::completeness);
  e.veto = row.text(Column::veto);
  e.veto_questions = core::split(row.text(Column::questions), ';');
  e.facts = facts_of(row);
  e.criteria = criteria_of(database, e.key);
  return e;
}

/// The columns to select: NULL for one that an output of an older trek does not have.
std::string columns_in(const Database& database) {
  std::set<std::string, std::less<>> there;
  Statement row{database, "SELECT name FROM pragma_table_info('sites')"};
  while (row.step()) there.insert(row.text(0));
  std::string columns;
  for (const std::string_view name : kColumns) {
    columns += fmt::format("{}{}{}", columns.empty() ? "" : ", ", there.contains(name) ? "" : "NULL AS ", name);
  }
  return columns;
}

/// Sites that a condition selects, by rank and then key; `value` is its one parameter.
template <class T>
std::vector<Explanation> selected(const Database& database, std::string_view condition, const T& value) {
  Statement row{database, fmt::format("SELECT {} FROM sites {}", columns_in(database), condition)};
  row.bind(1, value);
  std::vector<Explanation> result;
  while (row.step()) result.push_back(explanation_of(database, row));
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
  std::vector<std::string> keys;
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> texts;  // key, name and address of each
};

KnownSites known_sites(const Database& database) {
  Statement row{database, "SELECT key, name, address FROM sites ORDER BY rank IS NULL, rank, key"};
  KnownSites known;
  while (row.step()) {
    known.keys.push_back(row.text(0));
    known.names.push_back(row.text(1));
    known.texts.push_back({row.text(0), row.text(1), row.text(2)});
  }
  return known;
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
  const auto database = opened(geopackage);
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
  std::vector<Explanation> found;
  for (const std::size_t row : core::matching_rows(text, known.texts)) {
    for (auto& site : selected(database, "WHERE key = ?", std::string_view{known.keys[row]})) {
      found.push_back(std::move(site));
    }
  }
  if (!found.empty()) return found;
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
  const auto database = opened(geopackage);
  return selected(database, "WHERE rank IS NOT NULL ORDER BY rank, key LIMIT ?", std::int64_t{std::max(count, 0)});
}

}  // namespace trek::publish
