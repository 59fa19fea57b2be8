#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/publish/layer_schema.hpp"

namespace trek::publish::detail {

/// GeoPackage binary: header, envelope (not for points), little-endian WKB; shells counter-clockwise, holes clockwise.
/// `bytes` is overwritten, so that one buffer serves all rows. Precondition: `find_misfit` found nothing.
void encode(const Geometry& geometry, std::int32_t srs_id, std::vector<std::byte>& bytes);

[[nodiscard]] geo::Box bounds_of(const Geometry& geometry);

/// Why a geometry cannot go into a layer of this type; empty view when it can.
[[nodiscard]] std::string_view find_misfit(const Geometry& geometry, GeometryType type);

}  // namespace trek::publish::detail
