#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/rd.hpp"
#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Field;
using detail::Record;

namespace {

// The target group, by the best of the ways that the layer's fields allow (METHODS "Target group").
class TargetGroup {
 public:
  TargetGroup(const FeatureReader& reader, const ReadOptions& options)
      : options_{options},
        direct_{reader.field("target")},
        five_year_{&reader.field("age_20_24"), &reader.field("age_25_29"), &reader.field("age_30_34"),
                   &reader.field("age_35_39")},
        young_{reader.field("age_15_25")},
        adult_{reader.field("age_25_45")},
        young_percent_{reader.field("percent_15_25")},
        adult_percent_{reader.field("percent_25_45")} {}

  [[nodiscard]] bool exact() const { return direct_.present() || has_five_year_bands(); }

  [[nodiscard]] std::optional<double> read(Record& record, std::optional<double> inhabitants) const {
    if (direct_.present()) return record.amount(direct_);
    if (has_five_year_bands()) return sum_of_bands(record);
    if (young_.present() && adult_.present())
      return weighted(record.amount(young_), record.amount(adult_), inhabitants);
    if (!young_percent_.present() || !adult_percent_.present() || !inhabitants) return std::nullopt;
    return weighted(part(record.amount(young_percent_), *inhabitants),
                    part(record.amount(adult_percent_), *inhabitants), inhabitants);
  }

 private:
  [[nodiscard]] bool has_five_year_bands() const {
    return std::all_of(five_year_.begin(), five_year_.end(), [](const Field* band) { return band->present(); });
  }

  [[nodiscard]] std::optional<double> sum_of_bands(Record& record) const {
    double sum = 0.0;
    for (const Field* band : five_year_) {
      const auto people = record.amount(*band);
      if (!people) return std::nullopt;  // one band unknown: the sum is
      sum += *people;
    }
    return sum;
  }

  [[nodiscard]] static std::optional<double> part(std::optional<double> percent, double whole) {
    return percent ? std::optional{*percent / 100.0 * whole} : std::nullopt;
  }

  // Bands are rounded (to 5 in the grid), so that a sum of parts may pass the whole by a little.
  [[nodiscard]] std::optional<double> weighted(std::optional<double> young, std::optional<double> adult,
                                               std::optional<double> inhabitants) const {
    if (!young || !adult) return std::nullopt;
    const double people = options_.target_share_15_25 * *young + options_.target_share_25_45 * *adult;
    return inhabitants ? std::min(people, *inhabitants) : people;
  }

  const ReadOptions& options_;
  const Field& direct_;
  std::array<const Field*, 4> five_year_;
  const Field& young_;
  const Field& adult_;
  const Field& young_percent_;
  const Field& adult_percent_;
};

constexpr std::string_view kEuropeanGrid = "EPSG:3035";

/// Lower-left corner in EPSG:3035 of a cell of the European grid: "CRS3035RES100mN3232000E4079000", and in the shorter
/// way of writing, which counts in cells, "100mN32320E40790".
std::optional<geo::Point> find_european_corner(std::string_view code, double cell_size_m) {
  const auto east = code.rfind('E');
  const auto north = code.rfind("mN");
  if (east == std::string_view::npos || north == std::string_view::npos || north > east) return std::nullopt;
  const auto y = core::parsed_number(code.substr(north + 2, east - north - 2));
  const auto x = core::parsed_number(code.substr(east + 1));
  if (!x || !y) return std::nullopt;
  const double unit_m = code.starts_with("CRS3035") ? 1.0 : cell_size_m;
  return geo::Point{*x * unit_m, *y * unit_m};
}

/// The square of a cell by its code alone: of the Dutch grid, or of the European one.
class CellSquares {
 public:
  CellSquares(double size_m, const std::string& crs) : size_m_{size_m}, crs_{crs} {}

  [[nodiscard]] std::optional<geo::Polygon> find(const std::string& code) {
    if (const auto corner = geo::find_cell_corner(code)) return square(*corner);
    const auto corner = find_european_corner(code, size_m_);
    if (!corner) return std::nullopt;
    geo::Polygon cell = square(*corner);
    if (!from_europe_) from_europe_.emplace(kEuropeanGrid, crs_);
    for (geo::Point& point : cell.shell) from_europe_->apply(std::span{&point.x_m, 1}, std::span{&point.y_m, 1});
    return cell;
  }

 private:
  [[nodiscard]] geo::Polygon square(geo::Point corner) const {
    return geo::rectangle({corner.x_m, corner.y_m, corner.x_m + size_m_, corner.y_m + size_m_});
  }

  double size_m_;
  std::string crs_;
  std::optional<geo::Transformation> from_europe_;
};

// A cell's square follows from its code, also where the file has no geometry.
bool ensure_square(Record& record, const std::string& key, CellSquares& squares) {
  if (record.has_polygons()) return true;
  auto square = squares.find(key);
  if (!square) {
    record.reject("no_grid_code", key,
                  "a cell without geometry needs a code such as E1553N4629 or CRS3035RES100mN3232000E4079000");
    return false;
  }
  record.set_polygons({std::move(*square)});
  return !record.is_outside();
}

}  // namespace

Loaded<model::PopulationAreas> read_population(const Source& source, const ReadOptions& options,
                                               const core::Control& control) {
  FeatureReader reader{source, source.table, options, control};
  const auto& inhabitants = reader.field("inhabitants");
  const TargetGroup target{reader, options};
  model::PopulationAreas table;
  table.cell_size_m = reader.mapping().cell_size_m;
  table.target_is_exact = target.exact();
  CellSquares squares{table.cell_size_m, options.crs};
  reader.for_each([&](Record& record) {
    const auto key = record.claim_key();
    if (!key || (table.cell_size_m > 0.0 && !ensure_square(record, *key, squares))) return;
    const auto people = record.amount(inhabitants);
    table.key.push_back(*key);
    table.area.append(record.polygons());
    table.inhabitants.push_back(people);
    table.target.push_back(target.read(record, people));
  });
  return reader.finish(std::move(table));
}

}  // namespace trek::ingest
