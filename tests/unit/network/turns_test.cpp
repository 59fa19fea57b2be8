#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "support/catch.hpp"
#include "support/street_map.hpp"
#include "trek/core/error.hpp"
#include "trek/network/detail/osm_turns.hpp"
#include "trek/network/street_graph.hpp"

namespace {

using namespace trek;
using model::Mode;
using network::NodeIdx;
using network::StreetGraph;
using network::StreetRuleCounts;

test::DrawnStreets drawn_town(std::string_view drawing) {
  return test::drawn_streets(drawing, core::Meters{10}, core::MetersPerSecond{10.0});
}

constexpr auto kCrossing = R"(
        D
        |
      A-B-C
        |
        E )";

std::set<std::uint64_t> copy_keys(const StreetGraph& graph) {
  std::set<std::uint64_t> keys;
  for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
    if (graph.is_copy(NodeIdx{node})) keys.insert(graph.node_key[node]);
  }
  return keys;
}

std::vector<std::uint32_t> edges_from(const StreetGraph& graph, NodeIdx node) {
  const auto* const begin = graph.arc_edge.begin() + graph.first_arc[node.value()];
  std::vector<std::uint32_t> edges;
  std::transform(begin, graph.arc_edge.begin() + graph.first_arc[node.value() + 1], std::back_inserter(edges),
                 [](network::EdgeIdx edge) { return edge.value(); });
  return edges;
}

}  // namespace

TEST_CASE("build_street_graph: a junction is split for the one street that matters", "[network][unit]") {
  auto town = drawn_town(kCrossing);
  town.forbid("ABD");
  StreetRuleCounts counts;
  const auto map = test::street_map(town, Mode::bicycle, &counts);
  CHECK(counts.turn_count == 1);
  CHECK(counts.copy_count == 1);
  CHECK(map.graph.edge_count() == 4);
  REQUIRE(map.graph.node_count() == 6);
  const NodeIdx copy{map['B'].value() + 1};
  REQUIRE(map.graph.is_copy(copy));
  CHECK(map.graph.junction_of(copy) == map['B']);
  CHECK(map.graph.node_place[copy.value()] == map.place('B'));
  CHECK(map.graph.component[copy.value()] == map.graph.component[map['B'].value()]);
  CHECK(edges_from(map.graph, map['B']).size() == 4);
  const auto after = edges_from(map.graph, copy);
  CHECK(after.size() == 3);
  CHECK(std::count(after.begin(), after.end(), map.edge('B', 'D').value()) == 0);
  CHECK(map.graph.arc_head[map.graph.first_arc[map['A'].value()]] == copy);
  CHECK(map.graph.has(map.edge('B', 'E'), network::kSplitEnd));
}

TEST_CASE("build_street_graph: the same history has one key in every mode", "[network][unit]") {
  auto town = drawn_town(kCrossing);
  town.forbid("ABD");
  town.forbid("EBC");
  const auto bicycle = copy_keys(test::street_map(town, Mode::bicycle).graph);
  const auto e_bike = copy_keys(test::street_map(town, Mode::e_bike).graph);
  const auto car = copy_keys(test::street_map(town, Mode::car).graph);
  CHECK(bicycle.size() == 2);
  CHECK(e_bike == bicycle);
  CHECK(std::includes(car.begin(), car.end(), bicycle.begin(), bicycle.end()));
}

TEST_CASE("build_street_graph: restrictions that mean nothing are counted and change nothing", "[network][unit]") {
  auto town = drawn_town(R"(
        D
        |
      A-B<C-F )");
  const auto plain = test::street_map(town, Mode::car);
  town.forbid("ABC");  // C cannot be entered from B
  network::TurnRestriction apart{{town.row('A', 'B'), town.row('C', 'F')}, {town.key('B')}, false};
  town.streets.turns.push_back(apart);
  apart.street.back() = 99;  // no such street
  town.streets.turns.push_back(apart);
  town.streets.turns.push_back({});
  StreetRuleCounts counts;
  const auto map = test::street_map(town, Mode::car, &counts);
  CHECK(counts.turn_count == 0);
  CHECK(counts.turn_closed_count == 1);
  CHECK(counts.turn_apart_count == 3);
  using network::TurnFate;
  CHECK(counts.turn_fate == std::vector{TurnFate::closed, TurnFate::apart, TurnFate::apart, TurnFate::apart});
  CHECK(map.graph.node_key == plain.graph.node_key);
  CHECK(map.graph.arc_head == plain.graph.arc_head);
}

TEST_CASE("count_ignored: a restriction is kept while one of its turns is", "[network][unit]") {
  auto town = drawn_town(R"(
        D
        |
      A-B<C-F )");
  for (const char* turn : {"ABD", "ABC", "FCB", "ABC"}) town.forbid(turn);
  auto& turns = town.streets.turns;
  turns[0].sign = turns[1].sign = 4;  // from A by B to D or C: the first can be kept
  turns[2].sign = 5;
  turns[3].sign = 7;  // C cannot be entered from B
  turns.push_back({{town.row('A', 'B'), town.row('C', 'F')}, {town.key('B')}, false, 6});
  const auto signs = network::detail::signs_of(turns);
  StreetRuleCounts rules;
  static_cast<void>(test::street_map(town, Mode::car, &rules));
  network::OsmCounts counts;
  counts.turn_restriction_count = 4;
  counts.turns_not_kept["one_way"] = 2;
  network::detail::count_ignored(signs, rules.turn_fate, counts);
  CHECK(counts.turn_restriction_count == 2);
  CHECK(counts.turns_not_kept == std::map<std::string, std::uint64_t>{{"one_way", 3}, {"via_not_shared", 1}});
}

TEST_CASE("build_street_graph: a park behind a private gate is for its own visitors", "[network][unit]") {
  auto town = drawn_town(R"(
      A--B--C
      |  |  |
      D--E--F
         |
         G
         |
         H--I
         |  |
         J--K )");
  town.keep_local("EGH");
  StreetRuleCounts counts;
  const auto map = test::street_map(town, Mode::bicycle, &counts);
  CHECK(counts.enclosed_street_count == 4);
  CHECK(counts.local_street_count == 6);
  CHECK(map.graph.core_node_count() == 6);
  CHECK(map['K'].value() >= 6);
  CHECK(map.graph.component[map['K'].value()] == 0);
  CHECK(map.graph.component_size == std::vector<std::uint32_t>{11});
}

TEST_CASE("build_street_graph: a drive that can be left and not entered belongs to nobody", "[network][unit]") {
  auto town = drawn_town(R"(
      A--B
      |  |
      D--E->-G  H--I )");
  town.keep_local("EG");
  town.keep_local("HI");
  const auto map = test::street_map(town, Mode::bicycle);
  CHECK(map.graph.component_size == std::vector<std::uint32_t>{4, 2, 1});
  CHECK(map.graph.component[map['G'].value()] == 2);
  CHECK(map.graph.component[map['H'].value()] == map.graph.component[map['I'].value()]);
}

TEST_CASE("build_street_graph: keys that copies need are refused", "[network][unit]") {
  auto town = drawn_town("A--B");
  town.streets.from_key[0] = 1ULL << 62U;
  CHECK_THROWS_AS(test::street_map(town, Mode::foot), core::Error);
  town.streets.from_key[0] = static_cast<std::uint64_t>(-5);  // ids of editors are below 0
  CHECK_NOTHROW(test::street_map(town, Mode::foot));
}
