#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/publish/delivery.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/style.hpp"

namespace trek::publish::detail {

/// The words of one language.
class Words {
 public:
  explicit Words(model::Language language) noexcept : language_{language} {}
  [[nodiscard]] std::string operator()(std::string_view nl, std::string_view en) const {
    return std::string{language_ == model::Language::nl ? nl : en};
  }
  [[nodiscard]] const std::string& operator()(const core::Phrase& phrase) const noexcept {
    return language_ == model::Language::nl ? phrase.dutch() : phrase.en;
  }
  [[nodiscard]] model::Language language() const noexcept { return language_; }

 private:
  model::Language language_;
};

/// A layer as its columns: each field beside the function that gives its value in a row, so that the two cannot drift
/// apart.
class LayerTable {
 public:
  using Cell = std::function<Value(std::size_t row)>;

  LayerTable(std::string name, GeometryType geometry, std::string title, std::string abstract);
  void add(std::string name, FieldType type, std::string title, Cell cell, std::string description = {});
  void add_measures(const std::vector<Measure>& measures, std::size_t row_count, model::Language language);
  [[nodiscard]] const LayerSchema& schema() const noexcept { return schema_; }
  /// Begins the layer and writes rows [0, row_count); rows without geometry are left out of a layer that has one.
  void write(GeoPackage& out, std::size_t row_count, const std::function<Geometry(std::size_t)>& geometry = {}) const;

 private:
  void add_beyond(const Measure& measure, const Words& words);

  LayerSchema schema_;
  std::vector<Cell> cells_;
};

/// To `decimals` places; NaN stays NaN.
[[nodiscard]] double rounded(double value, int decimals) noexcept;
[[nodiscard]] Value real(double value, int decimals);
[[nodiscard]] Value real(const std::optional<double>& value, int decimals);
[[nodiscard]] Value whole(std::optional<std::uint32_t> value);
/// NULL for an empty text: unknown, not "".
[[nodiscard]] Value text(std::string_view text);
/// Texts with a separator between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& texts, std::string_view separator);
/// "Label (unit)"
[[nodiscard]] std::string with_unit(std::string_view label, std::string_view unit);

}  // namespace trek::publish::detail
