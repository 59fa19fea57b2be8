#include "trek/ingest/detail/number_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "trek/ingest/detail/values.hpp"
#include "trek/model/columns.hpp"

namespace trek::ingest::detail {

namespace {

void widen(Extent& extent, double value, bool first) noexcept {
  extent.lowest = first ? value : std::min(extent.lowest, value);
  extent.highest = first ? value : std::max(extent.highest, value);
}

void keep_first(std::string& example, const std::string& text) {
  if (example.empty()) example = text;
}

bool lies_in(const Extent& extent, const Extent& plausible) noexcept {
  return extent.lowest >= plausible.lowest && extent.highest <= plausible.highest;
}

std::string_view name_of(DecimalMark mark) noexcept { return mark == DecimalMark::point ? "point" : "comma"; }
std::string_view dutch_name_of(DecimalMark mark) noexcept { return mark == DecimalMark::point ? "punt" : "komma"; }

/// What the other columns of the file show, and which of them.
struct Witness {
  std::optional<DecimalMark> mark;
  std::string name;
  std::string example;
};

/// What the values of a column show people to have meant.
struct Shown {
  bool point = false;
  bool comma = false;
  [[nodiscard]] bool both() const noexcept { return point && comma; }
  [[nodiscard]] std::optional<DecimalMark> mark() const noexcept {
    if (point == comma) return std::nullopt;
    return point ? DecimalMark::point : DecimalMark::comma;
  }
};

Shown shown_by(const ColumnCase& column) noexcept {
  return {column.values.point_count > 0 && !column.has_cells, column.values.comma_count > 0};
}

Witness witness_beside(const std::vector<ColumnCase>& columns, std::size_t itself) {
  Witness witness;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& column = columns[i];
    if (i == itself || !column.values.is_numeric()) continue;
    const Shown shown = shown_by(column);
    if (shown.both()) return {};
    const auto mark = shown.mark();
    if (!mark || (column.is_coordinate && *mark == DecimalMark::point)) continue;
    if (witness.mark && *witness.mark != *mark) return {};
    if (witness.mark) continue;
    witness = {mark, column.name,
               *mark == DecimalMark::point ? column.values.point_example : column.values.comma_example};
  }
  return witness;
}

/// The only way of reading by which all values are what the field can hold.
std::optional<DecimalMark> only_plausible(const ColumnCase& column) {
  if (!column.plausible) return std::nullopt;
  const bool point = lies_in(column.values.as_point, *column.plausible);
  const bool comma = lies_in(column.values.as_comma, *column.plausible);
  if (point == comma) return std::nullopt;
  return point ? DecimalMark::point : DecimalMark::comma;
}

/// "'1.250' is read as 1250 (why)"
core::Phrase read_as(const std::string& example, DecimalMark mark, const core::Phrase& why) {
  const std::string number = fmt::format("{}", readings_of(example).by(mark).value_or(0.0));
  return {fmt::format("'{}' is gelezen als {} ({})", example, core::with_decimal_comma(number), why.dutch()),
          fmt::format("'{}' is read as {} ({})", example, number, why.en)};
}

SettledColumn settled_column(const std::vector<ColumnCase>& columns, std::size_t at,
                             std::optional<DecimalMark> stated) {
  const ColumnCase& column = columns[at];
  const NumberColumn& values = column.values;
  if (values.either_count == 0 && values.point_count > 0 && values.comma_count > 0 && values.is_numeric()) {
    return {DecimalMark::point,
            {fmt::format("'{}' en '{}' staan in een kolom; elk is gelezen zoals het gelezen kan worden",
                         values.point_example, values.comma_example),
             fmt::format("'{}' and '{}' are in one column; each is read as it can be read", values.point_example,
                         values.comma_example)}};
  }
  if (values.either_count == 0) return {stated ? stated : DecimalMark::point, {}};
  const auto reason = [&](DecimalMark mark, const core::Phrase& why) {
    return SettledColumn{mark, read_as(values.either_example, mark, why)};
  };
  if (stated) {
    return reason(*stated, {fmt::format("voor de bron is een decimale {} opgegeven", dutch_name_of(*stated)),
                            fmt::format("decimal {} is stated for the source", name_of(*stated))});
  }
  const Shown shown = shown_by(column);
  if (const auto own = shown.mark()) {
    const auto& example = *own == DecimalMark::point ? values.point_example : values.comma_example;
    return reason(*own, {fmt::format("'{}' in dezelfde kolom heeft een decimale {}", example, dutch_name_of(*own)),
                         fmt::format("'{}' in the same column shows a decimal {}", example, name_of(*own))});
  }
  if (shown.both()) return {};  // the column contradicts itself
  const auto plausible = only_plausible(column);
  const auto beside = witness_beside(columns, at);
  if (plausible && beside.mark && *plausible != *beside.mark) return {};
  if (plausible) {
    return reason(*plausible, {"anders gelezen zijn de waarden niet wat zo'n veld bevat",
                               "read otherwise, its values are not what such a field holds"});
  }
  if (beside.mark) {
    return reason(*beside.mark, {fmt::format("'{}' in kolom '{}' heeft een decimale {}", beside.example, beside.name,
                                             dutch_name_of(*beside.mark)),
                                 fmt::format("'{}' in column '{}' shows a decimal {}", beside.example, beside.name,
                                             name_of(*beside.mark))});
  }
  return {};
}

}  // namespace

