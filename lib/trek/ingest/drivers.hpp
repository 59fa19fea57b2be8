#pragma once

#include <string_view>
#include <vector>

namespace trek::ingest {

/// A driver of GDAL by which trek reads files, and whether this machine's GDAL has it.
struct DriverState {
  std::string_view name;
  std::string_view format;
  bool is_there = false;
};
/// All that trek reads with, in the order in which they are tried.
[[nodiscard]] std::vector<DriverState> driver_states();

}  // namespace trek::ingest
