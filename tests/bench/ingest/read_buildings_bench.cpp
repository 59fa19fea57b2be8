// Buildings in the schema of bag-light.gpkg, as many as a region and more: read whole, and read by region.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <string>

#include "bench/support/region.hpp"
#include "bench/support/report.hpp"
#include "bench/support/timing.hpp"
#include "lv_bag_bench.hpp"
#include "read_points_bench.hpp"
#include "support/temporary_folder.hpp"
#include "trek/ingest/read.hpp"
#include "trek/publish/geopackage.hpp"

namespace {

using bench::Report;
using trek::geo::Box;
using trek::geo::MultiPolygon;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace publish = trek::publish;

/// Columns of `pand` in PDOK's bag-light.gpkg; the link of every record is as long as the real one.
publish::LayerSchema pand() {
  using Type = publish::FieldType;
  publish::LayerSchema schema{"pand", publish::GeometryType::multipolygon, "pand", "made up", {}};
  schema.fields = {{"identificatie", Type::text, "", ""},
                   {"bouwjaar", Type::integer, "", ""},
                   {"status", Type::text, "", ""},
                   {"gebruiksdoel", Type::text, "", ""},
                   {"oppervlakte_min", Type::integer, "", ""},
                   {"oppervlakte_max", Type::integer, "", ""},
                   {"aantal_verblijfsobjecten", Type::integer, "", ""},
                   {"rdf_seealso", Type::text, "", ""}};
  for (auto& field : schema.fields) field.title = field.name;
  return schema;
}

/// Every third is a shed: without units, and so without use and floor area.
void write_buildings(const std::filesystem::path& file, const std::vector<MultiPolygon>& buildings) {
  publish::GeoPackage out{file, {true, "EPSG:28992", "2026-01-01T00:00:00.000Z"}};
  out.begin_layer(pand());
  for (std::size_t i = 0; i < buildings.size(); ++i) {
    const std::string id = fmt::format("0153100{:09}", i);
    const bool shed = i % 3 == 0;
    const std::int64_t area = 60 + static_cast<std::int64_t>(i % 400);
    const auto number = [&](std::int64_t value) { return shed ? publish::Value{} : publish::Value{value}; };
    const std::array<publish::Value, 8> values{
        id,
        std::int64_t{1900 + static_cast<int>(i % 125)},
        std::string{"Pand in gebruik"},
        shed ? publish::Value{} : publish::Value{std::string{i % 7 == 0 ? "winkelfunctie,woonfunctie" : "woonfunctie"}},
        number(area),
        number(area),
        std::int64_t{shed ? 0 : 1},
        "http://bag.basisregistraties.overheid.nl/bag/id/pand/" + id};
    out.append(values, publish::Geometry{buildings[i]});
  }
  out.finish();
}

std::size_t touching(const std::vector<MultiPolygon>& buildings, const Box& region) {
  std::size_t count = 0;
  for (const auto& building : buildings) {
    Box box;
    for (const auto& polygon : building) {
      for (const auto point : polygon.shell) box.add(point);
    }
    count += region.intersects(box) ? 1U : 0U;
  }
  return count;
}

void measure(Report& report, std::size_t count) {
  const auto buildings = bench::buildings(count, 1);
  const trek::test::TemporaryFolder folder;
  model::Source source;
  source.name = "panden";
  source.table = "buildings";
  source.path = folder / "bag-light.gpkg";
  write_buildings(source.path, buildings);
  const auto read = [&](const ingest::ReadOptions& options) { return ingest::read_buildings(source, options, {}); };
  const auto check = [&](const ingest::ReadOptions& options, std::size_t expected) {
    const auto loaded = read(options);
    bench::require(loaded.record.mapping == "bag_buildings", "the mapping");
    bench::require(loaded.table.size() == expected && loaded.record.rejected_count == 0, "the number of buildings");
    for (std::size_t row = 0; row < loaded.table.size(); ++row) {
      bench::require(loaded.table.uses[row].empty() == (loaded.table.unit_count[row] == 0), "sheds have no use");
    }
  };
  const Box all = bench::region();
  const double side = 0.2 * (all.max_x_m - all.min_x_m);
  const double x = (all.min_x_m + all.max_x_m) / 2.0;
  const double y = (all.min_y_m + all.max_y_m) / 2.0;
  ingest::ReadOptions region;
  region.region = Box{x - side / 2.0, y - side / 2.0, x + side / 2.0, y + side / 2.0};
  const std::size_t inside = touching(buildings, *region.region);
  check({}, count);
  check(region, inside);
  std::vector<double> whole_s;
  std::vector<double> part_s;
  for (std::size_t run = 0; run < report.runs(); ++run) {
    whole_s.push_back(bench::seconds_of([&] { bench::keep(read({})); }));
    part_s.push_back(bench::seconds_of([&] { bench::keep(read(region)); }));
  }
  const double a_minute = 60.0 / bench::median(whole_s) * static_cast<double>(count) / 1e6;
  report.add({fmt::format("read {} buildings", count),
              bench::median(whole_s),
              "s",
              "",
              {},
              {},
              bench::at_most(60.0 * static_cast<double>(count) / 1e6)});
  report.add({fmt::format("read {} buildings", count), a_minute, "million a minute", "", {}, {}, {}});
  report.add({fmt::format("read the {} of {} buildings in a region", inside, count),
              bench::median(part_s),
              "s",
              "",
              {},
              {},
              {}});
  report.add({fmt::format("peak memory after {} buildings, the drawn ones included", count),
              bench::peak_mib(),
              "MiB",
              "",
              {},
              {},
              {}});
}

int run(Report& report) {
  report.work(
      "buildings in the schema of bag-light.gpkg, with shapes of a made-up region; the file is in the page cache");
  if (report.quick()) {
    bench::measure_lv_bag(report, 5'000);
    measure(report, 20'000);
    bench::measure_points(report, 20'000);
    return report.finish();
  }
  bench::measure_lv_bag(report, 200'000);  // first: peak memory never falls
  measure(report, 100'000);
  measure(report, 1'000'000);
  bench::measure_points(report, 145'000);
  bench::measure_points(report, 1'450'000);
  return report.finish();
}

}  // namespace

int main(int argc, char** argv) { return bench::run("bench_ingest", argc, argv, run); }
