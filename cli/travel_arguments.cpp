#include "travel_arguments.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"

namespace trek::cli {
namespace {

constexpr double kDecisecondsPerMinute = 600.0;
constexpr double kLongest_min = 1440.0;

}  // namespace

void TravelArguments::declare(Arguments& all, const std::string& origins_help) {
  all.add("--network", network, {"The prepared street network", "net.trek", {}, true});
  all.add("--mode", mode, choices_of(model::kAllModes), {"How people travel: a mode of the network", {}, {}, true});
  all.add("--origins", origins, {origins_help, "origins.csv", {}, true});
  all.add("--crs", crs,
          {"CRS of x and y where a file does not say it; lat and lon are WGS84", "EPSG:28992", "the network's"});
  const auto add_of_files = [&](const char* name, std::vector<std::string>& to, std::string help, const char* example) {
    all.add(name, to, {std::move(help) + "; of one file as origins:... (or by the name of its option)", example});
  };
  add_of_files("--layer", layers, "Layer to read, where a file has several", "origins:halls");
  add_of_files("--where", wheres, "Only features that meet this OGR condition", "size>100");
  add_of_files("--source-crs", source_crs, "CRS of the points, over what a file declares", "EPSG:28992");
  add_of_files("--decimal", decimals, "Decimal mark of its numbers, where their columns do not show it", ",");
  const Choices<access::Direction> directions{{"from_origins", access::Direction::from_sites},
                                              {"to_origins", access::Direction::to_sites}};
  all.add("--direction", direction, directions, {"Travel from the origins or to them: one-way streets tell"});
  all.add("--max-snap-m", max_snap_m, {0.1, 100'000.0}, {"A point farther than this from a street is not connected"});
  all.add("--rejected", rejected,
          {"CSV to write with every row that was not used, and why", "rejected.csv", {}, false, Kind::file_out});
  shared.add_threads(all).add_progress(all);
}

void TravelArguments::declare_limits(Arguments& all, Argument described) {
  described.kind = Kind::minutes;
  all.add("--limit-min", limits, parsed_limits, std::move(described));
}

void TravelArguments::declare_kernel(Arguments& all) {
  const Choices<access::Kernel> kernels{
      {"auto", access::Kernel::automatic}, {"search", access::Kernel::search}, {"sweep", access::Kernel::sweep}};
  all.add("--kernel", kernel, kernels, {"How paths are found; never changes a result"});
}

void TravelArguments::declare_output(Arguments& all, const std::string& example) {
  output.declare(all, "-o,--output", {"File to write", example, {}, true});
}

std::vector<core::Deciseconds> parsed_limits(std::string_view text) {
  const auto fail = [&](const std::string& what) {
    core::refuse_argument(what + "; expected ascending minutes, such as 5,10,15");
  };
  std::vector<core::Deciseconds> limits;
  for (const std::string& part : core::split(text, ',')) {
    const auto limit_min = core::parsed_number(part);
    if (!limit_min) fail(fmt::format("'{}' is no number", part));
    if (!(*limit_min > 0.0 && *limit_min <= kLongest_min)) fail(part + " is not above 0 and at most 1440");
    const auto limit_ds = static_cast<std::uint32_t>(std::llround(*limit_min * kDecisecondsPerMinute));
    if (limit_ds == 0) fail(part + " is less than a decisecond");
    if (!limits.empty() && limit_ds <= limits.back().count()) fail(part + " does not ascend");
    limits.emplace_back(limit_ds);
  }
  if (limits.empty()) fail("there is no limit in it");
  return limits;
}

double minutes(core::Deciseconds time) noexcept { return time.count() / kDecisecondsPerMinute; }

}  // namespace trek::cli
