#include "trek/resolve/resolve.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "trek/geo/spatial_index.hpp"
#include "trek/model/columns.hpp"
#include "trek/resolve/detail/draft.hpp"
#include "trek/resolve/detail/exclusion.hpp"
#include "trek/resolve/detail/monument_grade.hpp"
#include "trek/resolve/detail/monument_records.hpp"
#include "trek/resolve/detail/record_links.hpp"
#include "trek/resolve/detail/reuse_facts.hpp"
#include "trek/resolve/detail/same_places.hpp"
#include "trek/resolve/detail/typology.hpp"
#include "trek/resolve/detail/unlisted_vacancy.hpp"
#include "trek/resolve/detail/vacancy_share.hpp"
#include "trek/resolve/detail/zone_facts.hpp"

namespace trek::resolve {
namespace {

using detail::Draft;
using detail::Group;
using detail::Record;
using detail::Table;

auto order_of(const Draft& site) {
  return std::tuple{std::string_view{site.key}, site.place, std::string_view{site.name},
                    std::string_view{site.monument_number}, std::string_view{site.note}};
}

/// Makes the keys unique and puts the sites in their order.
void order_by_key(std::vector<Draft>& sites) {
  const auto sort = [&] {
    std::sort(sites.begin(), sites.end(), [](const Draft& a, const Draft& b) { return order_of(a) < order_of(b); });
  };
  sort();
  std::set<std::string> taken;
  for (const Draft& site : sites) taken.insert(site.key);
  std::set<std::string> used;
  for (Draft& site : sites) {
    if (used.insert(site.key).second) continue;
    const std::string key = site.key;
    int number = 2;
    do site.key = fmt::format("{}-{}", key, number++);
    while (taken.contains(site.key) || !used.insert(site.key).second);
  }
  sort();
}

/// Areas in which sites lie; without a table nothing is known.
class Regions {
 public:
  explicit Regions(const Evidence& evidence) {
    if (evidence.municipalities != nullptr && evidence.municipalities->size() > 0)
      municipalities_.emplace(evidence.municipalities->area);
    if (evidence.townscapes != nullptr) townscapes_.emplace(evidence.townscapes->area);
  }
  [[nodiscard]] model::MunicipalityIdx municipality(geo::Point place) const {
    const auto row = municipalities_ ? municipalities_->find(place) : std::nullopt;
    return row ? model::MunicipalityIdx{*row} : model::MunicipalityIdx{};
  }
  [[nodiscard]] std::optional<bool> in_region(geo::Point place) const {
    if (!municipalities_) return std::nullopt;
    return municipality(place).valid();
  }
  [[nodiscard]] std::optional<bool> in_townscape(geo::Point place) const {
    if (!townscapes_) return std::nullopt;
    return townscapes_->find(place).has_value();
  }

