#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "drawn_osm.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/network/detail/osm_areas.hpp"
#include "trek/network/detail/osm_streets.hpp"

namespace {

using namespace trek;
using model::Mode;
using test::drawn_streets;
using test::DrawnOsm;
using test::ReadStreets;

const test::TagList kStreet{{"highway", "residential"}};
const test::TagList kSquare{{"highway", "pedestrian"}, {"area", "yes"}};

std::size_t direct_count(const ReadStreets& read, char from, char to) { return read.direct_m(from, to).size(); }

// ---- Flags and barriers

TEST_CASE("streets: every part of a way has the flags of the way", "[network][unit]") {
  const DrawnOsm drawn{R"(
      A  B  C
         D    )",
                       {{"AB", kStreet},
                        {"BC", {{"highway", "service"}, {"access", "private"}}},
                        {"BD", {{"highway", "residential"}, {"bridge", "yes"}}},
                        {"CD", {{"highway", "service"}, {"access", "private"}, {"tunnel", "yes"}}}},
                       {}};
  const ReadStreets read = drawn_streets(drawn, Mode::car);
  CHECK(read.flags(1) == "-");
  CHECK(read.flags(2) == "l");
  CHECK(read.flags(3) == "n");
  CHECK(read.flags(4) == "b");
  CHECK(read.counts.local_way_count == 2);
  CHECK(read.counts.no_entry_way_count == 2);
  CHECK(read.counts.used_way_count == 4);
}

TEST_CASE("streets: a way that is local in one direction is two one-way streets", "[network][unit]") {
  const DrawnOsm drawn{
      "A  B  C",
      {{"AB", {{"highway", "residential"}, {"motor_vehicle:backward", "destination"}}}, {"BC", kStreet}},
      {}};
  const ReadStreets car = drawn_streets(drawn, Mode::car);
  REQUIRE(car.flags(1) == "-l");
  CHECK(car.streets.backward_ds[0] == network::kClosed_ds);
  CHECK(car.streets.forward_ds[1] == network::kClosed_ds);
  CHECK(car.streets.forward_ds[0] == car.streets.backward_ds[1]);
  CHECK(car.counts.local_way_count == 1);
  CHECK(drawn_streets(drawn, Mode::bicycle).flags(1) == "-");
}

//  A---B---C, D under B: a private gate at B parts all three, and joins them each with each for those behind it
TEST_CASE("streets: what ends at a local barrier is joined for local trips only", "[network][unit]") {
  const DrawnOsm drawn{R"(
      A  B  C
         D    )",
                       {{"ABC", kStreet}, {"BD", kStreet}},
                       {{'B', {{"barrier", "gate"}, {"access", "private"}}}}};
  const ReadStreets read = drawn_streets(drawn, Mode::foot);
  REQUIRE(read.streets.size() == 6);
  CHECK(read.counts.local_barrier_count == 1);
  CHECK(read.counts.barrier_count == 0);
  for (std::size_t s = 3; s < 6; ++s) {
    CHECK(read.streets.flags[s] == (network::kLocalOnly | network::kNoEntry));
    CHECK(read.streets.forward_ds[s] == 1);
    CHECK(read.streets.backward_ds[s] == 1);
    CHECK(read.streets.from_key[s] != read.streets.to_key[s]);
    CHECK(read.streets.shape(s).front() == read.streets.shape(s).back());
  }
  const test::ReadOsm graph{drawn, Mode::foot};
  CHECK(graph.graph().component_size.size() == 1);
  CHECK(graph.graph().node_count() == 6);  // three ends, three at the gate
  const ReadStreets open = drawn_streets({drawn.drawing, drawn.ways, {{'B', {{"barrier", "gate"}}}}}, Mode::foot);
  CHECK(open.streets.size() == 3);
}

