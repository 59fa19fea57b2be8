#include "trek/project/detail/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "trek/geo/topology.hpp"
#include "trek/ingest/inspect.hpp"
#include "trek/model/words.hpp"
#include "trek/model/written.hpp"
#include "trek/project/detail/travel.hpp"
#include "trek/project/timestamp.hpp"

namespace trek::project::detail {
namespace {

/// A number for people: "15", "4,8" in Dutch, "4.8" in English.
std::string shown(double value, model::Language language) {
  return model::written(fmt::format("{:.3g}", value), language);
}

std::string straight_line_sentence(const TravelSettings& mode, model::Language language) {
  const std::string name{model::label_of(mode.mode, language)};
  const std::string speed_kmh = shown(mode.straight_line.speed.value() * 3.6, language);
  const std::string detour = shown(mode.straight_line.detour_factor, language);
  return language == model::Language::nl
             ? fmt::format("Reistijden {}: hemelsbreed, geen wegennet ({} km/u, omwegfactor {}).", name, speed_kmh,
                           detour)
             : fmt::format("Travel times {}: straight line, no streets ({} km/h, detour factor {}).", name, speed_kmh,
                           detour);
}

}  // namespace

core::Phrase notice_of(const Project& project) {
  const auto in = [&](model::Language language) {
    const model::Words words{language};
    std::string notice = words(project.notice);
    const auto add = [&](const std::string& sentence) { notice += (notice.empty() ? "" : " ") + sentence; };
    const bool made_up =
        std::any_of(project.sources.begin(), project.sources.end(), [](const model::Source& s) { return s.made_up; });
    if (made_up && notice.empty()) add(words("Bevat verzonnen gegevens.", "Contains made-up data."));
    for (const TravelSettings& mode : project.modes) {
      if (!mode.on_streets()) add(straight_line_sentence(mode, language));
    }
    return notice;
  };
  return {in(model::Language::nl), in(model::Language::en)};
}

void tell_stakeholders(const publish::Judgement& judgement, const model::Sites& sites, Facts& facts) {
  const score::StakeholderViews& all = judgement.stakeholders;
  if (all.views.empty()) return;
  facts.emplace_back("stakeholders.count", std::to_string(all.views.size()));
  facts.emplace_back("stakeholders.kendall_w", std::isnan(all.kendall_w) ? "" : fmt::format("{:.3f}", all.kendall_w));
  facts.emplace_back("stakeholders.compromise", all.compromise ? sites.key[*all.compromise] : "");
  facts.emplace_back("stakeholders.compromise_regret",
                     all.compromise ? fmt::format("{:.4f}", all.largest_regret[*all.compromise]) : "");
  facts.emplace_back("stakeholders.dividing_criterion", all.dividing ? judgement.asked[*all.dividing].id : "");
}

std::string left_out_text(const std::vector<resolve::LeftOut>& left_out) {
  std::vector<std::string> parts;
  for (const resolve::LeftOut& entry : left_out) {
    parts.push_back(fmt::format("{} as {}{}", entry.count, entry.rule, entry.what.empty() ? "" : ": " + entry.what));
  }
  return parts.empty() ? std::string{} : fmt::format("; left out are {}", fmt::join(parts, ", "));
}

void tell_options(const Project& project, const RunOptions& options, Facts& facts) {
  facts.emplace_back("trek.version", version());
  facts.emplace_back("gdal.version", ingest::gdal_version());
  facts.emplace_back("geos.version", geo::geos_version());
  facts.emplace_back("proj.version", geo::proj_version());
  facts.emplace_back("run.timestamp", options.timestamp);
  facts.emplace_back("project.name", model::Words{project.language}(project.name));
  facts.emplace_back("project.file", project.file.filename().string());
  facts.emplace_back("project.sha256", project.sha256);
  facts.emplace_back("project.crs", project.read.crs);
  if (!project.region_municipalities.empty())
    facts.emplace_back("region.municipalities", fmt::format("{}", fmt::join(project.region_municipalities, ", ")));
  std::vector<std::string> profiles;
  for (const profile::Profile& sought : project.profiles) profiles.push_back(sought.id);
  facts.emplace_back("project.profiles", fmt::format("{}", fmt::join(profiles, ", ")));
  for (const ProfileFile& file : project.profile_files)
    facts.emplace_back("project.profile_file." + file.path.filename().string(), file.sha256);
  facts.emplace_back("target.share_15_25", fmt::format("{:.2f}", project.read.target_share_15_25));
  facts.emplace_back("target.share_25_45", fmt::format("{:.2f}", project.read.target_share_25_45));
  facts.emplace_back("decay", access::describe(project.decay));
  facts.emplace_back("decay.cut_share", fmt::format("{:g}", measure::kDecayCut));
  facts.emplace_back("huff.outside_option", fmt::format("{:g}", project.huff.outside_option));
  facts.emplace_back("huff.ordinary_place_m2",
                     project.huff.ordinary_place_m2 ? fmt::format("{:g}", *project.huff.ordinary_place_m2) : "");
  if (project.catchment) {
    constexpr std::array kMethods{"2sfca", "e2sfca", "mh3sfca"};  // in the order of the enumeration
    facts.emplace_back("catchment.method", kMethods.at(static_cast<std::size_t>(project.catchment->method)));
    facts.emplace_back("catchment.weights", access::describe(project.catchment->decay));
  }
  if (project.value) {
    facts.emplace_back("value.use", fmt::format("{:.2f}", fmt::join(project.value->use, ",")));
    facts.emplace_back("value.option", fmt::format("{:.2f}", fmt::join(project.value->option, ",")));
  }
  if (project.border) facts.emplace_back("border.people_share", fmt::format("{:g}", project.border->people_share));
  facts.emplace_back("direction", project.direction == access::Direction::to_sites ? "to_sites" : "from_sites");
  facts.emplace_back("snap.max_m", fmt::format("{:.0f}", project.snap.max_distance.value()));
  if (project.output_cells_m > 0) facts.emplace_back("output.cells_m", std::to_string(project.output_cells_m));
  facts.emplace_back("acceptability.seed", std::to_string(project.acceptability.seed));
  facts.emplace_back("acceptability.draws", std::to_string(project.acceptability.draws));
  facts.emplace_back("acceptability.weightings", score::name_of(project.acceptability.weightings));
  for (const TravelSettings& mode : project.modes) {
    facts.emplace_back(fmt::format("mode.{}.limits_min", model::name_of(mode.mode)),
                       fmt::format("{}", fmt::join(mode.limits_min, ",")));
    facts.emplace_back(fmt::format("mode.{}.norm_min", model::name_of(mode.mode)), std::to_string(mode.norm_min));
    const double horizon_min = measure::horizon_min(mode, project.decay);
    facts.emplace_back(fmt::format("mode.{}.horizon_min", model::name_of(mode.mode)),
                       fmt::format("{:.2f}", horizon_min));
    facts.emplace_back(fmt::format("mode.{}.decay_at_horizon", model::name_of(mode.mode)),
                       fmt::format("{:.4f}", access::decay_at(project.decay, horizon_min)));
  }
}

void tell_counts(const RunSummary& summary, const demand::DemandResult& demand,
                 const model::Municipalities& municipalities, Facts& facts) {
  facts.emplace_back("population.source_inhabitants", fmt::format("{:.3f}", summary.source_inhabitants));
  facts.emplace_back("population.demand_inhabitants", fmt::format("{:.3f}", summary.demand_inhabitants));
  facts.emplace_back("population.remainder_inhabitants", fmt::format("{:.3f}", summary.remainder_inhabitants));
  facts.emplace_back("population.region_inhabitants", fmt::format("{:.3f}", summary.region_inhabitants));
  facts.emplace_back("population.region_target", fmt::format("{:.3f}", summary.region_target));
  facts.emplace_back("population.unknown_areas", std::to_string(demand.unknown_area_count));
  facts.emplace_back("population.demand_points", std::to_string(demand.demand.size()));
  facts.emplace_back("population.target", fmt::format("{:.3f}", summary.demand_target));
  facts.emplace_back("population.target_estimated_share", fmt::format("{:.4f}", summary.target_estimated_share));
  for (std::size_t row = 0; row < demand.shares.size(); ++row) {
    if (!demand.shares[row]) continue;
    const std::string& code = municipalities.code[row];
    facts.emplace_back("target.share_15_25." + code, fmt::format("{:.4f}", demand.shares[row]->of_15_25));
    facts.emplace_back("target.share_25_45." + code, fmt::format("{:.4f}", demand.shares[row]->of_25_45));
  }
  for (std::size_t row = 0; row < demand.repair.size(); ++row) {
    const demand::PopulationRepair& repair = demand.repair[row];
    const auto tell = [&](const char* what, double people) {
      facts.emplace_back(fmt::format("population.{}.{}", what, municipalities.code[row]),
                         fmt::format("{:.1f}", people));
    };
    tell("repair_added", repair.inhabitants_added);
    tell("repair_taken", repair.inhabitants_taken);
    tell("repair_target_estimated", repair.target_shared);
  }
  for (const UserTable& table : summary.user_tables) {
    const std::string prefix = table.table + (table.file.empty() ? "_of_lists." : ".");
    facts.emplace_back(prefix + "read", std::to_string(table.books.read_count));
    facts.emplace_back(prefix + "used", std::to_string(table.books.used_count));
    facts.emplace_back(prefix + "joined", std::to_string(table.books.joined_count));
    facts.emplace_back(prefix + "rejected", std::to_string(table.books.rejected_count));
    facts.emplace_back(prefix + "left_out", std::to_string(table.books.left_out_count));
  }
  facts.emplace_back("sites.count", std::to_string(summary.site_count));
  facts.emplace_back("sites.ranked", std::to_string(summary.ranked_count));
  std::map<std::string, std::size_t> left_out;
  for (const resolve::LeftOut& entry : summary.left_out) left_out[entry.rule] += entry.count;
  for (const auto& [rule, count] : left_out) facts.emplace_back("left_out." + rule, std::to_string(count));
  facts.emplace_back("not_routable.count", std::to_string(summary.not_routable_count));
  facts.emplace_back("records.rejected", std::to_string(summary.report.rejected_count()));
}

}  // namespace trek::project::detail
