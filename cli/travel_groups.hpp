#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "trek/access/catchments.hpp"

namespace trek::cli {

/// The first row of the feature that each row belongs to: rows of one key behind each other are the places of one
/// feature, of which the nearest counts.
[[nodiscard]] std::vector<std::uint32_t> first_rows(const std::vector<std::string>& keys);
/// Whether a feature has more than one place.
[[nodiscard]] bool has_several_places(const std::vector<std::uint32_t>& first_rows);

/// Features of which a place is connected.
[[nodiscard]] std::size_t connected_features(const access::Endpoints& endpoints,
                                             const std::vector<std::uint32_t>& first_rows);

/// As access::for_each_travel_row, a feature a call: `site` and the rows reached are first rows, with the least time
/// between any of their places.
void for_each_nearest_row(const access::Router& router, const access::Endpoints& sites,
                          const std::vector<std::uint32_t>& site_firsts, const access::Endpoints& others,
                          const std::vector<std::uint32_t>& other_firsts, const access::Trips& trips,
                          const core::Control& control,
                          const std::function<void(std::uint32_t site, std::span<const access::Reach> row)>& take);

}  // namespace trek::cli
