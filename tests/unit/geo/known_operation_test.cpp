#include "trek/geo/known_operation.hpp"

#include "support/catch.hpp"
#include "trek/core/error.hpp"

using namespace trek::geo;

TEST_CASE("find_known_operation: as good as what this machine can do, or better with grids that it names", "[unit]") {
  for (const std::string_view source : {std::string_view{"EPSG:4258"}, kWgs84}) {
    const CrsOperation here = Transformation{source, kRdNew}.operation();
    const auto known = find_known_operation(source, kRdNew);
    CAPTURE(source, here.name, known->operation.name);
    REQUIRE(known);
    REQUIRE(known->operation.accuracy_m);
    CHECK(*known->operation.accuracy_m <= *here.accuracy_m);
    std::size_t missing_count = 0;
    for (const GridFile& grid : known->grids) missing_count += grid.is_there ? 0 : 1;
    // Better than what can be done here is only what something is missing for.
    CHECK((missing_count > 0) == (*known->operation.accuracy_m < *here.accuracy_m));
  }
}

TEST_CASE("find_known_operation: to RD from ETRS89 there is a grid of a millimetre", "[unit]") {
  const auto known = find_known_operation("EPSG:4258", kRdNew);
  REQUIRE(known);
  CHECK(*known->operation.accuracy_m == Approx(0.001));  // METHODS, "Coordinates"
  REQUIRE(known->grids.size() == 1);
  CHECK(known->grids[0].name == "nl_nsgi_rdtrans2018.tif");
  CHECK_THROWS_AS(find_known_operation("EPSG:4258", "nonsense"), trek::core::Error);
}
