#pragma once

#include <cstdint>
#include <vector>

namespace trek::resolve::detail {

/// The records of one site, each list by key.
struct Group {
  std::vector<std::uint32_t> candidates;
  std::vector<std::uint32_t> monuments;
  std::vector<std::uint32_t> vacancy;
  std::vector<std::uint32_t> buildings;  // slots
  std::vector<std::uint32_t> edges;      // that hold it together, by record
};

}  // namespace trek::resolve::detail
