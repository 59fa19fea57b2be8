#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "options.hpp"
#include "trek/access/router.hpp"
#include "trek/core/units.hpp"
#include "trek/model/all_modes.hpp"

namespace trek::cli {

/// The options that the travel verbs share.
struct TravelArguments {
  std::filesystem::path network;
  model::Mode mode = model::Mode::foot;
  std::filesystem::path origins;
  std::string crs;                  // empty: that of the network
  std::vector<std::string> layers;  // of all files, or "origins:NAME" of one
  std::vector<std::string> wheres;  // likewise
  std::vector<std::string> source_crs;
  std::vector<std::string> decimals;
  std::vector<core::Deciseconds> limits;
  access::Direction direction = access::Direction::from_sites;
  access::Kernel kernel = access::Kernel::automatic;
  double max_snap_m = network::SnapOptions{}.max_distance.value();
  std::string rejected;
  OutputFile output;
  SharedOptions shared;

  /// --network, --mode, --origins, --crs, --layer, --where, --source-crs, --decimal, --direction, --max-snap-m,
  /// --rejected, --threads, --progress.
  void declare(Arguments& all, const std::string& origins_help);
  void declare_limits(Arguments& all, Argument described);  // --limit-min
  void declare_kernel(Arguments& all);
  void declare_output(Arguments& all, const std::string& example);  // -o and --overwrite
};

/// How a file of points is asked for.
inline constexpr const char* kPointsHelp = "Points: CSV (id, and x and y or lat and lon) or any vector file";

/// "5,10,15" as ascending times of travel. A limit is above 0 and at most 1440 minutes.
/// Errors  Error{bad_argument}.
[[nodiscard]] std::vector<core::Deciseconds> parsed_limits(std::string_view text);
[[nodiscard]] double minutes(core::Deciseconds time) noexcept;

}  // namespace trek::cli
