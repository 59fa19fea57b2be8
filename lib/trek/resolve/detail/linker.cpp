#include "trek/resolve/detail/linker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "trek/core/text.hpp"
#include "trek/resolve/detail/confidences.hpp"
#include "trek/resolve/detail/typology.hpp"

namespace trek::resolve::detail {
namespace {

/// Records that share a whole address are one place; those that share a bare number need not be.
constexpr double kWholeAddress = 0.9;

bool may_be_the_same(model::MonumentKind candidate, model::MonumentKind monument) noexcept {
  const bool says_nothing = candidate == model::MonumentKind::unknown || monument == model::MonumentKind::unknown;
  return says_nothing || candidate == monument;
}

}  // namespace

std::optional<double> stated_uncertainty_m(std::string_view certainty) {
  const std::string text = core::folded(certainty);
  const bool plus_minus =
      certainty.find("\xC2\xB1") != std::string_view::npos || certainty.find("+/-") != std::string_view::npos;
  for (std::size_t at = 0; (at = text.find_first_of("0123456789", at)) != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
    const bool starts_a_word = at == 0 || text[at - 1] == ' ';
    std::string_view after = std::string_view{text}.substr(end);
    if (after.starts_with(' ')) after.remove_prefix(1);
    const bool in_metres = after == "m" || after.starts_with("m ") || after.starts_with("meter");
    const bool alone = at == 0 && end == text.size();
    if (starts_a_word && (in_metres || alone || plus_minus)) return core::parsed_number(text.substr(at, end - at));
    at = end;
  }
  return std::nullopt;
}

Linker::Linker(const Evidence& evidence, const CandidateRule& rule, BuildingFinder& finder, core::Report& report)
    : evidence_{evidence}, rule_{rule}, finder_{finder}, report_{report}, decisions_{evidence, finder, report} {
  if (evidence.parcels != nullptr) parcels_.emplace(evidence.parcels->area);
}

std::vector<Edge> Linker::edges(const core::Control& control) {
  const std::size_t candidates = evidence_.candidates != nullptr ? evidence_.candidates->size() : 0;
  const std::size_t monuments = evidence_.monuments != nullptr ? evidence_.monuments->size() : 0;
  const std::size_t vacancy = evidence_.vacancy != nullptr ? evidence_.vacancy->size() : 0;
  for (std::uint32_t row = 0; row < candidates; ++row) {
    if (row % 256 == 0) control.check_stop();
    link_candidate(row);
  }
  control.check_stop();
  if (monuments > 0) count_shared_addresses();
  for (std::uint32_t row = 0; row < monuments; ++row) {
    if (row % 256 == 0) control.check_stop();
    link_monument(row);
  }
  control.check_stop();
  if (candidates > 0 && monuments > 0) link_monument_numbers(), link_names();
  link_twins();
  index_records();
  for (std::uint32_t row = 0; row < vacancy; ++row) {
    if (row % 256 == 0) control.check_stop();
    link_vacancy(row);
  }
  if (monuments > 0) tell_elsewhere();
  return std::move(edges_);
}

void Linker::warn(Record record, const char* rule, const core::Phrase& value, const std::string& remedy) {
  report_.add({core::Severity::warning, source_of(evidence_, record), key_of(evidence_, record), rule, value, remedy,
               location_of(evidence_, record)});
}

void Linker::add(Edge edge) {
  if (edge.confidence < kDoubtfulBelow) {
    const std::string to = edge.to.table == Table::building ? finder_.id(edge.to.row) : key_of(evidence_, edge.to);
    warn(edge.from, "doubtful_link",
         {core::with_decimal_comma(fmt::format("{} ({}, {:.1f} m; {:.2f})", to,
                                               model::label_of(edge.method, model::Language::nl), edge.distance_m,
                                               edge.confidence)),
          fmt::format("{} ({}, {:.1f} m, {:.2f})", to, model::name_of(edge.method), edge.distance_m, edge.confidence)},
         "look at the match on the map; a BAG id in the source, or a line in the file of decisions, settles it");
  }
  edges_.push_back(std::move(edge));
}

std::vector<std::uint32_t> Linker::allowed(Record record, std::vector<std::uint32_t> slots) const {
  std::erase_if(slots, [&](std::uint32_t slot) { return decisions_.differ(record, {Table::building, slot}); });
  return slots;
}

std::vector<BuildingFinder::Near> Linker::allowed_around(Record record, geo::Point place, double reach_m) const {
  auto near = finder_.around(place, reach_m);
  std::erase_if(near, [&](const auto& n) { return decisions_.differ(record, {Table::building, n.slot}); });
  return near;
}

std::optional<std::uint32_t> Linker::allowed_inside(Record record, geo::Point place) const {
  const auto slot = finder_.inside(place);
  if (slot && decisions_.differ(record, {Table::building, *slot})) return std::nullopt;
  return slot;
}

/// True where the user has settled the record, also when it is to stay alone.
bool Linker::link_by_decision(Record record) {
  for (const Record to : decisions_.same_as(record)) {
    const auto place = location_of(evidence_, record);
    const bool to_building = to.table == Table::building;
    const double distance = place && to_building ? finder_.distance_m(to.row, geo::Point{place->x_m, place->y_m}) : 0.0;
    add({record, to, model::LinkMethod::decision, distance, 1.0, {}});
  }
  return decisions_.is_alone(record) || !decisions_.same_as(record).empty();
}

/// Of a record with one unit, its building says more; of one with several, each may stand on another building.
bool Linker::link_by_key(Record record, std::span<const std::string> building_ids,
                         std::span<const std::string> unit_ids) {
  std::vector<std::string> unknown_buildings;
  std::vector<std::string> unknown_units;
  bool linked = link_by_building_ids(record, building_ids, unknown_buildings);
  if ((!linked || unit_ids.size() > 1) && evidence_.units != nullptr) {
    linked = link_by_unit_ids(record, unit_ids, unknown_units) || linked;
  }
  // A monument without a place and without a key that is known is elsewhere, and counted with those.
  if (!linked && record.table == Table::monument && !location_of(evidence_, record)) return false;
  const std::string used = linked                           ? "; the record's other keys were used"
                           : location_of(evidence_, record) ? "; the record's place was used"
                                                            : "; the record's address was looked for";
  for (const std::string& id : unknown_buildings) {
    warn(record, "unknown_building", id, "no such building in the table of buildings" + used);
  }
  for (const std::string& id : unknown_units) {
    warn(record, "unknown_unit", id, "no such unit in the table of units" + used);
  }
  return linked;
}

bool Linker::link_by_building_ids(Record record, std::span<const std::string> ids, std::vector<std::string>& unknown) {
  bool linked = false;
  for (const std::string& id : ids) {
    const auto slot = finder_.find_or_add(id);
    if (!slot) {
      unknown.push_back(id);
      continue;
    }
    if (decisions_.differ(record, {Table::building, *slot})) continue;
    add({record, {Table::building, *slot}, model::LinkMethod::key, 0.0, 1.0, {}});
    linked = true;
  }
  return linked;
}

bool Linker::link_by_unit_ids(Record record, std::span<const std::string> ids, std::vector<std::string>& unknown) {
  bool linked = false;
  for (const std::string& id : ids) {
    const auto unit = finder_.find_unit(id);
    if (!unit) {
      unknown.push_back(id);
      continue;
    }
    const auto slots = finder_.buildings_of_unit(*unit);
    for (const std::uint32_t slot : allowed(record, {slots.begin(), slots.end()})) {
      add({record, {Table::building, slot}, model::LinkMethod::key, 0.0, 1.0, evidence_.units->id[*unit]});
      linked = true;
    }
  }
  return linked;
}

/// Id of the unit, where one only has the address.
std::string Linker::only_unit(const BuildingFinder::AddressHit& hit) const {
  return hit.units.size() == 1 ? evidence_.units->id[hit.units.front()] : std::string{};
}

/// For a record that has only an address: the one that was meant, if the town agrees. Nothing else confirms it.
BuildingFinder::AddressHit Linker::spelled_hit(const model::Address& address) const {
  auto hit = finder_.at_similar_address(address, {}, std::numeric_limits<double>::infinity());
  if (!hit.in_town) return {};
  hit.confidence = kDoubtfulAddress;
  return hit;
}

/// The buildings of an address as it is written, else of the address that may have been meant, else of one number with
/// several letters that of the point.
BuildingFinder::AddressHit Linker::address_hit(Record record, const model::Address& address,
                                               std::optional<geo::Point> place) const {
  auto hit = finder_.at_address(address);
  if (hit.slots.empty() && hit.several.empty() && place) {
    hit = finder_.at_similar_address(address, *place, kAddressFar_m);
  }
  if (hit.slots.empty() && hit.several.empty() && !place && record.table == Table::candidate)
    hit = spelled_hit(address);
  hit.slots = allowed(record, std::move(hit.slots));
  hit.several = allowed(record, std::move(hit.several));
  if (hit.several.empty() || !place) return hit;
  const auto slot = finder_.inside(*place);
  if (!slot || std::find(hit.several.begin(), hit.several.end(), *slot) == hit.several.end()) return hit;
  hit.slots = {*slot};
  hit.confidence = kOtherLetter;
  return hit;
}

bool Linker::link_by_address(Record record, const model::Address& address, std::optional<geo::Point> place) {
  const auto hit = address_hit(record, address, place);
  for (const std::uint32_t slot : hit.slots) {
    const double distance = place ? finder_.distance_m(slot, *place) : 0.0;
    const double confidence = distance > kAddressFar_m ? std::min(hit.confidence, kDoubtfulAddress) : hit.confidence;
    add({record, {Table::building, slot}, model::LinkMethod::address, distance, confidence, only_unit(hit)});
  }
  return !hit.slots.empty();
}

bool Linker::link_inside(Record record, geo::Point place, double confidence) {
  const auto slot = allowed_inside(record, place);
  if (!slot) return false;
  add({record, {Table::building, *slot}, model::LinkMethod::inside, 0.0, confidence, {}});
  return true;
}

bool Linker::link_nearest(Record record, geo::Point place, double tolerance_m, double confidence) {
  const auto around = allowed_around(record, place, tolerance_m + kContestedWithin_m);
  if (around.empty() || around.front().distance_m > tolerance_m) return false;
  const auto& near = around.front();
  const bool contested = around.size() > 1 && around[1].distance_m - near.distance_m < kContestedWithin_m;
  const double share = tolerance_m > 0.0 ? near.distance_m / tolerance_m : 0.0;
  const double found = confidence * (1.0 - 0.5 * share) * (contested ? kContested : 1.0);
  add({record,
       {Table::building, near.slot},
       model::LinkMethod::nearest,
       near.distance_m,
       found,
       {},
       others(around, near.slot)});
  return true;
}

bool Linker::link_within(Record record, const geo::MultiPolygon& area) {
  const auto slots = allowed(record, finder_.within(area));
  for (const std::uint32_t slot : slots) {
    add({record, {Table::building, slot}, model::LinkMethod::inside, 0.0, kExactInside, {}});
  }
  return !slots.empty();
}

void Linker::link_candidate(std::uint32_t row) {
  const model::Candidates& table = *evidence_.candidates;
  const Record record{Table::candidate, row};
  const std::optional<geo::Point> place = table.place[row];
  if (link_by_decision(record)) return;
  if (link_by_key(record, table.building_ids[row], table.unit_ids[row]) ||
      link_by_address(record, table.address[row], place))
    return;
  if (!place) return;
  const auto uncertainty = stated_uncertainty_m(table.certainty[row]);
  if (uncertainty && *uncertainty > rule_.exact_tolerance.value()) {
    if (finder_.has_table()) {
      report_.add({core::Severity::note, "candidates", table.key[row], "position_uncertain", table.certainty[row],
                   "not joined to a building by its place alone; give an address or a BAG id", located(*place)});
    }
    return;
  }
  const auto area = table.footprint.feature(row);
  if (!area.empty() && link_within(record, area)) return;
  if (link_inside(record, *place, kPointInside)) return;
  link_beside(record, *place, rule_.exact_tolerance.value(), kExactNearest);
}

void Linker::link_monument_numbers() {
  std::map<std::string, std::vector<std::uint32_t>> rows_of_number;
  for (std::uint32_t row = 0; row < evidence_.monuments->size(); ++row) {
    rows_of_number[evidence_.monuments->number[row]].push_back(row);
  }
  for (std::uint32_t row = 0; row < evidence_.candidates->size(); ++row) {
    for (const std::string& number : core::split(evidence_.candidates->monument_number[row], ',')) {
      const auto found = rows_of_number.find(number);
      if (found == rows_of_number.end()) continue;
      for (const std::uint32_t monument : found->second) {
        if (decisions_.told_apart({Table::candidate, row}, {Table::monument, monument})) continue;
        if (!may_be_the_same(evidence_.candidates->monument_kind[row], evidence_.monuments->kind[monument])) continue;
        const auto place = evidence_.monuments->place[monument];
        const auto own = evidence_.candidates->place[row];
        const double distance = place && own ? geo::distance_m(*own, *place) : 0.0;
        add({{Table::candidate, row}, {Table::monument, monument}, model::LinkMethod::key, distance, 1.0, {}});
      }
    }
  }
}

/// Candidates and monuments by key, so that a tie does not fall by row.
std::vector<Record> Linker::records_by_key() const {
  std::vector<std::tuple<Table, std::string, std::optional<geo::Point>, Record>> order;
  const auto collect = [&](Table table, std::size_t count) {
    for (std::uint32_t row = 0; row < count; ++row) {
      const Record record{table, row};
      if (table == Table::monument && is_no_building(*evidence_.monuments, row)) continue;
      order.emplace_back(table, key_of(evidence_, record), place_of(evidence_, record), record);
    }
  };
  if (evidence_.candidates != nullptr) collect(Table::candidate, evidence_.candidates->size());
  if (evidence_.monuments != nullptr) collect(Table::monument, evidence_.monuments->size());
  std::sort(order.begin(), order.end());
  std::vector<Record> records;
  for (const auto& entry : order) records.push_back(std::get<Record>(entry));
  return records;
}

void Linker::index_records() {
  std::set<Record> in_building;
  for (const Edge& edge : edges_) {
    if (edge.to.table != Table::building) continue;
    in_building.insert(edge.from);
    claimed_slots_.insert(edge.to.row);
  }
  records_ = records_by_key();
  std::vector<geo::Point> places;
  for (std::uint32_t i = 0; i < records_.size(); ++i) {
    const auto [table, row] = records_[i];
    record_addresses_.add(
        i, table == Table::candidate ? evidence_.candidates->address[row] : evidence_.monuments->address[row]);
    const auto place = place_of(evidence_, records_[i]);
    if (!place || in_building.contains(records_[i])) continue;
    free_.push_back(i);
    places.push_back(*place);
  }
  record_addresses_.close();
  if (!places.empty()) free_places_.emplace(places);
}

bool Linker::link_vacancy_to_record(Record record) {
  const auto hits = record_addresses_.find(evidence_.vacancy->address[record.row]);
  const bool whole_number = hits.confidence >= kWholeAddress;
  if (hits.rows.size() == 1 || (whole_number && !hits.rows.empty())) {
    add({record, records_[hits.rows.front()], model::LinkMethod::address, 0.0, hits.confidence, {}});
    return true;
  }
  const auto place = evidence_.vacancy->place[record.row];
  if (!place || !free_places_) return false;
  const double tolerance = rule_.vacancy_tolerance.value();
  const auto near = free_places_->within(*place, tolerance);
  if (near.empty()) return false;
  const double share = tolerance > 0.0 ? near.front().distance_m / tolerance : 0.0;
  add({record,
       records_[free_[near.front().row]],
       model::LinkMethod::nearest,
       near.front().distance_m,
       kApproximateNearest * (1.0 - 0.5 * share),
       {}});
  return true;
}

/// A point in another building than that of the address: it settles a letter that was left out, and else raises doubt.
bool Linker::link_vacancy_by_address(Record record) {
  const model::Address& address = evidence_.vacancy->address[record.row];
  const auto place = evidence_.vacancy->place[record.row];
  const auto hit = address_hit(record, address, place);
  const auto inside = place ? allowed_inside(record, *place) : std::nullopt;
  if (hit.slots.size() != 1 || !inside || *inside == hit.slots.front()) return link_by_address(record, address, place);
  if (finder_.has_number_of(*inside, address)) {
    add({record, {Table::building, *inside}, model::LinkMethod::address, 0.0, kOtherLetter, {}});
    return true;
  }
  const double distance = finder_.distance_m(hit.slots.front(), *place);
  add({record,
       {Table::building, hit.slots.front()},
       model::LinkMethod::address,
       distance,
       distance > kAddressFar_m ? kDoubtfulAddress : kTwoMinds,
       {},
       {*inside}});
  return true;
}

bool Linker::link_vacancy_to_building(Record record) {
  const model::VacancyRecords& table = *evidence_.vacancy;
  const auto place = table.place[record.row];
  if (link_by_key(record, table.building_ids[record.row], table.unit_ids[record.row])) return true;
  if (link_vacancy_by_address(record)) return true;
  return place && link_inside(record, *place, kPointInside);
}

/// A vacancy record that is to stay alone says nothing of any site.
void Linker::report_alone(Record record) {
  if (!decisions_.is_alone(record)) return;
  report_.add({core::Severity::note, source_of(evidence_, record), key_of(evidence_, record), "decided_without_site",
               model::one_line(evidence_.vacancy->address[record.row]), "left out by a decision in the project's file",
               location_of(evidence_, record)});
}

void Linker::link_vacancy(std::uint32_t row) {
  const model::VacancyRecords& table = *evidence_.vacancy;
  const Record record{Table::vacancy, row};
  if (link_by_decision(record)) return report_alone(record);
  const auto before = static_cast<std::ptrdiff_t>(edges_.size());
  if (link_vacancy_to_building(record)) {
    // Without a table of buildings an id says only which records belong together: another record may say which site.
    const bool known = finder_.has_table() || std::any_of(edges_.begin() + before, edges_.end(), [&](const Edge& edge) {
                         return claimed_slots_.contains(edge.to.row);
                       });
    if (!known) link_vacancy_to_record(record);
    return;
  }
  const auto place = table.place[row];
  if (link_vacancy_to_record(record)) return;
  if (place && link_beside(record, *place, rule_.vacancy_tolerance.value(), kApproximateNearest)) return;
  report_.add({core::Severity::rejected, source_of(evidence_, record), table.record[row], "vacancy_without_site",
               model::one_line(table.address[row]),
               "no building or site has this id, address or place; check the record", location_of(evidence_, record)});
}

}  // namespace trek::resolve::detail
