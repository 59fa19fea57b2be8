#include "trek/publish/isochrone_map.hpp"

#include <string>
#include <vector>

#include "sample_results.hpp"
#include "support/catch.hpp"
#include "support/qgis_project.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"

using namespace trek;

TEST_CASE("write_isochrone_map: the sheet lists the points by all that they reach", "[publish][unit]") {
  const auto square = [](geo::Point corner, double side_m) {
    return geo::MultiPolygon{{{corner,
                               {corner.x_m + side_m, corner.y_m},
                               {corner.x_m + side_m, corner.y_m + side_m},
                               {corner.x_m, corner.y_m + side_m},
                               corner},
                              {}}};
  };
  const std::vector<std::string> key{"hal", "kerk"};
  const access::Endpoints origins{{{240'000.0, 480'000.0}, {250'000.0, 480'000.0}}, {}};
  const std::vector<core::Deciseconds> limits{core::Deciseconds{3000}, core::Deciseconds{6000}};
  // 4 and 1 km2 of the first, 1 and 2.25 km2 of the second.
  const std::vector<access::IsochroneBand> bands{{0, {}, limits[0], square({240'000.0, 480'000.0}, 2000.0)},
                                                 {0, limits[0], limits[1], square({243'000.0, 480'000.0}, 1000.0)},
                                                 {1, {}, limits[0], square({250'000.0, 480'000.0}, 1000.0)},
                                                 {1, limits[0], limits[1], square({252'000.0, 480'000.0}, 1500.0)}};
  const network::SourceCredit streets;
  const test::TemporaryFolder folder;
  publish::write_isochrone_map(
      test::sample_head(model::Language::nl),
      {key, origins, bands, limits, model::Mode::bicycle, access::Direction::from_sites, streets},
      {folder / "out.gpkg"}, {});
  const std::string project = test::qgis_project_of(folder / "out.gpkg");
  const auto first = project.find("hal  5,0 km²");
  const auto second = project.find("kerk  3,2 km²");
  CHECK(first != std::string::npos);
  CHECK(second != std::string::npos);
  CHECK(first < second);
}
