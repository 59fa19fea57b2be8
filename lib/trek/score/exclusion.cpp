#include "trek/score/detail/exclusion.hpp"

#include <fmt/format.h>

#include "trek/core/error.hpp"

namespace trek::score::detail {

void check_excluded(std::span<const std::uint8_t> excluded, std::size_t site_count) {
  if (excluded.size() == site_count) return;
  throw core::Error{
      core::ErrorKind::bad_argument,
      fmt::format("ranking: {} exclusion flags for {} sites, expected one flag a site", excluded.size(), site_count)};
}

std::vector<std::size_t> ranked_rows(std::size_t site_count, std::span<const std::uint8_t> excluded) {
  std::vector<std::size_t> rows;
  rows.reserve(site_count);
  for (std::size_t site = 0; site < site_count; ++site) {
    if (excluded[site] == 0) rows.push_back(site);
  }
  return rows;
}

}  // namespace trek::score::detail
