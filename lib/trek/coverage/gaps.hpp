#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/access/mode_access.hpp"
#include "trek/access/router.hpp"
#include "trek/core/control.hpp"
#include "trek/coverage/coverage.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/model/tables.hpp"

namespace trek::coverage {

/// People whom no place serves, near each other.
struct Gap {
  model::Mode mode = model::Mode::bicycle;
  core::Deciseconds norm{};
  model::MunicipalityIdx municipality;  // in which most of them live
  bool scattered = false;               // the rest of a municipality: groups that are too small to be gaps of their own
  std::vector<std::uint32_t> rows;      // of the demand, ascending
  double people = 0.0;
  double target = 0.0;                         // of 20-40, where it is known
  std::optional<double> mean_time_min;         // to a place, of those who reach one
  std::optional<std::uint32_t> nearest_place;  // to most of them the nearest; of equals the lowest row
  std::optional<GapSite> site;  // the ranked site that would serve most of them; of equals the better rank
  geo::MultiPolygon area;       // where they live: never empty
};

struct GapOptions {
  double joined_within_m = 500.0;  // of each other, people belong to one gap
  double least_people = 100.0;     // fewer are scattered
  double point_size_m = 100.0;     // drawn around demand that is points
};

/// How people get to the sites that may be opened, or to the places that are there.
struct SiteTravel {
  const access::Router& router;
  const access::Endpoints& sites;
  const access::Endpoints& demand;
  access::Direction direction = access::Direction::to_sites;
};

/// The gaps that one mode leaves: everybody inside a municipality whose time is known and above the norm is in exactly
/// one. By people, most first; scattered ones last, in the order of their municipalities.
///
/// Empty   everybody is served, or unknown.
/// Errors  Error{bad_argument}: a column of another length than its table. Error{cancelled}.
/// Cost    O(n log n) in the rows that are not served and their pairs within the joining distance; a bounded search a
///         site; GEOS for the areas.
[[nodiscard]] std::vector<Gap> gaps(const model::Demand& demand, const access::ModeAccess& access,
                                    std::span<const std::optional<std::uint32_t>> site_rank, const SiteTravel& travel,
                                    const GapOptions& options = {}, const core::Control& control = {});

}  // namespace trek::coverage
