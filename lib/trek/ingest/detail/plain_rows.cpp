#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "trek/core/text.hpp"
#include "trek/ingest/detail/feature_reader.hpp"
#include "trek/ingest/detail/values.hpp"

/// FeatureReader's short way through a plain CSV of points. It knows only rows of which there is nothing to say; for
/// any other, the whole file is read the long way.
namespace trek::ingest::detail {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// One column, as it stands.
bool is_one_column(const Field& field) noexcept {
  return field.columns.size() == 1 && !field.constant && field.codes.empty() && field.factor == 1.0;
}

std::string_view cell_of(std::span<const std::string_view> cells, const Field& field) noexcept {
  return cells[static_cast<std::size_t>(field.columns.front())];
}

/// A number of which there is nothing to say; NaN for none at all. Empty for anything else.
std::optional<double> find_sure_number(const NumberReader& numbers, std::string_view cell, const Field& field) {
  if (const auto plain = find_plainest_number(cell)) return plain->value;
  if (cell.empty()) return kUnknown;
  const auto found = numbers.read_text(cell_text(cell), field, field.columns.front());
  if (found.doubt != FoundNumber::Doubt::none) return std::nullopt;
  return found.value.value_or(kUnknown);
}

bool add_weight(const NumberReader& numbers, std::string_view cell, const Field& field, Weights weights,
                PlainRows::Column& column) {
  const auto number = find_sure_number(numbers, cell, field);
  if (number) {
    if (!std::isnan(*number)) ++column.number_count;
    column.values.push_back(*number <= kUnpublished ? kUnknown : *number);
    return true;
  }
  const std::string text = cell_text(cell);
  const bool is_word = numbers.read_text(text, field, field.columns.front()).doubt == FoundNumber::Doubt::not_a_number;
  if (weights == Weights::named || !is_word) return false;
  if (column.other.empty()) column.other = text;
  column.values.push_back(kUnknown);
  return true;
}

}  // namespace

void FeatureReader::find_plain_csv() {
  const bool as_it_stands = binding_.where.empty() && !options_.region && !options_.list_left_out && !swapped_;
  if (table_.name != "points" || file_.driver != "CSV" || !uses_columns() || !as_it_stands) return;
  const auto& key = field(table_.key);
  if (!is_one_column(*x_) || !is_one_column(*y_) || (key.present() && !is_one_column(key))) return;
  plain_ = PlainCsv::find(file_.target, layer_.handle());
}

std::optional<PlainRows> FeatureReader::find_plain_rows(std::span<const Field> further, Weights weights) {
  if (!plain_ || !std::ranges::all_of(further, is_one_column)) return std::nullopt;
  PlainRows rows;
  if (!read_plain_rows(further, weights, rows) || !place_plain_rows(rows)) return std::nullopt;
  seen_count_ = record_.read_count = record_.used_count = plain_->row_count();
  control_.report(fmt::format("read {}", source_.name), record_.read_count, record_.read_count);
  return rows;
}

bool FeatureReader::read_plain_rows(std::span<const Field> further, Weights weights, PlainRows& rows) {
  const auto& key = field(table_.key);
  KeySet keys;
  rows.columns.resize(further.size());
  for (auto& column : rows.columns) column.values.reserve(plain_->row_count());
  rows.key.reserve(plain_->row_count());
  rows.place.reserve(plain_->row_count());
  return plain_->for_each_row([&](std::span<const std::string_view> cells) {
    if (rows.key.size() % 4096 == 0) control_.check_stop();
    rows.key.push_back(key.present() ? cell_text(cell_of(cells, key)) : fmt::format("{}", rows.key.size() + 1));
    if (rows.key.back().empty() || !keys.add(rows.key.back())) return false;
    const auto x = find_sure_number(numbers_, cell_of(cells, *x_), *x_);
    const auto y = find_sure_number(numbers_, cell_of(cells, *y_), *y_);
    if (!x || !y) return false;
    rows.place.push_back({*x, *y});
    for (std::size_t i = 0; i < further.size(); ++i) {
      if (!add_weight(numbers_, cell_of(cells, further[i]), further[i], weights, rows.columns[i])) return false;
    }
    return true;
  });
}

/// From the file's coordinates to the project's. Empty ones are NaN, which no gate lets through.
bool FeatureReader::place_plain_rows(PlainRows& rows) const {
  const auto box_of = [](geo::Point p) { return geo::Box{p.x_m, p.y_m, p.x_m, p.y_m}; };
  const auto fits = [&](geo::Point p) { return geo::is_finite(p) && gate_->plausible(box_of(p)); };
  if (!std::ranges::all_of(rows.place, fits)) return false;
  if (!transformation_->is_identity()) {
    std::vector<double> x;
    std::vector<double> y;
    for (const geo::Point place : rows.place) {
      x.push_back(place.x_m);
      y.push_back(place.y_m);
    }
    transformation_->apply(x, y);
    for (std::size_t i = 0; i < rows.place.size(); ++i) rows.place[i] = {x[i], y[i]};
  }
  return std::ranges::all_of(rows.place,
                             [&](geo::Point p) { return geo::is_finite(p) && gate_->plausible_result(box_of(p)); });
}

}  // namespace trek::ingest::detail
