// An LV BAG extract as the land registry delivers it, zips in a zip, history included: read whole, and read by region.
#include "lv_bag_bench.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "bench/support/region.hpp"
#include "bench/support/timing.hpp"
#include "support/lv_bag_extract.hpp"
#include "support/temporary_folder.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/read.hpp"

namespace bench {
namespace {

namespace bag = trek::test::lv_bag;
namespace ingest = trek::ingest;
namespace model = trek::model;
using trek::geo::Box;
using trek::geo::MultiPolygon;

constexpr std::size_t kStandsAFile = 10'000;
constexpr std::size_t kUnitsAStreet = 40;
constexpr std::size_t kStreetsATown = 100;

std::string key(const char* type, std::size_t number) { return fmt::format("0153{}{:010}", type, number); }

/// Files of 10,000 states in the zip of their type. Two objects of three have a state before the present one, as
/// Doesburg's buildings have (13,098 states of 7,797).
class TypeZip {
 public:
  TypeZip(const std::filesystem::path& folder, std::string code)
      : path_{folder / ("9999" + code + "08012026.zip")}, code_{std::move(code)}, zip_{path_} {}

  template <class Draw>
  void add(std::size_t number, const std::string& status, Draw draw) {
    if (number % 3 != 0) stands_.push_back(draw(bag::State{status, "2010-01-01", "2019-05-01"}));
    stands_.push_back(draw(bag::State{status, number % 3 != 0 ? "2019-05-01" : "2010-01-01"}));
    if (stands_.size() >= kStandsAFile) flush();
  }
  void flush() {
    if (stands_.empty()) return;
    zip_.add(bag::file_name(code_, ++file_), bag::file(code_, stands_));
    stands_.clear();
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::string code_;
  bag::ZipFile zip_;
  std::vector<std::string> stands_;
  int file_ = 0;
};

std::string pos_list(const MultiPolygon& building) {
  std::string text;
  for (const auto point : building.front().shell) text += fmt::format("{:.3f} {:.3f} 0.0 ", point.x_m, point.y_m);
  return text;
}

template <class Fill>
std::filesystem::path write_type(const std::filesystem::path& folder, const char* code, Fill fill) {
  TypeZip zip{folder, code};
  fill(zip);
  zip.flush();
  return zip.path();
}

std::string street_name(std::size_t street) { return fmt::format("Straat {}", street); }
std::string town_name(std::size_t town) { return fmt::format("Dorp {}", town); }

void write_extract(const std::filesystem::path& path, const std::filesystem::path& folder,
                   const std::vector<MultiPolygon>& buildings) {
  const std::size_t count = buildings.size();
  const std::size_t street_count = count / kUnitsAStreet + 1;
  std::vector<std::filesystem::path> zips;
  zips.push_back(write_type(folder, "PND", [&](TypeZip& zip) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string shape = pos_list(buildings[i]);
      zip.add(i, "Pand in gebruik",
              [&](const bag::State& state) { return bag::pand(key("10", i), shape, 1900 + int(i % 125), state); });
    }
  }));
  zips.push_back(write_type(folder, "VBO", [&](TypeZip& zip) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto place = trek::geo::interior_point(buildings[i]);
      zip.add(i, "Verblijfsobject in gebruik", [&](const bag::State& state) {
        return bag::verblijfsobject(key("01", i), {key("20", i)}, place.x_m, place.y_m, 60 + int(i % 400), key("10", i),
                                    state);
      });
    }
  }));
  zips.push_back(write_type(folder, "NUM", [&](TypeZip& zip) {
    for (std::size_t i = 0; i < count; ++i) {
      zip.add(i, "Naamgeving uitgegeven", [&](const bag::State& state) {
        return bag::nummeraanduiding(key("20", i), {int(i % kUnitsAStreet) + 1}, key("30", i / kUnitsAStreet), state);
      });
    }
  }));
  zips.push_back(write_type(folder, "OPR", [&](TypeZip& zip) {
    for (std::size_t i = 0; i < street_count; ++i) {
      zip.add(i, "Naamgeving uitgegeven", [&](const bag::State& state) {
        return bag::openbare_ruimte(key("30", i), street_name(i), fmt::format("{:04}", 1000 + i / kStreetsATown),
                                    state);
      });
    }
  }));
  zips.push_back(write_type(folder, "WPL", [&](TypeZip& zip) {
    for (std::size_t i = 0; i <= street_count / kStreetsATown; ++i) {
      zip.add(i, "Woonplaats aangewezen", [&](const bag::State& state) {
        return bag::woonplaats(fmt::format("{:04}", 1000 + i), town_name(i), state);
      });
    }
  }));
  bag::ZipFile whole{path, bag::Packing::stored};
  for (const auto& zip : zips) {
    whole.add(zip);
    std::filesystem::remove(zip);
  }
}

