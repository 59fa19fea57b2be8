#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::network {

/// Streets are for cars, paths for others alone; a stream is also a ditch or a drain.
enum class BackdropKind : std::uint8_t { motorway, main_road, railway, river, stream, lake, street, path };
[[nodiscard]] std::string_view name_of(BackdropKind kind) noexcept;

/// What a map lies on, so that one sees where one is: nothing is computed from it.
struct Backdrop {
  struct Line {
    BackdropKind kind = BackdropKind::main_road;  // not a lake
    std::string name;                             // or number: "A1"; may be empty
    geo::LineString shape;
  };
  struct Lake {
    std::string name;
    geo::MultiPolygon shape;
  };
  struct Town {
    std::string name;
    std::string kind;  // "city", "town", "village"
    geo::Point place;
  };
  std::vector<Line> lines;  // for any scale
  std::vector<Line> local;  // for a large scale alone: streets, paths, streams
  std::vector<Lake> lakes;
  std::vector<Town> towns;
};

/// Water that is smaller is drawn around places alone, and what is smaller than the second not at all: choices.
inline constexpr double kLake_m2 = 10'000.0;
inline constexpr double kPond_m2 = 500.0;

/// Motorways and trunk roads, primary and secondary roads, railways in use, rivers and canals; streams, ditches and
/// drains (local); water of kPond_m2 or more that is a closed way or a multipolygon; and cities, towns and villages of
/// an OSM extract, in `crs`. In the order of the file, multipolygons before closed ways, each object once. A
/// multipolygon that the extract does not hold whole is left out.
/// Errors  as read_osm, but for an extract without streets. Cost  three passes over the file; memory is what is kept.
[[nodiscard]] Backdrop read_backdrop(const std::filesystem::path& file, const std::string& crs,
                                     const core::Control& control);

/// A backdrop without streets and paths as bytes, which a network file keeps.
[[nodiscard]] std::vector<char> packed(const Backdrop& backdrop);
/// Whether `packed` could have made them.
[[nodiscard]] bool is_packed_backdrop(std::span<const char> bytes);

/// Places around which a map is drawn at a large scale.
struct Surroundings {
  std::vector<geo::Point> places;
  double radius_m = 750.0;         // a choice: what a page at 1 : 25 000 has in its middle
  std::size_t most_lines = 1'000;  // streets and paths of a place, the nearest first; likewise streams, and water
};

/// What of a packed backdrop meets `region`, and of what is small what lies near a place. Nothing where the bytes are
/// no backdrop. Cost  linear in the bytes, times the places for what is small.
[[nodiscard]] Backdrop unpacked(std::span<const char> bytes, const geo::Box& region, const Surroundings& near);

}  // namespace trek::network
