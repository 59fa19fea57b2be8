#include "trek/resolve/detail/draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "trek/core/text.hpp"
#include "trek/geo/topology.hpp"
#include "trek/model/columns.hpp"
#include "trek/resolve/detail/monument_grade.hpp"
#include "trek/resolve/detail/site_doubt.hpp"
#include "trek/resolve/detail/typology.hpp"
#include "trek/resolve/detail/vacancy_conflict.hpp"
#include "trek/resolve/detail/vacancy_pieces.hpp"
#include "trek/resolve/detail/vacancy_share.hpp"

namespace trek::resolve::detail {
namespace {

/// The first text that is not empty.
void fill(std::string& text, const std::string& other) {
  if (text.empty()) text = other;
}
void fill(core::Phrase& text, const core::Phrase& other) {
  if (text.empty()) text = other;
}
void fill(model::Address& address, const model::Address& other) {
  if (address.empty()) address = other;
}

template <class T>
void fill(std::optional<T>& value, const std::optional<T>& other) {
  if (!value) value = other;
}

/// Appends a text that is not there yet.
void collect(std::vector<std::string>& texts, const std::string& text) {
  if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  return fmt::format("{}", fmt::join(texts, separator));
}

void strengthen(model::MonumentKind& kind, model::MonumentKind other) noexcept {
  if (strength(other) > strength(kind)) kind = other;
}

class Drafting {
 public:
  Drafting(const BuildingSources& sources, const std::vector<Edge>& edges, const Group& group,
           const CandidateRule& rule, core::Report& report)
      : sources_{sources},
        evidence_{sources.evidence},
        finder_{sources.finder},
        edges_{edges},
        group_{group},
        rule_{rule},
        report_{report},
        facts_{building_facts(sources, group.buildings)},
        confidences_{link_confidences(edges, group)},
        doubt_{building_doubt(edges, group, confidences_)} {}

  Draft result() {
    for (const std::uint32_t row : group_.candidates) take_candidate(*evidence_.candidates, row);
    for (const std::uint32_t row : group_.monuments) take_monument(*evidence_.monuments, row);
    take_buildings();
    for (const std::uint32_t row : group_.vacancy) take_vacancy(*evidence_.vacancy, row);
    take_type();
    finish();
    draft_.edges = group_.edges;
    return std::move(draft_);
  }

 private:
  void take_candidate(const model::Candidates& table, std::uint32_t row) {
    fill(draft_.key, table.key[row]);
    fill(draft_.name, table.name[row]);
    fill(draft_.built_year, table.built_year[row]);
    fill(draft_.present_use, table.present_use[row]);
    fill(draft_.address, table.address[row]);
    fill(draft_.certainty, table.certainty[row]);
    fill(draft_.storeys, table.storeys[row]);
    fill(draft_.height_m, table.height_m[row]);
    fill(draft_.owner, table.owner[row]);
    fill(draft_.rent, table.rent[row]);
    fill(record_area_m2_, table.floor_area_m2[row]);
    strengthen(draft_.monument_kind, table.monument_kind[row]);
    collect(functions_, table.original_function[row]);
    collect(notes_, table.note[row]);
    for (const std::string& number : core::split(table.monument_number[row], ',')) collect(numbers_, number);
    if (draft_.footprint.empty()) draft_.footprint = table.footprint.feature(row);
    if (const auto place = table.place[row]) places_.push_back(*place);
    const auto answers = table.answers[row];
    draft_.answers.insert(draft_.answers.end(), answers.begin(), answers.end());
    if (table.vacancy_share[row]) speaks_of_building_ = true;
    draft_.listed = true;
  }

  void take_monument(const model::Monuments& table, std::uint32_t row) {
    if (!table.number[row].empty()) fill(draft_.key, "monument-" + table.number[row]);
    fill(draft_.name, table.name[row]);
    fill(draft_.address, table.address[row]);
    take_monument_kind(table.kind[row], row);
    collect(functions_, table.original_function[row].empty() ? table.sub_category[row] : table.original_function[row]);
    collect(numbers_, table.number[row]);
    collect(draft_.complexes, table.complex_number[row]);
    if (const auto place = table.place[row]) places_.push_back(*place);
    if (group_.candidates.empty() && group_.buildings.empty()) {
      fill(draft_.certainty, std::string{model::name_of(table.location_quality[row])});
    }
  }

