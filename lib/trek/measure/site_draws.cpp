#include "trek/measure/site_draws.hpp"

#include <algorithm>
#include <utility>

#include "trek/access/huff_draws.hpp"
#include "trek/measure/detail/mode_survey.hpp"

namespace trek::measure {
namespace {

using detail::ModeSurvey;
using detail::PlaceSelection;

std::vector<TakenFrom> taken_from(const PlaceSelection& places, std::span<const double> before,
                                  std::span<const double> people) {
  std::vector<TakenFrom> taken;
  for (std::size_t place = 0; place < people.size(); ++place) {
    if (people[place] > 0.0) taken.push_back({places.row[place], people[place], people[place] / before[place]});
  }
  std::ranges::stable_sort(taken, [](const TakenFrom& a, const TakenFrom& b) { return a.people > b.people; });
  return taken;
}

void add_draws(const ModeSurvey& survey, std::span<const std::uint32_t> sites, std::vector<SiteDraw>& result) {
  const ModeTravel& travel = survey.travel();
  const PlaceSelection places = survey.rivals();
  const std::vector<double> strengths = survey.site_strengths();
  std::vector<double> chosen;
  for (const std::uint32_t site : sites) chosen.push_back(strengths[site]);
  const auto found = access::huff_draws(travel.router, travel.sites.chosen(sites), chosen, places.endpoints,
                                        places.strength, travel.demand, survey.target().best, survey.settings().decay,
                                        {1.0, survey.settings().huff.outside_option}, survey.trips(), survey.control());
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (!travel.sites.connected(sites[i])) continue;
    const access::HuffDraw& draw = found.draws[i];
    result.push_back({survey.mode().mode, sites[i], !survey.knows_strength(sites[i]), draw.visitors, draw.from_home,
                      draw.from_nowhere, taken_from(places, found.visitors_before, draw.from_place)});
  }
}

}  // namespace

std::vector<SiteDraw> site_draws(const Settings& settings, const Tables& tables, const std::vector<ModeTravel>& travel,
                                 std::span<const std::uint32_t> sites, const core::Control& control) {
  std::vector<SiteDraw> result;
  if (!settings.has_places || tables.places == nullptr || sites.empty()) return result;
  for (const ModeTravel& mode : travel) {
    control.check_stop();
    add_draws(ModeSurvey{settings, tables, mode, nullptr, control}, sites, result);
  }
  return result;
}

}  // namespace trek::measure
