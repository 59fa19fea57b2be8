#include "trek/network/backdrop.hpp"

#include <limits>
#include <string>
#include <vector>

#include "drawn_osm.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/crs.hpp"
#include "trek/network/nearby_streets.hpp"

using namespace trek;
using network::BackdropKind;

namespace {

// 20 m a character: a lake of 200 m by 60 m with an island of 40 m by 20 m in it, and a pond of 40 m by 20 m.
constexpr std::string_view kDrawing = R"(
A         B       T
   I J            p
   L K
D         C       V
E F
H G
)";

const geo::Box kTwente{220'000.0, 460'000.0, 275'000.0, 510'000.0};

/// Read, and kept as bytes.
network::Backdrop drawn(const geo::Box& region, std::vector<test::DrawnOsm::Way> ways,
                        const network::Surroundings& near = {}, std::vector<test::DrawnOsm::Relation> relations = {}) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("a.osm", test::osm_xml({kDrawing,
                                                         std::move(ways),
                                                         {{'T', {{"place", "town"}, {"name", "Delden"}}},
                                                          {'V', {{"place", "hamlet"}, {"name", "Deldenerbroek"}}},
                                                          {'p', {{"place", "village"}}}},
                                                         std::move(relations)}));
  const auto bytes = network::packed(network::read_backdrop(file, std::string{geo::kRdNew}, {}));
  CHECK(network::is_packed_backdrop(bytes));
  return network::unpacked(bytes, region, near);
}

const std::vector<test::DrawnOsm::Way> kWays{{"AB", {{"highway", "motorway"}, {"ref", "A1"}, {"name", "Rijksweg"}}},
                                             {"BC", {{"highway", "secondary"}, {"name", "Hengelosestraat"}}},
                                             {"CD", {{"highway", "residential"}}},
                                             {"TV", {{"railway", "rail"}}},
                                             {"Tp", {{"railway", "rail"}, {"service", "yard"}}},
                                             {"DA", {{"waterway", "canal"}}},
                                             {"ABCDA", {{"natural", "water"}, {"name", "Rutbeek"}}},
                                             {"EFGHE", {{"natural", "water"}}},
                                             {"ABC", {{"natural", "water"}}}};

}  // namespace

TEST_CASE("read_backdrop: main roads, railways in use, waterways, large lakes and named towns", "[network][unit]") {
  const auto backdrop = drawn(kTwente, kWays);
  REQUIRE(backdrop.lines.size() == 4);
  CHECK(backdrop.lines[0].kind == BackdropKind::motorway);
  CHECK(backdrop.lines[0].name == "A1");  // the number goes before the name
  CHECK(backdrop.lines[1].kind == BackdropKind::main_road);
  CHECK(backdrop.lines[1].name == "Hengelosestraat");
  CHECK(backdrop.lines[2].kind == BackdropKind::railway);
  CHECK(backdrop.lines[3].kind == BackdropKind::river);
  CHECK(backdrop.lines[0].shape.size() == 2);
  REQUIRE(backdrop.lakes.size() == 1);  // a pond is none, nor is what is not closed
  CHECK(backdrop.lakes[0].name == "Rutbeek");
  CHECK(backdrop.lakes[0].shape.at(0).shell.size() == 5);
  REQUIRE(backdrop.towns.size() == 1);  // a hamlet is none, nor is a village without a name
  CHECK(backdrop.towns[0].name == "Delden");
  CHECK(kTwente.contains(backdrop.towns[0].place));
}

TEST_CASE("read_backdrop: nothing of what lies elsewhere", "[network][unit]") {
  const auto backdrop = drawn({100'000.0, 400'000.0, 110'000.0, 410'000.0}, kWays);
  CHECK(backdrop.lines.empty());
  CHECK(backdrop.lakes.empty());
  CHECK(backdrop.towns.empty());
}

TEST_CASE("read_backdrop: a line without the nodes that the extract lacks; of one node there is none",
          "[network][unit]") {
  const auto backdrop = drawn(kTwente, {{"AxB", {{"highway", "primary"}}}, {"Ax", {{"highway", "primary"}}}});
  REQUIRE(backdrop.lines.size() == 1);
  CHECK(backdrop.lines[0].shape.size() == 2);
}