TEST_CASE("streets: gates with hours are open, or shut, at the moment", "[network][unit]") {
  const auto read = [](std::string_view hours, Mode mode = Mode::foot) {
    return drawn_streets({"A  B  C",
                          {{"ABC", {{"highway", "path"}}}},
                          {{'B', {{"barrier", "gate"}, {"opening_hours", std::string{hours}}}}}},
                         mode);
  };
  CHECK(read("07:00-22:00").streets.size() == 1);
  CHECK(read("07:00-22:00").counts.conditions.judged == 1);
  CHECK(read("22:00-23:00").streets.size() == 2);
  CHECK(read("22:00-23:00").counts.barrier_count == 1);
  CHECK(read("sunrise-sunset").streets.size() == 1);
  CHECK(read("sunrise-sunset").counts.conditions.judged == 0);
  CHECK(read("sunrise-sunset").counts.conditions.not_judged.at("sun") == 1);
}

TEST_CASE("streets: tags of the moment are judged a mode, and counted", "[network][unit]") {
  const auto read = [](Mode mode) {
    return drawn_streets(
        {R"(
      A  B
      C  D  )",
         {{"AB", {{"highway", "pedestrian"}, {"bicycle:conditional", "no @ (11:00-18:00)"}}},
          {"AC", {{"highway", "residential"}, {"motor_vehicle:conditional", "no @ (weight>3.5)"}}},
          {"BD", {{"highway", "footway"}, {"access", "no"}, {"access:conditional", "yes @ (07:00-22:00)"}}},
          {"CD", {{"highway", "residential"}, {"maxspeed:hgv:conditional", "30 @ (07:00-22:00)"}}}},
         {}},
        mode);
  };
  const ReadStreets foot = read(Mode::foot);
  CHECK(foot.counts.used_way_count == 4);
  CHECK(foot.counts.conditions.judged == 1);
  CHECK(foot.counts.conditions.not_judged.empty());
  const ReadStreets bicycle = read(Mode::bicycle);
  CHECK(bicycle.counts.left_out == std::map<std::string, std::uint64_t>{{"no_access", 1}});
  CHECK(bicycle.counts.conditions.judged == 2);
  const ReadStreets car = read(Mode::car);
  CHECK(car.counts.used_way_count == 2);
  CHECK(car.counts.conditions.judged == 1);  // access, though no car drives there
  CHECK(car.counts.conditions.not_judged == std::map<std::string, std::uint64_t>{{"vehicle", 1}});
}

TEST_CASE("streets: a pier has its hours, a shop none that matter", "[network][unit]") {
  const auto read = [](const test::TagList& tags) {
    return drawn_streets({"A  B  C", {{"AB", kStreet}, {"BC", tags}}, {}}, Mode::foot);
  };
  const ReadStreets pier = read({{"man_made", "pier"}, {"opening_hours", "08:00-12:00"}});
  CHECK(pier.counts.left_out.at("no_access") == 1);
  CHECK(pier.counts.conditions.judged == 1);
  const ReadStreets shop = read({{"shop", "bakery"}, {"opening_hours", "08:00-12:00"}, {"building", "yes"}});
  CHECK(shop.counts.left_out.at("no_highway") == 1);
  CHECK(shop.counts.conditions.judged == 0);
}

// ---- Ground that is walked freely

//  A square B-C-D-E with streets to B (from A) and to D (from F): across by the diagonal, along the edge by the sides.
const DrawnOsm kMarket{R"(
      A  B     C
                
         E     D   F  )",
                       {{"BCDEB", kSquare}, {"AB", kStreet}, {"DF", kStreet}},
                       {}};

TEST_CASE("areas: a square is crossed, and walked along its edge", "[network][unit]") {
  const ReadStreets read = drawn_streets(kMarket, Mode::foot);
  CHECK(direct_count(read, 'B', 'D') == 1);  // between entrances
  CHECK(direct_count(read, 'C', 'E') == 0);  // nothing ends there
  CHECK(read.counts.area_count == 1);
  CHECK(read.counts.walk_count == 1);
  CHECK(read.counts.used_way_count == 3);
  const test::ReadOsm graph{kMarket, Mode::foot};
  CHECK(graph.reached('A') == "ABDF");  // C and E are no junctions, but lie on the outline
  CHECK(graph.graph().edge_count() == 2 + 2 + 1);
  CHECK(drawn_streets(kMarket, Mode::car).counts.left_out.at("area") == 1);
  CHECK(drawn_streets(kMarket, Mode::car).counts.area_count == 0);
}

