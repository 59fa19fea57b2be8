#pragma once

#include <filesystem>
#include <string_view>

#include "trek/core/control.hpp"
#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest::detail {

/// Whether a table is read out of an OSM extract, and that is one by its name (.pbf).
[[nodiscard]] bool is_osm_source(std::string_view table, const std::filesystem::path& path);

/// The objects of an OSM extract that a table is made of, as a layer in memory in WGS84: its tags that the table asks
/// for, and "@id" ("way/12"). Of parking: amenity = parking.
///
/// A node is a point, a closed way an area, a relation of type multipolygon its outlines less what lies in them. Ways
/// and relations that are not whole in the extract, or not closed, have no geometry.
/// Precondition: is_osm_source.
/// Errors  Error{data} when the file breaks off or is no PBF. Want of memory as `read_osm_extract` has it.
/// Cost    three passes over the file; memory is the objects and their nodes.
[[nodiscard]] Dataset open_osm_objects(std::string_view table, const std::filesystem::path& path,
                                       const core::Control& control);

}  // namespace trek::ingest::detail
