#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/demand/municipality_people.hpp"
#include "trek/model/population_remainder.hpp"
#include "trek/model/tables.hpp"

namespace trek::demand {

struct DemandResult {
  model::Demand demand;
  std::vector<model::PopulationRemainder> remainder;
  double source_inhabitants = 0.0;  // = sum of demand + sum of remainder, to 1e-6; as repaired
  double source_target = 0.0;
  std::uint64_t unknown_area_count = 0;               // areas whose inhabitants are suppressed: in no sum
  double target_estimated = 0.0;                      // part of the target that comes from shares
  std::vector<PopulationRepair> repair;               // one per municipality; empty without totals
  std::vector<std::optional<MeasuredShares>> shares;  // one per municipality; empty without five-year ages
  bool shares_are_assumed = false;                    // a target comes from wide bands by shares that nobody measured
  core::Report report;
};

/// The rows of one source in a table that several were joined in, in their order.
struct PopulationPart {
  std::string source;
  std::size_t row_count = 0;
  bool surroundings = false;  // its people live around the region, wherever their points lie
  bool abroad = false;        // and in another country
};

struct SpreadOptions {
  double cell_m = 100.0;                           // spacing of the points that polygons are spread over
  std::vector<PopulationPart> parts{};             // of the population; empty: it is of one source, and of the region
  const model::PopulationAreas* totals = nullptr;  // larger areas with their people, that do not overlap; borrowed
  const model::PopulationAreas* ages = nullptr;    // areas with bands of five years, to measure shares in; borrowed
};

/// People whom several sources count, once.
struct CountedOnce {
  model::PopulationAreas population;
  std::vector<PopulationPart> parts;
  core::Report report;  // of each source how many rows and people went, and each row with its place
};

/// Without the rows of later parts whose middle lies in an area of an earlier part: the earlier source counts.
/// Errors  Error{bad_argument} where the parts are not all rows. Cost  linear, and a grid over the areas.
[[nodiscard]] CountedOnce counted_once(model::PopulationAreas population, std::vector<PopulationPart> parts);

/// Demand points from what there is.
///
/// Cells become one point each, at the centre. Areas are spread over the cells of a `cell_m` grid whose centre lies in
/// the area and in a built-up place (dasymetric, by shared built-up area); an area without any is spread over the whole
/// of it, one too small to hold a cell centre becomes one point inside it. Mass is kept: per area the points sum to its
/// inhabitants. People are whole hundredths, so that what is written adds up. The target group comes from the age bands
/// that are published; what is secret is estimated within the bounds that they leave, and marked. `totals` (may be
/// null): larger areas with their people, to which cells are raked. `ages` (else `totals`): from areas with bands of
/// five years the shares of the target group in wider bands are measured, by municipality. Points outside every
/// municipality are surroundings: demand without a municipality. An area whose people can only be put on too little
/// ground is a finding. Errors  Error{bad_argument} where the parts are not all rows.
/// Source  Eicher & Brewer (2001) for binary dasymetric mapping; METHODS "Target group", "Population".
[[nodiscard]] DemandResult build_demand(const model::PopulationAreas& population, const model::NamedAreas* built_up,
                                        const model::Municipalities& municipalities, const SpreadOptions& options,
                                        const core::Control& control);

}  // namespace trek::demand
