#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/model/tables.hpp"
#include "trek/project/project.hpp"
#include "trek/publish/results.hpp"
#include "trek/siting/site_rules.hpp"

namespace trek::project::detail {

/// The sites that a question names, as rows.
struct NamedSites {
  std::vector<std::uint32_t> forced;
  std::vector<std::uint32_t> forbidden;
};

/// Those of each `[[siting]]`.
/// Errors  Error{config}: a text that means no site, with the nearest name, or several, which are named.
[[nodiscard]] std::vector<NamedSites> siting_names(const Project& project, const model::Sites& sites);

/// What a question chooses from, as the sites of the cost tables, and the rules on them.
struct SitingPlaces {
  std::vector<publish::SitingPlace> list;
  std::vector<double> x_m;
  std::vector<double> y_m;
  std::vector<std::uint32_t> group;  // municipality, or siting::kNoGroup
  std::vector<siting::GroupMinimum> minimum;
  std::vector<double> cost_euro;  // none without a budget
  std::vector<double> capacity;   // people; none where any number may come
  std::vector<std::uint32_t> forced;
  std::vector<std::uint32_t> forbidden;
  std::vector<std::uint32_t> not_local;  // of spread and peaks
  std::vector<std::uint32_t> not_peak;
  std::size_t unsized_count = 0;    // left out: their floor area is unknown, and price or capacity follows from it
  std::size_t ruled_out_count = 0;  // forced in, though their profile rules them out

  /// Refers to this.
  [[nodiscard]] siting::SiteRules rules(const SitingSettings& settings) const;
};

/// Sites that their profile does not rule out, and those that are forced in; or the municipalities, each at the middle
/// of its largest town (`centres`).
[[nodiscard]] SitingPlaces siting_places(const SitingSettings& settings, const NamedSites& names,
                                         const model::Sites& sites, const publish::Judgement& judgement,
                                         const model::Municipalities& municipalities);
[[nodiscard]] SitingPlaces municipal_places(const model::Demand& demand, const std::vector<std::uint32_t>& centres);

/// The row of the demand around which most people of a municipality live within a kilometre, of equals the lowest: the
/// middle of its largest town. One a municipality, but for those without people.
[[nodiscard]] std::vector<std::uint32_t> municipal_centres(const model::Demand& demand, std::size_t municipality_count);

}  // namespace trek::project::detail