  /// A link in doubt makes the site at most what the record is.
  void take_monument_kind(model::MonumentKind kind, std::uint32_t row) {
    const auto confidence = confidences_.find({Table::monument, row});
    const bool sure = confidence == confidences_.end() || confidence->second >= kDoubtfulBelow;
    if (kind == model::MonumentKind::unknown || !sure) draft_.monument_unclear = true;
    if (sure) strengthen(draft_.monument_kind, kind);
  }

  void take_buildings() {
    if (!group_.buildings.empty()) fill(draft_.key, "building-" + finder_.id(group_.buildings.front()));
    draft_.ranges = doubtful_ranges(sources_, doubt_, facts_);
    keep_own_facts();
    take_status();
    take_floor_area();
    take_facts();
    fill(draft_.present_use, use_words(facts_.uses));
    if (!facts_.footprint.empty()) draft_.footprint = facts_.footprint;
    if (!draft_.footprint.empty()) draft_.footprint_m2 = geo::area_m2(draft_.footprint);
  }

  /// What the record itself says rests on no link.
  void keep_own_facts() {
    model::for_each_bounded_fact<model::Site>([&](const auto& fact) {
      if (draft_.*fact.member) (draft_.ranges.*fact.bounds).reset();
    });
  }

  /// What the registers know of the buildings, where no record says it.
  void take_facts() {
    model::for_each_fact<model::Site>([&](const auto& fact) {
      if constexpr (requires { fill(draft_.*fact.member, facts_.*fact.member); })
        fill(draft_.*fact.member, facts_.*fact.member);
    });
  }

  /// Of a building in doubt nobody knows whether the site is gone with it.
  void take_status() {
    if (!finder_.has_table() || group_.buildings.empty()) return;
    if (!facts_.gone || doubt_.slots.empty()) draft_.standing = !facts_.gone;
    std::set<model::BuildingStatus> all;
    for (const std::uint32_t slot : group_.buildings) all.insert(evidence_.buildings->status[slot]);
    draft_.building_status.assign(all.begin(), all.end());
  }

  void take_type() {
    auto choice = site_type(evidence_, group_, parts_, facts_);
    draft_.type = choice.type;
    draft_.type_reason = std::move(choice.reason);
    draft_.ranges.other_types = doubtful_types(sources_, group_, doubt_, facts_, parts_);
  }

  void take_floor_area() {
    const auto take = [&](const std::optional<double>& area, const char* basis) {
      if (draft_.floor_area_m2 || !area) return;
      draft_.floor_area_m2 = area;
      draft_.floor_area_basis = basis;
    };
    if (!doubt_.slots.empty()) take(record_area_m2_, "record");  // the record's own rests on no link
    take(facts_.floor_area_m2, "units");
    take(record_area_m2_, "record");
    take(facts_.estimated_floor_area_m2, "footprint_x_storeys");
    if (draft_.floor_area_basis == "record") draft_.ranges.floor_area_m2.reset();
    if (draft_.floor_area_basis != "units" || facts_.units_without_area == 0) return;
    auto& range = draft_.ranges.floor_area_m2;
    range = model::Range{range ? range->low : *draft_.floor_area_m2, std::numeric_limits<double>::infinity()};
    draft_.ranges.floor_area_known_share =
        1.0 - static_cast<double>(facts_.units_without_area) / static_cast<double>(facts_.units.size());
    report_.add(
        {core::Severity::note,
         "units",
         draft_.key,
         "floor_area_incomplete",
         {fmt::format("{} verblijfsobject{} zonder oppervlakte", facts_.units_without_area,
                      facts_.units_without_area == 1 ? "" : "en"),
          fmt::format("{} unit{} without area", facts_.units_without_area, facts_.units_without_area == 1 ? "" : "s")},
         "the floor area of the site is the sum of the other units: a lower bound",
         {}});
  }

  void take_vacancy(const model::VacancyRecords& table, std::uint32_t row) {
    fill(draft_.address, table.address[row]);
    collect(notes_, table.note[row]);
    if (const auto place = table.place[row]) places_.push_back(*place);
    if (table.kind[row] != model::VacancyKind::in_use && table.weight[row] != 0.0) note_vacant_units(row);
  }

