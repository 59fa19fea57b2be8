#include "trek/publish/detail/layer_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/publish/detail/output_language.hpp"

namespace trek::publish::detail {
namespace {

/// Empty for what is no text.
std::string words_in(const Value& value) {
  const auto* const words = std::get_if<std::string>(&value);
  return words == nullptr ? std::string{} : *words;
}

}  // namespace

LayerTable::LayerTable(const Words& words, std::string name, GeometryType geometry, const core::Phrase& title,
                       const core::Phrase& abstract)
    : words_{words}, schema_{std::move(name), geometry, words(title), words(abstract), {}} {}

void LayerTable::add(std::string name, FieldType type, const core::Phrase& title, Cell cell,
                     const core::Phrase& description) {
  schema_.fields.push_back({std::move(name), type, words_(title), words_(description), tab_});
  cells_.push_back(std::move(cell));
  verbatim_.push_back(type != FieldType::text);
}

void LayerTable::add_text(std::string name, const core::Phrase& title, const std::vector<std::string>& column,
                          const core::Phrase& description) {
  add(
      std::move(name), FieldType::text, title,
      [&column](std::size_t row) { return row < column.size() ? text(column[row]) : Value{}; }, description);
  verbatim_.back() = true;
}

void LayerTable::add_measures(const std::vector<measure::Measure>& measures, std::size_t row_count) {
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
        with_unit(words_(measure.label), words_(measure.unit)),
        [&values, decimals, integer](std::size_t row) -> Value {
          if (!std::isfinite(values[row])) return {};
          if (integer) return static_cast<std::int64_t>(std::llround(values[row]));
          return rounded(values[row], decimals);
        },
        measure.description);
    if (measure.limit) add_beyond(measure);
    if (!measure.told_label.en.empty()) add_told(measure);
  }
}

void LayerTable::add_told(const measure::Measure& measure) {
  add(
      measure.id + "_told", FieldType::text, words_(measure.told_label),
      [&measure, words = words_](std::size_t row) { return text(words(measure.told[row])); }, measure.description);
}

void LayerTable::add_beyond(const measure::Measure& measure) {
  const auto limit = fmt::format("{:g} {}", *measure.limit, words_(measure.unit));
  add(measure.id + "_beyond", FieldType::boolean, words_(measure.label) + words_(": meer dan ", ": more than ") + limit,
      [&measure](std::size_t row) -> Value {
        const auto estimate = measure.estimate(row);
        return estimate.is_known() ? Value{!std::isfinite(estimate.high)} : Value{};
      },
      {"Ja: verder is niet gezocht. Leeg: onbekend.", "True: farther was not searched. Empty: unknown."});
}

void LayerTable::set_rows(std::size_t count, Shape shape) {
  std::vector<std::size_t> rows(count);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  set_rows(std::move(rows), std::move(shape));
}

void LayerTable::set_rows(std::vector<std::size_t> rows, Shape shape) {
  rows_ = std::move(rows);
  shape_ = std::move(shape);
}

void LayerTable::add_notice(std::string_view notice) {
  if (!notice.empty()) schema_.abstract += fmt::format(" {}", notice);
}

std::vector<double> LayerTable::numbers(std::string_view column) const {
  const auto field = std::ranges::find(schema_.fields, column, &FieldSchema::name);
  if (field == schema_.fields.end()) return {};
  const Cell& cell = cells_[static_cast<std::size_t>(field - schema_.fields.begin())];
  std::vector<double> known;
  for (const std::size_t row : rows_) {
    const Value value = cell(row);
    const bool is_number = std::holds_alternative<double>(value) || std::holds_alternative<std::int64_t>(value);
    if (!is_number || !is_written(shape_in(row))) continue;
    const auto* const whole_number = std::get_if<std::int64_t>(&value);
    known.push_back(whole_number != nullptr ? static_cast<double>(*whole_number) : std::get<double>(value));
  }
  return known;
}

std::size_t LayerTable::row_count() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(rows_, [this](std::size_t row) { return is_written(shape_in(row)); }));
}

void LayerTable::write(GeoPackage& out) const {
  write_rows(out, [](std::size_t /*row*/, const std::vector<Value>& /*values*/) {});
}

void LayerTable::write(GeoPackage& out, const LayerTable& other, BothLanguages& both) const {
  assert(other.cells_.size() == cells_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i)
    both.add(kTitlesTable, title_column(schema_.name, schema_.fields[i].name), std::nullopt, schema_.fields[i].title,
             other.schema_.fields[i].title);
  std::int64_t fid = 0;
  write_rows(out, [&](std::size_t row, const std::vector<Value>& values) {
    ++fid;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (verbatim_[i]) continue;
      const Value translated = other.cells_[i](row);
      both.add(schema_.name, schema_.fields[i].name, fid, words_in(values[i]), words_in(translated));
    }
  });
}

void LayerTable::write_rows(GeoPackage& out,
                            const std::function<void(std::size_t, const std::vector<Value>&)>& visit) const {
  out.begin_layer(schema_);
  std::vector<Value> values(cells_.size());
  for (const std::size_t row : rows_) {
    const auto shape = shape_in(row);
    if (!is_written(shape)) continue;
    for (std::size_t i = 0; i < cells_.size(); ++i) values[i] = cells_[i](row);
    out.append(values, shape);
    visit(row, values);
  }
}

double rounded(double value, int decimals) noexcept {
  constexpr double kPowers[] = {1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6};
  const double power = kPowers[decimals < 0 ? 0 : decimals > 6 ? 6 : decimals];
  return std::round(value * power) / power + 0.0;  // + 0.0: no negative zero
}

Value real(double value, int decimals) { return std::isfinite(value) ? Value{rounded(value, decimals)} : Value{}; }
Value real(const std::optional<double>& value, int decimals) { return value ? real(*value, decimals) : Value{}; }
Value whole(std::optional<std::int64_t> value) { return value ? Value{*value} : Value{}; }
Value text(std::string_view text) { return text.empty() ? Value{} : Value{std::string{text}}; }

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  return fmt::format("{}", fmt::join(texts, separator));
}

std::string with_unit(std::string_view label, std::string_view unit) {
  return unit.empty() ? std::string{label} : fmt::format("{} ({})", label, unit);
}

Geometry shape_of(geo::Point place) { return geo::is_finite(place) ? Geometry{place} : Geometry{}; }
Geometry shape_of(const std::optional<geo::Point>& place) { return place ? shape_of(*place) : Geometry{}; }
Geometry shape_of(const geo::PolygonColumn& areas, std::size_t row) {
  auto area = areas.feature(row);
  return area.empty() ? Geometry{} : Geometry{std::move(area)};
}

}  // namespace trek::publish::detail