//  Two pavements side by side, drawn as areas that share D-E: a street meets them at B. With another at G, or to the
//  second of them, they lead somewhere.
const DrawnOsm kPavements{
    "A  B  D  G  I\n"
    "             \n"
    "   C  E  H   ",
    {{"AB", kStreet}, {"BDECB", kSquare}, {"DGHED", kSquare}},
    {}};

TEST_CASE("areas: no place joins one that leads nowhere", "[network][unit]") {
  const auto alone = drawn_streets(kPavements, Mode::foot);
  CHECK(alone.flags(1) == "-");
  CHECK(alone.flags(2).find('-') == std::string::npos);
  CHECK(alone.flags(3).find('-') == std::string::npos);
  CHECK(alone.counts.no_entry_way_count == 2);
  DrawnOsm joined = kPavements;
  joined.ways.push_back({"GI", kStreet});
  const auto passed = drawn_streets(joined, Mode::foot);
  CHECK(passed.flags(2).find('n') == std::string::npos);
  CHECK(passed.flags(3).find('n') == std::string::npos);
  CHECK(passed.counts.no_entry_way_count == 0);
}

TEST_CASE("areas: bicycles are pushed over them", "[network][unit]") {
  const ReadStreets read = drawn_streets(kMarket, Mode::bicycle);
  const double length_m = read.direct_m('B', 'D').at(0);
  for (std::size_t s = 0; s < read.streets.size(); ++s) {
    if (read.streets.way[s] != 1 || read.streets.shape(s).size() != 2) continue;
    CHECK(read.streets.forward_ds[s] == std::llround(length_m / (4.0 / 3.6) * 10.0));
    CHECK(read.streets.backward_ds[s] == read.streets.forward_ds[s]);
  }
}

//  U-shaped: from A to F the straight walk would leave the ground, from A to D not.
TEST_CASE("areas: walks stay inside", "[network][unit]") {
  const DrawnOsm drawn{R"(
      K              L
      A  B        E  F
                   
         C        D   
      H              G  )",
                       {{"ABCDEFGHA", kSquare}, {"KA", kStreet}, {"LF", kStreet}, {"KH", kStreet}, {"LG", kStreet}},
                       {}};
  const ReadStreets read = drawn_streets(drawn, Mode::foot);
  CHECK(direct_count(read, 'A', 'F') == 0);
  CHECK(direct_count(read, 'A', 'G') == 0);  // C is in its way
  CHECK(direct_count(read, 'H', 'F') == 0);  // D is in its way
  CHECK(direct_count(read, 'H', 'G') == 1);  // the outline itself
  CHECK(read.counts.walk_count == 0);
}

TEST_CASE("areas: multipolygons of any order and direction, with holes, and with members that are streets too",
          "[network][unit]") {
  const test::TagList tags{{"type", "multipolygon"}, {"highway", "pedestrian"}};
  DrawnOsm drawn{R"(
      E
      A              B
          P      Q    
          S      R    
      D              C   F)",
                 {{"CB", {}},
                  {"AB", {{"highway", "footway"}}},
                  {"DC", {}},
                  {"DA", {}},
                  {"PQRSP", {}},
                  {"EA", kStreet},
                  {"CF", kStreet}},
                 {},
                 {{"outer 1 2 3 4 inner 5", tags}}};
  const ReadStreets read = drawn_streets(drawn, Mode::foot);
  CHECK(read.counts.area_count == 1);
  CHECK(read.counts.areas_not_walked.empty());
  CHECK(direct_count(read, 'A', 'C') == 0);  // through the hole
  CHECK(read.counts.walk_count == 0);
  CHECK(direct_count(read, 'A', 'B') == 1);  // the footway itself, and no outline beside it
  CHECK(read.counts.used_way_count == 3);    // the footway and the two streets; outlines are no ways of their own
  drawn.ways[4] = {"PQ", {}};                // the hole is gone: a line is no ring
  const ReadStreets broken = drawn_streets(drawn, Mode::foot);
  CHECK(broken.counts.areas_not_walked.at("ring_not_closed") == 1);
  drawn.ways[4] = {"PQRSP", {}};
  drawn.ways[0] = {"ABCDA", kSquare};  // the relation knows of the hole, the way does not
  drawn.relations.front().members = "outer 1 inner 5";
  CHECK(drawn_streets(drawn, Mode::foot).counts.area_count == 1);
  CHECK(direct_count(drawn_streets(drawn, Mode::foot), 'A', 'C') == 0);
  drawn.ways[0] = {"CB", {}};
  drawn.relations.front().members = "outer 1 2 3 4";
  CHECK(direct_count(drawn_streets(drawn, Mode::foot), 'A', 'C') == 1);
  drawn.relations.front().members = "outer 1 2 3 4 99";
  CHECK(drawn_streets(drawn, Mode::foot).counts.areas_not_walked.at("missing_way") == 1);
  drawn.relations.front().tags.emplace_back("foot", "no");
  CHECK(drawn_streets(drawn, Mode::foot).counts.walk_count == 0);
}

