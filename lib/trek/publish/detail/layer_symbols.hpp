#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/style.hpp"

/// What several layers are drawn with.
namespace trek::publish::detail {

// Okabe & Ito (2008): told apart by every kind of colour vision.
inline constexpr Color kGreen{0, 158, 115};
inline constexpr Color kSky{86, 180, 233};
inline constexpr Color kBlue{0, 114, 178};
inline constexpr Color kVermilion{213, 94, 0};
inline constexpr Color kOrange{230, 159, 0};
inline constexpr Color kPink{204, 121, 167};
inline constexpr Color kDark{60, 60, 60};
/// PuOr's dark purple: far from the ramp of the scores for every kind of colour vision.
inline constexpr Color kBestSites{84, 39, 136};

[[nodiscard]] MarkerSymbol marker(MarkerShape shape, double size_mm, Color fill, Color stroke = {255, 255, 255},
                                  double stroke_mm = 0.2);
/// Points that no other rule draws.
[[nodiscard]] StyleRule rest_rule(const Words& words);
/// The condition that a field has this value.
[[nodiscard]] std::string equals(std::string_view field, std::string_view value);
/// A style of these rules, for what a field names.
[[nodiscard]] LayerStyle named_style(std::string name, std::vector<StyleRule> rules, std::string_view field = "name");

/// The name of a municipality, inside it.
[[nodiscard]] LabelRule municipality_label();

/// Isochrones: a class up to each of `breaks_min` (ascending, at most 7) and one beyond the last; `name_field` names
/// where a band starts.
[[nodiscard]] LayerStyle isochrone_style(const Words& words, std::span<const double> breaks_min,
                                         std::string_view name_field);
/// Points by the reason why they are not connected; `name` is the expression that names one.
[[nodiscard]] LayerStyle not_routable_style(const Words& words, std::string_view name);

}  // namespace trek::publish::detail
