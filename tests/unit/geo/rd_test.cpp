#include "trek/geo/rd.hpp"

#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "trek/geo/polygon.hpp"

using namespace trek::geo;

namespace {

CoordinateLook look(std::vector<Point> points) { return coordinate_look(bounds(points)); }

}  // namespace

TEST_CASE("coordinate_look: tells the Dutch grid, degrees and exchanged axes apart", "[unit]") {
  CHECK(look({{229'000, 465'000}, {268'000, 500'000}}) == CoordinateLook::rd);  // Twente
  CHECK(look({{308'867, 443'735}}) == CoordinateLook::rd);                      // Münster
  CHECK(look({{465'000, 229'000}, {500'000, 268'000}}) == CoordinateLook::rd_swapped);
  CHECK(look({{6.3, 52.1}, {7.1, 52.6}}) == CoordinateLook::degrees);
  CHECK(look({{52.1, 6.3}, {52.6, 7.1}}) == CoordinateLook::degrees_swapped);
}

TEST_CASE("coordinate_look: where both orders fit, x < y decides", "[unit]") {
  CHECK(look({{310'000, 330'000}}) == CoordinateLook::rd);
  CHECK(look({{330'000, 310'000}}) == CoordinateLook::rd_swapped);
}

TEST_CASE("coordinate_look: anything else is elsewhere", "[unit]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(coordinate_look(Box{}) == CoordinateLook::elsewhere);
  CHECK(coordinate_look({nan, nan, nan, nan}) == CoordinateLook::elsewhere);
  CHECK(coordinate_look({-inf, -inf, inf, inf}) == CoordinateLook::elsewhere);
  CHECK(look({{0, 0}}) == CoordinateLook::elsewhere);                      // the RCE's lost points
  CHECK(look({{0, 0}, {250'000, 470'000}}) == CoordinateLook::elsewhere);  // one bad point shows
  CHECK(look({{4'100'000, 3'200'000}}) == CoordinateLook::elsewhere);      // EPSG:3035
  CHECK(look({{740'000, 6'850'000}}) == CoordinateLook::elsewhere);        // Web Mercator
  CHECK(look({{360'000, 5'780'000}}) == CoordinateLook::elsewhere);        // UTM 32
}

TEST_CASE("describe: every look has its own words", "[unit]") {
  CHECK(describe(CoordinateLook::rd) != describe(CoordinateLook::rd_swapped));
  CHECK(describe(CoordinateLook::degrees) != describe(CoordinateLook::degrees_swapped));
  CHECK_FALSE(describe(CoordinateLook::elsewhere).empty());
}

TEST_CASE("find_cell_corner: CBS grid codes", "[unit]") {
  CHECK(find_cell_corner("E1553N4629") == Point{155'300, 462'900});
  CHECK(find_cell_corner("E0135N3070") == Point{13'500, 307'000});
  for (const auto* code : {"", "E1553", "E1553N462", "E1553N46290", "N1553E4629", "E15a3N4629", "E 553N4629",
                           "E-553N4629", "e1553n4629", "E+553N4629"}) {
    CAPTURE(code);
    CHECK_FALSE(find_cell_corner(code));
  }
}
