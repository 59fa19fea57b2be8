#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/resolve/detail/building_facts.hpp"
#include "trek/resolve/detail/groups.hpp"
#include "trek/resolve/detail/vacancy_share.hpp"

namespace trek::resolve::detail {

/// One site before it is a row: the columns of model::Sites that come from its records.
struct Draft {
  std::string key;
  std::string name;
  model::SiteType type = model::SiteType::unknown;
  std::string type_reason;
  geo::Point place;
  geo::MultiPolygon footprint;
  std::optional<double> footprint_m2;
  std::optional<double> floor_area_m2;
  std::string floor_area_basis;
  std::optional<int> storeys;
  std::optional<double> height_m;
  std::optional<double> volume_m3;
  std::string energy_class;
  std::string energy_class_date;
  std::optional<int> built_year;
  model::MonumentKind monument_kind = model::MonumentKind::unknown;
  std::string monument_number;
  std::string original_function;
  std::string present_use;
  model::Address address;
  bool monument_unclear = false;  // a monument is among the records whose kind nobody says
  VacancyShare vacancy;
  std::string vacancy_conflict;
  std::optional<std::uint32_t> unit_count;
  std::optional<std::uint32_t> vacant_unit_count;
  std::vector<model::VacancyEvidence> vacancy_evidence;
  std::vector<model::SiteLink> links;
  std::vector<model::SiteAnswer> answers;  // of a list of candidates; their site is still to be named
  std::vector<std::string> complexes;      // numbers of monuments
  std::string owner;
  std::string rent;
  std::string same_address;  // keys of other sites
  std::string certainty;
  std::string note;
  std::optional<bool> standing;
  std::vector<model::BuildingStatus> building_status;  // of its buildings, each once
  model::FactRanges ranges;
  bool listed = false;               // the user named it
  std::vector<Record> records;       // and buildings, that it is made of
  std::vector<std::uint32_t> edges;  // that hold it together
};

/// What the records of a group say together; the strongest record first. Doubts go to the report.
[[nodiscard]] Draft draft(const BuildingSources& sources, const std::vector<Edge>& edges, const Group& group,
                          const CandidateRule& rule, core::Report& report);

}  // namespace trek::resolve::detail
