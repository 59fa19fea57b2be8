#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trek/coverage/coverage.hpp"

namespace trek::test {

/// The tables that coverage() reads, filled a row at a time.
struct CoverageCase {
  model::Municipalities municipalities;
  model::Demand demand;
  coverage::ServingPlaces places;
  model::Sites sites;
  std::vector<std::optional<std::uint32_t>> site_rank;
  std::vector<access::ModeAccess> modes;

  explicit CoverageCase(std::size_t municipality_count) {
    for (std::size_t m = 0; m < municipality_count; ++m) municipalities.code.push_back("GM000" + std::to_string(m));
    modes.push_back({model::Mode::bicycle, core::Deciseconds{9000}, {}, {}});
  }
  /// `time_ds` empty: the network does not reach the row.
  void add_demand(model::MunicipalityIdx municipality, double inhabitants, std::optional<double> target,
                  std::optional<std::uint32_t> time_ds, bool estimated = false) {
    demand.key.push_back(std::to_string(demand.size()));
    demand.inhabitants.push_back(inhabitants);
    demand.target.push_back(target);
    demand.target_estimated.push_back(estimated ? 1 : 0);
    demand.municipality.push_back(municipality);
    modes[0].nearest.push_back({0, time_ds.value_or(access::kUnreachable_ds)});
    modes[0].connected.push_back(time_ds ? 1 : 0);
  }
  void add_site(model::MunicipalityIdx municipality, std::optional<std::uint32_t> rank) {
    sites.key.push_back(std::to_string(sites.size()));
    sites.municipality.push_back(municipality);
    site_rank.push_back(rank);
  }
  /// Rows of demand go to the first place.
  void add_place(model::MunicipalityIdx municipality, bool serves = true) {
    places.municipality.push_back(municipality);
    places.serves.push_back(serves ? 1 : 0);
  }
  [[nodiscard]] std::vector<coverage::MunicipalityCoverage> coverage() const {
    return coverage::by_municipality(municipalities, demand, places.serves.empty() ? nullptr : &places, sites,
                                     site_rank, modes);
  }
};

}  // namespace trek::test
