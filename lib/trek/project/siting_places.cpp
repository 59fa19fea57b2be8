#include "trek/project/detail/siting_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::project::detail {
namespace {

constexpr double kTown_m = 1000.0;

/// The one site that a text means.
std::uint32_t meant_site(const Project& project, const SitingSettings& asked, const std::string& wanted,
                         const model::Sites& sites, const std::vector<std::vector<std::string>>& texts) {
  const auto where = [&] {
    return fmt::format("{}: [[siting]] '{}'", project.file.filename().string(), asked.name.en);
  };
  const auto key = std::ranges::find(sites.key, wanted);
  if (key != sites.key.end()) return static_cast<std::uint32_t>(key - sites.key.begin());
  const auto found = core::matching_rows(wanted, texts);
  if (found.size() == 1) return static_cast<std::uint32_t>(found.front());
  if (found.empty()) {
    throw core::Error{core::ErrorKind::config, fmt::format("{}: no candidate site has the key, name or address '{}'{}",
                                                           where(), wanted, core::did_you_mean(wanted, sites.name))};
  }
  constexpr std::size_t kShown = 5;
  std::string hits;
  for (std::size_t i = 0; i < std::min(kShown, found.size()); ++i)
    hits += fmt::format("{}{} ({})", i == 0 ? "" : ", ", sites.key[found[i]], sites.name[found[i]]);
  throw core::Error{core::ErrorKind::config,
                    fmt::format("{}: '{}' means {} sites: {}{}; give the key of one", where(), wanted, found.size(),
                                hits, found.size() > kShown ? ", ..." : "")};
}

/// Whether a profile or level leaves the site.
bool is_left(const SitingReach& reach, const publish::Judgement& judgement, std::uint32_t site) {
  if (reach.profile.empty() && !reach.level) {
    const profile::Assessment* const best = judgement.find_best(site);
    return best == nullptr || best->verdict != profile::Verdict::fail;
  }
  bool any = false;  // a project may have no profile of the level: then any site may be one
  for (std::size_t p = 0; p < judgement.profiles.size(); ++p) {
    const profile::Profile& one = judgement.profiles[p];
    if (reach.profile.empty() ? one.level != *reach.level : one.id != reach.profile) continue;
    any = true;
    if (judgement.by_profile[p][site].verdict != profile::Verdict::fail) return true;
  }
  return !any && is_left({.mode = reach.mode}, judgement, site);
}

bool holds(const std::vector<std::uint32_t>& rows, std::uint32_t row) {
  return std::ranges::find(rows, row) != rows.end();
}

class PlaceChoice {
 public:
  PlaceChoice(const SitingSettings& settings, const NamedSites& names, const model::Sites& sites,
              const publish::Judgement& judgement)
      : settings_{settings}, names_{names}, sites_{sites}, judgement_{judgement} {}

  void look_at(std::uint32_t site, SitingPlaces& places) const {
    const bool peaks = settings_.problem == SitingProblem::spread_peaks;
    const bool forced = holds(names_.forced, site);
    const bool local = is_left(settings_.local, judgement_, site);
    const bool peak = peaks && is_left(settings_.peak, judgement_, site);
    if ((!local && !peak && !forced) || !geo::is_finite(sites_.place[site])) return;
    const std::optional<double> area_m2 = sites_.floor_area_m2[site];
    if (needs_floor_area(settings_) && !area_m2) {
      ++places.unsized_count;
      return;
    }
    const auto row = static_cast<std::uint32_t>(places.list.size());
    const model::MunicipalityIdx municipality = sites_.municipality[site];
    places.list.push_back({site, municipality, sites_.place[site]});
    places.x_m.push_back(sites_.place[site].x_m);
    places.y_m.push_back(sites_.place[site].y_m);
    places.group.push_back(municipality.valid() ? static_cast<std::uint32_t>(municipality.value()) : siting::kNoGroup);
    if (settings_.budget_euro) places.cost_euro.push_back(*area_m2 * settings_.cost_per_m2);
    if (settings_.capacity) places.capacity.push_back(*settings_.capacity);
    if (settings_.capacity_per_m2 > 0.0) places.capacity.push_back(*area_m2 * settings_.capacity_per_m2);
    if (forced) places.forced.push_back(row);
    if (holds(names_.forbidden, site)) places.forbidden.push_back(row);
    if (!local && !peak) ++places.ruled_out_count;
    if (peaks && local && !peak) places.not_peak.push_back(row);
    if (peaks && peak && !local) places.not_local.push_back(row);
  }

