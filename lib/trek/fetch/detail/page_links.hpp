#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "trek/fetch/detail/address.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/source.hpp"

namespace trek::fetch::detail {

/// WFS 2.0 GetFeature (OGC 09-025r2) for `recipe.page_size` features from `start` on, in EPSG:28992.
[[nodiscard]] Address wfs_page(const model::FetchRecipe& recipe, const std::optional<geo::Box>& region,
                               std::uint64_t start);

/// First page of a collection (OGC 17-069r4, and 18-058r1 for the CRS), in EPSG:28992.
[[nodiscard]] Address first_items_page(const model::FetchRecipe& recipe, const std::optional<geo::Box>& region);

/// The link with rel = "next", of a type that is JSON or not told. Empty on the last page.
[[nodiscard]] std::optional<Address> find_next_page(const nlohmann::ordered_json& page, const Address& base);

/// `crs` of a FeatureCollection as OGR reads it, from a Content-Crs header; null for the default, longitude and
/// latitude. Errors  Error{data}: not an EPSG code.
[[nodiscard]] nlohmann::ordered_json crs_of(std::string_view content_crs, const Address& address);
/// The same for a code: "EPSG:28992".
[[nodiscard]] nlohmann::ordered_json named_crs(std::string_view code);

}  // namespace trek::fetch::detail
