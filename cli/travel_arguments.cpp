#include "travel_arguments.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"

namespace trek::cli {
namespace {

constexpr double kDecisecondsPerMinute = 600.0;
constexpr double kLongest_min = 1440.0;

}  // namespace

void TravelArguments::add_travel(CLI::App& verb, std::string_view origins_help) {
  verb.add_option("--network", network, "The prepared street network")->required()->option_text("NET.trek");
  verb.add_option("--mode", mode, "How people travel: a mode of the network (foot, bicycle, e_bike, car)")
      ->required()
      ->option_text("MODE");
  verb.add_option("--origins", origins, std::string{origins_help})->required()->option_text("FILE");
  verb.add_option("--crs", crs,
                  "CRS of x and y where a file does not say it (default: the network's; lat and lon are WGS84)")
      ->option_text("EPSG:nnnn");
  const auto add_repeated = [&](const char* name, std::vector<std::string>& values, const char* what,
                                const char* hint) {
    verb.add_option(name, values, std::string{what} + "; of one file as origins:... (or by the name of its option)")
        ->allow_extra_args(false)
        ->option_text(hint);
  };
  add_repeated("--layer", layers, "Layer to read, where a file has several", "NAME");
  add_repeated("--where", wheres, "Only features that meet this OGR condition", "CONDITION");
  add_repeated("--source-crs", source_crs, "CRS of the points, over what a file declares", "EPSG:nnnn");
  add_repeated("--decimal", decimals, "Decimal mark of its numbers, where their columns do not show it", ",|.");
  static const std::map<std::string, access::Direction> kDirections{{"from_origins", access::Direction::from_sites},
                                                                    {"to_origins", access::Direction::to_sites}};
  const auto set_direction = [this](const std::string& name) { direction = kDirections.at(name); };
  verb.add_option_function<std::string>("--direction", set_direction,
                                        "Travel from the origins (default) or to them: one-way streets tell")
      ->check(CLI::IsMember(kDirections))
      ->option_text("from_origins|to_origins");
  verb.add_option("--max-snap-m", max_snap_m, "A point farther than this from a street is not connected (default: 250)")
      ->check(CLI::Range(0.1, 100'000.0))
      ->option_text("M");
  verb.add_option("--rejected", rejected, "Write every row that was not used, and why, to this CSV")
      ->option_text("FILE.csv");
  shared.add_threads(verb);
  shared.add_progress(verb);
}

void TravelArguments::add_kernel(CLI::App& verb) {
  static const std::map<std::string, access::Kernel> kKernels{
      {"auto", access::Kernel::automatic}, {"search", access::Kernel::search}, {"sweep", access::Kernel::sweep}};
  const auto set_kernel = [this](const std::string& name) { kernel = kKernels.at(name); };
  verb.add_option_function<std::string>("--kernel", set_kernel,
                                        "How paths are found; never changes a result (default: what is likely fastest)")
      ->check(CLI::IsMember(kKernels))
      ->option_text("auto|search|sweep");
}

void TravelArguments::add_output(CLI::App& verb, const char* what) {
  verb.add_option("-o,--output", output, "File to write")->required()->option_text(what);
  verb.add_flag("--overwrite", overwrite,
                "Replace an existing output; it stays as it is until the new one is complete");
}

std::vector<core::Deciseconds> parsed_limits(std::string_view text) {
  const auto fail = [&](const std::string& what) {
    throw core::Error{core::ErrorKind::bad_argument,
                      fmt::format("--limit-min {}: {}; expected ascending minutes, such as 5,10,15", text, what)};
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
