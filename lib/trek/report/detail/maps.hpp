#pragma once

#include <optional>
#include <string>

#include "trek/report/element.hpp"
#include "trek/report/subject.hpp"

/// Maps that stand in pages: drawn from the shapes in the output, without anything from elsewhere.
namespace trek::report::detail {

/// Where a site lies in the region, among the others of the shortlist and the places that count for the norm. Nothing
/// where the output has no shapes of municipalities.
[[nodiscard]] std::optional<Element> locator_map(const Subject& subject, std::size_t site, double width, double height);

/// The streets, paths and water around a site, the built-up area, existing places and other sites, so that a reader
/// recognises it. Nothing where the output has no lines there.
[[nodiscard]] std::optional<Element> surroundings_map(const Subject& subject, std::size_t site, double width,
                                                      double height);

/// What a site reaches by the mode that coverage is told by, or the first that was drawn. Nothing where the run drew no
/// isochrones of it.
[[nodiscard]] std::optional<Element> catchment_map(const Subject& subject, std::size_t site, double width,
                                                   double height);
/// By which mode that is; empty: none was drawn.
[[nodiscard]] std::string catchment_mode(const Subject& subject, std::size_t site);

/// Of a band of a row of isochrones, as on the map in QGIS: "#7ad151".
[[nodiscard]] std::string band_color(const publish::StoredTable& isochrones, std::size_t row);

/// Municipalities by the share of people with a place within the norm, in the classes of the map in QGIS, gaps on them,
/// and the shortlist.
[[nodiscard]] std::optional<Element> gap_map(const Subject& subject, double width, double height);

}  // namespace trek::report::detail
