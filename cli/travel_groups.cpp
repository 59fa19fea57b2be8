#include "travel_groups.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace trek::cli {

std::vector<std::uint32_t> first_rows(const std::vector<std::string>& keys) {
  std::vector<std::uint32_t> firsts;
  for (std::size_t row = 0; row < keys.size(); ++row) {
    const bool further = row > 0 && keys[row] == keys[row - 1];
    firsts.push_back(further ? firsts.back() : static_cast<std::uint32_t>(row));
  }
  return firsts;
}

bool has_several_places(const std::vector<std::uint32_t>& first_rows) {
  return std::adjacent_find(first_rows.begin(), first_rows.end()) != first_rows.end();
}

std::size_t connected_features(const access::Endpoints& endpoints, const std::vector<std::uint32_t>& first_rows) {
  std::set<std::uint32_t> features;
  for (std::size_t row = 0; row < first_rows.size(); ++row) {
    if (endpoints.connected(row)) features.insert(first_rows[row]);
  }
  return features.size();
}

void for_each_nearest_row(const access::Router& router, const access::Endpoints& sites,
                          const std::vector<std::uint32_t>& site_firsts, const access::Endpoints& others,
                          const std::vector<std::uint32_t>& other_firsts, const access::Trips& trips,
                          const core::Control& control,
                          const std::function<void(std::uint32_t site, std::span<const access::Reach> row)>& take) {
  if (!has_several_places(site_firsts) && !has_several_places(other_firsts)) {
    return access::for_each_travel_row(router, sites, others, trips, control, take);
  }
  std::optional<std::uint32_t> site;
  std::map<std::uint32_t, access::Reach> nearest;
  const auto hand_on = [&] {
    if (!site) return;
    std::vector<access::Reach> row;
    for (const auto& [first, reach] : nearest) row.push_back(reach);
    take(*site, row);
    nearest.clear();
  };
  access::for_each_travel_row(router, sites, others, trips, control,
                              [&](std::uint32_t place, std::span<const access::Reach> row) {
                                if (site && *site != site_firsts[place]) hand_on();
                                site = site_firsts[place];
                                for (access::Reach reach : row) {
                                  reach.row = other_firsts[reach.row];
                                  const auto [at, is_new] = nearest.emplace(reach.row, reach);
                                  if (!is_new) at->second.time_ds = std::min(at->second.time_ds, reach.time_ds);
                                }
                              });
  hand_on();
}

}  // namespace trek::cli
