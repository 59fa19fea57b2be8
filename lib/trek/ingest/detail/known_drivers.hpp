#pragma once

#include <array>

namespace trek::ingest::detail {

struct Driver {
  const char* name;
  const char* format;
};

/// Formats that are a plain file or folder. Nothing here can point elsewhere: no VRT, no web service, no database.
inline constexpr std::array<Driver, 9> kDrivers{{{"GPKG", "GeoPackage"},
                                                 {"GeoJSON", "GeoJSON"},
                                                 {"GeoJSONSeq", "GeoJSON, a feature a line"},
                                                 {"ESRIJSON", "JSON of ArcGIS"},
                                                 {"ESRI Shapefile", "Shapefile"},
                                                 {"FlatGeobuf", "FlatGeobuf"},
                                                 {"GML", "GML"},
                                                 {"CSV", "CSV"},
                                                 {"LVBAG", "extracts of LV BAG"}}};
/// Spreadsheets, by the end of their name.
inline constexpr std::array<Driver, 2> kSpreadsheets{{{"XLSX", ".xlsx"}, {"ODS", ".ods"}}};

}  // namespace trek::ingest::detail
