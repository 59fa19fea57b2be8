#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trek::score::detail {

/// Errors  Error{bad_argument} unless `excluded` has one flag a site.
void check_excluded(std::span<const std::uint8_t> excluded, std::size_t site_count);

/// The sites that take part in the ranking, ascending.
[[nodiscard]] std::vector<std::size_t> ranked_rows(std::size_t site_count, std::span<const std::uint8_t> excluded);

}  // namespace trek::score::detail
