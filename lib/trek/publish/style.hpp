#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "trek/publish/geopackage.hpp"

/// How a layer is drawn, said in types; `qml` turns it into what QGIS reads. Every style ends with a rule that catches
/// the rest, so that no feature stays undrawn, and keeps "unknown" apart from the classes.
namespace trek::publish {

struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;
};

enum class MarkerShape : std::uint8_t { circle, square, diamond, triangle, cross };
struct MarkerSymbol {
  MarkerShape shape = MarkerShape::circle;
  double size_mm = 2.0;
  Color fill;
  Color stroke{255, 255, 255};
  double stroke_mm = 0.2;
};
struct LineSymbol {
  Color color;
  double width_mm = 0.4;
};
enum class FillPattern : std::uint8_t { solid, hatched, none };
struct FillSymbol {
  Color fill;
  FillPattern pattern = FillPattern::solid;
  Color stroke{255, 255, 255};
  double stroke_mm = 0.2;  // 0: no outline
};
using Symbol = std::variant<MarkerSymbol, LineSymbol, FillSymbol>;

/// One entry of the legend. A feature is drawn by the first rule whose filter holds.
struct StyleRule {
  std::string label;
  std::string filter;  // QGIS expression; empty: every feature; kElse: what no other rule draws
  Symbol symbol;
};
inline constexpr std::string_view kElse = "ELSE";

enum class LabelPlacement : std::uint8_t { beside_point, on_point, around_point, inside_polygon };
struct LabelRule {
  std::string expression;
  std::string filter;
  LabelPlacement placement = LabelPlacement::beside_point;
  double size_pt = 8.0;
  bool bold = false;
  Color color{40, 40, 40};
  double halo_mm = 0.7;               // 0: none
  double beside_mm = 1.0;             // distance from the point
  int priority = 5;                   // 0..10; higher wins a place
  bool always = false;                // shown although it overlaps
  double smallest_scale = 0.0;        // denominator beyond which it is not shown; 0: always
  std::optional<FillSymbol> plate{};  // what the text stands on
  bool leader = false;                // a line from the point to the text, where that stands off
  std::string distance{};             // expression: millimetres from the point, in place of beside_mm
};

/// Codes of a field and the words for them.
struct ValueMap {
  std::string field;
  std::vector<std::pair<std::string, std::string>> words;  // code, words
};

struct LayerStyle {
  std::string name;
  std::vector<StyleRule> rules;  // none for a table
  std::string draw_order;        // expression: features with the highest value are drawn first; empty: as they come
  std::vector<LabelRule> labels;
  std::vector<ValueMap> value_maps;
  std::string display;        // expression that names a feature
  std::string map_tip;        // HTML with [% expression %]
  std::string hidden_when{};  // expression: features that are not drawn
  double opacity = 1.0;
  double smallest_scale = 0.0;  // denominator beyond which the layer is not drawn; 0: always
};

/// Upper bounds of classes for a unit, ascending and round: the same in every run, so that maps can be compared. A
/// class holds its lower bound. Source: lib/METHODS.md "Delivery".
[[nodiscard]] std::span<const double> class_breaks(std::string_view unit) noexcept;

enum class Ramp : std::uint8_t { blues, fire, viridis };
/// `count` colours from low to high, colour-blind safe; 2 <= count <= 8.
[[nodiscard]] std::vector<Color> ramp(Ramp which, std::size_t count);
inline constexpr Color kNoData{189, 189, 189};

/// One rule a class of `field` by `class_breaks(unit)`, and one for unknown values and whatever else is left.
/// `symbol_of` gives the symbol for a colour. Labels carry the unit.
[[nodiscard]] std::vector<StyleRule> class_rules(std::string_view field, std::string_view unit,
                                                 std::span<const Color> colors, Symbol (*symbol_of)(Color),
                                                 std::string_view unknown_label);

/// The style as QGIS stores it, with the aliases of the schema.
[[nodiscard]] std::string qml(const LayerStyle& style, const LayerSchema& schema);

}  // namespace trek::publish
