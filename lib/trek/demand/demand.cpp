#include "trek/demand/demand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/demand/detail/anchor.hpp"
#include "trek/demand/detail/people_words.hpp"
#include "trek/demand/detail/population_repair.hpp"
#include "trek/demand/detail/target_group.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"

namespace trek::demand {

namespace {

using model::MunicipalityIdx;

MunicipalityIdx municipality_at(const geo::PolygonLocator& locator, geo::Point place) {
  const auto row = locator.find(place);
  return row ? MunicipalityIdx{*row} : MunicipalityIdx{};
}

// Decides which municipality's share an area borrows.
std::vector<std::optional<geo::Point>> anchors_of(const model::PopulationAreas& population) {
  std::vector<std::optional<geo::Point>> anchors(population.size());
  for (std::size_t row = 0; row < population.size(); ++row) anchors[row] = detail::find_anchor(population.area, row);
  return anchors;
}

// ---- Where the people of an area are put

struct GridRange {
  std::int64_t first = 0;
  std::int64_t last = -1;
};

// Cells whose centre may lie in [low, high]; cell k covers [k, k + 1) * size.
GridRange cells_between(double low, double high, double size) {
  return {static_cast<std::int64_t>(std::ceil(low / size - 0.5)),
          static_cast<std::int64_t>(std::floor(high / size - 0.5))};
}

std::vector<geo::Point> centres_inside(const geo::PolygonColumn& areas, std::size_t row, double size) {
  geo::PolygonColumn one;
  one.append(areas.feature(row));
  const geo::PolygonLocator locator{one};
  const auto& box = areas.box(row);
  const auto columns = cells_between(box.min_x_m, box.max_x_m, size);
  const auto lines = cells_between(box.min_y_m, box.max_y_m, size);
  std::vector<geo::Point> centres;
  for (std::int64_t line = lines.first; line <= lines.last; ++line) {
    for (std::int64_t column = columns.first; column <= columns.last; ++column) {
      const geo::Point centre{(static_cast<double>(column) + 0.5) * size, (static_cast<double>(line) + 0.5) * size};
      if (locator.find(centre)) centres.push_back(centre);
    }
  }
  return centres;
}

/// Where people of an area are put, and what is odd about it.
struct Spread {
  std::vector<geo::Point> places;
  bool without_cell = false;      // no centre of a cell lies in it
  bool without_built_up = false;  // none of them in a built-up place, and there are such places
};

Spread spread_of(const geo::PolygonColumn& areas, std::size_t row, const geo::PolygonLocator* built_up, double size) {
  const auto centres = centres_inside(areas, row, size);
  if (centres.empty()) return {{geo::interior_point(areas.feature(row))}, true, false};
  if (built_up == nullptr) return {centres, false, false};
  std::vector<geo::Point> built;
  for (const auto centre : centres) {
    if (built_up->find(centre)) built.push_back(centre);
  }
  if (built.empty()) return {centres, false, true};
  return {built, false, false};
}

std::vector<Spread> all_spreads(const model::PopulationAreas& population,
                                const std::vector<std::optional<double>>& inhabitants,
                                const model::NamedAreas* built_up, double size,
                                const std::vector<std::optional<geo::Point>>& anchors, const core::Control& control) {
  std::optional<geo::PolygonLocator> built;
  if (built_up != nullptr && built_up->size() > 0) built.emplace(built_up->area);
  std::vector<Spread> spreads(population.size());
  core::for_each_chunk(population.size(), 8, control, "spread population", [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      const bool peopled = inhabitants[row].value_or(0.0) > 0.0;
      if (!anchors[row]) continue;
      if (population.cell_size_m > 0.0) {
        spreads[row].places = {*anchors[row]};
      } else if (peopled) {
        spreads[row] = spread_of(population.area, row, built ? &*built : nullptr, size);
      }
    }
  });
  return spreads;
}

// ---- What a user should look at

/// People per hectare of the ground that they are put on. The densest Dutch postcode has some 250 (CBS 83502NED); more
/// means that a sliver is left of the area, or of the built-up place in it.
constexpr double kMostPerHectare = 500.0;

core::Finding finding_of(core::Severity severity, std::string record, const char* rule, core::Phrase value,
                         std::string remedy) {
  return {severity, "population", std::move(record), rule, std::move(value), std::move(remedy), {}};
}

/// One an area at most, the gravest.
std::optional<core::Finding> find_odd_spread(const std::string& key, double people, const Spread& spread, double size) {
  const auto warn = [&](const char* rule, core::Phrase value, std::string remedy) {
    auto finding = finding_of(core::Severity::warning, key, rule, std::move(value), std::move(remedy));
    const geo::Point place = spread.places[spread.places.size() / 2];
    finding.location = core::Location{place.x_m, place.y_m};
    return finding;
  };
  if (spread.places.empty()) return std::nullopt;
  if (spread.without_cell)
    return warn(
        "area_without_cell", detail::inhabitants_text(people),
        fmt::format("no middle of a cell of {:.0f} m lies in it: all are put on one point; look whether the area "
                    "is drawn whole",
                    size));
  const double hectares = static_cast<double>(spread.places.size()) * size * size / 1e4;
  if (people > kMostPerHectare * hectares)
    return warn("area_too_dense",
                {fmt::format("{:.0f} inwoners op {:.0f} ha", people, hectares),
                 fmt::format("{:.0f} inhabitants on {:.0f} ha", people, hectares)},
                "too many for that ground; look whether the area, and the built-up place in it, are drawn whole");
  if (spread.without_built_up)
    return warn(
        "area_without_built_up", detail::inhabitants_text(people),
        "no built-up place holds a middle of its cells: they are spread over all of it, fields too; look whether "
        "built_up is whole");
  return std::nullopt;
}

/// Of the table as a whole.
void note_method(const model::PopulationAreas& population, const model::NamedAreas* built_up, DemandResult& result) {
  if (population.cell_size_m == 0.0 && population.size() > 0 && (built_up == nullptr || built_up->size() == 0)) {
    result.report.add(finding_of(
        core::Severity::warning, "", "no_built_up",
        {fmt::format("{} gebieden", population.size()), fmt::format("{} areas", population.size())},
        "people of areas are spread over fields and woods too; give built-up places as table 'built_up', such as the "
        "layer plaats of TOP10NL (woonkern)"));
  }
  if (result.shares_are_assumed) {
    result.report.add(
        finding_of(core::Severity::note, "", "target_shares_assumed", "",
                   "20-40 comes from wide age bands by fixed shares: in the 14 municipalities of Twente that is from "
                   "7.1 % too few "
                   "to 6.2 % too many (2021); give five-year ages, such as CBS 83502NED, as table 'population_ages'"));
  }
}

/// 1 where `holds` of the source of a row: its people are not of the region, whatever their place, or of abroad.
std::vector<std::uint8_t> rows_where(const model::PopulationAreas& population, const std::vector<PopulationPart>& parts,
                                     bool PopulationPart::*holds) {
  std::vector<std::uint8_t> rows;
  if (parts.empty()) {
    rows.resize(population.size());
    return rows;
  }
  for (const PopulationPart& part : parts) rows.insert(rows.end(), part.row_count, part.*holds ? 1 : 0);
  if (rows.size() != population.size())
    core::refuse_argument(fmt::format("build_demand: parts of {} rows, expected {}", rows.size(), population.size()));
  return rows;
}

// ---- Rows of the result

std::string point_key(const std::string& area, geo::Point place, std::size_t count) {
  if (count == 1) return area;
  return fmt::format("{}/{:.0f}_{:.0f}", area, place.x_m, place.y_m);
}

/// People as whole hundredths, shared out over points so that these add up: what is written in two decimals is all.
class Hundredths {
 public:
  Hundredths(double people, std::size_t count)
      : all_{std::llround(people * 100.0)}, count_{static_cast<std::int64_t>(count)} {}
  [[nodiscard]] double all() const { return static_cast<double>(all_) / 100.0; }
  [[nodiscard]] double part(std::size_t point) const {
    const auto k = static_cast<std::int64_t>(point);
    const std::int64_t hundredths = all_ * (k + 1) / count_ - all_ * k / count_;
    return static_cast<double>(hundredths) / 100.0;
  }

