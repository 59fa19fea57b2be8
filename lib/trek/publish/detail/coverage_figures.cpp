#include "trek/publish/detail/coverage_figures.hpp"

#include <algorithm>
#include <utility>

namespace trek::publish::detail {
namespace {

using coverage::Equity;
using coverage::ModeCoverage;

const core::Phrase kShare{"aandeel 0-1", "share 0-1"};
const core::Phrase kMinutes{"min", "min"};

template <class Part>  // of ModeCoverage: a number, or an optional one
CoverageFigure figure(std::string name, core::Phrase title, const core::Phrase& unit, int decimals, Part part) {
  return {std::move(name), std::move(title), unit, decimals,
          [part](const ModeCoverage& mode) { return std::optional<double>{mode.*part}; }};
}

template <class Part>
CoverageFigure within_norm(std::string name, core::Phrase title, Part part) {
  CoverageFigure result = figure(std::move(name), std::move(title), kShare, 4, part);
  result.within_norm = true;
  return result;
}

template <class Part>
CoverageFigure if_known(std::string name, core::Phrase title, const core::Phrase& unit, int decimals, Part part) {
  CoverageFigure result = figure(std::move(name), std::move(title), unit, decimals, part);
  result.if_known = true;
  return result;
}

CoverageFigure of_equity(std::string name, core::Phrase title, const core::Phrase& unit,
                         std::optional<double> Equity::*part) {
  return {std::move(name), std::move(title), unit, 4, [part](const ModeCoverage& mode) { return mode.equity.*part; }};
}

CoverageFigure of_own_area() {
  CoverageFigure own = figure("served_by_own_share",
                              {"Inwoners binnen de norm van een plek in de gemeente zelf",
                               "Inhabitants within the norm of a place in the municipality itself"},
                              kShare, 4, &ModeCoverage::served_by_own_share);
  own.of_district = {"Inwoners binnen de norm van een plek in de wijk of buurt zelf",
                     "Inhabitants within the norm of a place in the district itself"};
  return own;
}

}  // namespace

const std::vector<CoverageFigure>& coverage_figures() {
  static const std::vector<CoverageFigure> figures{
      within_norm("served_share", {"Inwoners met een plek binnen ", "Inhabitants with a place within "},
                  &ModeCoverage::served_share),
      within_norm("target_served_share", {"20-40-jarigen met een plek binnen ", "People of 20-40 with a place within "},
                  &ModeCoverage::target_served_share),
      figure("served_share_high",
             {"Hoogstens, met plekken voorbij de gegevens", "At most, with places beyond the data"}, kShare, 4,
             &ModeCoverage::served_share_high),
      figure("target_served_share_high",
             {"20-40-jarigen hoogstens, met plekken voorbij de gegevens",
              "People of 20-40 at most, with places beyond the data"},
             kShare, 4, &ModeCoverage::target_served_share_high),
      figure("mean_time_min", {"Gemiddelde reistijd tot een plek", "Mean travel time to a place"}, kMinutes, 1,
             &ModeCoverage::mean_time_min),
      figure(
          "p90_time_min",
          {"Reistijd waarbinnen 90 % van de inwoners een plek bereikt", "Travel time within which 90 % reach a place"},
          kMinutes, 1, &ModeCoverage::p90_time_min),
      if_known(
          "target_supply",
          {"Aanbod van third places voor 20-40-jarigen, gemiddeld", "Supply of third places for people of 20-40, mean"},
          {"gewone plekken per 1.000", "ordinary places for each 1,000"}, 4, &ModeCoverage::target_supply),
      of_equity("time_gini", {"Ongelijkheid van de reistijden, Gini", "Inequality of the travel times, Gini"},
                {"0-1; 0: allen even ver", "0-1; 0: all equally far"}, &Equity::gini),
      of_equity("time_palma",
                {"Reistijd van het verste tiende deel, als veelvoud van die van de dichtste vier tiende",
                 "Travel time of the farthest tenth, as a multiple of that of the nearest four tenths"},
                {"verhouding", "ratio"}, &Equity::palma_ratio),
      of_equity("shortfall", {"Tekort aan bereik, gemiddeld", "Shortfall of access, mean"},
                {"0-1; 0: allen binnen de norm", "0-1; 0: all within the norm"}, &Equity::shortfall),
      of_equity("shortfall_squared",
                {"Tekort aan bereik, gemiddeld kwadraat: verre mensen wegen zwaarder",
                 "Shortfall of access, mean square: people far off weigh more"},
                {"0-1", "0-1"}, &Equity::shortfall_squared),
      figure("unknown_share", {"Inwoners met onbekende reistijd", "Inhabitants with unknown travel time"}, kShare, 4,
             &ModeCoverage::unknown_share),
      of_own_area(),
      figure("served_by_others_share",
             {"Inwoners binnen de norm van een plek elders", "Inhabitants within the norm of a place elsewhere"},
             kShare, 4, &ModeCoverage::served_by_others_share),
      figure("gap",
             {"Inwoners zonder plek binnen de norm (personen)", "Inhabitants without a place within the norm (people)"},
             {}, 1, &ModeCoverage::gap),
      figure("gap_target",
             {"20-40-jarigen zonder plek binnen de norm (personen)",
              "People of 20-40 without a place within the norm (people)"},
             {}, 1, &ModeCoverage::gap_target)};
  return figures;
}

std::vector<const CoverageFigure*> told_figures(const std::vector<const coverage::AreaCoverage*>& areas,
                                                std::size_t mode) {
  std::vector<const CoverageFigure*> told;
  for (const CoverageFigure& figure : coverage_figures()) {
    const bool known = std::ranges::any_of(areas, [&](const coverage::AreaCoverage* area) {
      return area != nullptr && mode < area->modes.size() && figure.value(area->modes[mode]).has_value();
    });
    if (known || !figure.if_known) told.push_back(&figure);
  }
  return told;
}

}  // namespace trek::publish::detail
