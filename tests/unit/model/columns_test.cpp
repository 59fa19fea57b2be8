#include "trek/model/columns.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <typeinfo>
#include <variant>
#include <vector>

#include "support/catch.hpp"
#include "trek/model/any_table.hpp"

namespace model = trek::model;

namespace {

model::BuildingHeights height(const char* id, int storeys, double height_m, double volume_m3) {
  model::BuildingHeights table;
  table.building_id = {id};
  table.footprint.append({});
  table.storeys = {storeys};
  table.height_m = {height_m};
  table.volume_m3 = {volume_m3};
  table.roof_type = {""};
  return table;
}

model::PopulationAreas area(const char* key, double cell_size_m, bool counted) {
  model::PopulationAreas table;
  table.cell_size_m = cell_size_m;
  table.target_is_counted = counted;
  table.key = {key};
  table.area.append({});
  table.inhabitants = {50.0};
  table.target = {12.0};
  table.bands.close_row();
  return table;
}

/// Becomes whatever a member is made of.
struct Anything {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor): it is to convert
};
/// Members of a plain struct: the most values that it can be made of.
template <class T, class... Values>
constexpr std::size_t member_count() {
  if constexpr (requires { T{Values{}..., Anything{}}; }) {
    return member_count<T, Values..., Anything>();
  } else {
    return sizeof...(Values);
  }
}
/// Columns that a table names of itself.
template <class Table>
std::size_t column_count() {
  Table table;
  std::size_t count = 0;
  model::for_each_column([&](auto&) { ++count; }, table);
  model::for_each_optional_column([&](auto&) { ++count; }, table);
  return count;
}
template <class Table>
void check_names_all(std::size_t others) {
  INFO(typeid(Table).name());
  CHECK(column_count<Table>() + others == member_count<Table>());
}

template <class T>
void add_empty(std::vector<T>& column) {
  column.emplace_back();
}
void add_empty(trek::geo::PolygonColumn& column) { column.append({}); }
template <class T>
void add_empty(trek::core::Rows<T>& column) {
  column.close_row();
}

/// A table of one row of nothing is added to itself whole, then its row.
template <class Table>
void check_rows_follow() {
  INFO(typeid(Table).name());
  Table one;
  model::for_each_column([](auto& column) { add_empty(column); }, one);
  CHECK(one.size() == 1);
  CHECK(model::has_equal_columns(one));
  Table table = one;
  model::append(table, one);
  model::append_row(table, one, 0);
  CHECK(table.size() == 3);
  CHECK(model::has_equal_columns(table));
}

}  // namespace

TEST_CASE("columns: every table names all that it has", "[model][unit]") {
  check_names_all<model::PopulationAreas>(2);  // the size of cells, and whether the target group is counted
  check_names_all<model::Demand>(1);           // the size of cells
  check_names_all<model::Sites>(0);
  check_names_all<model::Municipalities>(0);
  check_names_all<model::Buildings>(0);
  check_names_all<model::Units>(0);
  check_names_all<model::BuildingHeights>(0);
  check_names_all<model::EnergyLabels>(0);
  check_names_all<model::Monuments>(0);
  check_names_all<model::VacancyRecords>(0);
  check_names_all<model::Candidates>(0);
  check_names_all<model::ExistingPlaces>(0);
  check_names_all<model::NamedPoints>(0);
  check_names_all<model::NamedAreas>(0);
  check_names_all<model::Roads>(0);
  check_names_all<model::Districts>(0);
  check_names_all<model::PlannedDwellings>(0);
  check_names_all<model::WeightedPoints>(2);  // the names of the weights, and a column for each
}

TEST_CASE("append: whatever the table, rows follow in every column", "[model][unit]") {
  const auto check_all = []<class... Tables>(const std::variant<Tables...>*) { (check_rows_follow<Tables>(), ...); };
  check_all(static_cast<const model::AnyTable*>(nullptr));
  check_rows_follow<model::Sites>();
}

