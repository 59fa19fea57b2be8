#pragma once

#include <string>
#include <vector>

#include "trek/publish/detail/layer.hpp"

/// What sheets say of sites: expressions of QGIS over the layer of sites, whose view 0 are the best and view 1 the
/// others.
namespace trek::publish::detail {

/// The name of a site without the town of an address, which the map shows.
[[nodiscard]] std::string short_site_name();

/// A number of a site with the decimals of the language; "–" where it is unknown.
[[nodiscard]] std::string number_shown(const std::string& field, int decimals, const Words& words);
/// From what is sure to what may be.
[[nodiscard]] std::string range_shown(const std::string& low, const std::string& high, const Words& words);
/// Name and municipality, on one line.
[[nodiscard]] std::string site_named_shown();

/// The shortlist with what is still to be found out, what was ruled out, and the cards of a municipality and a site.
[[nodiscard]] std::vector<LayerPart> site_parts(const Results& results, const Words& words);

}  // namespace trek::publish::detail
