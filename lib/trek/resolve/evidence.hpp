#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/units.hpp"
#include "trek/model/link_decision.hpp"
#include "trek/model/tables.hpp"

namespace trek::resolve {

/// What there is to make sites from. Pointers may be null: that table is then unknown.
struct Evidence {
  const model::Candidates* candidates = nullptr;  // taken as sites as they are
  const model::Monuments* monuments = nullptr;
  const model::Buildings* buildings = nullptr;
  const model::Units* units = nullptr;
  const model::BuildingHeights* heights = nullptr;
  const model::EnergyLabels* labels = nullptr;
  const model::VacancyRecords* vacancy = nullptr;
  const model::NamedAreas* parcels = nullptr;
  const model::Zones* zones = nullptr;
  const model::Parking* parking = nullptr;
  const model::NamedAreas* townscapes = nullptr;
  const model::Municipalities* municipalities = nullptr;
  const model::ExistingPlaces* places = nullptr;  // of which a site may have some around it
  const model::NamedPoints* stations = nullptr;
  const std::vector<model::LinkDecision>* decisions = nullptr;  // of a user; they outweigh everything else
};

/// What a vacancy register covers, and how well. A building that it covers and does not list is less likely vacant.
struct VacancyRegister {
  std::string source;                       // name of the source in the project
  std::optional<double> coverage_share;     // of the vacant buildings that it covers, the share that it lists
  std::vector<model::SiteType> types;       // that it covers; empty: all
  std::vector<std::string> municipalities;  // names or codes; empty: all
};

/// How evidence of vacancy is weighed. METHODS "Sites", Vacancy, has the reasons.
struct VacancyRule {
  std::string reference_date;              // ISO 8601: the day for which evidence is weighed; empty: it does not age
  std::vector<VacancyRegister> registers;  // beside those that the records themselves are from
  double unlisted_share = 0.1;             // chance that a building is vacant of which a register says nothing
  double unlisted_high_share = 0.5;        // the most that it may be
};

/// Which sites count as candidates.
struct CandidateRule {
  std::vector<model::SiteType> types;       // empty: every type but `unknown`
  core::SquareMeters smallest_area{150.0};  // gross area of a local place, trek's choice; unknown area passes
  double vacancy_at_least = 0.0;            // > 0 asks for evidence
  bool from_monuments = true;               // a monument of a wanted type is a candidate
  bool from_vacancy = true;                 // so is a building with vacancy evidence
  bool exclude_demolished = true;
  core::Meters exact_tolerance{15.0};         // a monument placed exactly, outside any building
  core::Meters approximate_tolerance{100.0};  // a monument placed `globaal`
  core::Meters vacancy_tolerance{25.0};       // a vacancy record with only a point
  core::Meters complex_gap{25.0};             // between buildings of one complex number: a yard
  VacancyRule vacancy;
};

/// Sites that are left out for one reason.
struct LeftOut {
  std::string rule;     // as in the report
  std::string what;     // of `type_not_wanted` the type; else empty
  bool listed = false;  // the user named them
  std::size_t count = 0;
  std::vector<std::string> examples;  // the first few by key: "12 (Oude school)"
  std::string remedy;                 // of one of them
};

}  // namespace trek::resolve
