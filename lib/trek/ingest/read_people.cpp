#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/demand/age_bands.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/rd.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using config::Mapping;
using demand::CountRules;
using demand::published_target;
using demand::ReadBand;
using demand::set_bounds;
using detail::FeatureReader;
using detail::Field;
using detail::Record;

namespace {

struct BandField {
  const Field* field;
  std::uint8_t from;
  std::uint8_t to;
  double share;
  bool percent = false;
};

// The age bands that say most of the target group, of those that the layer has (METHODS "Target group").
class AgeFields {
 public:
  AgeFields(const FeatureReader& reader, const ReadOptions& options) {
    const double young = options.target_share_15_25;
    const double adult = options.target_share_25_45;
    const auto with = [&](std::string_view name, std::uint8_t from, std::uint8_t to, double share,
                          bool percent = false) {
      const Field& field = reader.field(name);
      if (field.present()) fields_.push_back({&field, from, to, share, percent});
      return field.present();
    };
    const auto wide = [&](std::string_view prefix, bool percent) {
      const auto part = [&](std::string_view ages) { return fmt::format("{}_{}", prefix, ages); };
      if (!reader.field(part("15_25")).present() || !reader.field(part("25_45")).present()) return false;
      with(part("15_25"), 15, 25, young, percent);
      with(part("25_45"), 25, 45, adult, percent);
      whole_ = with(part("0_15"), 0, 15, 0.0, percent);
      whole_ = with(part("45_65"), 45, 65, 0.0, percent) && whole_;
      whole_ = with(part("65_up"), 65, 120, 0.0, percent) && whole_;
      return true;
    };
    counted_ = with("target", 20, 40, 1.0);
    if (counted_) return;
    constexpr std::array<std::string_view, 4> kFiveYears{"age_20_24", "age_25_29", "age_30_34", "age_35_39"};
    counted_ = std::all_of(kFiveYears.begin(), kFiveYears.end(),
                           [&](std::string_view name) { return reader.field(name).present(); });
    if (!counted_ && (wide("age", false) || wide("percent", true))) return;
    if (!counted_) return;
    with("age_15_19", 15, 20, 0.0);
    for (std::uint8_t age = 20; age < 40; age += 5) {
      with(kFiveYears.at((age - 20U) / 5U), age, static_cast<std::uint8_t>(age + 5), 1.0);
    }
    with("age_40_44", 40, 45, 0.0);
  }

  /// By bands of the target ages alone.
  [[nodiscard]] bool counted() const noexcept { return counted_; }
  /// The bands hold all ages.
  [[nodiscard]] bool whole() const noexcept { return whole_; }

  [[nodiscard]] std::vector<ReadBand> read(Record& record, std::optional<double> inhabitants, double rounded_to) const {
    std::vector<ReadBand> bands;
    for (const BandField& from : fields_) {
      ReadBand read;
      read.band.from = from.from;
      read.band.to = from.to;
      read.band.share = from.share;
      read.band.people = record.amount(*from.field);
      read.secret = !read.band.people && record.is_secret(*from.field);
      read.rounding = rounded_to / 2.0;
      if (from.percent) {
        if (!inhabitants) read.band.people.reset();
        if (read.band.people) *read.band.people *= *inhabitants / 100.0;
        read.rounding *= inhabitants.value_or(0.0) / 100.0;
      }
      bands.push_back(read);
    }
    return bands;
  }

 private:
  std::vector<BandField> fields_;
  bool counted_ = false;
  bool whole_ = false;
};

// Bounds follow when the whole source is read: a source that tells zeros means something else by secret.
void settle_bands(const core::Rows<ReadBand>& read, const AgeFields& ages, const Mapping& mapping,
                  model::PopulationAreas& table) {
  CountRules rules;
  rules.secret_below = mapping.secret_below;
  rules.rounded_to = mapping.rounded_to;
  rules.is_cell = table.cell_size_m > 0.0;
  const auto values = read.values();
  rules.zeros_are_told =
      rules.secret_below > 0.0 &&
      std::any_of(values.begin(), values.end(), [](const ReadBand& band) { return band.band.people == 0.0; });
  for (std::size_t row = 0; row < table.size(); ++row) {
    std::vector<ReadBand> bands{read[row].begin(), read[row].end()};
    set_bounds(bands, table.inhabitants[row], ages.whole(), rules);
    for (const ReadBand& band : bands) table.bands.push(band.band);
    table.bands.close_row();
    table.target.push_back(published_target(table.bands[row], table.inhabitants[row]));
  }
}

constexpr double kAreaApart =
    1.25;  // of 4,068 postcodes, all but the 4 that are broken and one of 0.7 ha are within 10 %

// An area drawn otherwise than its own record says.
class StatedArea {
 public:
  explicit StatedArea(const FeatureReader& reader)
      : units_{{{&reader.field("area_m2"), 1.0}, {&reader.field("area_ha"), 1e4}, {&reader.field("area_km2"), 1e6}}} {}

  void compare(Record& record) const {
    if (!record.has_polygons()) return;
    for (const auto& [field, factor] : units_) {
      const auto stated = field->present() ? record.amount(*field) : std::nullopt;
      if (!stated || !(*stated > 0.0)) continue;
      const double drawn_m2 = geo::area_m2(record.polygons());
      const double stated_m2 = *stated * factor;
      if (drawn_m2 * kAreaApart >= stated_m2 && drawn_m2 <= stated_m2 * kAreaApart) return;
      record.warn(
          "area_differs",
          {core::with_decimal_comma(
               fmt::format("{:.4g} km2 getekend, {:.4g} km2 vermeld", drawn_m2 / 1e6, stated_m2 / 1e6)),
           fmt::format("{:.4g} km2 drawn, {:.4g} km2 stated", drawn_m2 / 1e6, stated_m2 / 1e6)},
          "its people are put in what is drawn; get the layer again, or another year of it, and look at the place");
      return;
    }
  }

 private:
  std::array<std::pair<const Field*, double>, 3> units_;
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
  CellSquares(double size_m, std::string crs) : size_m_{size_m}, crs_{std::move(crs)} {}

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

Loaded<model::PopulationAreas> read_population(const model::Source& source, const ReadOptions& options,
                                               const core::Control& control) {
  FeatureReader reader{source, source.table, options, control};
  const auto& inhabitants = reader.field("inhabitants");
  const AgeFields ages{reader, options};
  const StatedArea stated{reader};
  model::PopulationAreas table;
  core::Rows<ReadBand> bands;
  table.cell_size_m = reader.mapping().cell_size_m;
  table.target_is_counted = ages.counted();
  CellSquares squares{table.cell_size_m, options.crs};
  reader.for_each([&](Record& record) {
    const auto key = record.claim_key();
    if (!key || (table.cell_size_m > 0.0 && !ensure_square(record, *key, squares))) return;
    stated.compare(record);
    const auto people = record.amount(inhabitants);
    table.key.push_back(*key);
    table.area.append(record.polygons());
    table.inhabitants.push_back(people);
    bands.append_row(ages.read(record, people, reader.mapping().rounded_to));
  });
  settle_bands(bands, ages, reader.mapping(), table);
  return reader.finish(std::move(table));
}

}  // namespace trek::ingest
