#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "trek/core/books.hpp"
#include "trek/fetch/detail/side_file.hpp"
#include "trek/fetch/detail/visitor.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/source.hpp"

namespace trek::fetch::detail {

struct FetchedPages {
  SourceNote note;
  core::Books features;
  std::uint64_t page_count = 0;
};

/// All pages of a service, as one GeoJSON FeatureCollection that is at its place when this returns.
///
/// Errors  as Visitor::visit. Error{data}: no FeatureCollection; a page or a feature that comes twice, a link that
///         leads back; another number than the service announced. A service that pages without a fixed order drops as
///         many features as it repeats, so a repetition is not merely passed over. Error{limit}, Error{output}.
/// Cost    a page in memory, and the ids of all features.
[[nodiscard]] FetchedPages fetch_pages(Visitor& visitor, const model::FetchRecipe& recipe,
                                       const std::optional<geo::Box>& region, const std::filesystem::path& file);

}  // namespace trek::fetch::detail