TEST_CASE("areas: an outline that is not closed is no area, and counted", "[network][unit]") {
  const ReadStreets read = drawn_streets({"A  B  C", {{"ABC", kSquare}, {"AB", kStreet}}, {}}, Mode::foot);
  CHECK(read.counts.left_out.at("area") == 1);
  CHECK(read.counts.areas_not_walked.at("ring_not_closed") == 1);
}

//  A round square with a street to each of its 300 corners: 200 of them count, and the 500 walks that save most.
TEST_CASE("areas: a large one has its limits", "[network][unit]") {
  constexpr int kCorners = 300;
  std::string nodes;
  std::string ways;
  std::string outline;
  for (int i = 0; i <= kCorners; ++i) outline += fmt::format("<nd ref=\"{}\"/>", i % kCorners + 1);
  for (int i = 0; i < kCorners; ++i) {
    const double angle = 2.0 * 3.141592653589793 * i / kCorners;
    for (const auto& [id, radius] : {std::pair{i + 1, 0.001}, {i + 1001, 0.002}}) {
      nodes += fmt::format("<node id=\"{}\" lon=\"{:.7f}\" lat=\"{:.7f}\"/>", id, 6.8 + 1.63 * radius * std::cos(angle),
                           52.2 + radius * std::sin(angle));
    }
    ways += fmt::format("<way id=\"{}\"><nd ref=\"{}\"/><nd ref=\"{}\"/><tag k=\"highway\" v=\"residential\"/></way>",
                        i + 2, i + 1, i + 1001);
  }
  const test::TemporaryFolder folder;
  const auto file = folder.write(
      "round.osm", "<osm version=\"0.6\">" + nodes + "<way id=\"1\">" + outline +
                       "<tag k=\"highway\" v=\"pedestrian\"/><tag k=\"area\" v=\"yes\"/></way>" + ways + "</osm>");
  const auto speeds = network::default_speeds(Mode::foot);
  auto tables = network::detail::read_tables(file, {speeds}, "EPSG:28992", {});
  const network::detail::AreaWalker walker{tables.ways, 0, tables.nodes, Mode::foot};
  const auto walked = walker.walks(tables.ways.areas.at(0));
  CHECK(walked.walks.size() == network::detail::kMaxWalks);
  std::set<std::uint32_t> doors;
  double shortest_m = 1e9;
  for (const auto& walk : walked.walks) {
    doors.insert({walk.from, walk.to});
    shortest_m = std::min(shortest_m, geo::distance_m(tables.nodes.place[walk.from], tables.nodes.place[walk.to]));
  }
  CHECK(doors.size() == network::detail::kMaxEntrances);  // each has some: all are as far from the other side
  CHECK(shortest_m > 0.99 * 222.6);                       // nearly straight across the middle
  CHECK(network::detail::streets(speeds, tables.ways, 0, tables.nodes, tables.counts[0], {}).size() == 300 + 300 + 500);
}