TEST_CASE("append: a site goes behind the others with all that is known of it", "[model][unit]") {
  model::Sites sites;
  model::append(sites, model::Site{});
  model::Site works;
  works.key = "works";
  works.type = model::SiteType::factory;
  works.volume_m3 = 12'000.0;
  works.building_status = {model::BuildingStatus::in_use, model::BuildingStatus::rebuilding};
  works.note = "twice";
  model::append(sites, works);
  REQUIRE(sites.size() == 2);
  CHECK(model::has_equal_columns(sites));
  CHECK(sites.type == std::vector{model::SiteType::unknown, model::SiteType::factory});
  CHECK(sites.monument_kind == std::vector{model::MonumentKind::unknown, model::MonumentKind::unknown});
  CHECK(sites.volume_m3 == std::vector<std::optional<double>>{std::nullopt, 12'000.0});
  CHECK(sites.building_status[0].empty());
  CHECK(sites.building_status[1].size() == 2);
  CHECK(sites.note[1] == "twice");
}

TEST_CASE("for_each_fact: every fact has a column of its own and words, and tells with one that there is",
          "[model][unit]") {
  std::set<std::string_view> columns;
  std::size_t count = 0;
  model::for_each_fact<model::Sites>([&](const auto& fact) {
    INFO(fact.text.column);
    CHECK_FALSE(fact.text.label.en.empty());
    CHECK_FALSE(fact.text.label.nl.empty());
    CHECK(fact.text.low.empty() == fact.text.high.empty());
    CHECK(fact.text.told_with.empty() == fact.text.told_as.empty());
    CHECK((fact.text.told_with.empty() || columns.contains(fact.text.told_with)));  // which comes first
    columns.insert(fact.text.column);
    ++count;
  });
  CHECK(columns.size() == count);
  CHECK(columns.contains("volume_m3"));
  CHECK_FALSE(columns.contains("key"));
  std::vector<std::string_view> bounded;
  model::for_each_bounded_fact<model::Sites>([&](const auto& fact) { bounded.push_back(fact.text.column); });
  CHECK(bounded == std::vector<std::string_view>{"built_year", "floor_area_m2", "storeys", "height_m", "volume_m3",
                                                 "footprint_m2", "vacancy_share", "free_height_m", "ground_share",
                                                 "nearest_dwelling_m", "meeting_share", "mix_entropy",
                                                 "parking_places"});
}

TEST_CASE("append_row: the row that is asked for, in every column", "[model][unit]") {
  auto table = height("1", 2, 7.5, 900.0);
  append(table, height("2", 3, 11.0, 2400.0));
  model::BuildingHeights second;
  model::append_row(second, table, 1);
  CHECK(second.building_id == std::vector<std::string>{"2"});
  CHECK(second.volume_m3 == std::vector<std::optional<double>>{2400.0});
  CHECK(model::has_equal_columns(second));
  second.storeys.clear();
  CHECK_FALSE(model::has_equal_columns(second));
}

TEST_CASE("append: the rows of a second layer follow those of the first, in every column", "[model][unit]") {
  auto table = height("1", 2, 7.5, 900.0);
  append(table, height("2", 3, 11.0, 2400.0));
  CHECK(table.building_id == std::vector<std::string>{"1", "2"});
  CHECK(table.footprint.size() == 2);
  CHECK(table.storeys == std::vector<std::optional<int>>{2, 3});
  CHECK(table.height_m == std::vector<std::optional<double>>{7.5, 11.0});
  CHECK(table.volume_m3 == std::vector<std::optional<double>>{900.0, 2400.0});
}

TEST_CASE("append: cells stay cells, and what is counted stays so, only if the second layer says the same",
          "[model][unit]") {
  auto cells = area("a", 100.0, true);
  append(cells, area("b", 100.0, true));
  CHECK(cells.cell_size_m == 100.0);
  CHECK(cells.target_is_counted);
  append(cells, area("c", 500.0, false));
  CHECK(cells.cell_size_m == 0.0);
  CHECK_FALSE(cells.target_is_counted);
  CHECK(cells.size() == 3);
  CHECK(cells.target.size() == 3);
  CHECK(cells.bands.size() == 3);
}
