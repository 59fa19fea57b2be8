#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::network {

enum class BackdropKind : std::uint8_t { motorway, main_road, railway, river, lake };
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
    geo::Polygon shape;
  };
  struct Town {
    std::string name;
    std::string kind;  // "city", "town", "village"
    geo::Point place;
  };
  std::vector<Line> lines;
  std::vector<Lake> lakes;
  std::vector<Town> towns;
};

/// Motorways and trunk roads, primary and secondary roads, railways in use, rivers and canals, lakes of a hectare or
/// more that are one closed way, and cities, towns and villages of an OSM extract; of each what meets `region`, in
/// `crs` as that is. In the order of the file, each object once.
/// Errors  as read_osm, but for an extract without streets. Cost  two passes over the file; memory is what is kept.
[[nodiscard]] Backdrop read_backdrop(const std::filesystem::path& file, const geo::Box& region, const std::string& crs,
                                     const core::Control& control);

}  // namespace trek::network