TEST_CASE("is_inside: equals a fine walk along the line on random rings", "[network][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  std::mt19937 random{seed};
  std::uniform_real_distribution<double> radius_m{20.0, 100.0};
  constexpr std::size_t kCorners = 12;
  std::vector<std::vector<geo::Point>> rings(1);
  for (std::size_t i = 0; i < kCorners; ++i) {
    const double angle = 2.0 * 3.141592653589793 * static_cast<double>(i) / kCorners;
    const double r_m = radius_m(random);
    rings[0].push_back({r_m * std::cos(angle), r_m * std::sin(angle)});
  }
  rings.push_back({{-5.0, -5.0}, {5.0, -5.0}, {5.0, 5.0}, {-5.0, 5.0}});
  const auto holds = [&](geo::Point p) {  // winding by angles, apart from the rays of the function
    bool in = false;
    for (const auto& ring : rings) {
      double turned = 0.0;
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::Point a{ring[i].x_m - p.x_m, ring[i].y_m - p.y_m};
        const auto& next = ring[(i + 1) % ring.size()];
        const geo::Point b{next.x_m - p.x_m, next.y_m - p.y_m};
        turned += std::atan2(a.x_m * b.y_m - a.y_m * b.x_m, a.x_m * b.x_m + a.y_m * b.y_m);
      }
      if (std::abs(turned) > 3.0) in = !in;
    }
    return in;
  };
  const auto edge_distance_m = [&](geo::Point p) {
    double nearest_m = 1e9;
    for (const auto& ring : rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::Point a = ring[i];
        const geo::Point b = ring[(i + 1) % ring.size()];
        const double length_m = geo::distance_m(a, b);
        const double along =
            ((p.x_m - a.x_m) * (b.x_m - a.x_m) + (p.y_m - a.y_m) * (b.y_m - a.y_m)) / (length_m * length_m);
        nearest_m = std::min(nearest_m, geo::distance_m(p, geo::between(a, b, std::clamp(along, 0.0, 1.0))));
      }
    }
    return nearest_m;
  };
  for (std::size_t i = 0; i < kCorners; ++i) {
    for (std::size_t j = i + 1; j < kCorners; ++j) {
      constexpr int kSteps = 400;
      int outside = 0;
      double farthest_m = 0.0;
      for (int k = 1; k < kSteps; ++k) {
        const geo::Point p = geo::between(rings[0][i], rings[0][j], static_cast<double>(k) / kSteps);
        if (holds(p)) continue;
        ++outside;
        farthest_m = std::max(farthest_m, edge_distance_m(p));
      }
      if (farthest_m < 0.01) outside = 0;              // along a side
      if (outside > 0 && farthest_m < 0.05) continue;  // neither here nor there: within a hand of a corner
      CAPTURE(i, j, outside);
      CHECK(network::detail::is_inside(rings, rings[0][i], rings[0][j]) == (outside == 0));
    }
  }
}

// ---- Turn restrictions

//      D
//      |
//  A - B - C     and E under B
const std::vector<DrawnOsm::Way> kTurnWays{{"AB", kStreet}, {"BC", kStreet}, {"BD", kStreet}, {"BE", kStreet}};
constexpr std::string_view kCrossingMap = R"(
         D
      A  B  C
         E    )";

ReadStreets with_turn(std::string_view members, const test::TagList& tags, Mode mode = Mode::car) {
  test::TagList all{{"type", "restriction"}};
  all.insert(all.end(), tags.begin(), tags.end());
  return drawn_streets({kCrossingMap, kTurnWays, {}, {{members, all}}}, mode);
}

/// Turns with spaces between, or the reason that there are none.
std::string turns(const ReadStreets& read) {
  std::string result;
  for (const auto& turn : read.turns()) result += (result.empty() ? "" : " ") + turn;
  for (const auto& [reason, count] : read.counts.turns_not_kept) result += reason;
  CHECK(read.counts.turn_restriction_count == (read.streets.turns.empty() ? 0 : 1));
  return result;
}

