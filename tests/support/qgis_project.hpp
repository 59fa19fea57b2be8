#pragma once

#include <filesystem>
#include <string>

namespace trek::test {

/// The .qgs text of the project inside a GeoPackage. Throws std::runtime_error where there is none to unpack.
[[nodiscard]] std::string qgis_project_of(const std::filesystem::path& geopackage);

}  // namespace trek::test