TEST_CASE("read_backdrop: water that several ways are the outline of, with an island in it", "[network][unit]") {
  // A to D is drawn in two parts.
  const std::vector<test::DrawnOsm::Way> ways{{"ABC", {}}, {"ADC", {}}, {"IJKLI", {}}, {"Ax", {}}};
  const test::TagList water{{"type", "multipolygon"}, {"natural", "water"}, {"name", "Rutbeek"}};
  const auto whole = drawn(kTwente, ways, {}, {{"outer 1 outer 2", water}});
  REQUIRE(whole.lakes.size() == 1);
  CHECK(whole.lakes[0].name == "Rutbeek");
  CHECK(geo::area_m2(whole.lakes[0].shape) == Approx(200.0 * 60.0).epsilon(0.05));
  const auto holed = drawn(kTwente, ways, {}, {{"outer 1 outer 2 inner 3", water}});
  REQUIRE(holed.lakes.size() == 1);
  REQUIRE(holed.lakes[0].shape.at(0).holes.size() == 1);
  CHECK(geo::area_m2(whole.lakes[0].shape) - geo::area_m2(holed.lakes[0].shape) == Approx(40.0 * 20.0).epsilon(0.05));
  CHECK(drawn(kTwente, ways, {}, {{"outer 1 outer 2 inner 4", water}}).lakes.empty());  // the same of an island
  CHECK(drawn(kTwente, ways, {}, {{"outer 1 outer 2 outer 4", water}}).lakes.empty());  // a part that is not here
  CHECK(drawn(kTwente, ways, {}, {{"outer 1", water}}).lakes.empty());                  // not closed
  CHECK(
      drawn(kTwente, ways, {}, {{"outer 1 outer 2", {{"type", "multipolygon"}, {"landuse", "forest"}}}}).lakes.empty());
}

TEST_CASE("unpacked: streams and small water near a place alone", "[network][unit]") {
  const std::vector<test::DrawnOsm::Way> ways{{"AB", {{"waterway", "stream"}, {"name", "Twickelervaart"}}},
                                              {"EFGHE", {{"natural", "water"}}}};
  CHECK(drawn(kTwente, ways).local.empty());
  const auto shore = drawn(kTwente, {{"AB", {{"waterway", "river"}}}}).lines.at(0).shape.front();
  const auto near = drawn(kTwente, ways, {.places = {shore}, .radius_m = 150.0});
  REQUIRE(near.local.size() == 1);
  CHECK(near.local[0].kind == BackdropKind::stream);
  CHECK(near.local[0].name == "Twickelervaart");
  const geo::Point far{shore.x_m, shore.y_m + 800.0};
  CHECK(drawn(kTwente, ways, {.places = {far}, .radius_m = 750.0}).local.empty());
  CHECK(drawn(kTwente, ways, {.places = {far}, .radius_m = 850.0}).local.size() == 1);
}

TEST_CASE("is_packed_backdrop: not what is cut short, or holds what cannot be drawn", "[network][unit]") {
  network::Backdrop backdrop;
  backdrop.lines = {{BackdropKind::railway, "Almelo - Hengelo", {{240'000.0, 480'000.0}, {250'000.0, 480'000.0}}}};
  backdrop.towns = {{"Delden", "town", {244'000.0, 475'000.0}}};
  const auto bytes = network::packed(backdrop);
  REQUIRE(network::is_packed_backdrop(bytes));
  CHECK(network::is_packed_backdrop({}));
  const std::size_t first = network::packed({backdrop.lines, {}, {}, {}}).size();
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK(network::is_packed_backdrop(std::span{bytes}.first(size)) == (size == first));
  }
  auto strange = bytes;
  strange[0] = 99;  // a kind that there is not
  CHECK_FALSE(network::is_packed_backdrop(strange));
  backdrop.towns[0].place.x_m = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(network::is_packed_backdrop(network::packed(backdrop)));
}

TEST_CASE("nearby_streets: what cars travel are streets, the rest paths; the nearest, each once", "[network][unit]") {
  const test::DrawnOsm map{R"(
A    B    C    D
     E    F
)",
                           {{"AB", {{"highway", "residential"}}},
                            {"BC", {{"highway", "footway"}}},
                            {"CD", {{"highway", "residential"}}},
                            {"BE", {{"highway", "footway"}}},
                            {"CF", {{"highway", "residential"}}}},
                           {}};
  const test::ReadOsm car{map, model::Mode::car};
  const test::ReadOsm foot{map, model::Mode::foot};
  const std::vector<const network::StreetGraph*> graphs{&car.graph(), &foot.graph()};
  const auto at = [&](char letter) { return foot.place(letter); };
  const auto near = network::nearby_streets(graphs, {.places = {at('B')}, .radius_m = 1.0});
  REQUIRE(near.size() == 3);
  CHECK(near[0].kind == BackdropKind::street);  // AB
  CHECK(near[1].kind == BackdropKind::path);
  CHECK(near[2].kind == BackdropKind::path);
  CHECK(network::nearby_streets(graphs, {.places = {at('B'), at('C')}, .radius_m = 1.0}).size() == 5);  // BC once
  CHECK(network::nearby_streets(graphs, {.places = {at('B'), at('C')}, .radius_m = 1.0, .most_lines = 2}).size() <= 4);
  CHECK(network::nearby_streets(graphs, {}).empty());
  CHECK(network::nearby_streets({}, {.places = {at('B')}}).empty());
}
