// Building polygons with six attributes written to a GeoPackage with an R-tree: trek::publish::GeoPackage against GDAL,
// one thread each.
//
//   bench_publish [--runs N] [--quick] [--json FILE]
//
// All write from features in memory, so that only writing counts: GDALVectorTranslate (what the program ogr2ogr runs)
// reads GDAL's Memory driver, and so does a bare loop over CreateFeature. Before a time is printed both files are
// opened: every feature is there, shapes and attributes come back, the R-tree is sound and complete, and GDAL's spatial
// filters find what brute force finds.
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>

#include "bench/publish/gdal_writer.hpp"
#include "bench/support/region.hpp"
#include "bench/support/report.hpp"
#include "bench/support/timing.hpp"
#include "trek/core/random.hpp"
#include "trek/publish/geopackage.hpp"

namespace {

namespace fs = std::filesystem;
namespace geo = trek::geo;
namespace publish = trek::publish;
using bench::Building;
using Buildings = std::vector<Building>;

constexpr std::uint64_t kSeed = 20'262;

Buildings made_buildings(std::size_t count) {
  constexpr std::array kUses{"woonfunctie", "winkelfunctie", "kantoorfunctie", "bijeenkomstfunctie",
                             "industriefunctie"};
  constexpr std::array kStatuses{"Pand in gebruik", "Pand in gebruik (niet ingemeten)", "Verbouwing pand"};
  trek::core::Random random{kSeed};
  Buildings buildings;
  for (auto& shape : bench::buildings(count, kSeed)) {
    Building building;
    building.key = fmt::format("0153100000{:06}", buildings.size());
    building.use = kUses[random.below(kUses.size())];
    building.status = kStatuses[random.below(kStatuses.size())];
    building.year = static_cast<std::int64_t>(1850 + random.below(175));
    building.area_m2 = geo::area_m2(shape);
    building.monument = random.below(50) == 0;
    building.shape = std::move(shape);
    buildings.push_back(std::move(building));
  }
  return buildings;
}

/// As features stand in the library's memory: what GDAL's Memory layer is to GDAL.
struct Rows {
  std::vector<std::array<publish::Value, 6>> values;
  std::vector<publish::Geometry> geometry;
};

Rows rows_of(const Buildings& buildings) {
  Rows rows;
  for (const auto& b : buildings) {
    rows.values.push_back({b.key, b.use, b.status, b.year, b.area_m2, b.monument});
    rows.geometry.emplace_back(b.shape);
  }
  return rows;
}

publish::LayerSchema schema() {
  using publish::FieldType;
  return {"buildings",
          publish::GeometryType::multipolygon,
          "",
          "",
          {{"key", FieldType::text, "", ""},
           {"use", FieldType::text, "", ""},
           {"status", FieldType::text, "", ""},
           {"year", FieldType::integer, "", ""},
           {"area_m2", FieldType::real, "", ""},
           {"monument", FieldType::boolean, "", ""}}};
}

void write_own(const Rows& rows, const fs::path& file) {
  publish::GeoPackage target{file, {true, "EPSG:28992", "2026-01-01T00:00:00.000Z"}};
  target.begin_layer(schema());
  for (std::size_t i = 0; i < rows.values.size(); ++i) target.append(rows.values[i], rows.geometry[i]);
  target.finish();
}

std::string value_of(const fs::path& file, const char* sql) {
  sqlite3* database = nullptr;
  std::string result;
  const int opened = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
  const auto take = [](void* text, int, char** values, char**) {
    *static_cast<std::string*>(text) = values[0] != nullptr ? values[0] : "";
    return 0;
  };
  if (opened == SQLITE_OK) sqlite3_exec(database, sql, take, &result, nullptr);
  sqlite3_close(database);
  return result;
}

std::vector<std::int64_t> ids_in(const Buildings& buildings, const geo::Box& box) {
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < buildings.size(); ++i)
    if (geo::bounds(buildings[i].shape).intersects(box)) ids.push_back(static_cast<std::int64_t>(i) + 1);
  return ids;
}

/// GDAL's filter goes by the shapes, brute force here by their boxes: what is found must have its box there, and what
/// has a corner there must be found.
void check_filter(const bench::GdalReader& reader, const Buildings& buildings, const geo::Box& box) {
  const auto found = reader.ids_in(box);
  const auto near = ids_in(buildings, box);
  bench::require(std::ranges::includes(near, found), "a spatial filter finds what is not there");
  for (const auto id : near) {
    const auto& shell = buildings[static_cast<std::size_t>(id - 1)].shape[0].shell;
    const bool is_inside = std::ranges::any_of(shell, [&](geo::Point p) { return box.contains(p); });
    bench::require(!is_inside || std::ranges::binary_search(found, id), "a spatial filter misses a building");
  }
}

