#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::datasets {

/// CBS: code, name, inhabitants on 1 January 2024, area.
struct MunicipalityFact {
  std::string code;  // "GM0164"
  std::string name;  // "Hengelo (O.)"
  std::int64_t inhabitants = 0;
  double area_m2 = 0.0;
};

/// TOP10NL woonkern: name, inhabitants 2025, a point of it on 100 m, built-up area.
struct SettlementFact {
  std::string name;
  std::size_t municipality = 0;  // row of Facts::municipalities
  std::int64_t inhabitants = 0;
  geo::Point place;
  double built_up_m2 = 0.0;
};

/// A real place named in the strategy: name and role; address and position are unverified.
struct NamedSiteFact {
  std::string name;
  std::string role;       // "candidate_beacon", "candidate_in_progress", "existing"
  std::string kind;       // of an existing place: "third_place", "cultural_anchor"
  std::string site_type;  // of a candidate: "factory", "department_store"
  std::string address;
  geo::Point place;
  double uncertainty_m = 0.0;
  std::string position_source;
};

struct Facts {
  std::vector<MunicipalityFact> municipalities;
  std::vector<SettlementFact> settlements;  // by inhabitants, descending
  std::vector<NamedSiteFact> named_sites;
};

/// The facts that are compiled in (datasets/twente/facts/*.csv).
[[nodiscard]] Facts read_facts();

}  // namespace trek::datasets
