#include "trek/resolve/detail/exclusion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "trek/resolve/detail/monument_records.hpp"
#include "trek/resolve/detail/typology.hpp"

namespace trek::resolve::detail {
namespace {

constexpr std::size_t kExamples = 3;

bool monument_founds(const Evidence& evidence, const CandidateRule& rule, const Group& group) {
  return rule.from_monuments && std::any_of(group.monuments.begin(), group.monuments.end(), [&](std::uint32_t row) {
           return !is_no_building(*evidence.monuments, row);
         });
}

core::Phrase without_founder_text(const CandidateRule& rule, const Draft& site) {
  if (site.vacancy_evidence.empty()) return {"alleen monument", "monument only"};
  if (!rule.from_vacancy || site.vacancy_share) return {"alleen een melding van leegstand", "vacancy evidence only"};
  return {"alleen woningen staan leeg volgens de bron", "only dwellings are said to be vacant"};
}

std::optional<Exclusion> without_founder(const Evidence& evidence, const CandidateRule& rule, const Group& group,
                                         const Draft& site) {
  if (site.listed || monument_founds(evidence, rule, group)) return std::nullopt;
  const bool vacant = site.vacancy_share.value_or(0.0) > 0.0;
  if (rule.from_vacancy && vacant) return std::nullopt;
  return Exclusion{"not_a_candidate", without_founder_text(rule, site),
                   vacant || !site.vacancy_evidence.empty()
                       ? "from_vacancy in [candidates] makes candidates of records that say vacant"
                       : "from_monuments in [candidates] makes candidates of monuments"};
}

std::optional<Exclusion> of_another_type(const CandidateRule& rule, const Draft& site) {
  const bool wanted = rule.types.empty()
                          ? site.listed || site.type != model::SiteType::unknown
                          : std::find(rule.types.begin(), rule.types.end(), site.type) != rule.types.end();
  if (wanted) return std::nullopt;
  const std::string_view type = model::name_of(site.type);
  const std::string remedy = site.type == model::SiteType::unknown
                                 ? "say what it is in a column 'type' of its source, or add \"unknown\" to 'types' "
                                   "in [candidates]"
                                 : fmt::format("add \"{}\" to 'types' in [candidates] if it should count", type);
  return Exclusion{"type_not_wanted",
                   {fmt::format("{}: {}", model::label_of(site.type, model::Language::nl), site.type_reason.dutch()),
                    fmt::format("{}: {}", type, site.type_reason.en)},
                   remedy,
                   core::Severity::note,
                   std::string{type}};
}

/// Known to be so: an area that may be larger passes.
std::optional<Exclusion> too_small(const CandidateRule& rule, const Draft& site) {
  if (!site.floor_area_m2) return std::nullopt;
  const auto& range = site.ranges.floor_area_m2;
  if ((range ? range->high : *site.floor_area_m2) >= rule.smallest_area.value()) return std::nullopt;
  return Exclusion{
      "too_small", fmt::format("{:.0f} m2", *site.floor_area_m2),
      fmt::format("candidates have at least {:.0f} m2: smallest_area_m2 in [candidates]", rule.smallest_area.value())};
}

std::optional<Exclusion> not_vacant_enough(const CandidateRule& rule, const Draft& site) {
  if (!(rule.vacancy_at_least > 0.0) || site.vacancy_share.value_or(0.0) >= rule.vacancy_at_least) return std::nullopt;
  return Exclusion{"vacancy_too_uncertain",
                   site.vacancy_share ? core::Phrase{fmt::format("{:.2f}", *site.vacancy_share)}
                                      : core::Phrase{"geen bron", "no evidence"},
                   fmt::format("the project asks for evidence of at least {:.2f}: vacancy_at_least in [candidates]",
                               rule.vacancy_at_least)};
}

/// What a listed record that lies nowhere was looked for by, and what would help.
Exclusion not_found(const Evidence& evidence, const Group& group, const Draft& site) {
  const bool keys = std::any_of(group.candidates.begin(), group.candidates.end(), [&](std::uint32_t row) {
    return !evidence.candidates->building_ids[row].empty() || !evidence.candidates->unit_ids[row].empty();
  });
  const std::string address = model::one_line(site.address);
  const bool can_look = evidence.units != nullptr || (keys && evidence.buildings != nullptr);
  const std::string why =
      can_look ? "no building or unit of the project has this id or address, or several that stand apart have it"
               : "an id or an address is found through the tables 'buildings' and 'units', and the project has none";
  return {"candidate_not_found",
          address.empty() ? site.key : address,
          why + "; correct it, add the BAG of the region, or give the row coordinates",
          core::Severity::rejected,
          {}};
}

std::optional<Exclusion> without_place(const Evidence& evidence, const Group& group, const Draft& site) {
  if (geo::is_finite(site.place)) return std::nullopt;
  if (!group.candidates.empty()) return not_found(evidence, group, site);
  return Exclusion{"without_place", site.key, "no record of the site has a place, and no building of it is known"};
}

std::optional<Exclusion> outside(const Draft& site, std::optional<bool> in_region) {
  if (in_region.value_or(true)) return std::nullopt;
  return Exclusion{"outside_region", fmt::format("{:.0f} {:.0f}", site.place.x_m, site.place.y_m),
                   "it lies in none of the municipalities of the project; add its own to them if it should count"};
}

}  // namespace

std::optional<Exclusion> find_exclusion(const Evidence& evidence, const CandidateRule& rule, const Group& group,
                                        const Draft& site, std::optional<bool> in_region) {
  if (auto exclusion = without_place(evidence, group, site)) return exclusion;
  if (auto exclusion = outside(site, in_region)) return exclusion;
  if (auto exclusion = without_founder(evidence, rule, group, site)) return exclusion;
  if (rule.exclude_demolished && !site.standing.value_or(true)) {
    return Exclusion{"demolished", site.key, "every building of the site is demolished or was never built"};
  }
  if (auto exclusion = of_another_type(rule, site)) return exclusion;
  if (auto exclusion = too_small(rule, site)) return exclusion;
  return not_vacant_enough(rule, site);
}

void report_exclusion(const Evidence& evidence, const Group& group, const Draft& site, const Exclusion& exclusion,
                      core::Report& report) {
  std::optional<core::Location> location;
  if (std::isfinite(site.place.x_m)) location = core::Location{site.place.x_m, site.place.y_m};
  const auto add = [&](const std::string& source, const std::string& record) {
    report.add({exclusion.severity, source, record, exclusion.rule, exclusion.value, exclusion.remedy, location});
  };
  const auto add_all = [&](Table table, const std::vector<std::uint32_t>& rows) {
    for (const std::uint32_t row : rows) add(source_of(evidence, {table, row}), key_of(evidence, {table, row}));
  };
  add_all(Table::candidate, group.candidates);
  add_all(Table::monument, group.monuments);
  add_all(Table::vacancy, group.vacancy);
  if (group.candidates.empty() && group.monuments.empty() && group.vacancy.empty()) add("buildings", site.key);
}

void count_left_out(const Draft& site, const Exclusion& exclusion, std::vector<LeftOut>& left_out) {
  auto at = std::find_if(left_out.begin(), left_out.end(), [&](const LeftOut& entry) {
    return entry.listed == site.listed && entry.rule == exclusion.rule && entry.what == exclusion.summary;
  });
  if (at == left_out.end()) {
    left_out.push_back({exclusion.rule, exclusion.summary, site.listed, 0, {}, exclusion.remedy});
    at = std::prev(left_out.end());
  }
  ++at->count;
  at->remedy = std::min(at->remedy, exclusion.remedy);
  const std::string name = site.name.empty() || site.name == site.key ? "" : fmt::format(" ({})", site.name);
  at->examples.push_back(site.key + name);
}

void order_left_out(std::vector<LeftOut>& left_out) {
  for (LeftOut& entry : left_out) {
    std::sort(entry.examples.begin(), entry.examples.end());
    entry.examples.resize(std::min(entry.examples.size(), kExamples));
  }
  std::sort(left_out.begin(), left_out.end(), [](const LeftOut& a, const LeftOut& b) {
    return std::tuple{!a.listed, b.count, std::string_view{a.rule}, std::string_view{a.what}} <
           std::tuple{!b.listed, a.count, std::string_view{b.rule}, std::string_view{b.what}};
  });
}

}  // namespace trek::resolve::detail
