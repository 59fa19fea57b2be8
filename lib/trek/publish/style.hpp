#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "trek/model/words.hpp"
#include "trek/publish/color.hpp"
#include "trek/publish/geopackage.hpp"

/// How a layer is drawn, said in types; `qml` turns it into what QGIS reads. Every style ends with a rule that catches
/// the rest, so that no feature stays undrawn, and keeps "unknown" apart from the classes.
namespace trek::publish {

enum class MarkerShape : std::uint8_t { circle, square, diamond, triangle, cross };
/// The area of a marker follows a number: its radius the square root of it.
struct ProportionalSize {
  std::string field{};  // empty: all have the same
  double number = 1.0;  // that has this
  double size_mm = 1.0;
};
struct MarkerSymbol {
  MarkerShape shape = MarkerShape::circle;
  double size_mm = 2.0;
  Color fill;
  Color stroke{255, 255, 255};
  double stroke_mm = 0.2;
  ProportionalSize proportional{};  // in place of size_mm, where it names a field
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
  /// Numbers whose symbols a legend shows, of a single proportional symbol, and what stands beside each.
  std::vector<std::pair<double, std::string>> size_legend{};
  double opacity = 1.0;
  double smallest_scale = 0.0;  // denominator beyond which the layer is not drawn; 0: always
};

/// Minutes by which travel is told, as bands of isochrones that have no limits of their own. Source: lib/METHODS.md
/// "Delivery".
[[nodiscard]] std::span<const double> minute_breaks() noexcept;

/// Isochrones that are drawn alike: those whose outer edge lies in (from_min, to_min].
struct MinuteClass {
  double from_min = 0.0;
  double to_min = 0.0;  // infinite in the last
  Color color;
};
/// One up to each of `breaks_min` (ascending, at most 7) and one beyond the last; dark is near.
[[nodiscard]] std::vector<MinuteClass> minute_classes(std::span<const double> breaks_min);

enum class ClassMethod : std::uint8_t {
  natural,  // fitted to the values of the run
  project,  // as the project fixes them
};
[[nodiscard]] std::string_view name_of(ClassMethod method) noexcept;

/// How the values of a column fall into the classes of its map.
struct ColumnClasses {
  std::string column;
  std::string unit;            // "share", "score", "min", "people"
  std::vector<double> breaks;  // ascending; a class holds its lower bound
  ClassMethod method = ClassMethod::natural;
  std::vector<std::size_t> counts;  // rows in each class: breaks.size() + 1, or none where no value is known
  std::size_t unknown_count = 0;
  double least = 0.0;  // of the known values
  double most = 0.0;
  std::vector<Color> colors;  // one a class
};

/// "< 50 %", "50 – 70 %", "≥ 95 %", in the numbers of the language; all of one class: its only value, or from least to
/// most. Precondition: which < counts.size().
[[nodiscard]] std::string class_label(const ColumnClasses& classes, std::size_t which, model::Language language);

/// One rule a class, and one for unknown values and whatever else is left; `symbol_of` gives the symbol for a colour.
[[nodiscard]] std::vector<StyleRule> class_rules(const ColumnClasses& classes, Symbol (*symbol_of)(Color),
                                                 const model::Words& words);

/// A few round numbers up to the greatest, whose symbols tell the sizes of all: each a quarter or so of the one before.
[[nodiscard]] std::vector<double> size_examples(double greatest);

/// The style as QGIS stores it, with the aliases of the schema.
[[nodiscard]] std::string qml(const LayerStyle& style, const LayerSchema& schema);

}  // namespace trek::publish
