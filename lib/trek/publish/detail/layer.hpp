#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/map_project.hpp"
#include "trek/publish/results.hpp"
#include "trek/publish/style.hpp"

namespace trek::publish::detail {

/// The groups of the project, in reading order.
enum class Group { result, advice, candidates, profiles, reach, scenario, context, background, diagnosis };

/// What is drawn above what: diagnostics lie on top and areas below.
struct DrawRank {
  enum Value : int {
    diagnosis,
    best,
    others,
    stations,
    places,
    footprints,
    townscapes,
    reach,
    backdrop,
    backdrop_areas,
    coverage,
    table
  };
};

/// What a reader comes for: each is a theme of the map.
enum class Theme { overview, coverage, need, advice, one_site };

/// How a layer is shown in the project: some are shown in several ways.
struct LayerView {
  Group group = Group::diagnosis;
  int draw_rank = DrawRank::table;  // lower is drawn above
  bool visible = false;
  std::string title{};                // empty: that of the layer
  std::string filter{};               // SQL condition on the table; empty: all rows
  std::optional<LayerStyle> style{};  // empty: that of the layer
  std::optional<int> place{};         // in its group; empty: by the order of the layer
  std::string subgroup{};             // within the group, of which one subgroup shows at a time: a mode, a profile
  std::vector<Theme> themes{};        // in which it shows
};

/// Of what the map lies on: in every theme.
[[nodiscard]] LayerView background_view(int draw_rank);

inline constexpr int kLastFrame = std::numeric_limits<int>::max();

/// The sheets to print, in their order.
enum class SheetKind { overview, coverage, need, advice, municipality, site };

/// What a layer has to say in the column of a sheet: a part whose expressions call the layers of its views {view0},
/// {view1} ...; those of its list are of the view that is named.
struct LayerPart {
  SheetKind sheet = SheetKind::overview;
  int place = 0;  // among the parts of the sheet
  SheetPart part{};
  std::size_t view = 0;
};

/// A page of a sheet for each feature of a view.
struct LayerPages {
  SheetKind sheet = SheetKind::municipality;
  std::size_t view = 0;
  std::string title{};  // expression that names a page
  double scale = 0.0;   // of its map; 0: as the feature needs
};

/// The key of a row, and what the column is called in which a row of another table names it.
struct Reference {
  std::string key;
  std::string column;
};

/// Classes of a layer's column.
struct LayerClasses {
  std::string layer;
  ColumnClasses classes;
};

/// A row a class of the column, and one for what is unknown where there is any.
[[nodiscard]] std::size_t class_rows(const LayerClasses& classes);

/// A layer of a map, or a table without geometry. What has no rows is not in the file.
struct Layer {
  int order = 0;  // in the file: results first
  LayerTable table;
  LayerStyle style{};
  std::vector<LayerView> views{};
  std::vector<LayerStyle> styles{};      // others, to choose from in QGIS
  int frame_rank = kLastFrame;           // the map shows the bounds of the layer that has the lowest
  Reference referred_by{};               // by which other tables name its rows
  std::vector<MapVariable> variables{};  // of the project, which its styles read
  std::vector<LayerPart> parts{};
  std::optional<LayerPages> pages{};
  bool of_findings = false;              // stands beside what was read or checked as well
  std::vector<ColumnClasses> classes{};  // of what its styles show
  std::shared_ptr<std::vector<LayerClasses>>
      all_classes{};                                // those of all layers are put here: it has them as its rows
  std::shared_ptr<Layer> in_other_language{};       // the same in the map's other language; empty: it has one
  std::shared_ptr<BothLanguages> both_languages{};  // what those before it say in both: it has that as its rows
  std::shared_ptr<std::string> identity{};  // that of the data in all layers before it is put here: it says it in a row
};

/// Puts the classes of all layers that have rows where a table tells them.
void gather_classes(std::vector<Layer>& layers);

/// A layer for each file of `layers/`, in their order. They point into the results.
[[nodiscard]] std::vector<Layer> result_layers(const Results& results, const MapHead& head);

/// Gives each of these layers what it is in the other language. `other`: all of them, made for that language.
void tell_other_language(std::vector<Layer>& layers, std::vector<Layer> other);

/// Name and code of a municipality; empty where the row is invalid.
[[nodiscard]] std::string municipality_name(const Results& results, model::MunicipalityIdx row);
[[nodiscard]] std::string municipality_code(const Results& results, model::MunicipalityIdx row);
/// Its rank; NULL for a site that has none.
[[nodiscard]] Value rank_of(const Results& results, std::size_t site);
/// The key of a gap: "bicycle-3", of those of its mode.
[[nodiscard]] std::string gap_key(const Results& results, std::size_t gap);
/// Whether a place can be drawn: a swapped or wrongly projected point is listed, not put in the sea.
[[nodiscard]] bool is_drawable(const MapHead& head, geo::Point place);

}  // namespace trek::publish::detail