TEST_CASE("turns: forbidden and commanded, for cars and bicycles and never for walkers", "[network][unit]") {
  const char* const from_1_to_3 = "from 1 via B to 3";
  CHECK(turns(with_turn(from_1_to_3, {{"restriction", "no_left_turn"}})) == "ABD");
  CHECK(turns(with_turn(from_1_to_3, {{"restriction", "only_left_turn"}})) == "!ABD");
  CHECK(turns(with_turn(from_1_to_3, {{"restriction", "no_left_turn"}}, Mode::bicycle)) == "ABD");
  CHECK(turns(with_turn(from_1_to_3, {{"restriction", "no_left_turn"}}, Mode::e_bike)) == "ABD");
  CHECK(with_turn(from_1_to_3, {{"restriction", "no_left_turn"}}, Mode::foot).streets.turns.empty());
  CHECK(turns(with_turn("from 1 via B to 1", {{"restriction", "no_u_turn"}})) == "ABA");
}

TEST_CASE("turns: whom they bind", "[network][unit]") {
  const auto binds = [](const test::TagList& tags) {
    return turns(with_turn("from 1 via B to 3", tags, Mode::car)) + " " +
           turns(with_turn("from 1 via B to 3", tags, Mode::bicycle));
  };
  CHECK(binds({{"restriction", "no_left_turn"}, {"except", "bicycle"}}) == "ABD except");
  CHECK(binds({{"restriction", "no_left_turn"}, {"except", "psv;motorcar"}}) == "except ABD");
  CHECK(binds({{"restriction", "no_left_turn"}, {"except", "motor_vehicle"}}) == "except ABD");
  CHECK(binds({{"restriction", "no_left_turn"}, {"except", "hgv"}}) == "ABD ABD");
  CHECK(binds({{"restriction:bicycle", "no_left_turn"}}) == "other_vehicles ABD");
  CHECK(binds({{"restriction:motorcar", "no_left_turn"}}) == "ABD other_vehicles");
  CHECK(binds({{"restriction:motor_vehicle", "only_left_turn"}}) == "!ABD other_vehicles");
  CHECK(binds({{"restriction:hgv", "no_left_turn"}}) == "other_vehicles other_vehicles");
  CHECK(binds({{"restriction", "no_left_turn"}, {"restriction:bicycle", "none"}}) == "ABD except");
  CHECK(binds({{"restriction", "left_turn"}}) == "unknown_kind unknown_kind");
  CHECK(binds({{"restriction", "no_right_turn_on_red"}}) == "unknown_kind unknown_kind");
  CHECK(binds({}) == "unknown_kind unknown_kind");
}

TEST_CASE("turns: judged at the moment", "[network][unit]") {
  const auto read = [](const char* condition) {
    return turns(with_turn("from 1 via B to 3", {{"restriction:conditional", condition}}));
  };
  CHECK(read("no_left_turn @ (Mo-Fr 12:00-18:00)") == "ABD");
  CHECK(read("no_left_turn @ (Sa,Su)") == "not_now");
  CHECK(read("no_left_turn @ (weight>7.5)") == "not_judged");
  CHECK(turns(with_turn("from 1 via B to 3", {{"restriction", "no_left_turn"}, {"hour_on", "07:00"}})) == "not_judged");
}

TEST_CASE("turns: several ways from or to", "[network][unit]") {
  CHECK(turns(with_turn("from 1 2 via B to 3", {{"restriction", "no_entry"}})) == "ABD CBD");
  CHECK(turns(with_turn("from 1 via B to 2 3", {{"restriction", "no_exit"}})) == "ABC ABD");
  CHECK(turns(with_turn("from 1 2 via B to 3", {{"restriction", "only_left_turn"}})) == "members");
  CHECK(turns(with_turn("from 1 77 via B to 3", {{"restriction", "only_left_turn"}})) == "!ABD");  // one is elsewhere
}