void check_tree(const fs::path& file, std::size_t count) {
  bench::require(value_of(file, "SELECT count(*) FROM rtree_buildings_geom") == std::to_string(count),
                 "R-tree: entries");
  bench::require(value_of(file, "SELECT rtreecheck('rtree_buildings_geom')") == "ok", "R-tree: rtreecheck");
}

void check(const fs::path& file, const Buildings& buildings) {
  check_tree(file, buildings.size());
  const bench::GdalReader reader{file, "buildings"};
  bench::require(reader.count() == buildings.size(), "features");
  trek::core::Random random{kSeed + 1};
  for (int i = 0; i < 200; ++i) {
    const std::size_t row = random.below(buildings.size());
    const auto found = reader.feature(static_cast<std::int64_t>(row) + 1);
    bench::require(found.key == buildings[row].key, "an attribute");
    bench::require(found.shell == buildings[row].shape[0].shell, "a shape");
  }
  const geo::Box all = bench::region();
  for (const double size_m : {5.0, 50.0, 500.0, 5000.0, 100'000.0}) {
    for (int i = 0; i < 10; ++i) {
      const double x_m = random.uniform(all.min_x_m, all.max_x_m);
      const double y_m = random.uniform(all.min_y_m, all.max_y_m);
      check_filter(reader, buildings, {x_m - size_m, y_m - size_m, x_m + size_m, y_m + size_m});
    }
  }
}

class Folder {
 public:
  Folder()
      : path_{fs::temp_directory_path() /
              fmt::format("trek-bench-{}", std::chrono::steady_clock::now().time_since_epoch().count())} {
    fs::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] fs::path file(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

void compare(bench::Report& report, std::size_t count, std::size_t runs, bool is_goal) {
  const Folder folder;
  const auto buildings = made_buildings(count);
  const auto rows = rows_of(buildings);
  const bench::GdalWriter gdal{buildings};
  const auto own_file = folder.file("own.gpkg");
  const auto gdal_file = folder.file("gdal.gpkg");
  const auto own = [&] { write_own(rows, own_file); };
  const auto translate = [&] {
    fs::remove(gdal_file);
    gdal.translate(gdal_file);
  };
  const auto write = [&] {
    fs::remove(gdal_file);
    gdal.write(gdal_file);
  };
  for (const auto& writer :
       {std::pair{std::function<void()>{own}, own_file}, {translate, gdal_file}, {write, gdal_file}}) {
    writer.first();
    check(writer.second, buildings);
  }
  report.work(fmt::format("{} buildings, six attributes: {:.0f} MB by the library, {:.0f} by GDAL", count,
                          static_cast<double>(fs::file_size(own_file)) / 1e6,
                          static_cast<double>(fs::file_size(gdal_file)) / 1e6));
  const auto add = [&](const std::string& baseline, bench::Goal goal, const bench::Paired& pair) {
    report.add(
        {fmt::format("write {} buildings", count), pair.own_s, "s", baseline, pair.baseline_s, pair.ratio, goal});
  };
  add("ogr2ogr (in process, from memory)", is_goal ? bench::at_least_times(4.0) : bench::Goal{},
      bench::interleaved(runs, own, translate));
  add("GDAL CreateFeature, one transaction", {}, bench::interleaved(runs, own, write));
}

/// The library alone, at a size of which copies for GDAL would take several GiB.
void add_growth(bench::Report& report, std::size_t count) {
  const Folder folder;
  const auto rows = rows_of(made_buildings(count));
  const auto file = folder.file("own.gpkg");
  std::vector<double> seconds;
  for (int run = 0; run < 3; ++run) seconds.push_back(bench::seconds_of([&] { write_own(rows, file); }));
  check_tree(file, count);
  report.add({fmt::format("write {} buildings", count), bench::median(seconds), "s", {}, {}, {}, {}});
}

int run(bench::Report& report) {
  report.work("features in memory on either side, so that only writing counts; syncing to disk is counted on both");
  if (report.quick()) {
    compare(report, 5000, report.runs(), false);
    return report.finish();
  }
  compare(report, 30'000, report.runs(), false);
  compare(report, 300'000, report.runs(), true);
  add_growth(report, 1'000'000);
  return report.finish();
}

}  // namespace

int main(int argc, char** argv) { return bench::run("bench_publish", argc, argv, run); }
