#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/core/rows.hpp"
#include "trek/measure/measure.hpp"
#include "trek/model/words.hpp"
#include "trek/publish/detail/both_languages.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/style.hpp"

namespace trek::publish::detail {

using Words = model::Words;

/// To `decimals` places; NaN stays NaN.
[[nodiscard]] double rounded(double value, int decimals) noexcept;
[[nodiscard]] Value real(double value, int decimals);
[[nodiscard]] Value real(const std::optional<double>& value, int decimals);
[[nodiscard]] Value whole(std::optional<std::int64_t> value);
/// NULL for an empty text: unknown, not "".
[[nodiscard]] Value text(std::string_view text);
/// Texts with a separator between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& texts, std::string_view separator);
/// "Label (unit)"
[[nodiscard]] std::string with_unit(std::string_view label, std::string_view unit);

/// What is where; nothing for what has no finite place, or no area.
[[nodiscard]] Geometry shape_of(geo::Point place);
[[nodiscard]] Geometry shape_of(const std::optional<geo::Point>& place);
[[nodiscard]] Geometry shape_of(const geo::PolygonColumn& areas, std::size_t row);

/// A layer as its columns: each field beside the function that gives its value in a row, so that the two cannot drift
/// apart. Columns and whatever a cell points to are borrowed: they outlive the table.
class LayerTable {
 public:
  using Cell = std::function<Value(std::size_t row)>;
  using Shape = std::function<Geometry(std::size_t row)>;

  LayerTable(const Words& words, std::string name, GeometryType geometry, const core::Phrase& title,
             const core::Phrase& abstract);
  /// The page of the form for the columns that follow: a reader's questions in their order.
  void begin_tab(const core::Phrase& title) { tab_ = words_(title); }
  void add(std::string name, FieldType type, const core::Phrase& title, Cell cell,
           const core::Phrase& description = {});
  /// A column as it stands; NULL in the rows behind its end.
  void add_text(std::string name, const core::Phrase& title, const std::vector<std::string>& column,
                const core::Phrase& description = {});
  template <class Number>  // double, or an optional one
  void add_real(const std::string& name, const core::Phrase& title, const std::vector<Number>& column, int decimals,
                const core::Phrase& description = {}) {
    add(
        name, FieldType::real, title,
        [&column, decimals](std::size_t row) { return row < column.size() ? real(column[row], decimals) : Value{}; },
        description);
  }
  template <class Number>  // whole, or an optional one
  void add_whole(const std::string& name, const core::Phrase& title, const std::vector<Number>& column,
                 const core::Phrase& description = {}) {
    add(
        name, FieldType::integer, title, [&column](std::size_t row) { return whole(column[row]); }, description);
  }
  template <class Code>  // with a name_of()
  void add_code(const std::string& name, const core::Phrase& title, const std::vector<Code>& column) {
    add(name, FieldType::text, title, [&column](std::size_t row) { return text(name_of(column[row])); });
    verbatim_.back() = true;
  }
  void add_measures(const std::vector<measure::Measure>& measures, std::size_t row_count);

  /// The layer has rows [0, count), or these rows; those without a shape are left out of a layer that has geometry.
  void set_rows(std::size_t count, Shape shape = {});
  void set_rows(std::vector<std::size_t> rows, Shape shape = {});

  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  /// What is known in a column of numbers, of the rows that go to the file; how many rows do.
  [[nodiscard]] std::vector<double> numbers(std::string_view column) const;
  [[nodiscard]] std::size_t row_count() const;

  /// A sentence behind the abstract.
  void add_notice(std::string_view notice);
  [[nodiscard]] const LayerSchema& schema() const noexcept { return schema_; }
  void write(GeoPackage& out) const;
  /// The same, with what its texts and the titles of its columns are in the other language, which is that of `other`:
  /// the same table in that language, with the same rows.
  void write(GeoPackage& out, const LayerTable& other, BothLanguages& both) const;

 private:
  [[nodiscard]] bool is_written(const Geometry& shape) const noexcept {
    return schema_.geometry == GeometryType::none || !std::holds_alternative<std::monostate>(shape);
  }
  [[nodiscard]] Geometry shape_in(std::size_t row) const { return shape_ ? shape_(row) : Geometry{}; }
  void write_rows(GeoPackage& out, const std::function<void(std::size_t row, const std::vector<Value>&)>& visit) const;
  void add_beyond(const measure::Measure& measure);
  void add_told(const measure::Measure& measure);

  Words words_;
  std::string tab_;
  LayerSchema schema_;
  std::vector<Cell> cells_;
  std::vector<bool> verbatim_;  // one a cell: the same in both languages
  std::vector<std::size_t> rows_;
  Shape shape_;
};

}  // namespace trek::publish::detail
