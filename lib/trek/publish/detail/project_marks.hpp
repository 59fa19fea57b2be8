#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "trek/publish/map_project.hpp"

/// What a project knows of the file and the data that it was made for, and how it says so where it meets others: in
/// variables of the project, which stay when a user saves it under another name.
namespace trek::publish::detail {

inline constexpr std::string_view kFileVariable = "trek_file";             // the name of the GeoPackage
inline constexpr std::string_view kPatternVariable = "trek_file_pattern";  // that name in the address of a project
inline constexpr std::string_view kRunVariable = "trek_run";               // the identity of the data

/// Below <properties>.
void add_variables(pugi::xml_node properties, const MapProject& project);
/// A regular expression of a name in an address, where QGIS may write a character as %XX.
[[nodiscard]] std::string file_pattern(std::string_view file_name);

/// An expression of QGIS: what is wrong with the data that a project shows, or an empty text. That its file is called
/// otherwise, that the data are not found, or that they are of another run.
[[nodiscard]] std::string warning_expression(const MapProject& project);
/// What must not be missed, on the map itself: that warning, else the notice of the run. Below <properties>.
void add_notice_on_map(pugi::xml_node properties, const MapProject& project);

}  // namespace trek::publish::detail