 private:
  const SitingSettings& settings_;
  const NamedSites& names_;
  const model::Sites& sites_;
  const publish::Judgement& judgement_;
};

}  // namespace

std::vector<NamedSites> siting_names(const Project& project, const model::Sites& sites) {
  std::vector<NamedSites> result;
  std::vector<std::vector<std::string>> texts;
  for (const SitingSettings& asked : project.siting) {
    const bool names_any = !asked.forced.empty() || !asked.forbidden.empty();
    for (std::size_t row = texts.size(); names_any && row < sites.size(); ++row)
      texts.push_back({sites.key[row], sites.name[row], model::one_line(sites.address[row])});
    NamedSites& names = result.emplace_back();
    for (const std::string& wanted : asked.forced)
      names.forced.push_back(meant_site(project, asked, wanted, sites, texts));
    for (const std::string& wanted : asked.forbidden)
      names.forbidden.push_back(meant_site(project, asked, wanted, sites, texts));
  }
  return result;
}

siting::SiteRules SitingPlaces::rules(const SitingSettings& settings) const {
  siting::SiteRules rules;
  rules.forbidden = forbidden;
  rules.group = group;
  rules.group_minimum = minimum;
  rules.x = x_m;
  rules.y = y_m;
  rules.spacing = settings.local.spacing_m;
  rules.cost = cost_euro;
  rules.budget = settings.budget_euro.value_or(std::numeric_limits<double>::infinity());
  return rules;
}

SitingPlaces siting_places(const SitingSettings& settings, const NamedSites& names, const model::Sites& sites,
                           const publish::Judgement& judgement, const model::Municipalities& municipalities) {
  SitingPlaces places;
  const PlaceChoice choice{settings, names, sites, judgement};
  for (std::uint32_t site = 0; site < sites.size(); ++site) choice.look_at(site, places);
  for (std::uint32_t m = 0; settings.per_municipality > 0 && m < municipalities.size(); ++m)
    places.minimum.push_back({m, settings.per_municipality});
  return places;
}

SitingPlaces municipal_places(const model::Demand& demand, const std::vector<std::uint32_t>& centres) {
  SitingPlaces places;
  for (const std::uint32_t row : centres) {
    places.list.push_back({{}, demand.municipality[row], demand.place[row]});
    places.x_m.push_back(demand.place[row].x_m);
    places.y_m.push_back(demand.place[row].y_m);
  }
  return places;
}

std::vector<std::uint32_t> municipal_centres(const model::Demand& demand, std::size_t municipality_count) {
  const geo::PointIndex index{demand.place};
  std::vector<std::uint32_t> best(municipality_count, std::numeric_limits<std::uint32_t>::max());
  std::vector<double> most(municipality_count, 0.0);
  for (std::uint32_t row = 0; row < demand.size(); ++row) {
    if (!demand.municipality[row].valid() || !(demand.inhabitants[row] > 0.0)) continue;
    const auto m = static_cast<std::size_t>(demand.municipality[row].value());
    double people = 0.0;
    for (const auto& hit : index.within(demand.place[row], kTown_m)) {
      if (demand.municipality[hit.row] == demand.municipality[row]) people += demand.inhabitants[hit.row];
    }
    if (people > most[m]) {
      most[m] = people;
      best[m] = row;
    }
  }
  std::erase(best, std::numeric_limits<std::uint32_t>::max());
  return best;
}

}  // namespace trek::project::detail
