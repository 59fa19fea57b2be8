#pragma once

#include <optional>
#include <vector>

#include "trek/resolve/detail/vacancy_pieces.hpp"

namespace trek::resolve::detail {

/// How much of a site is vacant, as far as the evidence goes.
struct VacancyShare {
  std::optional<double> share;        // [0, 1]; empty: no evidence speaks of what could host a place
  std::optional<model::Range> range;  // where it is not exact
  double known_share = 0.0;           // [0, 1]
  model::VacancyBasis basis = model::VacancyBasis::unknown;
  std::optional<double> vacant_floor_area_m2;  // of what the evidence names, as far as areas are known
};

/// What the share is reckoned of.
struct VacancySubject {
  std::span<const std::uint32_t> buildings;  // slots
  const BuildingFacts& facts;
  model::SiteType type = model::SiteType::unknown;
  std::optional<double> floor_area_m2;  // of the site, where it has no units
};

/// Over the units that could host a place: their chance of being vacant, 1 - prod(1 - weight) over the pieces that
/// speak of a unit, weighed by floor area. Dwellings stand apart, unless there is nothing else or the type is one of
/// which the dwelling is the building itself (farm, country house). Units of unknown area may be of any size.
[[nodiscard]] VacancyShare vacancy_share(const BuildingSources& sources, const VacancySubject& subject,
                                         const std::vector<VacancyPiece>& pieces);
/// Puts it among the facts of the site.
void set_vacancy(const VacancyShare& vacancy, model::Site& site);

}  // namespace trek::resolve::detail