TEST_CASE("turns: what cannot be kept has a reason", "[network][unit]") {
  const test::TagList no_left{{"restriction", "no_left_turn"}};
  CHECK(turns(with_turn("from 1 via B", no_left)) == "members");
  CHECK(turns(with_turn("from 1 to 3", no_left)) == "members");
  CHECK(turns(with_turn("from 1 via B to 77", no_left)) == "not_on_streets");
  CHECK(turns(with_turn("from 1 via A to 3", no_left)) == "via_not_shared");
  const auto read = [&](std::vector<DrawnOsm::Way> ways, std::vector<DrawnOsm::Node> tagged = {}) {
    test::TagList tags{{"type", "restriction"}, {"restriction", "no_left_turn"}};
    return turns(
        drawn_streets({kCrossingMap, std::move(ways), std::move(tagged), {{"from 1 via B to 2", tags}}}, Mode::car));
  };
  CHECK(read({{"AB", kStreet}, {"BD", {{"highway", "footway"}}}, {"BC", kStreet}}) == "not_on_streets");
  CHECK(read({{"AB", kStreet}, {"BD", kStreet}}, {{'B', {{"barrier", "bollard"}}}}) == "via_not_shared");
  CHECK(read({{"AB", kStreet}, {"DB", {{"highway", "residential"}, {"oneway", "yes"}}}, {"BC", kStreet}}) == "one_way");
  CHECK(read({{"ABC", kStreet}, {"BD", kStreet}}) == "ambiguous");
  // The way goes on beyond, but only one part of it can arrive.
  CHECK(read({{"ABC", {{"highway", "residential"}, {"oneway", "yes"}}}, {"BD", kStreet}}) == "ABD");
}

TEST_CASE("relations: what the file holds twice counts once", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto read = [&](const DrawnOsm& drawn, Mode mode) {
    auto xml = test::osm_xml(drawn);
    const auto relation = xml.substr(xml.find("<relation"), xml.find("</osm>") - xml.find("<relation"));
    xml.insert(xml.find("</osm>"), relation);
    return network::read_osm(folder.write("twice.osm", xml), network::default_speeds(mode), "EPSG:28992", {}).counts;
  };
  const test::TagList no_left{{"type", "restriction"}, {"restriction", "no_left_turn"}};
  CHECK(read({kCrossingMap, kTurnWays, {}, {{"from 1 via B to 3", no_left}}}, Mode::car).turn_restriction_count == 1);
  const test::TagList ground{{"type", "multipolygon"}, {"highway", "pedestrian"}};
  const DrawnOsm market{kMarket.drawing, {{"BCDEB", {}}, kMarket.ways[1], kMarket.ways[2]}, {}, {{"outer 1", ground}}};
  CHECK(read(market, Mode::foot).area_count == 1);
  CHECK(read(market, Mode::foot).walk_count == 1);
}

//  A-B-C-D along, E over B, F over C: way 1 is cut at B
TEST_CASE("turns: the street that touches the via, of a way that was cut", "[network][unit]") {
  const DrawnOsm drawn{R"(
         E  F
      A  B  C  D)",
                       {{"ABC", kStreet}, {"CD", kStreet}, {"BE", kStreet}, {"CF", kStreet}},
                       {},
                       {{"from 1 via C to 4", {{"type", "restriction"}, {"restriction", "no_left_turn"}}}}};
  CHECK(turns(drawn_streets(drawn, Mode::car)) == "BCF");
}

//  From A over B-C-G (two ways, given in the wrong order, one of them cut at C) to D: no U-turn along the middle
TEST_CASE("turns: by way of ways", "[network][unit]") {
  DrawnOsm drawn{R"(
      A  B
         C  E
         G
      D  H    )",
                 {{"AB", kStreet}, {"BCG", kStreet}, {"CE", kStreet}, {"HG", kStreet}, {"HD", kStreet}},
                 {},
                 {{"from 1 via 4 2 to 5", {{"type", "restriction"}, {"restriction", "no_u_turn"}}}}};
  CHECK(turns(drawn_streets(drawn, Mode::car)) == "ABCGHD");
  drawn.relations.front().tags.back().second = "only_u_turn";
  CHECK(turns(drawn_streets(drawn, Mode::car)) == "!ABCGHD");
  drawn.ways[3].tags.emplace_back("oneway", "yes");  // from H to G: nobody comes from G
  CHECK(turns(drawn_streets(drawn, Mode::car)) == "one_way");
  drawn.relations.front().members = "from 1 via 2 to 5";
  CHECK(turns(drawn_streets(drawn, Mode::car)) == "via_not_shared");
  drawn.relations.front().members = "from 1 via 2 88 to 5";
  CHECK(turns(drawn_streets(drawn, Mode::car)) == "not_on_streets");
}

}  // namespace
