#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/access/mode_access.hpp"
#include "trek/core/control.hpp"
#include "trek/measure/tables.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/detail/siting_places.hpp"
#include "trek/project/project.hpp"
#include "trek/siting/alike_rows.hpp"

namespace trek::project::detail {

/// Whom a question counts, by one mode: rows of the demand, or the centres of the municipalities.
struct SitingDemand {
  access::Endpoints points;
  std::vector<std::string> name;
  std::vector<model::MunicipalityIdx> municipality;
  std::vector<double> people;              // NaN: outside the region, or nothing known of them
  std::vector<std::uint32_t> existing_ds;  // to the nearest existing place; kUnreachable_ds without one
  double unconnected_people = 0.0;         // of the region, whom the mode does not reach: in no sum
  [[nodiscard]] std::size_t size() const noexcept { return people.size(); }
  [[nodiscard]] bool served_before(std::size_t row, std::uint32_t norm_min) const noexcept;
  /// `people`, but 0 for those who are served already.
  [[nodiscard]] std::vector<double> to_be_served(std::uint32_t norm_min) const;
};

/// `access` may be null: no existing places, or they do not count.
[[nodiscard]] SitingDemand siting_demand(SitingPeople people, const model::Demand& demand,
                                         const measure::ModeTravel& travel, const access::ModeAccess* access);
/// A row a centre, with the people of its municipality, or 1 each.
[[nodiscard]] SitingDemand municipal_demand(SitingPeople people, const model::Demand& demand,
                                            const measure::ModeTravel& travel,
                                            const std::vector<std::uint32_t>& centres);

/// The places as points to travel to, by one mode.
[[nodiscard]] access::Endpoints place_points(const SitingPlaces& places, const measure::ModeTravel& travel,
                                             const std::vector<std::uint32_t>& centres);

/// Whom each place serves within the norm; nobody by those in `without` (ascending). Cost: a bounded search a place, a
/// bit a pair.
[[nodiscard]] siting::CoveredRows covered_rows(const access::Endpoints& places, const SitingDemand& demand,
                                               const measure::ModeTravel& travel, std::uint32_t norm_min,
                                               access::Direction direction, std::span<const std::uint32_t> without,
                                               const core::Control& control);
/// Of a table of all pairs, 240 MB: more are not looked at together.
inline constexpr std::size_t kMostTimes = 60'000'000;
/// Time in deciseconds of every pair; that of the nearest existing place where this is less.
/// Errors  Error{internal}: more than kMostTimes of them, which the caller is to tell.
[[nodiscard]] siting::CostTable travel_costs(const access::Endpoints& places, const SitingDemand& demand,
                                             const measure::ModeTravel& travel, access::Direction direction,
                                             const core::Control& control);

}  // namespace trek::project::detail
