#include "trek/project/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/shortage.hpp"
#include "trek/demand/demand.hpp"
#include "trek/ingest/answers.hpp"
#include "trek/project/detail/beyond_data.hpp"
#include "trek/project/detail/data_extent.hpp"
#include "trek/project/detail/districts.hpp"
#include "trek/project/detail/doubts.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/detail/judgement.hpp"
#include "trek/project/detail/scenario_names.hpp"
#include "trek/project/detail/street_extent.hpp"
#include "trek/project/detail/travel.hpp"
#include "trek/project/detail/vacancy_settings.hpp"
#include "trek/resolve/resolve.hpp"

namespace trek::project {
namespace {

std::string severity_name(core::Severity severity) {
  switch (severity) {
    case core::Severity::rejected:
      return "rejected";
    case core::Severity::warning:
      return "warning";
    case core::Severity::note:
      return "note";
  }
  return "";
}

int order_of(const std::string& severity) {
  static const std::vector<std::string> kOrder{"error", "rejected", "warning", "note"};
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), severity) - kOrder.begin());
}

/// One row a (severity, source, rule), with the first record as its example.
void add_report(const core::Report& report, std::vector<CheckFinding>& findings) {
  std::map<std::tuple<core::Severity, std::string, std::string>, std::size_t> rows;
  for (const core::Finding& finding : report.findings()) {
    const auto [found, is_new] = rows.try_emplace({finding.severity, finding.source, finding.rule}, findings.size());
    if (is_new) {
      const std::string value = finding.value.empty() ? "" : fmt::format(": '{}'", finding.value.en);
      findings.push_back({severity_name(finding.severity), finding.source, finding.rule, 0, finding.record.en + value,
                          finding.remedy});
    }
    ++findings[found->second].count;
  }
}

void add_gaps(const Project& project, std::vector<CheckFinding>& findings) {
  const auto warn = [&](std::string rule, std::string remedy) {
    findings.push_back({"warning", project.file.filename().string(), std::move(rule), 1, "", std::move(remedy)});
  };
  if (project.find_source("places") == nullptr)
    warn("no_existing_places", "without table 'places' there is no coverage, competition or gap");
  if (project.find_source("vacancy") == nullptr && project.find_source("units") == nullptr) {
    warn("no_vacancy_evidence", "vacancy stays unknown for every site; add a vacancy register as table 'vacancy'");
  }
  for (const TravelSettings& mode : project.modes) {
    if (!mode.on_streets())
      warn(fmt::format("straight_line_{}", model::name_of(mode.mode)),
           "travel times are estimates; give the [[mode]] a network for real ones");
  }
}

/// Peak of a run: the tables as read, one travel table, and the street graphs. The factors are set so that the estimate
/// stays above what was measured: 0.42 GiB for the embedded project and 0.11 GiB for the listed farms.
std::uint64_t memory_estimate(const Project& project, const detail::Inputs& inputs, std::size_t demand,
                              std::size_t sites) {
  std::uint64_t bytes = 90'000'000;
  for (const model::SourceRecord& source : inputs.sources) bytes += 600 * source.used_count;
  bytes += static_cast<std::uint64_t>(demand) * sites * 8 * 2;
  for (const TravelSettings& mode : project.modes) {
    std::error_code ignored;
    if (mode.on_streets()) bytes += 30 * std::filesystem::file_size(mode.network->path, ignored);
  }
  return bytes;
}

/// Each once, whatever the number of modes on it.
void check_networks(const Project& project, std::vector<CheckFinding>& findings) {
  std::set<std::string> told;
  for (const TravelSettings& mode : project.modes) {
    if (!mode.on_streets() || !core::is_absent(mode.network->path)) continue;
    if (!told.insert(mode.network->name).second) continue;
    const model::Source& source = *mode.network;
    const std::string remedy = source.if_absent.empty()
                                   ? "put the OpenStreetMap extract or the NWB there" +
                                         (source.url.empty() ? "" : ": it can be had from " + source.url)
                                   : source.if_absent;
    findings.push_back({"error", source.name, "no_such_file", 1, source.path.string(),
                        remedy + ", or leave 'network' out of the [[mode]]"});
  }
}

/// The user's answers, as a run will take them.
void add_answers(const Project& project, const resolve::Resolution& resolved, CheckResult& result) {
  try {
    auto answers = project.answers ? ingest::read_answers(*project.answers) : std::vector<model::SiteAnswer>{};
    const auto usable = detail::usable_answers(project, resolved, std::move(answers));
    result.report.append(usable.report);
    result.user_tables = detail::user_tables(project, resolved, usable);
  } catch (const core::Error& error) {
    if (core::ends_all(error.kind())) throw;
    result.findings.push_back({"error", project.answers->filename().string(), "unusable", 1, "", error.what()});
  }
}