 private:
  std::int64_t all_;
  std::int64_t count_;
};

constexpr double kNothing = 1e-6;  // of a hundredth: what doubles do not tell apart
double hundredths_below(double people) { return std::floor(people * 100.0 + kNothing) / 100.0; }
double hundredths_above(double people) { return std::ceil(people * 100.0 - kNothing) / 100.0; }

class DemandRows {
 public:
  /// One per row: 1 where its people are not of the region, and where they are of another country.
  DemandRows(const model::PopulationAreas& population, const std::vector<std::optional<double>>& inhabitants,
             const detail::TargetGroup& target, const std::vector<std::uint8_t>& surroundings,
             const std::vector<std::uint8_t>& abroad, DemandResult& result)
      : population_{population},
        inhabitants_{inhabitants},
        target_{target},
        surroundings_{surroundings},
        abroad_{abroad},
        result_{result} {}

  void add(std::size_t row, const std::vector<geo::Point>& places, const geo::PolygonLocator& municipalities) {
    const std::size_t count = std::max<std::size_t>(1, places.size());
    const Hundredths inhabitants{*inhabitants_[row], count};
    const Hundredths target{target_.people[row].value_or(0.0), count};
    result_.source_inhabitants += inhabitants.all();
    result_.source_target += target.all();
    if (places.empty()) {
      if (inhabitants.all() > 0.0) add_remainder(row, inhabitants.all(), target.all(), "no_area");
      return;
    }
    for (std::size_t point = 0; point < places.size(); ++point) {
      const bool surrounds = surroundings_[row] != 0;
      const auto municipality = surrounds ? MunicipalityIdx{} : municipality_at(municipalities, places[point]);
      add_point(row, places[point], municipality, count, inhabitants.part(point), target.part(point));
    }
  }

