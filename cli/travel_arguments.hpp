#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/core/units.hpp"
#include "verbs.hpp"

namespace trek::cli {

/// The options that the travel verbs share.
struct TravelArguments {
  std::string network;
  std::string mode;
  std::string origins;
  std::string crs;                  // empty: that of the network
  std::vector<std::string> layers;  // of all files, or "origins:NAME" of one
  std::vector<std::string> wheres;  // likewise
  std::vector<std::string> source_crs;
  std::vector<std::string> decimals;
  std::string limits_min;
  access::Direction direction = access::Direction::from_sites;
  access::Kernel kernel = access::Kernel::automatic;
  double max_snap_m = 250.0;
  std::string rejected;
  std::string output;
  bool overwrite = false;
  SharedOptions shared;

  /// --network, --mode, --origins, --crs, --layer, --where, --source-crs, --decimal, --direction, --max-snap-m,
  /// --rejected, --threads, --progress.
  void add_travel(CLI::App& verb, std::string_view origins_help);
  void add_kernel(CLI::App& verb);
  /// -o and --overwrite.
  void add_output(CLI::App& verb, const char* what);
};

/// "5,10,15" as ascending times of travel. A limit is above 0 and at most 1440 minutes.
/// Errors  Error{bad_argument}.
[[nodiscard]] std::vector<core::Deciseconds> parsed_limits(std::string_view text);
[[nodiscard]] double minutes(core::Deciseconds time) noexcept;

}  // namespace trek::cli
