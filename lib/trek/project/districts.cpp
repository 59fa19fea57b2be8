#include "trek/project/detail/districts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace trek::project::detail {
namespace {

/// Of the region's people; fewer are points on a border.
constexpr double kFewOfRegion = 0.01;

}  // namespace

DistrictStage district_stage(const Inputs& inputs, const measure::Tables& points, Facts& facts) {
  DistrictStage stage;
  if (!inputs.districts) return stage;
  stage.districts = coverage::districts_of_region(*inputs.districts, inputs.municipalities);
  const model::Districts& table = stage.districts.table;
  stage.rows.demand = coverage::districts_at(table, points.demand->place);
  stage.rows.sites = coverage::districts_at(table, points.sites->place);
  if (points.places != nullptr) stage.rows.places = coverage::districts_at(table, points.places->place);
  const auto doubts = coverage::district_doubts(table, *points.demand);
  facts.emplace_back("districts.count", std::to_string(table.size()));
  facts.emplace_back("districts.inhabitants_in_none", fmt::format("{:.2f}", doubts.in_no_district));
  return stage;
}

core::Report district_findings(const Inputs& inputs, const model::Demand& demand) {
  core::Report report;
  if (!inputs.districts) return report;
  const auto of_region = coverage::districts_of_region(*inputs.districts, inputs.municipalities);
  const auto doubts = coverage::district_doubts(of_region.table, demand);
  const auto warn = [&](const char* rule, double people, const char* remedy) {
    report.add({core::Severity::warning,
                "districts",
                {fmt::format("{:.0f} inwoners", people), fmt::format("{:.0f} inhabitants", people)},
                rule,
                {fmt::format("van {:.0f} in de regio", doubts.inhabitants),
                 fmt::format("of {:.0f} in the region", doubts.inhabitants)},
                remedy,
                {}});
  };
  if (doubts.in_no_district > 0.0)
    warn("people_in_no_district", doubts.in_no_district,
         "they are in no district's coverage, and stand in a row of their own; see whether the source covers the "
         "region");
  if (doubts.in_two_districts > kFewOfRegion * doubts.inhabitants)
    warn("districts_overlap", doubts.in_two_districts,
         "the first counts; read one level, districts or neighbourhoods, and not both");
  return report;
}

}  // namespace trek::project::detail
