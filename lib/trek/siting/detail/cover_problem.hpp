#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/siting/detail/decision.hpp"

namespace trek::siting::detail {

/// Which sites, so that each row has enough of them and no rule is broken.
struct CoverProblem {
  std::vector<Decision> decision;                 // one per site: in and out are given, open are those to choose from
  core::Rows<std::uint32_t> rows;                 // the sites that count for a row, ascending
  std::vector<std::uint32_t> need;                // one per row: at least so many of them
  core::Rows<std::uint32_t> limited;              // the sites of a limit, each once
  std::vector<std::uint32_t> most;                // one per limit: at most so many of them
  std::vector<std::vector<std::uint32_t>> apart;  // one per site, or none at all: never together with these
  std::vector<double> cost;                       // one per site, or none at all
  double budget = std::numeric_limits<double>::infinity();
  std::size_t least_count = 0;  // of sites
  std::size_t most_count = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] std::size_t site_count() const noexcept { return decision.size(); }
};

}  // namespace trek::siting::detail
