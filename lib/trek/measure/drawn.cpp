#include "trek/measure/detail/drawn.hpp"

#include "trek/measure/detail/sweep_plan.hpp"

namespace trek::measure::detail {

std::vector<Count> drawn_counts(const ModeSurvey& survey, const Choice& choice, bool bounded) {
  const ModeTravel& travel = survey.travel();
  const access::Trips trips{choice.limit, survey.trips().direction};
  const access::HuffOptions options{1.0, choice.outside_option};
  const std::vector<double> strengths = survey.site_strengths();
  const auto drawn_of = [&](std::span<const double> people) {
    return access::huff(travel.router, travel.sites, strengths, travel.demand, choice.pull, people, choice.decay,
                        options, trips, survey.control())
        .visitors;
  };
  const TargetPeople& target = survey.target();
  const auto drawn_at = [&](std::span<const double> bound, const std::vector<double>& best) {
    return bounded && !same_where_known(target.best, bound) ? drawn_of(where_known(bound, target.best)) : best;
  };
  const std::vector<double> best = drawn_of(target.best);
  const std::vector<double> low = drawn_at(target.at_least, best);
  const std::vector<double> high = drawn_at(target.at_most, best);
  std::vector<Count> drawn;
  for (std::size_t site = 0; site < best.size(); ++site) {
    const Count count{best[site], low[site], high[site]};
    drawn.push_back(travel.sites.connected(site) ? count : Count::exact(kUnknown));
  }
  return drawn;
}

}  // namespace trek::measure::detail
