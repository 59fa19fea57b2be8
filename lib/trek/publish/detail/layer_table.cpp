#include "trek/publish/detail/layer_table.hpp"

#include <fmt/format.h>

#include <cmath>

#include "trek/core/error.hpp"

namespace trek::publish::detail {

LayerTable::LayerTable(std::string name, GeometryType geometry, std::string title, std::string abstract)
    : schema_{std::move(name), geometry, std::move(title), std::move(abstract), {}} {}

void LayerTable::add(std::string name, FieldType type, std::string title, Cell cell, std::string description) {
  schema_.fields.push_back({std::move(name), type, std::move(title), std::move(description)});
  cells_.push_back(std::move(cell));
}

void LayerTable::add_measures(const std::vector<Measure>& measures, std::size_t row_count, model::Language language) {
  const Words words{language};
  for (const auto& measure : measures) {
    if (measure.values.size() != row_count) {
      throw core::Error{core::ErrorKind::bad_argument,
                        fmt::format("layer '{}', measure '{}': {} values for {} rows", schema_.name, measure.id,
                                    measure.values.size(), row_count)};
    }
    const bool integer = measure.integer && measure.decimals == 0;
    const auto& values = measure.values;
    const int decimals = measure.decimals;
    add(
        measure.id, integer ? FieldType::integer : FieldType::real,
        with_unit(words(measure.label), words(measure.unit)),
        [&values, decimals, integer](std::size_t row) -> Value {
          if (!std::isfinite(values[row])) return {};
          if (integer) return static_cast<std::int64_t>(std::llround(values[row]));
          return rounded(values[row], decimals);
        },
        words(measure.description));
    if (measure.limit) add_beyond(measure, words);
  }
}

void LayerTable::add_beyond(const Measure& measure, const Words& words) {
  const auto limit = fmt::format("{:g} {}", *measure.limit, words(measure.unit));
  add(
      measure.id + "_beyond", FieldType::boolean, words(measure.label) + words(": meer dan ", ": more than ") + limit,
      [&measure](std::size_t row) -> Value {
        const auto estimate = measure.estimate(row);
        return estimate.is_known() ? Value{!std::isfinite(estimate.high)} : Value{};
      },
      words("Ja: verder is niet gezocht. Leeg: onbekend.", "True: farther was not searched. Empty: unknown."));
}

void LayerTable::write(GeoPackage& out, std::size_t row_count,
                       const std::function<Geometry(std::size_t)>& geometry) const {
  out.begin_layer(schema_);
  std::vector<Value> values(cells_.size());
  for (std::size_t row = 0; row < row_count; ++row) {
    const auto shape = geometry ? geometry(row) : Geometry{};
    if (schema_.geometry != GeometryType::none && std::holds_alternative<std::monostate>(shape)) continue;
    for (std::size_t i = 0; i < cells_.size(); ++i) values[i] = cells_[i](row);
    out.append(values, shape);
  }
}

double rounded(double value, int decimals) noexcept {
  constexpr double kPowers[] = {1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6};
  const double power = kPowers[decimals < 0 ? 0 : decimals > 6 ? 6 : decimals];
  return std::round(value * power) / power + 0.0;  // + 0.0: no negative zero
}

Value real(double value, int decimals) { return std::isfinite(value) ? Value{rounded(value, decimals)} : Value{}; }
Value real(const std::optional<double>& value, int decimals) { return value ? real(*value, decimals) : Value{}; }
Value whole(std::optional<std::uint32_t> value) { return value ? Value{std::int64_t{*value}} : Value{}; }
Value text(std::string_view text) { return text.empty() ? Value{} : Value{std::string{text}}; }

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  return fmt::format("{}", fmt::join(texts, separator));
}

std::string with_unit(std::string_view label, std::string_view unit) {
  return unit.empty() ? std::string{label} : fmt::format("{} ({})", label, unit);
}

}  // namespace trek::publish::detail
