#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/travel.hpp"

namespace trek::access::detail {

/// Connected sites among `rows`, in the order of the Hilbert curve along which nodes are numbered: near ones together.
[[nodiscard]] std::vector<std::uint32_t> sites_along_curve(const network::StreetGraph& graph, const Endpoints& sites,
                                                           std::span<const std::uint32_t> rows);

/// The kernel that is likely to be fastest. A few searches say how much a site reaches, and how near the sites are to
/// one another how much 32 of them reach together.
[[nodiscard]] Kernel planned_kernel(const network::StreetGraph& graph, const Endpoints& sites, std::uint32_t limit_ds,
                                    Direction direction);

}  // namespace trek::access::detail
