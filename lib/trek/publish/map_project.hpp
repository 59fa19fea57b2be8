#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trek/model/codes.hpp"
#include "trek/publish/style.hpp"

/// The QGIS project that lies inside a delivery: layers in groups, and a sheet to print.
namespace trek::publish {

/// Under which key the table that tells of the run has the identity of the data.
inline constexpr char kIdentityKey[] = "identity";

/// Rows of a table without geometry that belong to a feature of a layer.
struct ProjectRelation {
  std::string id;
  std::string title;
  std::string layer;   // id of that of the features
  std::string key;     // its field
  std::string table;   // id of that of the rows
  std::string column;  // its field, which holds the key
};

/// A variable of the project, which its user may change: what expressions read as @name.
struct MapVariable {
  std::string name;
  std::string value;
};

/// Layers that are shown together, under a name.
struct MapTheme {
  std::string title;
  std::vector<std::string> layers;  // ids
};

struct ProjectLayer {
  std::string id;     // longer than 10 characters: QGIS 3.22 replaces shorter ones
  std::string table;  // in the GeoPackage
  std::string title;  // in the layer tree and the legend
  std::string group;
  std::string subgroup;  // within it; empty: none
  LayerSchema schema;
  LayerStyle style;
  std::string filter;  // SQL condition on the table; empty: all rows
  bool visible = false;
  int draw_rank = 0;  // lower is drawn above
};

/// Rows of a sheet that follow the data: expressions of QGIS, each for a feature of a layer.
struct SheetList {
  std::string layer;  // id
  std::string filter;
  std::string order_by;
  int rows = 10;
  std::string name;         // in bold
  std::string value;        // behind it, to the right
  std::string bar_sure;     // share of a bar that is filled; empty: no bar
  std::string bar_at_most;  // share up to which it is filled palely; empty: no further
  std::string beside_bar;   // small; empty: nothing
  std::string detail;       // small, below; empty: none
  int detail_lines = 1;
};

/// A heading in the column of a sheet, and what stands below it: lines of text, an expression, or a list.
struct SheetPart {
  std::string heading{};
  std::string text{};        // as it is
  std::string expression{};  // worked out by QGIS, on a page of an atlas for its feature
  std::optional<SheetList> list{};
  bool below_map = false;   // text alone: in the strip below the map
  double height_mm = 60.0;  // on A3, of text; a list is as high as its rows
};

/// A sheet to print, on A3 and on A4.
struct PrintSheet {
  std::string name;  // of the layout, before its paper
  std::string title;
  std::string page_title;           // expression of what stands behind the title on a page of an atlas
  std::string theme;                // whose layers its map shows; empty: those that are on
  std::vector<std::string> legend;  // ids of the layers that a legend tells of
  std::vector<SheetPart> parts;
  std::string pages_of;     // id of the layer of which each feature has a page; empty: one page
  double page_scale = 0.0;  // of the map of a page; 0: as the feature needs
};

/// What stands on every sheet of a map; without others of its own the ranking is beside the visible layers.
struct MapSheet {
  std::string title;
  std::string subtitle;
  std::string ranking_title;
  std::string ranking;  // lines
  std::string sources;  // sources, attribution, date
};

/// Whose the data of a map are, as the metadata of its layers say it.
struct MapRights {
  std::string attribution;
  std::string licence;
};

struct MapProject {
  std::string title;
  std::string file_name;  // of the GeoPackage; layers refer to it relatively
  std::string crs;
  geo::Box extent;  // what the map shows
  model::Language language = model::Language::nl;
  std::string logo;       // bytes of a picture on each sheet; empty: none
  std::string notice;     // what must not be missed: on the map and the sheet
  std::string identity;   // of the data; empty: none
  std::string run_layer;  // id of the layer that says it too
  MapRights rights;
  std::vector<ProjectLayer> layers;  // in reading order; groups in order of their first layer
  std::vector<ProjectRelation> relations;
  std::vector<MapTheme> themes;
  std::vector<MapVariable> variables;  // beside those that mark the file
  MapSheet sheet;
  std::vector<PrintSheet> sheets;
};

}  // namespace trek::publish
