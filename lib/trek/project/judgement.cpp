#include "trek/project/detail/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/score/feasible.hpp"
#include "trek/score/learning.hpp"

namespace trek::project::detail {

score::CriteriaTable criteria_table(const Project& project, const measure::Measured& measured, std::size_t site_count) {
  std::vector<score::Criterion> criteria;
  std::vector<const measure::Measure*> columns;
  for (const profile::Criterion& criterion : project.criteria) {
    const auto found =
        std::find_if(measured.sites.begin(), measured.sites.end(),
                     [&](const measure::SiteMeasure& entry) { return entry.measure.id == criterion.id; });
    if (found == measured.sites.end())
      throw core::Error{core::ErrorKind::internal, "criterion without measure: " + criterion.id};
    criteria.push_back({criterion.id, criterion.weight, criterion.value});
    columns.push_back(&found->measure);
  }
  score::CriteriaTable table{std::move(criteria), site_count};
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t site = 0; site < site_count; ++site) table.set(site, c, columns[c]->estimate(site));
  }
  return table;
}

profile::UsableAnswers usable_answers(const Project& project, const resolve::Resolution& resolved,
                                      std::vector<model::SiteAnswer> of_file) {
  of_file.insert(of_file.end(), resolved.answers.begin(), resolved.answers.end());
  return profile::usable_answers(resolved.sites, project.profiles, of_file);
}

UserTables user_tables(const Project& project, const resolve::Resolution& resolved,
                       const profile::UsableAnswers& usable) {
  UserTables tables;
  for (const auto& [file, books] : usable.books) tables.push_back({"answers", file, books});
  if (project.decisions) tables.push_back({"decisions", project.decisions->filename().string(), resolved.decisions});
  return tables;
}

namespace {

/// Whether the answer to a rule may rule a site out of every kind of place: it is open wherever nothing else did.
bool may_rule_out(const Judgement& judgement, std::size_t site, const std::string& rule) {
  return std::ranges::all_of(judgement.by_profile, [&](const std::vector<profile::Assessment>& of) {
    const profile::Assessment& assessment = of[site];
    if (assessment.verdict == profile::Verdict::fail) return true;
    const auto veto = std::ranges::find(assessment.vetoes, rule, &profile::VetoOutcome::rule);
    return veto != assessment.vetoes.end() && veto->verdict == profile::Verdict::unknown;
  });
}

/// Vetoes that nobody has answered, each with the chance that it passes: as often as where it was answered. Those of
/// the profile that suits a site best.
std::vector<score::OpenVeto> open_vetoes(const Judgement& judgement, std::size_t site_count) {
  std::map<std::string, std::size_t> passes;
  std::map<std::string, std::size_t> fails;
  std::vector<score::OpenVeto> open;
  for (std::size_t site = 0; site < site_count; ++site) {
    const auto& vetoes = judgement.find_best(site)->vetoes;
    for (std::size_t v = 0; v < vetoes.size(); ++v) {
      if (vetoes[v].verdict == profile::Verdict::pass) ++passes[vetoes[v].rule];
      if (vetoes[v].verdict == profile::Verdict::fail) ++fails[vetoes[v].rule];
      if (vetoes[v].verdict == profile::Verdict::unknown && may_rule_out(judgement, site, vetoes[v].rule))
        open.push_back({site, v});
    }
  }
  for (score::OpenVeto& one : open) {
    const std::string& rule = judgement.find_best(one.site)->vetoes[one.veto].rule;
    one.pass_chance = score::pass_chance(passes[rule], fails[rule]);
  }
  return open;
}

/// The criteria for draws: what nobody knows of a site is as it is at others of its type.
score::CriteriaTable drawn_from(const score::CriteriaTable& criteria, const model::Sites& sites) {
  std::vector<std::uint32_t> types;
  for (const model::SiteType type : sites.type) types.push_back(static_cast<std::uint32_t>(type));
  return score::with_feasible_bounds(criteria, types);
}

/// Whether the weights are drawn from all that there are, as they are.
bool is_any(const score::AcceptabilityOptions& options) noexcept {
  return options.weightings == score::Weightings::free && options.weight_spread >= 1.0;
}

score::AcceptabilityOptions with_any_weights(score::AcceptabilityOptions options) noexcept {
  options.weightings = score::Weightings::free;
  options.weight_spread = 1.0;
  return options;
}

/// How firm the order is, and what to find out first.
void weigh_doubts(const Project& project, const model::Sites& sites, std::span<const std::uint8_t> excluded,
                  Judgement& judgement, const core::Control& control) {
  const score::CriteriaTable drawn = drawn_from(judgement.criteria, sites);
  const score::AcceptabilityOptions& options = project.acceptability;
  judgement.groups = score::rank_groups(drawn, excluded, judgement.scores, options, control);
  judgement.acceptability = score::rank_acceptability(drawn, excluded, options, control);
  judgement.any_weights = is_any(options)
                              ? judgement.acceptability
                              : score::rank_acceptability(drawn, excluded, with_any_weights(options), control);
  judgement.learning =
      score::learning(drawn, excluded, open_vetoes(judgement, sites.size()),
                      {.shortlist_count = judgement.acceptability.top_count, .seed = options.seed}, control);
}

/// The measures that criteria of profiles read.
std::vector<profile::MeasuredSites> measured_for(std::span<const profile::Profile> profiles,
                                                 const measure::Measured& measured, std::size_t site_count) {
  std::set<std::string> wanted;
  for (const profile::Profile& one : profiles) {
    for (const profile::ReuseCriterion& criterion : one.criteria) wanted.insert(criterion.measure);
  }
  std::vector<profile::MeasuredSites> result;
  for (const measure::SiteMeasure& entry : measured.sites) {
    if (!wanted.contains(entry.measure.id)) continue;
    profile::MeasuredSites of{entry.measure.id, {}};
    for (std::size_t site = 0; site < site_count; ++site) of.of_site.push_back(entry.measure.estimate(site));
    result.push_back(std::move(of));
  }
  return result;
}

/// By which a project may name each site.
std::vector<std::vector<std::string>> naming_texts(const model::Sites& sites) {
  std::vector<std::vector<std::string>> texts;
  for (std::size_t row = 0; row < sites.size(); ++row) {
    texts.push_back({sites.key[row], sites.name[row], model::one_line(sites.address[row])});
  }
  return texts;
}

std::string listed_sites(const model::Sites& sites, const std::vector<std::size_t>& rows) {
  constexpr std::size_t kShown = 8;
  std::string list;
  for (std::size_t i = 0; i < std::min(rows.size(), kShown); ++i)
    list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", sites.key[rows[i]], sites.name[rows[i]]);
  return rows.size() > kShown ? list + ", ..." : list;
}

}  // namespace