 private:
  void add_point(std::size_t row, geo::Point place, MunicipalityIdx municipality, std::size_t count, double inhabitants,
                 double target) {
    auto& demand = result_.demand;
    const bool known = target_.people[row].has_value();
    const auto parts = static_cast<double>(count);
    const double all = target_.people[row].value_or(0.0);
    demand.key.push_back(point_key(population_.key[row], place, count));
    demand.place.push_back(place);
    demand.inhabitants.push_back(inhabitants);
    demand.target.push_back(known ? std::optional{target} : std::nullopt);
    demand.target_estimated.push_back(target_.estimated[row]);
    demand.target_low.push_back(hundredths_below(std::max(0.0, target - (all - target_.low[row]) / parts)));
    demand.target_high.push_back(hundredths_above(target + (target_.high[row] - all) / parts));
    demand.municipality.push_back(municipality);
    demand.abroad.push_back(abroad_[row]);
    if (target_.estimated[row] != 0) result_.target_estimated += target;
  }

  void add_remainder(std::size_t row, double inhabitants, double target, const char* reason) {
    result_.remainder.push_back({population_.key[row], inhabitants, target, reason, {}});
    result_.report.add(finding_of(core::Severity::note, population_.key[row], reason,
                                  detail::inhabitants_text(inhabitants, 1),
                                  "kept in the remainder: part of the total, in no measure"));
  }

  const model::PopulationAreas& population_;
  const std::vector<std::optional<double>>& inhabitants_;
  const detail::TargetGroup& target_;
  const std::vector<std::uint8_t>& surroundings_;
  const std::vector<std::uint8_t>& abroad_;
  DemandResult& result_;
};

std::vector<MunicipalityIdx> municipalities_of(const std::vector<std::optional<geo::Point>>& anchors,
                                               const geo::PolygonLocator& locator) {
  std::vector<MunicipalityIdx> municipality(anchors.size());
  for (std::size_t row = 0; row < anchors.size(); ++row) {
    if (anchors[row]) municipality[row] = municipality_at(locator, *anchors[row]);
  }
  return municipality;
}

detail::Calibration calibration_of(const SpreadOptions& options, const geo::PolygonLocator& locator,
                                   std::size_t municipality_count) {
  const model::PopulationAreas* const ages = options.ages != nullptr ? options.ages : options.totals;
  if (ages == nullptr) return {};
  return detail::calibration(*ages, municipalities_of(anchors_of(*ages), locator), municipality_count);
}

bool uses_wide_bands(const model::PopulationAreas& population, std::size_t row) {
  if (row >= population.bands.size()) return false;
  const auto bands = population.bands[row];
  return std::any_of(bands.begin(), bands.end(),
                     [](const model::AgeBand& band) { return band.share > 0.0 && band.share < 1.0; });
}

}  // namespace

DemandResult build_demand(const model::PopulationAreas& population, const model::NamedAreas* built_up,
                          const model::Municipalities& municipalities, const SpreadOptions& options,
                          const core::Control& control) {
  const geo::PolygonLocator locator{municipalities.area};
  const auto anchors = anchors_of(population);
  const auto surroundings = rows_where(population, options.parts, &PopulationPart::surroundings);
  const auto abroad = rows_where(population, options.parts, &PopulationPart::abroad);
  auto municipality = municipalities_of(anchors, locator);
  for (std::size_t row = 0; row < municipality.size(); ++row) {
    if (surroundings[row] != 0) municipality[row] = {};
  }
  detail::RepairedPopulation repaired;
  if (options.totals != nullptr) {
    repaired = detail::repaired(population, anchors, municipality, *options.totals, municipalities.size());
  } else {
    repaired.inhabitants = population.inhabitants;
    repaired.raked.assign(population.size(), 1.0);
    repaired.total.resize(population.size());
  }
  const auto shares = calibration_of(options, locator, municipalities.size());
  const auto target = detail::target_group(
      {population, repaired.inhabitants, repaired.raked, municipality, repaired.total, options.totals}, shares);
  const auto spreads = all_spreads(population, repaired.inhabitants, built_up, options.cell_m, anchors, control);

  DemandResult result;
  result.repair = std::move(repaired.repair);
  result.shares = shares.by_municipality;
  result.report.append(repaired.report);
  result.report.append(target.report);
  result.demand.cell_size_m = population.cell_size_m > 0.0 ? population.cell_size_m : options.cell_m;
  DemandRows rows{population, repaired.inhabitants, target, surroundings, abroad, result};
  for (std::size_t row = 0; row < population.size(); ++row) {
    if (!repaired.inhabitants[row]) {
      ++result.unknown_area_count;
      continue;
    }
    rows.add(row, spreads[row].places, locator);
    auto odd = find_odd_spread(population.key[row], *repaired.inhabitants[row], spreads[row], options.cell_m);
    if (odd && population.cell_size_m == 0.0) result.report.add(std::move(*odd));
    result.shares_are_assumed =
        result.shares_are_assumed || (uses_wide_bands(population, row) && !shares.is_measured(municipality[row]));
    if (target.by_total[row] != 0 && municipality[row].valid())
      result.repair[municipality[row].value()].target_shared += target.people[row].value_or(0.0);
  }
  note_method(population, built_up, result);
  return result;
}

}  // namespace trek::demand
