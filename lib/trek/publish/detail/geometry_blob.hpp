#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "trek/publish/layer_schema.hpp"

namespace trek::publish::detail {

/// Types of shapes in WKB.
inline constexpr std::uint32_t kWkbPoint = 1;
inline constexpr std::uint32_t kWkbLine = 2;
inline constexpr std::uint32_t kWkbPolygon = 3;
inline constexpr std::uint32_t kWkbMultiPolygon = 6;

/// GeoPackage binary: header, envelope (not for points), little-endian WKB; shells counter-clockwise, holes clockwise.
/// `bytes` is overwritten, so that one buffer serves all rows. Precondition: `find_misfit` found nothing.
void encode(const Geometry& geometry, std::int32_t srs_id, std::vector<std::byte>& bytes);

/// What such bytes say, whoever wrote them: a point, a line, or a polygon or several. Nothing for what is damaged,
/// empty, of another kind, or has a coordinate that is not finite.
[[nodiscard]] Geometry decoded(std::span<const std::byte> bytes);

[[nodiscard]] geo::Box bounds_of(const Geometry& geometry);

/// Why a geometry cannot go into a layer of this type; empty view when it can.
[[nodiscard]] std::string_view find_misfit(const Geometry& geometry, GeometryType type);

}  // namespace trek::publish::detail
