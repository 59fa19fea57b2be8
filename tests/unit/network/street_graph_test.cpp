#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/street_map.hpp"
#include "trek/core/error.hpp"
#include "trek/network/build_street_graph.hpp"
#include "trek/network/street_graph.hpp"

namespace {

using namespace trek;
using core::Meters;
using core::MetersPerSecond;
using network::kClosed_ds;
using network::Street;

std::vector<char> reached_directly(const test::StreetMap& map, char from) {
  std::vector<char> result;
  const auto node = map[from].value();
  for (auto arc = map.graph.first_arc[node]; arc < map.graph.first_arc[node + 1]; ++arc) {
    for (const auto& [letter, place] : map.places) {
      if (map[letter] == map.graph.arc_head[arc]) result.push_back(letter);
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

TEST_CASE("street_map: what is drawn is what one gets", "[network][unit]") {
  const auto map = test::street_map(R"(
      A--->--B
      |      |
      C------D     F )",
                                    Meters{10}, MetersPerSecond{1.25});
  CHECK(map.graph.node_count() == 5);
  CHECK(map.graph.edge_count() == 5);
  CHECK(map.place('C') == geo::Point{0.0, 0.0});
  CHECK(map.place('B') == geo::Point{70.0, 20.0});
  CHECK(reached_directly(map, 'A') == std::vector{'B', 'C'});
  CHECK(reached_directly(map, 'B') == std::vector{'D'});
  CHECK(reached_directly(map, 'D') == std::vector{'B', 'C'});
  const auto edge = map.edge('A', 'B').value();
  CHECK(map.graph.edge_length_m[edge] == 70.0F);
  CHECK(map.graph.edge_forward_ds[edge] == 560);
  CHECK(map.graph.edge_backward_ds[edge] == kClosed_ds);
  CHECK(map.graph.component_size == std::vector<std::uint32_t>{4, 1});
  CHECK(map.graph.component[map['F'].value()] == 1);
}

TEST_CASE("street_map: arrows up, down and to the left, and nameless junctions", "[network][unit]") {
  const auto map = test::street_map(R"(
      A-<-B-+
      ^   v
      C---D )",
                                    Meters{10}, MetersPerSecond{1.0});
  CHECK(reached_directly(map, 'A').empty());
  CHECK(reached_directly(map, 'C') == std::vector{'A', 'D'});
  CHECK(reached_directly(map, 'D') == std::vector{'C'});
  CHECK(reached_directly(map, 'B') == std::vector{'A', 'D'});
  CHECK(map.graph.node_count() == 5);
}

TEST_CASE("street_map: refuses drawings that mean nothing", "[network][unit]") {
  const auto draw = [](const char* text) { return test::street_map(text, Meters{10}, MetersPerSecond{1.0}); };
  CHECK_THROWS_AS(draw("A---"), std::invalid_argument);
  CHECK_THROWS_AS(draw("A-?-B"), std::invalid_argument);
  CHECK_THROWS_AS(draw("A->-<-B"), std::invalid_argument);
  CHECK_THROWS_AS(draw("A--A"), std::invalid_argument);
  CHECK_THROWS_AS(draw("A  |"), std::invalid_argument);
  CHECK_THROWS_AS(draw("A--B")['C'], std::out_of_range);
  CHECK_THROWS_AS(draw("A--B--C").edge('A', 'C'), std::out_of_range);
}

TEST_CASE("build_street_graph: no streets make an empty graph", "[network][unit]") {
  const auto graph = network::build_street_graph(model::Mode::car, {});
  CHECK(graph.mode == model::Mode::car);
  CHECK(graph.node_count() == 0);
  CHECK(graph.arc_count() == 0);
  CHECK(graph.first_arc == std::vector<std::uint32_t>{0});
  CHECK(graph.component_size.empty());
  CHECK(graph.bounds().empty());
}

TEST_CASE("build_street_graph: parallel streets and loops stay", "[network][unit]") {
  const std::vector<Street> streets{{1, 2, {{0, 0}, {100, 0}}, 50, 50, 7},
                                    {2, 1, {{100, 0}, {50, 40}, {0, 0}}, 70, kClosed_ds, 8},
                                    {2, 2, {{100, 0}, {120, 20}, {140, 0}, {100, 0}}, kClosed_ds, 90, 9}};
  const auto graph = network::build_street_graph(model::Mode::bicycle, streets);
  CHECK(graph.node_count() == 2);
  CHECK(graph.edge_count() == 3);
  CHECK(graph.arc_count() == 4);
  CHECK(graph.bounds().max_x_m == 140.0);
  CHECK(graph.shape_points.size() == 9);
}

TEST_CASE("build_street_graph: refuses a street that cannot be travelled", "[network][unit]") {
  const auto refused = [](Street street) {
    try {
      static_cast<void>(network::build_street_graph(model::Mode::foot, std::vector{std::move(street)}));
    } catch (const core::Error& error) {
      return error.kind() == core::ErrorKind::bad_argument;
    }
    return false;
  };
  CHECK(refused({1, 2, {{0, 0}}, 5, 5, 0}));
  CHECK(refused({1, 2, {{0, 0}, {1, 0}}, kClosed_ds, kClosed_ds, 0}));
  CHECK(refused({1, 2, {{0, 0}, {1, 0}}, 0, 5, 0}));
  CHECK(refused({1, 2, {{0, 0}, {std::numeric_limits<double>::infinity(), 0}}, 5, 5, 0}));
  CHECK_FALSE(refused({1, 2, {{0, 0}, {1, 0}}, kClosed_ds, 5, 0}));
}

}  // namespace
