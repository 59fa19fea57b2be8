#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::class_breaks {
namespace {

/// A class of a column; without a number: what is unknown.
struct Row {
  const LayerClasses* of = nullptr;
  std::optional<std::size_t> number;
};

/// Made when the layers are known, which is after this table is: a row is looked up as it is written.
class Rows {
 public:
  explicit Rows(std::shared_ptr<const std::vector<LayerClasses>> all) : all_{std::move(all)} {}

  [[nodiscard]] Row at(std::size_t row) const {
    for (const LayerClasses& of : *all_) {
      const std::size_t count = class_rows(of);
      if (row < count) return {&of, row < of.classes.counts.size() ? std::optional{row} : std::nullopt};
      row -= count;
    }
    return {};
  }

 private:
  std::shared_ptr<const std::vector<LayerClasses>> all_;
};

/// The bound above which, or below which, a class lies; NULL where it has none.
Value bound(const Row& row, bool upper) {
  if (!row.number) return {};
  const auto& breaks = row.of->classes.breaks;
  const std::size_t at = *row.number + (upper ? 1 : 0);
  return at > 0 && at <= breaks.size() ? Value{breaks[at - 1]} : Value{};
}

}  // namespace

Layer layer(const Results& /*results*/, const MapHead& head) {
  const Words words{head.language};
  const auto all = std::make_shared<std::vector<LayerClasses>>();
  const Rows rows{all};
  LayerTable table(
      words, "class_breaks", GeometryType::none, {"Klassen van de kaarten", "Classes of the maps"},
      {"Waarin de waarden van een kolom op de kaart verdeeld zijn. Wie ze vastzet ([[style.classes]] in het "
       "project) houdt volgend jaar dezelfde kaart.",
       "Into what the values of a column are divided on the map. Who fixes them ([[style.classes]] in the "
       "project) keeps the same map next year."});
  table.add("layer", FieldType::text, {"Laag", "Layer"}, [rows](std::size_t r) { return text(rows.at(r).of->layer); });
  table.add("column_name", FieldType::text, {"Kolom", "Column"},
            [rows](std::size_t r) { return text(rows.at(r).of->classes.column); });
  table.add("class", FieldType::integer, {"Klasse, van laag naar hoog", "Class, from low to high"},
            [rows](std::size_t r) {
              const Row row = rows.at(r);
              return row.number ? Value{static_cast<std::int64_t>(*row.number + 1)} : Value{};
            },
            {"Leeg: wat onbekend is.", "Empty: what is unknown."});
  table.add("from_value", FieldType::real, {"Vanaf", "From"},
            [rows](std::size_t r) { return bound(rows.at(r), false); },
            {"Hoort bij de klasse. Leeg: geen ondergrens.", "Belongs to the class. Empty: no lower bound."});
  table.add(
      "to_value", FieldType::real, {"Tot", "Up to"}, [rows](std::size_t r) { return bound(rows.at(r), true); },
      {"Hoort bij de volgende klasse. Leeg: geen bovengrens.", "Belongs to the next class. Empty: no upper bound."});
  table.add("label", FieldType::text, {"In de legenda", "In the legend"}, [rows, words](std::size_t r) {
    const Row row = rows.at(r);
    return text(row.number ? class_label(row.of->classes, *row.number, words.language())
                           : words("onbekend", "unknown"));
  });
  table.add("color", FieldType::text, {"Kleur", "Colour"},
            [rows](std::size_t r) {
              const Row row = rows.at(r);
              return text(hex_of(row.number ? row.of->classes.colors[*row.number] : kNoData));
            },
            {"Zoals op de kaart: rood, groen en blauw, elk in twee hexadecimale cijfers.",
             "As on the map: red, green and blue, each in two hexadecimal digits."});
  table.add("row_count", FieldType::integer, {"Rijen in de klasse (aantal)", "Rows in the class (count)"},
            [rows](std::size_t r) {
              const Row row = rows.at(r);
              const auto& classes = row.of->classes;
              return whole(static_cast<std::int64_t>(row.number ? classes.counts[*row.number] : classes.unknown_count));
            });
  table.add("method", FieldType::text, {"Hoe bepaald", "How chosen"},
            [rows](std::size_t r) { return text(name_of(rows.at(r).of->classes.method)); },
            {"natural: natuurlijke breuken van de waarden van deze run; project: door het project vastgezet.",
             "natural: natural breaks of the values of this run; project: fixed by the project."});
  return {.order = 155, .table = std::move(table), .views = {LayerView{}}, .all_classes = all};
}

}  // namespace trek::publish::detail::layers::class_breaks
