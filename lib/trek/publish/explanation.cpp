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
#include "trek/publish/detail/opened_output.hpp"
#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish {
namespace {

using detail::Database;
using detail::Statement;

constexpr std::array<std::string_view, 44> kColumns{"key",
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
                                                    "rank_group",
                                                    "floor_area_low_m2",
                                                    "floor_area_high_m2",
                                                    "building_status",
                                                    "monument_at_most",
                                                    "vacancy_low",
                                                    "vacancy_high",
                                                    "vacancy_basis",
                                                    "vacant_floor_area_m2",
                                                    "doubtful_facts",
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
    rank_group,
    floor_low,
    floor_high,
    building_status,
    monument_at_most,
    vacancy_low,
    vacancy_high,
    vacancy_basis,
    vacant_floor,
    doubt,
    same_address,
    owner,
    rent,
  };
};

std::optional<double> optional_real(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional{row.real(column)};
}

void add_fact(std::vector<std::string>& facts, std::string_view name, std::string value) {
  if (!value.empty()) facts.push_back(fmt::format("{}: {}", name, value));
}

/// As the number stands in the file, without what storing it in binary adds: 92.94, not 92.94000000000001.
std::string shortest(double value) {
  std::string text = fmt::format("{:.4f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string number_text(const Statement& row, int column, std::string_view unit) {
  return row.is_null(column) ? std::string{} : fmt::format("{}{}", shortest(row.real(column)), unit);
}

/// ", between 80 and 1200 m2"; ", 80 m2 or more"; nothing where it is exact or unknown.
std::string bounds_text(const Statement& row, int fact, int low, int high, std::string_view unit) {
  if (row.is_null(fact) || row.is_null(low)) return {};
  if (row.is_null(high)) return fmt::format(", {}{} or more", shortest(row.real(low)), unit);
  if (row.real(low) == row.real(high)) return {};
  return fmt::format(", between {} and {}{}", shortest(row.real(low)), shortest(row.real(high)), unit);
}

std::string monument_text(const Statement& row) {
  auto monument = row.text(Column::monument_kind);
  if (!row.is_null(Column::monument_number)) monument += " " + row.text(Column::monument_number);
  const auto at_most = row.text(Column::monument_at_most);
  if (!at_most.empty() && at_most != row.text(Column::monument_kind)) monument += ", at most " + at_most;
  return monument;
}

std::string vacancy_text(const Statement& row) {
  if (!row.is_null(Column::evidence)) {
    if (row.is_null(Column::vacancy)) return row.text(Column::evidence);
    return fmt::format("{}{}; {}", shortest(row.real(Column::vacancy)),
                       bounds_text(row, Column::vacancy, Column::vacancy_low, Column::vacancy_high, ""),
                       row.text(Column::evidence));
  }
  if (row.is_null(Column::vacancy)) return "unknown: no evidence found";
  return fmt::format("{}{}: in no register that was read", shortest(row.real(Column::vacancy)),
                     bounds_text(row, Column::vacancy, Column::vacancy_low, Column::vacancy_high, ""));
}

std::vector<std::string> facts_of(const Statement& row) {
  std::vector<std::string> facts;
  add_fact(facts, "built", number_text(row, Column::built_year, ""));
  auto floor = number_text(row, Column::floor_area, " m2");
  if (!floor.empty() && !row.is_null(Column::floor_basis))
    floor += fmt::format(" (from {}){}", row.text(Column::floor_basis),
                         bounds_text(row, Column::floor_area, Column::floor_low, Column::floor_high, " m2"));
  add_fact(facts, "floor area", std::move(floor));
  add_fact(facts, "storeys", number_text(row, Column::storeys, " (estimate)"));
  add_fact(facts, "height", number_text(row, Column::height, " m"));
  add_fact(facts, "volume", number_text(row, Column::volume, " m3"));
  add_fact(facts, "energy class", row.text(Column::energy_class));
  add_fact(facts, "status", row.text(Column::building_status));
  add_fact(facts, "monument", monument_text(row));
  add_fact(facts, "original function", row.text(Column::function));
  add_fact(facts, "vacancy", vacancy_text(row));
  add_fact(facts, "named as vacant", number_text(row, Column::vacant_floor, " m2"));
  add_fact(facts, "conflict about vacancy", row.text(Column::conflict));
  if (!row.is_null(Column::vacant_units)) {
    add_fact(facts, "named as vacant",
             fmt::format("{} of {} units", row.integer(Column::vacant_units), row.integer(Column::units)));
  }
  add_fact(facts, "address", row.text(Column::address));
  add_fact(facts, "in doubt", row.text(Column::doubt));
  add_fact(facts, "same address, name or complex as", row.text(Column::same_address));
  add_fact(facts, "owner", row.text(Column::owner));
  add_fact(facts, "rent", row.text(Column::rent));
  add_fact(facts, "certainty", row.text(Column::certainty));
  add_fact(facts, "note", row.text(Column::note));
  return facts;
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

/// What stands in other tables than `sites`: each is read once, for all of them. They have no index by site.
void complete(const Database& database, std::vector<Explanation>& sites) {
  if (sites.empty()) return;
  Rows rows;
  for (Explanation& site : sites) rows[site.key].push_back(&site);
  read_answers(database, rows);
  read_criteria(database, rows);
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

Explanation explanation_of(const Common& common, const Statement& row) {
  Explanation e;
  e.key = row.text(Column::key);
  e.name = row.text(Column::name);
  e.type = row.text(Column::type);
  e.municipality = row.text(Column::municipality);
  e.address = row.text(Column::address);
  if (!row.is_null(Column::rank)) e.rank = static_cast<int>(row.integer(Column::rank));
  e.ranked_count = common.ranked_count;
  e.score = row.real(Column::score);
  e.low = row.real(Column::low);
  e.high = row.real(Column::high);
  e.first_share = optional_real(row, Column::first);
  e.top_share = optional_real(row, Column::top_ten);
  e.top_count = common.top_count;
  e.rank_group = row.text(Column::rank_group);
  e.completeness_share = row.real(Column::completeness);
  e.veto = row.text(Column::veto);
  e.veto_questions = core::split(row.text(Column::questions), ';');
  e.facts = facts_of(row);
  return e;
}

/// Sites that a condition selects, by rank and then key, as `sites` has them; `value` is its one parameter.
template <class T>
std::vector<Explanation> rows_of_sites(const Database& database, std::string_view condition, const T& value) {
  auto columns = kColumns;
  const Common common{ranked_count(database), top_count(database)};
  const std::string top = fmt::format("top_{}_share", common.top_count);
  if (column_names(database, "sites").contains(top)) columns[Column::top_ten] = top;
  Statement row{database, fmt::format("SELECT {} FROM sites {}", columns_in(database, "sites", columns), condition)};
  row.bind(1, value);
  std::vector<Explanation> result;
  while (row.step()) result.push_back(explanation_of(common, row));
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