  void finish() {
    fill(draft_.address, facts_.unit_address);
    std::sort(numbers_.begin(), numbers_.end());
    draft_.monument_number = joined(numbers_, ", ");
    draft_.original_function = joined(functions_, "; ");
    draft_.note = joined(notes_, "; ");
    fill(draft_.name, model::one_line(draft_.address));
    place();
    judge_vacancy();
    links();
    fill(draft_.key, fmt::format("site-{:.0f}-{:.0f}", draft_.place.x_m, draft_.place.y_m));
  }

  /// Where the units lie through which a record without a place of its own was found.
  void place_at_own_unit() {
    if (!places_.empty() || evidence_.units == nullptr) return;
    for (const std::uint32_t number : group_.edges) {
      const Edge& edge = edges_[number];
      if (edge.from.table != Table::candidate || edge.unit.empty()) continue;
      if (const auto unit = finder_.find_unit(edge.unit)) places_.push_back(evidence_.units->place[*unit]);
    }
  }

  /// The first record's own place if it lies in the buildings, else a point in them.
  void place() {
    place_at_own_unit();
    if (!facts_.footprint.empty()) {
      geo::PolygonColumn column;
      column.append(facts_.footprint);
      const geo::PolygonLocator buildings{column};
      for (const geo::Point own : places_) {
        if (buildings.find(own)) return void(draft_.place = own);
      }
      draft_.place = geo::interior_point(facts_.footprint);
    } else if (!places_.empty()) {
      draft_.place = places_.front();
    } else {
      place_at_units();
    }
  }

  void place_at_units() {
    for (const std::uint32_t slot : group_.buildings) {
      const auto units = finder_.units_of(slot);
      const auto first = std::min_element(units.begin(), units.end(), [&](std::uint32_t a, std::uint32_t b) {
        return evidence_.units->id[a] < evidence_.units->id[b];
      });
      if (first != units.end()) return void(draft_.place = evidence_.units->place[*first]);
    }
    draft_.place = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  }

  void judge_vacancy() {
    const auto pieces = vacancy_pieces(sources_, edges_, group_, rule_, confidences_, draft_.type, report_);
    for (const VacancyPiece& piece : pieces) {
      draft_.vacancy_evidence.push_back(piece.evidence);
      if (piece.evidence.kind == model::VacancyKind::unit_out_of_use)
        vacant_units_.insert(piece.units.begin(), piece.units.end());
      if (piece.evidence.kind == model::VacancyKind::building_out_of_use) speaks_of_building_ = true;
    }
    set_vacancy(vacancy_share(sources_, {group_.buildings, facts_, draft_.type, draft_.floor_area_m2}, pieces), draft_);
    draft_.vacancy_conflict = vacancy_conflict(draft_.vacancy_evidence);
    if (!draft_.vacancy_conflict.empty()) {
      report_.add({core::Severity::warning, "vacancy", draft_.key, "vacancy_conflict", draft_.vacancy_conflict,
                   "ask which is right, and correct or drop the other record; until then both are in the output",
                   core::Location{draft_.place.x_m, draft_.place.y_m}});
    }
    count_vacant_units();
  }

  /// Only where all the evidence speaks of units: a record about a building speaks of all of them.
  void count_vacant_units() {
    if (evidence_.units == nullptr || group_.buildings.empty()) return;
    draft_.unit_count = static_cast<std::uint32_t>(facts_.units.size());
    if (speaks_of_building_ || vacant_units_.empty()) return;
    draft_.vacant_unit_count = static_cast<std::uint32_t>(vacant_units_.size());
  }

  /// Which units a record that says vacant speaks of.
  void note_vacant_units(std::uint32_t row) {
    bool found = false;
    for (const std::uint32_t number : group_.edges) {
      const Edge& edge = edges_[number];
      if (edge.from != Record{Table::vacancy, row} || edge.unit.empty()) continue;
      vacant_units_.insert(edge.unit);
      found = true;
    }
    if (found && facts_.units.size() > 1) parts_.push_back(row);
    speaks_of_building_ = speaks_of_building_ || !found;
  }