/// What scenarios name, as a run will look for it.
void check_scenarios(const Project& project, const model::Sites& sites, const model::ExistingPlaces* places,
                     std::vector<CheckFinding>& findings) {
  for (const Scenario& scenario : project.scenarios) {
    try {
      static_cast<void>(detail::scenario_rows(project, scenario, sites, places));
    } catch (const core::Error& error) {
      if (core::ends_all(error.kind())) throw;
      findings.push_back(
          {"error", project.file.filename().string(), "scenario_names", 1, scenario.name.en, error.what()});
    }
  }
}

constexpr std::string_view kElsewhere = "streets_elsewhere";

void check_streets(const Project& project, const std::vector<detail::StreetExtent>& streets,
                   const model::Municipalities& municipalities, std::vector<CheckFinding>& findings) {
  for (const detail::StreetExtent& extent : streets) {
    const std::string problem = detail::elsewhere(project, extent, detail::region_degrees(project, municipalities));
    if (problem.empty()) continue;
    findings.push_back(
        {"error", extent.network->name, std::string{kElsewhere}, 1, extent.network->path.filename().string(), problem});
  }
}

bool has_rule(const std::vector<CheckFinding>& findings, std::string_view rule) {
  return std::any_of(findings.begin(), findings.end(), [&](const CheckFinding& f) { return f.rule == rule; });
}

/// A run would end with it: the check says it with the rest.
void add_highlight_fault(const Project& project, const model::Sites& sites, CheckResult& result) {
  try {
    static_cast<void>(detail::highlighted_sites(project, sites));
  } catch (const core::Error& error) {
    if (core::ends_all(error.kind())) throw;
    result.findings.push_back(
        {"error", project.file.filename().string(), "highlight_not_one_site", 1, "", error.what()});
  }
}

/// Errors first; of one kind by source and rule.
void sort_findings(std::vector<CheckFinding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const CheckFinding& a, const CheckFinding& b) {
    return std::make_tuple(order_of(a.severity), a.source, a.rule) <
           std::make_tuple(order_of(b.severity), b.source, b.rule);
  });
}

bool has_error(const std::vector<CheckFinding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const CheckFinding& finding) { return finding.severity == "error"; });
}

}  // namespace

CheckResult check(const Project& project, const CheckOptions& options, const core::Control& control) {
  CheckResult result;
  const auto on_error = [&](const model::Source& source, const core::Error& error) {
    result.findings.push_back(
        {"error", source.name, "unusable", 1, source.path.filename().string(), core::without_secrets(error.what())});
  };
  detail::Inputs inputs = detail::read_inputs(project, options.today, control, on_error);
  check_networks(project, result.findings);
  const auto streets = detail::street_extents(project, control, on_error);
  check_streets(project, streets, inputs.municipalities, result.findings);
  add_gaps(project, result.findings);
  result.report.append(inputs.report);
  result.report.append(detail::source_doubts(inputs.sources, options.today, options.oldest_years));

  std::size_t demand_count = inputs.population.size();
  std::size_t site_count = 0;
  if (inputs.municipalities.size() > 0) {
    demand::SpreadOptions spread;
    spread.parts = inputs.population_parts;
    if (inputs.population_totals) spread.totals = &*inputs.population_totals;
    if (inputs.population_ages) spread.ages = &*inputs.population_ages;
    const auto demand = demand::build_demand(inputs.population, inputs.built_up ? &*inputs.built_up : nullptr,
                                             inputs.municipalities, spread, control);
    result.report.append(demand.report);
    demand_count = demand.demand.size();
    const auto sites = resolve::resolve_sites(detail::evidence_of(inputs),
                                              detail::candidate_rule(project, inputs, options.today), control);
    result.report.append(sites.report);
    result.report.append(detail::municipality_doubts(inputs, demand.demand, sites.sites));
    result.report.append(detail::district_findings(inputs, demand.demand));
    add_answers(project, sites, result);
    check_scenarios(project, sites.sites, detail::pointer(inputs.places), result.findings);
    const measure::Tables points{&sites.sites, &demand.demand, detail::pointer(inputs.places),
                                 detail::pointer(inputs.stations)};
    if (!has_error(result.findings))
      result.report.append(detail::criteria_doubts_as_the_crow_flies(project, points, control));
    if (demand.demand.size() > 0) {
      result.report.append(
          detail::stated_beyond_findings(project, detail::data_extent(project, inputs), sites.sites.place, control));
    }
    if (!has_rule(result.findings, kElsewhere))
      result.report.append(detail::street_doubts(project, streets, demand.demand, sites.sites));
    site_count = sites.sites.size();
    static_cast<void>(detail::named_sites(project, sites.sites, result.report));
    if (site_count > 0) add_highlight_fault(project, sites.sites, result);
    if (site_count == 0)
      result.findings.push_back({"error", project.file.filename().string(), "no_sites", 1, "",
                                 "no record makes a candidate site; widen [candidates]"});
  }
  add_report(result.report, result.findings);
  result.memory_bytes = memory_estimate(project, inputs, demand_count, site_count);
  result.sources = std::move(inputs.sources);
  result.municipalities = std::move(inputs.municipalities);
  sort_findings(result.findings);
  result.blocked = has_error(result.findings);
  return result;
}

}  // namespace trek::project
