#include <algorithm>

#include "trek/publish/detail/coverage_figures.hpp"
#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::region_coverage {
namespace {

using coverage::ModeCoverage;
using coverage::MunicipalityCoverage;

/// A municipality at an end of the order of shares.
struct End {
  model::MunicipalityIdx municipality;
  double share = 0.0;
};

/// By one mode, the municipality where fewest (or most) are served; of equals the first.
std::optional<End> end_of(const Results& results, std::size_t mode, bool least) {
  std::optional<End> end;
  for (const MunicipalityCoverage& row : results.coverage) {
    if (!row.municipality.valid() || mode >= row.modes.size()) continue;
    const auto share = row.modes[mode].served_share;
    if (share && (!end || (least ? *share < end->share : *share > end->share))) end = End{row.municipality, *share};
  }
  return end;
}

void add_end(LayerTable& table, const Results& results, bool least) {
  const std::string stem = least ? "least_served" : "most_served";
  table.add(stem + "_municipality", FieldType::text,
            least
                ? core::Phrase{"Gemeente met het kleinste deel bediend", "Municipality with the least share served"}
                : core::Phrase{"Gemeente met het grootste deel bediend", "Municipality with the largest share served"},
            [&results, least](std::size_t mode) {
              const auto end = end_of(results, mode, least);
              return end ? text(municipality_name(results, end->municipality)) : Value{};
            });
  table.add(stem + "_share", FieldType::real, {"Deel bediend daar (aandeel 0-1)", "Share served there (share 0-1)"},
            [&results, least](std::size_t mode) {
              const auto end = end_of(results, mode, least);
              return end ? real(end->share, 4) : Value{};
            });
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  LayerTable table(
      words, "region_coverage", GeometryType::none, {"Dekking van de regio", "Coverage of the region"},
      {"Alle gemeenten samen, een regel per vervoerswijze: wie een bestaande plek binnen de norm heeft, en "
       "hoe gelijk de reistijden verdeeld zijn.",
       "All municipalities together, a row for each mode: who has an existing place within the norm, and "
       "how evenly travel times are spread."});
  if (!results.region_coverage) return {.order = 135, .table = std::move(table)};
  const MunicipalityCoverage& region = *results.region_coverage;
  const auto& modes = region.modes;
  table.add("mode", FieldType::text, {"Vervoerswijze", "Mode"},
            [&modes](std::size_t m) { return text(model::name_of(modes[m].mode)); });
  table.add("norm_min", FieldType::integer, {"Norm (min)", "Norm (min)"},
            [&modes](std::size_t m) { return whole(modes[m].norm.count() / 600); });
  table.add("inhabitants", FieldType::real, {"Inwoners (personen)", "Inhabitants (people)"},
            [&region](std::size_t) { return real(region.inhabitants, 2); });
  table.add("target", FieldType::real, {"20-40-jarigen (personen)", "People of 20-40 (people)"},
            [&region](std::size_t) { return real(region.target, 2); });
  table.add("existing_place_count", FieldType::integer,
            {"Bestaande plekken die voor de norm tellen (aantal)", "Existing places that count for the norm (count)"},
            [&region](std::size_t) { return whole(region.existing_place_count); });
  table.add("places_per_10000", FieldType::real, kPlacesPer10000,
            [&region](std::size_t) { return real(region.places_per_10000(), 2); });
  std::vector<const coverage::AreaCoverage*> areas;
  for (const MunicipalityCoverage& row : results.coverage) areas.push_back(&row);
  std::vector<const CoverageFigure*> told;  // by any of the modes
  for (std::size_t mode = 0; mode < modes.size(); ++mode) {
    const auto known = told_figures(areas, mode);
    if (known.size() > told.size()) told = known;
  }
  for (const CoverageFigure* const one : told) {
    const CoverageFigure& figure = *one;
    const auto behind = figure.within_norm ? words("de norm", "the norm") : std::string{};
    table.add(figure.name, FieldType::real, with_unit(words(figure.title) + behind, words(figure.unit)),
              [&modes, &figure](std::size_t m) { return real(figure.value(modes[m]), figure.decimals); });
  }
  add_end(table, results, true);
  add_end(table, results, false);
  table.set_rows(modes.size());
  return {.order = 135, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::region_coverage
