#pragma once

#include <string>
#include <vector>

#include "trek/model/codes.hpp"
#include "trek/publish/style.hpp"

/// The QGIS project that lies inside a delivery: layers in groups, and a sheet to print.
namespace trek::publish {

/// Under which key the table that tells of the run has the identity of the data.
inline constexpr char kIdentityKey[] = "identity";

struct ProjectLayer {
  std::string id;     // longer than 10 characters: QGIS 3.22 replaces shorter ones
  std::string table;  // in the GeoPackage
  std::string title;  // in the layer tree and the legend
  std::string group;
  LayerSchema schema;
  LayerStyle style;
  std::string filter;  // SQL condition on the table; empty: all rows
  bool visible = false;
  int draw_rank = 0;  // lower is drawn above
};

/// An A3 sheet: the visible layers, and text beside them.
struct MapSheet {
  std::string title;
  std::string subtitle;
  std::string ranking_title;
  std::string ranking;  // lines
  std::string sources;  // sources, attribution, date
};

struct MapProject {
  std::string title;
  std::string file_name;  // of the GeoPackage; layers refer to it relatively
  std::string crs;
  geo::Box extent;  // what the map shows
  model::Language language = model::Language::nl;
  std::string notice;     // what must not be missed: on the map and the sheet
  std::string identity;   // of the data; empty: none
  std::string run_layer;  // id of the layer that says it too
  std::vector<ProjectLayer> layers;  // in reading order; groups in order of their first layer
  MapSheet sheet;
};

}  // namespace trek::publish
