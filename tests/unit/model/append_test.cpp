#include "trek/model/append.hpp"

#include "support/catch.hpp"

namespace model = trek::model;

namespace {

model::BuildingHeights height(const char* id, int storeys, double height_m, double volume_m3) {
  model::BuildingHeights table;
  table.building_id = {id};
  table.footprint.append({});
  table.storeys = {storeys};
  table.height_m = {height_m};
  table.volume_m3 = {volume_m3};
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

}  // namespace

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
