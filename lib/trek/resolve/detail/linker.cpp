#include "trek/resolve/detail/linker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "trek/core/text.hpp"
#include "trek/resolve/detail/typology.hpp"

namespace trek::resolve::detail {
namespace {

// METHODS "Sites", table of confidences. An address has its own, in address_book.cpp.
constexpr double kExactInside = 0.95;
constexpr double kApproximateInside = 0.7;
constexpr double kPointInside = 0.8;   // a vacancy record or a candidate
constexpr double kExactNearest = 0.8;  // at distance 0; half of it at the tolerance
constexpr double kApproximateNearest = 0.6;
constexpr double kContested = 0.7;  // factor, where another building is hardly farther
/// Records that share a whole address are one place; those that share a bare number need not be.
constexpr double kWholeAddress = 0.9;
/// An address this far from the record's own point is doubted.
constexpr double kAddressFar_m = 250.0;
constexpr double kDoubtfulAddress = 0.5;

bool is_well_placed(model::LocationQuality quality) noexcept {
  return quality == model::LocationQuality::exact || quality == model::LocationQuality::decision;
}

core::Location located(geo::Point place) noexcept { return {place.x_m, place.y_m}; }

bool may_be_the_same(model::MonumentKind candidate, model::MonumentKind monument) noexcept {
  const bool says_nothing = candidate == model::MonumentKind::unknown || monument == model::MonumentKind::unknown;
  return says_nothing || candidate == monument;
}

}  // namespace

std::string key_of(const Evidence& evidence, Record record) {
  switch (record.table) {
    case Table::candidate:
      return evidence.candidates->key[record.row];
    case Table::monument:
      return evidence.monuments->number[record.row];
    case Table::vacancy:
      return evidence.vacancy->record[record.row];
    case Table::building:
      break;
  }
  return {};
}

std::string source_of(const Evidence& evidence, Record record) {
  switch (record.table) {
    case Table::candidate:
      return "candidates";
    case Table::monument:
      return "monuments";
    case Table::vacancy:
      break;
    case Table::building:
      return "buildings";
  }
  const std::string& source = evidence.vacancy->source[record.row];
  return source.empty() ? "vacancy" : source;
}

geo::Point place_of(const Evidence& evidence, Record record) {
  return record.table == Table::candidate ? evidence.candidates->place[record.row]
                                          : evidence.monuments->place[record.row];
}

std::optional<core::Location> location_of(const Evidence& evidence, Record record) {
  switch (record.table) {
    case Table::candidate:
      return located(evidence.candidates->place[record.row]);
    case Table::monument:
      return located(evidence.monuments->place[record.row]);
    case Table::vacancy:
      if (const auto place = evidence.vacancy->place[record.row]) return located(*place);
      break;
    case Table::building:
      break;
  }
  return std::nullopt;
}

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
    : evidence_{evidence}, rule_{rule}, finder_{finder}, report_{report} {}

std::vector<Edge> Linker::edges(const core::Control& control) {
  const std::size_t candidates = evidence_.candidates != nullptr ? evidence_.candidates->size() : 0;
  const std::size_t monuments = evidence_.monuments != nullptr ? evidence_.monuments->size() : 0;
  const std::size_t vacancy = evidence_.vacancy != nullptr ? evidence_.vacancy->size() : 0;
  for (std::uint32_t row = 0; row < candidates; ++row) link_candidate(row);
  control.check_stop();
  for (std::uint32_t row = 0; row < monuments; ++row) link_monument(row);
  control.check_stop();
  if (candidates > 0 && monuments > 0) link_monument_numbers();
  index_records();
  for (std::uint32_t row = 0; row < vacancy; ++row) link_vacancy(row);
  return std::move(edges_);
}

void Linker::warn(Record record, const char* rule, const std::string& value, const char* remedy) {
  report_.add({core::Severity::warning, source_of(evidence_, record), key_of(evidence_, record), rule, value, remedy,
               location_of(evidence_, record)});
}

void Linker::add(Edge edge) {
  if (edge.confidence < kDoubtfulBelow) {
    const std::string to =
        edge.to.table == Table::building ? "building " + finder_.id(edge.to.row) : key_of(evidence_, edge.to);
    warn(edge.from, "doubtful_link",
         fmt::format("{} ({}, {:.1f} m, confidence {:.2f})", to, model::name_of(edge.method), edge.distance_m,
                     edge.confidence),
         "look at the match on the map; a BAG id in the source settles it");
  }
  edges_.push_back(std::move(edge));
}

bool Linker::link_by_key(Record record, const std::string& building_ids, const std::string& unit_id) {
  bool linked = false;
  for (const std::string& id : core::split(building_ids, ',')) {
    const auto slot = finder_.find_or_add(id);
    if (!slot) {
      warn(record, "unknown_building", id, "no such building in the table of buildings; the record's place was used");
      continue;
    }
    add({record, {Table::building, *slot}, model::LinkMethod::key, 0.0, 1.0, {}});
    linked = true;
  }
  if (linked || unit_id.empty() || evidence_.units == nullptr) return linked;
  const auto unit = finder_.find_unit(unit_id);
  if (!unit) {
    warn(record, "unknown_unit", unit_id, "no such unit in the table of units; the record's place was used");
    return false;
  }
  for (const std::uint32_t slot : finder_.buildings_of_unit(*unit)) {
    add({record, {Table::building, slot}, model::LinkMethod::key, 0.0, 1.0, evidence_.units->id[*unit]});
    linked = true;
  }
  return linked;
}

bool Linker::link_by_address(Record record, const model::Address& address, std::optional<geo::Point> place) {
  const auto hit = finder_.at_address(address);
  for (const std::uint32_t slot : hit.slots) {
    const double distance = place ? finder_.distance_m(slot, *place) : 0.0;
    const double confidence = distance > kAddressFar_m ? std::min(hit.confidence, kDoubtfulAddress) : hit.confidence;
    add({record, {Table::building, slot}, model::LinkMethod::address, distance, confidence, {}});
  }
  return !hit.slots.empty();
}

bool Linker::link_inside(Record record, geo::Point place, double confidence) {
  const auto slot = finder_.inside(place);
  if (!slot) return false;
  add({record, {Table::building, *slot}, model::LinkMethod::inside, 0.0, confidence, {}});
  return true;
}

bool Linker::link_nearest(Record record, geo::Point place, double tolerance_m, double confidence) {
  const auto near = finder_.nearest(place, tolerance_m);
  if (!near) return false;
  const double share = tolerance_m > 0.0 ? near->distance_m / tolerance_m : 0.0;
  const double found = confidence * (1.0 - 0.5 * share) * (near->contested ? kContested : 1.0);
  add({record, {Table::building, near->slot}, model::LinkMethod::nearest, near->distance_m, found, {}});
  return true;
}

bool Linker::link_within(Record record, const geo::MultiPolygon& area) {
  const auto slots = finder_.within(area);
  for (const std::uint32_t slot : slots) {
    add({record, {Table::building, slot}, model::LinkMethod::inside, 0.0, kExactInside, {}});
  }
  return !slots.empty();
}

void Linker::link_candidate(std::uint32_t row) {
  const model::Candidates& table = *evidence_.candidates;
  const Record record{Table::candidate, row};
  const geo::Point place = table.place[row];
  if (link_by_key(record, table.building_id[row], {}) || link_by_address(record, table.address[row], place)) return;
  const auto uncertainty = stated_uncertainty_m(table.certainty[row]);
  if (uncertainty && *uncertainty > rule_.exact_tolerance.value()) {
    if (finder_.has_table()) {
      report_.add({core::Severity::note, "candidates", table.key[row], "position_uncertain", table.certainty[row],
                   "not joined to a building by its place alone; give an address or a BAG id", located(place)});
    }
    return;
  }
  const auto area = table.footprint.feature(row);
  if (!area.empty() && link_within(record, area)) return;
  if (link_inside(record, place, kPointInside)) return;
  link_nearest(record, place, rule_.exact_tolerance.value(), kExactNearest);
}

void Linker::link_monument(std::uint32_t row) {
  const model::Monuments& table = *evidence_.monuments;
  const Record record{Table::monument, row};
  const geo::Point place = table.place[row];
  const bool well_placed = is_well_placed(table.location_quality[row]);
  if (link_by_key(record, table.building_id[row], table.unit_id[row])) return;
  if (is_no_building(table, row)) {
    report_.add({core::Severity::note, "monuments", table.number[row], "not_a_building", table.main_category[row],
                 "no candidate: archaeology, statues, bridges, ramparts and graves are left out", located(place)});
    return;
  }
  if (link_by_address(record, table.address[row], place)) return;
  if (link_inside(record, place, well_placed ? kExactInside : kApproximateInside)) return;
  const double tolerance = (well_placed ? rule_.exact_tolerance : rule_.approximate_tolerance).value();
  if (link_nearest(record, place, tolerance, well_placed ? kExactNearest : kApproximateNearest)) return;
  if (!finder_.has_table()) return;
  report_.add({core::Severity::note, "monuments", table.number[row], "monument_without_building",
               fmt::format("none within {:.0f} m", tolerance), "a site of its own, at its point", located(place)});
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
        if (!may_be_the_same(evidence_.candidates->monument_kind[row], evidence_.monuments->kind[monument])) continue;
        const double distance = geo::distance_m(evidence_.candidates->place[row], evidence_.monuments->place[monument]);
        add({{Table::candidate, row}, {Table::monument, monument}, model::LinkMethod::key, distance, 1.0, {}});
      }
    }
  }
}

/// Candidates and monuments by key, so that a tie does not fall by row.
std::vector<Record> Linker::records_by_key() const {
  std::vector<std::tuple<Table, std::string, geo::Point, Record>> order;
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
    if (in_building.contains(records_[i])) continue;
    free_.push_back(i);
    places.push_back(place_of(evidence_, records_[i]));
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

bool Linker::link_vacancy_to_building(Record record) {
  const model::VacancyRecords& table = *evidence_.vacancy;
  const auto place = table.place[record.row];
  if (link_by_key(record, table.building_id[record.row], table.unit_id[record.row])) return true;
  if (link_by_address(record, table.address[record.row], place)) return true;
  return place && link_inside(record, *place, kPointInside);
}

void Linker::link_vacancy(std::uint32_t row) {
  const model::VacancyRecords& table = *evidence_.vacancy;
  const Record record{Table::vacancy, row};
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
  if (place && link_nearest(record, *place, rule_.vacancy_tolerance.value(), kApproximateNearest)) return;
  report_.add({core::Severity::rejected, source_of(evidence_, record), table.record[row], "vacancy_without_site",
               model::one_line(table.address[row]),
               "no building or site has this id, address or place; check the record", location_of(evidence_, record)});
}

}  // namespace trek::resolve::detail