 private:
  std::optional<geo::PolygonLocator> municipalities_;
  std::optional<geo::PolygonLocator> townscapes_;
};

/// What it says of a site that the lists that were read do not have it.
struct Lists {
  Lists(const Evidence& evidence, const CandidateRule& rule, const Regions& regions, core::Report& report)
      : monuments{evidence, [&](geo::Point place) { return regions.municipality(place); }},
        unlisted{evidence, rule.vacancy, report} {}
  detail::MonumentLists monuments;
  detail::UnlistedRule unlisted;
};

/// Without evidence, what the registers leave open.
void take_unlisted(const Lists& lists, Draft& site) {
  if (site.vacancy_basis != model::VacancyBasis::unknown) return;
  const auto unlisted = lists.unlisted.find(site.type, site.municipality);
  if (!unlisted) return;
  detail::set_vacancy({unlisted->share, model::Range{0.0, unlisted->high_share}, unlisted->known_share,
                       model::VacancyBasis::base_rate, std::nullopt},
                      site);
}

/// What follows from where the site lies.
void take_place(const Regions& regions, const Lists& lists, Draft& site) {
  site.municipality = regions.municipality(site.place);
  site.in_townscape = regions.in_townscape(site.place);
  take_unlisted(lists, site);
  const auto grade =
      lists.monuments.grade(site.monument_kind, site.monument_unclear, site.in_townscape, site.municipality);
  site.monument_kind = grade.kind;
  site.monument_at_most = grade.at_most;
}

void take_answers(const Draft& site, std::vector<model::SiteAnswer>& answers) {
  for (model::SiteAnswer answer : site.answers) {
    answer.site = site.key;
    answers.push_back(std::move(answer));
  }
}

std::vector<detail::Record> records_of(const detail::Group& group) {
  std::vector<detail::Record> records;
  const auto add = [&](detail::Table table, const std::vector<std::uint32_t>& rows) {
    for (const std::uint32_t row : rows) records.push_back({table, row});
  };
  add(detail::Table::candidate, group.candidates);
  add(detail::Table::monument, group.monuments);
  add(detail::Table::vacancy, group.vacancy);
  add(detail::Table::building, group.buildings);
  return records;
}

/// Rows of the user's list that are one building are one site: said, for the list has more rows than the map has sites.
void tell_one_site(const model::Candidates& table, const std::vector<std::uint32_t>& rows, const Draft& site,
                   core::Report& report) {
  if (rows.size() < 2) return;
  std::vector<std::string> names;
  for (const std::uint32_t row : rows) names.push_back(fmt::format("{} ({})", table.key[row], table.name[row]));
  const std::string value = fmt::format("{}", fmt::join(names, ", "));
  core::Finding finding{core::Severity::warning, "candidates", site.key, "one_site", value, {}, {}};
  finding.remedy =
      "these rows are of one building: they are one site, named after the first; leave one out, or give "
      "each the id of its own unit or building";
  if (geo::is_finite(site.place)) finding.location = core::Location{site.place.x_m, site.place.y_m};
  report.add(std::move(finding));
}

/// A group that the linking has already reported: a vacancy record, or a listed object that is no building or is not
/// here.
bool is_already_reported(const Evidence& evidence, const Group& group) {
  if (!group.candidates.empty() || !group.buildings.empty() || !group.edges.empty()) return false;
  return std::all_of(group.monuments.begin(), group.monuments.end(), [&](std::uint32_t row) {
    return !evidence.monuments->place[row] || detail::is_no_building(*evidence.monuments, row);
  });
}

}  // namespace

Resolution resolve_sites(const Evidence& given, const CandidateRule& rule, const core::Control& control) {
  constexpr const char* kStage = "resolve";
  Resolution result;
  Evidence evidence = given;
  model::Monuments monuments;
  if (given.monuments != nullptr) {
    monuments = detail::joined_monuments(*given.monuments, result.report);
    evidence.monuments = &monuments;
  }
  const detail::BuildingRegister registered{evidence.heights, evidence.labels};
  detail::BuildingFinder finder{evidence.buildings, evidence.units};
  control.check_stop();
  detail::Linker linker{evidence, rule, finder, result.report};
  const auto edges = linker.edges(control);
  const auto groups = detail::groups(evidence, finder, edges, rule);
  const Regions regions{evidence};
  std::vector<Draft> sites;
  for (std::size_t number = 0; number < groups.size(); ++number) {
    if (number % 256 == 0) control.check_stop(), control.report(kStage, number, groups.size());
    if (is_already_reported(evidence, groups[number])) continue;
    Draft site = detail::draft({evidence, finder, registered}, edges, groups[number], rule, result.report);
    const auto in_region = geo::is_finite(site.place) ? regions.in_region(site.place) : std::nullopt;
    if (const auto exclusion = detail::find_exclusion(evidence, rule, groups[number], site, in_region)) {
      detail::report_exclusion(evidence, groups[number], site, *exclusion, result.report);
      detail::count_left_out(site, *exclusion, result.left_out);
    } else {
      site.records = records_of(groups[number]);
      if (evidence.candidates != nullptr)
        tell_one_site(*evidence.candidates, groups[number].candidates, site, result.report);
      sites.push_back(std::move(site));
    }
  }
  detail::order_left_out(result.left_out);
  order_by_key(sites);
  detail::mark_same_places(rule.complex_gap.value(), rule.approximate_tolerance.value(), linker.decisions(), sites,
                           result.report);
  result.decisions = linker.decisions().books();
  result.links = detail::record_links(evidence, finder, edges, sites);
  const Lists lists{evidence, rule, regions, result.report};
  const detail::ReuseFacts reuse{evidence, finder};
  const detail::ZoneFacts zoning{evidence};
  for (Draft& site : sites) {
    take_answers(site, result.answers);
    take_place(regions, lists, site);
    reuse.take(site);
    zoning.take(site);
    model::append(result.sites, site);
  }
  control.report(kStage, groups.size(), groups.size());
  return result;
}

}  // namespace trek::resolve