Box middle_fifth(const Box& all) {
  const double side = 0.2 * (all.max_x_m - all.min_x_m);
  const double x = (all.min_x_m + all.max_x_m) / 2.0;
  const double y = (all.min_y_m + all.max_y_m) / 2.0;
  return {x - side / 2.0, y - side / 2.0, x + side / 2.0, y + side / 2.0};
}

void check_addresses(const trek::model::Units& units) {
  for (std::size_t row = 0; row < units.size(); ++row) {
    const std::size_t i = std::stoull(units.id[row].substr(6));
    const auto& address = units.address[row];
    require(address.number == std::to_string(i % kUnitsAStreet + 1) &&
                address.street == street_name(i / kUnitsAStreet) &&
                address.town == town_name(i / kUnitsAStreet / kStreetsATown) && address.postcode == "7511AB",
            "the address of every unit");
  }
}

/// Draws it in a process of its own, so that peak memory is that of reading. Gives the number of units in the part.
std::size_t draw_extract(const std::filesystem::path& zip, const std::filesystem::path& folder, std::size_t count,
                         const Box& part) {
  const std::filesystem::path answer = folder / "inside.txt";
  const pid_t child = fork();
  require(child >= 0, "a process to draw in");
  if (child == 0) {
    const auto drawn = buildings(count, 1);
    std::size_t inside = 0;
    for (const auto& building : drawn) inside += part.contains(trek::geo::interior_point(building)) ? 1U : 0U;
    write_extract(zip, folder, drawn);
    std::ofstream{answer} << inside;
    _exit(0);
  }
  int status = 0;
  require(waitpid(child, &status, 0) == child && status == 0, "an extract that is drawn");
  std::size_t inside = 0;
  std::ifstream{answer} >> inside;
  return inside;
}

}  // namespace

void measure_lv_bag(Report& report, std::size_t count) {
  const trek::test::TemporaryFolder folder;
  const std::filesystem::path zip = folder / "lvbag-extract-nl.zip";
  const Box part = middle_fifth(region());
  const std::size_t inside = draw_extract(zip, folder.path(), count, part);
  const auto source = [&](const char* table) {
    model::Source one;
    one.name = "lvbag";
    one.table = table;
    one.path = zip;
    return one;
  };
  ingest::ReadOptions in_part;
  in_part.region = part;
  const auto timed = [&](const std::string& what, std::size_t read, const auto& read_once) {
    std::vector<double> times_s;
    for (std::size_t run = 0; run < report.runs(); ++run) times_s.push_back(seconds_of([&] { keep(read_once()); }));
    report.add({what, median(times_s), "s", "", {}, {}, {}});
    report.add({what, 1e6 * median(times_s) / static_cast<double>(read), "s a million", "", {}, {}, {}});
  };
  const auto panden = source("buildings");
  const auto units = source("units");
  require(ingest::read_buildings(panden, {}, {}).table.size() == count, "the number of buildings");
  const auto whole = ingest::read_units(units, {}, {});
  require(whole.table.size() == count && whole.report.findings().empty(), "the number of units");
  check_addresses(whole.table);
  const auto few = ingest::read_units(units, in_part, {});
  require(few.table.size() == inside && few.report.findings().empty(), "the number of units in the region");
  check_addresses(few.table);
  timed(fmt::format("LV BAG: read {} buildings", count), count, [&] { return ingest::read_buildings(panden, {}, {}); });
  timed(fmt::format("LV BAG: read the buildings in a region, of {}", count), count,
        [&] { return ingest::read_buildings(panden, in_part, {}); });
  timed(fmt::format("LV BAG: read {} units with their addresses", count), count,
        [&] { return ingest::read_units(units, {}, {}); });
  timed(fmt::format("LV BAG: read the {} of {} units in a region", inside, count), count,
        [&] { return ingest::read_units(units, in_part, {}); });
  report.add({fmt::format("LV BAG: peak memory of reading {} buildings, and as many units, whole", count),
              peak_mib(),
              "MiB",
              "",
              {},
              {},
              {}});
}

}  // namespace bench
