#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/model/mode.hpp"
#include "trek/publish/color.hpp"

/// The house style of a project: what `[style]` says of its maps.
namespace trek::publish {

/// What colours from low to high stand for.
enum class ColorUse : std::uint8_t {
  coverage,  // the share that is served: the first colour where fewest are
  people,    // how many
  score,     // how good a site is
  time,      // travel time: the first colour where it is shortest
  share,     // another share of a site: how firm, how complete
};
[[nodiscard]] std::string_view name_of(ColorUse use) noexcept;
[[nodiscard]] std::optional<ColorUse> find_color_use(std::string_view name) noexcept;

/// Classes that a project fixes, so that the map of another year is told alike.
struct FixedBreaks {
  std::string layer;
  std::string column;
  std::vector<double> breaks;  // ascending; a class holds its lower bound
};

inline constexpr char kAnyWord = '*';  // where a run says which word stands there

/// A column that is drawn in classes, as the table of them names it; it may begin with kAnyWord.
struct ClassedName {
  std::string layer;
  std::string column;
  friend bool operator==(const ClassedName&, const ClassedName&) = default;
  [[nodiscard]] bool covers(std::string_view one) const noexcept {
    return column.starts_with(kAnyWord) ? one.ends_with(column.substr(1)) : one == column;
  }
};
/// All that a run with these modes may draw so. Errors  none. Cost  that of empty layers.
[[nodiscard]] std::vector<ClassedName> classed_names(const std::vector<model::Mode>& modes);

struct Results;
struct MapHead;
/// The columns of which the maps of these results draw known values in classes.
/// Cost  that of the layers: all values of those columns are looked at.
[[nodiscard]] std::vector<ClassedName> drawn_classes(const Results& results, const MapHead& head);

struct MapStyle {
  core::Phrase title;                             // of the map; empty: the name of the project
  std::string logo;                               // bytes of a PNG or JPEG file; empty: none
  std::map<ColorUse, std::vector<Color>> colors;  // from low to high; what is absent has trek's own
  std::vector<FixedBreaks> fixed;

  /// Null where the project fixes none for this column.
  [[nodiscard]] const FixedBreaks* find_fixed(std::string_view layer, std::string_view column) const noexcept;
  /// `count` colours from low to high: of the project, or trek's own, colour-blind safe.
  [[nodiscard]] std::vector<Color> ramp_of(ColorUse use, std::size_t count) const;
};

inline constexpr std::size_t kFewestStops = 2;  // of a list of colours
inline constexpr std::size_t kMostStops = 9;

}  // namespace trek::publish