void NumberColumn::add(std::string_view text) {
  if (const auto plain = find_plainest_number(text)) {
    ++number_count;
    if (!plain->has_point) return;
    ++point_count;
    if (point_example.empty()) point_example = text;
    return;
  }
  if (says_nothing(text)) return;
  const auto found = find_number_text(text);
  const bool is_number = found && unit_of(found->unit).kind != UnitKind::unknown;
  const auto readings = is_number ? readings_of(found->number) : Readings{};
  if (readings.none()) {
    ++other_count;
    return;
  }
  ++number_count;
  if (!readings.comma) {
    ++point_count;
    keep_first(point_example, found->number);
  } else if (!readings.point) {
    ++comma_count;
    keep_first(comma_example, found->number);
  } else if (readings.differ()) {
    widen(as_point, *readings.point, either_count == 0);
    widen(as_comma, *readings.comma, either_count == 0);
    ++either_count;
    keep_first(either_example, found->number);
  }
}

std::optional<DecimalMark> NumberColumn::find_mark() const noexcept {
  if ((point_count > 0) == (comma_count > 0)) return std::nullopt;
  return point_count > 0 ? DecimalMark::point : DecimalMark::comma;
}

std::optional<Extent> plausible_extent(std::string_view canonical, bool degrees) noexcept {
  struct Known {
    std::string_view field;
    Extent extent;
  };
  // What a value a thousand times too large or too small falls out of; not what is good data.
  static constexpr std::array kKnown{Known{"lat", {-90.0, 90.0}},
                                     Known{"lon", {-180.0, 180.0}},
                                     Known{"weight", {0.0, 1.0}},
                                     Known{"percent_15_25", {0.0, 100.0}},
                                     Known{"percent_25_45", {0.0, 100.0}},
                                     Known{"built_year", {1000.0, 2200.0}},
                                     Known{"roof_top_m", {-10.0, 800.0}},
                                     Known{"ground_m", {-10.0, 400.0}},
                                     Known{"floor_area_m2", {10.0, 999'999.0}}};
  if (canonical == "x" || canonical == "y") return degrees ? Extent{-180.0, 180.0} : Extent{1'000.0, 1e8};
  const auto* const found =
      std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& known) { return known.field == canonical; });
  if (found != kKnown.end()) return found->extent;
  std::optional<Extent> extent;
  model::for_each_fact<model::BuildingHeights>([&](const auto& fact) {
    if (fact.field == canonical && fact.plausible) extent = Extent{fact.plausible->low, fact.plausible->high};
  });
  return extent;
}

bool is_coordinate(std::string_view canonical) noexcept {
  return canonical == "x" || canonical == "y" || canonical == "lat" || canonical == "lon";
}

std::vector<SettledColumn> settled(const std::vector<ColumnCase>& columns, std::optional<DecimalMark> stated) {
  std::vector<SettledColumn> result;
  for (std::size_t i = 0; i < columns.size(); ++i) result.push_back(settled_column(columns, i, stated));
  return result;
}

std::string both_readings(const std::string& example) {
  const auto readings = readings_of(example);
  return fmt::format("'{}' is {} or {}", example, readings.comma.value_or(0.0), readings.point.value_or(0.0));
}

}  // namespace trek::ingest::detail