Judgement judge(const Project& project, const model::Sites& sites, const measure::Measured& measured,
                const std::vector<model::SiteAnswer>& answers, const core::Control& control) {
  Judgement judgement;
  judgement.profiles = project.profiles;
  const auto numbers = measured_for(project.profiles, measured, sites.size());
  for (const profile::Profile& sought : project.profiles)
    judgement.by_profile.push_back(profile::assess(sites, sought, answers, numbers));
  judgement.profile_order = profile::profile_orders(judgement.by_profile);
  judgement.criteria = criteria_table(project, measured, sites.size());
  judgement.asked = project.criteria;
  std::vector<std::uint8_t> excluded;
  for (std::size_t site = 0; site < sites.size(); ++site)
    excluded.push_back(judgement.find_best(site)->verdict == profile::Verdict::fail ? 1 : 0);
  judgement.scores = score::weighted_sum(judgement.criteria, excluded);
  judgement.stakeholders = score::stakeholder_views(judgement.criteria, excluded, project.stakeholders);
  weigh_doubts(project, sites, excluded, judgement, control);
  return judgement;
}

std::vector<std::uint32_t> best_rows(const std::vector<score::SiteScore>& scores, std::size_t count) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < scores.size(); ++row) {
    if (scores[row].rank) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores[a].rank < scores[b].rank; });
  rows.resize(std::min(rows.size(), count));
  return rows;
}

std::vector<std::uint8_t> highlighted_sites(const Project& project, const model::Sites& sites) {
  std::vector<std::uint8_t> flags;
  if (project.highlight.empty()) return flags;
  const auto texts = naming_texts(sites);
  flags.resize(sites.size(), 0);
  for (const std::string& wanted : project.highlight) {
    // A key is what it is, also where it begins another one: "S1" and "S10".
    const auto key = std::ranges::find(sites.key, wanted);
    auto found = key != sites.key.end() ? std::vector{static_cast<std::size_t>(key - sites.key.begin())}
                                        : core::matching_rows(wanted, texts);
    if (found.size() == 1) {
      flags[found.front()] = 1;
      continue;
    }
    const std::string where = fmt::format("{}: [output] highlight '{}'", project.file.string(), core::cleaned(wanted));
    if (found.empty()) {
      throw core::Error{core::ErrorKind::config,
                        fmt::format("{}: no site has this in its key, name or address{}; give the key or a part of the "
                                    "name of a site, as in the layer sites",
                                    where, core::did_you_mean(wanted, sites.name))};
    }
    throw core::Error{core::ErrorKind::config, fmt::format("{}: is {} sites: {}; give one of these keys", where,
                                                           found.size(), listed_sites(sites, found))};
  }
  return flags;
}

std::vector<std::uint32_t> named_sites(const Project& project, const model::Sites& sites, core::Report& report) {
  std::vector<std::uint32_t> rows;
  if (project.isochrone_site_names.empty()) return rows;
  const auto texts = naming_texts(sites);
  for (const std::string& wanted : project.isochrone_site_names) {
    const auto found = core::matching_rows(wanted, texts);
    for (const std::size_t row : found) {
      const auto site = static_cast<std::uint32_t>(row);
      if (std::find(rows.begin(), rows.end(), site) == rows.end()) rows.push_back(site);
    }
    if (!found.empty()) continue;
    report.add(
        {core::Severity::warning,
         project.file.filename().string(),
         wanted,
         "isochrone_site_not_found",
         wanted,
         "no site has this key, name or address; its isochrones are not drawn" + core::did_you_mean(wanted, sites.name),
         {}});
  }
  return rows;
}

}  // namespace trek::project::detail
