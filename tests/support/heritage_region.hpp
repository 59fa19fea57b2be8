#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "support/address_mistakes.hpp"
#include "support/heritage_town.hpp"
#include "trek/resolve/resolve.hpp"

/// A made-up region with known truth: what sources would say of it, and, apart from that, what is so.
namespace trek::test {

/// What the sources of monuments or of vacancy write beside the point: a BAG id, an address, both or nothing.
struct EvidenceMix {
  std::string name;
  double key_share = 0.0;
  double address_share = 0.0;             // of all: an address, and no key
  double address_beside_key_share = 0.0;  // of those with a key
};
/// Assumptions, fixed before the first measurement. Joined: the linked-data export with VBO
/// ids and a list with addresses, each with gaps of its own. Rich: the export alone. Middle: lists with
/// addresses (Wiki Loves Monuments, municipal exports), some rows without; complete: the same, none without. Ragged:
/// half of the rows without. Poor: the WFS, points only.
[[nodiscard]] std::vector<EvidenceMix> evidence_mixes();

struct RegionOptions {
  EvidenceMix mix;
  std::size_t town_count = 6;
  std::size_t streets_a_town = 14;
  MistakeShares mistakes;
  double globaal_share = 0.60;        // of the RCE's own file: METHODS "Sites"
  double decision_share = 0.07;       // the same; the rest is exact
  double outside_share = 0.15;        // of all points outside any footprint: the same
  double displacement_median_m = 35;  // of `globaal`, lognormal: 9 % beyond 100 m, 6 % within 10 m
  double displacement_sigma = 0.8;
  double stale_key_share = 0.02;    // of BAG ids: the building or unit is gone from the BAG
  double old_vacancy_share = 0.15;  // of vacancy records: years old, and a later survey found the building in use
  double stale_key_share_of_old = 0.20;
  double damaged_key_share = 0.05;       // of BAG ids: without the leading zero, or as 3DBAG writes it
  double without_building_share = 0.03;  // of monuments: mills and pumps that the BAG does not know
  double archaeology_share = 0.05;
};

/// What is so, by row of the tables. Nothing of it is in the evidence.
struct Truth {
  struct Whereabouts {
    std::string building;                     // id; empty: none
    std::vector<std::string> unit_buildings;  // all buildings of its unit, if it has one
  };
  std::vector<Whereabouts> monuments;
  std::vector<Whereabouts> vacancy;
  std::set<std::string> contradicted;  // ids of buildings that are called vacant and in use
  std::vector<std::pair<std::string, std::string>> complex_of_building;  // by id: the site that it is a part of
};

struct HeritageRegion {
  model::Buildings buildings;
  model::Units units;
  model::Monuments monuments;
  model::VacancyRecords vacancy;
  Truth truth;
  [[nodiscard]] resolve::Evidence evidence() const;
  /// A vacancy record that is evidence against: alone it makes no site.
  [[nodiscard]] bool says_in_use(const std::string& record) const;
};

[[nodiscard]] HeritageRegion heritage_region(const RegionOptions& options, std::uint64_t seed);

/// Leaves no site out, so that every group can be looked at.
[[nodiscard]] resolve::CandidateRule everything_counts();

}  // namespace trek::test