  static bool is_better(const model::SiteLink& a, const model::SiteLink& b) {
    return std::tuple{-a.confidence, a.distance_m, a.method} < std::tuple{-b.confidence, b.distance_m, b.method};
  }

  static void offer_unit(const Edge& edge, std::map<std::string, model::SiteLink>& units) {
    if (edge.unit.empty()) return;
    const model::SiteLink link{"unit", edge.unit, edge.method, edge.distance_m, edge.confidence};
    const auto [at, is_new] = units.try_emplace(edge.unit, link);
    if (!is_new && is_better(link, at->second)) at->second = link;
  }

  /// The best reason for each record, by table and key.
  void links() {
    std::map<std::tuple<Table, std::string, std::uint32_t>, model::SiteLink> best;
    std::map<std::string, model::SiteLink> units;
    const auto offer = [&](Record record, const Edge* edge, model::LinkMethod otherwise) {
      const bool building = record.table == Table::building;
      model::SiteLink link{kTableNames[static_cast<std::size_t>(record.table)],
                           building ? finder_.id(record.row) : key_of(evidence_, record), otherwise, 0.0, 1.0};
      if (edge != nullptr)
        link.method = edge->method, link.distance_m = edge->distance_m, link.confidence = edge->confidence;
      const auto [at, is_new] = best.try_emplace({record.table, link.record, record.row}, link);
      if (!is_new && is_better(link, at->second)) at->second = link;
    };
    for (const std::uint32_t row : group_.candidates)
      offer({Table::candidate, row}, nullptr, model::LinkMethod::listed);
    for (const std::uint32_t number : group_.edges) {
      const Edge& edge = edges_[number];
      offer(edge.from, &edge, edge.method);
      offer(edge.to, &edge, edge.method);
      offer_unit(edge, units);
    }
    for (const std::uint32_t row : group_.monuments) offer_if_absent({Table::monument, row}, best, offer);
    for (const std::uint32_t slot : group_.buildings) offer_if_absent({Table::building, slot}, best, offer);
    for (auto& [key, link] : best) draft_.links.push_back(std::move(link));
    sort_records_of_one_key(draft_.links);
    for (auto& [key, link] : units) draft_.links.push_back(std::move(link));
  }

  /// The map leaves two records of one key in the order of their rows, which must not show.
  static void sort_records_of_one_key(std::vector<model::SiteLink>& links) {
    for (auto begin = links.begin(); begin != links.end();) {
      const auto end = std::find_if(begin, links.end(), [&](const model::SiteLink& link) {
        return link.table != begin->table || link.record != begin->record;
      });
      std::sort(begin, end, [](const model::SiteLink& a, const model::SiteLink& b) { return is_better(a, b); });
      begin = end;
    }
  }

  template <class Best, class Offer>
  void offer_if_absent(Record record, const Best& best, const Offer& offer) const {
    const bool building = record.table == Table::building;
    const std::string key = building ? finder_.id(record.row) : key_of(evidence_, record);
    if (best.contains({record.table, key, record.row})) return;
    offer(record, nullptr, building ? model::LinkMethod::key : model::LinkMethod::listed);
  }

  static constexpr std::array<const char*, 4> kTableNames{"candidate", "monument", "vacancy", "building"};

  const BuildingSources& sources_;
  const Evidence& evidence_;
  const BuildingFinder& finder_;
  const std::vector<Edge>& edges_;
  const Group& group_;
  const CandidateRule& rule_;
  core::Report& report_;
  BuildingFacts facts_;
  std::map<Record, double> confidences_;
  BuildingDoubt doubt_;
  Draft draft_;
  std::optional<double> record_area_m2_;
  std::vector<geo::Point> places_;  // of the records, strongest first
  std::vector<std::string> numbers_;
  std::vector<std::string> functions_;
  std::vector<std::string> notes_;
  std::vector<std::uint32_t> parts_;    // vacancy records that speak of one unit of several
  std::set<std::string> vacant_units_;  // ids
  bool speaks_of_building_ = false;     // some evidence, of a building as a whole
};

}  // namespace

Draft draft(const BuildingSources& sources, const std::vector<Edge>& edges, const Group& group,
            const CandidateRule& rule, core::Report& report) {
  return Drafting{sources, edges, group, rule, report}.result();
}

}  // namespace trek::resolve::detail
