#include "trek/network/backdrop.hpp"

#include <string>
#include <vector>

#include "drawn_osm.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/crs.hpp"

using namespace trek;
using network::BackdropKind;

namespace {

// 20 m a character: a lake of 200 m by 60 m, and a pond of 40 m by 20 m.
constexpr std::string_view kDrawing = R"(
A         B       T
                  p

D         C       V
E F
H G
)";

const geo::Box kTwente{220'000.0, 460'000.0, 275'000.0, 510'000.0};

network::Backdrop drawn(const geo::Box& region, std::vector<test::DrawnOsm::Way> ways) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("a.osm", test::osm_xml({kDrawing,
                                                         std::move(ways),
                                                         {{'T', {{"place", "town"}, {"name", "Delden"}}},
                                                          {'V', {{"place", "hamlet"}, {"name", "Deldenerbroek"}}},
                                                          {'p', {{"place", "village"}}}}}));
  return network::read_backdrop(file, region, std::string{geo::kRdNew}, {});
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
  CHECK(backdrop.lakes[0].shape.shell.size() == 5);
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
