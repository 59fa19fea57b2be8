#include "trek/ingest/detail/lv_bag_addresses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

namespace {

constexpr std::string_view kAddresses = "Nummeraanduiding";
constexpr std::string_view kStreets = "Openbareruimte";
constexpr std::string_view kTowns = "Woonplaats";

std::uint32_t town_number(const std::string& id) {
  const auto number = find_id_number(id);
  return number && *number <= std::numeric_limits<std::uint32_t>::max() ? static_cast<std::uint32_t>(*number) : 0U;
}

/// "Naamgeving ingetrokken", "Woonplaats ingetrokken".
bool is_withdrawn(const std::string& status) { return core::folded(status).ends_with("ingetrokken"); }

/// Whether an address is still to be expected of it.
bool stands(model::UnitStatus status) {
  return status != model::UnitStatus::withdrawn && status != model::UnitStatus::void_record;
}

template <class Entry>
std::vector<std::uint64_t> ids_of(const std::vector<Entry>& entries) {
  std::vector<std::uint64_t> ids;
  ids.reserve(entries.size());
  for (const auto& entry : entries) ids.push_back(entry.id);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

template <class Entry>
std::span<Entry> entries_of(std::vector<Entry>& entries, std::uint64_t id) {
  const auto below = [](const Entry& entry, std::uint64_t wanted) { return entry.id < wanted; };
  const auto first = std::lower_bound(entries.begin(), entries.end(), id, below);
  const auto last = std::lower_bound(first, entries.end(), id + 1, below);
  return {first, last};
}

/// Each id that the entries name, once, with how often it comes; 0 is none.
template <class Part, class Entry, class Id>
std::vector<Part> parts_of(const std::vector<Entry>& entries, Id id_of) {
  std::vector<std::uint64_t> ids;
  ids.reserve(entries.size());
  for (const auto& entry : entries) ids.push_back(id_of(entry));
  std::sort(ids.begin(), ids.end());
  std::vector<Part> parts;
  for (const std::uint64_t id : ids) {
    if (id == 0) continue;
    if (parts.empty() || parts.back().id != id) parts.push_back({id, 0, 0, false, {}});
    ++parts.back().user_count;
  }
  return parts;
}

template <class Part>
const Part* find(const std::vector<Part>& parts, std::uint64_t id) {
  const auto below = [](const Part& part, std::uint64_t wanted) { return part.id < wanted; };
  const auto found = std::lower_bound(parts.begin(), parts.end(), id, below);
  return found != parts.end() && found->id == id ? &*found : nullptr;
}

std::string bag_id_of(std::uint64_t id) { return fmt::format("{:016}", id); }

core::Phrase addresses_text(std::uint64_t count) {
  return {fmt::format("{} adressen", count), fmt::format("{} addresses", count)};
}

/// The same extract, as another table of it.
model::Source part_of(const model::Source& source, std::string table) {
  model::Source part;
  part.name = source.name;
  part.table = std::move(table);
  part.path = source.path;
  part.mapping = "lv_bag_" + part.table;
  part.reference_date = source.reference_date;
  part.crs = source.crs;
  part.crs_reason = source.crs_reason;
  return part;
}

}  // namespace

void LvBagAddresses::add(Record& record, std::size_t row) {
  if (!main_.present()) return;
  further_count_ += record.list(further_).size();
  if (const auto id = find_id_number(record.text(main_))) {
    named_.push_back({*id, 0, static_cast<std::uint32_t>(row), 0, false});
  } else {
    ++nameless_count_;
  }
}

void LvBagAddresses::tell(std::string rule, std::string record, core::Phrase value, std::string remedy) {
  core::Finding finding;
  finding.severity = core::Severity::warning;
  finding.record = std::move(record);
  finding.rule = std::move(rule);
  finding.value = std::move(value);
  finding.remedy = std::move(remedy);
  units_.add_finding(std::move(finding));
}

void LvBagAddresses::tell_absent(std::string_view layer, std::uint64_t count) {
  tell(
      "addresses_incomplete", std::string{layer},
      {fmt::format("{} verblijfsobjecten", count), fmt::format("{} units", count)},
      "the file holds no such objects, so that these addresses stay unknown or in part unknown; name the folder or the "
      "zip of the whole extract");
}

void LvBagAddresses::tell_missing(const std::vector<Part>& parts, const std::string& what) {
  for (const Part& part : parts) {
    if (part.found) continue;
    const std::string id = what == "town" ? fmt::format("{:04}", part.id) : bag_id_of(part.id);
    tell(what + "_not_found", id, addresses_text(part.user_count),
         fmt::format("the extract has no current state of this {}; it stays unknown in these addresses", what));
  }
}

void LvBagAddresses::tell_withdrawn(const Part& part, const std::string& what) {
  tell(what + "_withdrawn", what == "town" ? fmt::format("{:04}", part.id) : bag_id_of(part.id),
       addresses_text(part.user_count),
       fmt::format("the {} is withdrawn, but addresses still name it; they keep it", what));
}

void LvBagAddresses::read_addresses(FeatureReader& reader, model::Units& table) {
  const auto& id = reader.field("id");
  const auto& street = reader.field("street_id");
  const auto& town = reader.field("town_id");
  const auto& status = reader.field("status");
  const Field* const number[] = {&reader.field("house_number"), &reader.field("house_letter"),
                                 &reader.field("house_addition")};
  const auto& code = reader.field("postcode");
  reader.set_sieve_ids(ids_of(named_));
  reader.for_each([&](Record& record) {
    const auto found = find_id_number(record.text(id));
    if (!found) return;
    for (Named& named : entries_of(named_, *found)) {
      if (std::exchange(named.found, true)) continue;  // the first state counts; there should be one
      auto& address = table.address[named.row];
      address.number = house_number(record.text(*number[0]), record.text(*number[1]), record.text(*number[2]));
      address.postcode = postcode(record.text(code));
      named.street = find_id_number(record.text(street)).value_or(0);
      named.town = town_number(record.text(town));
      if (!is_withdrawn(record.text(status)) || !stands(table.status[named.row])) continue;
      tell("address_withdrawn", table.id[named.row], bag_id_of(named.id),
           "the main address is withdrawn, the unit is not; it keeps the address");
    }
  });
}

void LvBagAddresses::read_streets(FeatureReader& reader) {
  const auto& id = reader.field("id");
  const auto& name = reader.field("name");
  const auto& town = reader.field("town_id");
  const auto& status = reader.field("status");
  reader.set_sieve_ids(ids_of(streets_));
  reader.for_each([&](Record& record) {
    const auto found = find_id_number(record.text(id));
    if (!found) return;
    for (Part& part : entries_of(streets_, *found)) {
      if (std::exchange(part.found, true)) continue;
      part.name = record.text(name);
      part.town = town_number(record.text(town));
      if (is_withdrawn(record.text(status))) tell_withdrawn(part, "street");
    }
  });
}

void LvBagAddresses::read_towns(FeatureReader& reader) {
  const auto& id = reader.field("key");
  const auto& name = reader.field("name");
  const auto& status = reader.field("kind");
  reader.for_each([&](Record& record) {
    for (Part& part : entries_of(towns_, town_number(record.text(id)))) {
      if (std::exchange(part.found, true)) continue;
      part.name = record.text(name);
      if (is_withdrawn(record.text(status))) tell_withdrawn(part, "town");
    }
  });
}

void LvBagAddresses::tell_missing_addresses(const model::Units& table) {
  for (const Named& named : named_) {
    if (named.found && named.street != 0) continue;
    const auto rule = named.found ? "address_without_street" : "address_not_found";
    tell(rule, table.id[named.row], bag_id_of(named.id),
         named.found ? "the main address names no street; it stays unknown"
                     : "the extract has no current state of this main address; the unit stays without one");
  }
}

std::uint32_t LvBagAddresses::town_of(const Named& named) const {
  if (named.town != 0) return named.town;
  const Part* const street = find(streets_, named.street);
  return street == nullptr ? 0 : street->town;
}

void LvBagAddresses::fill(model::Units& table) const {
  for (const Named& named : named_) {
    auto& address = table.address[named.row];
    if (const Part* const street = find(streets_, named.street)) address.street = street->name;
    if (const Part* const town = find(towns_, town_of(named))) address.town = town->name;
  }
}

void LvBagAddresses::join(const model::Source& source, const ReadOptions& options, const core::Control& control,
                          model::Units& table) {
  if (further_count_ > 0)
    units_.add_note({fmt::format("{} nevenadressen zijn niet gelezen", further_count_),
                     fmt::format("{} further addresses (nevenadressen) are not read", further_count_)});
  if (nameless_count_ > 0)
    units_.add_note({fmt::format("{} verblijfsobjecten noemen geen hoofdadres", nameless_count_),
                     fmt::format("{} units name no main address", nameless_count_)});
  if (named_.empty()) return;
  ReadOptions all = options;
  all.region.reset();
  all.list_left_out = false;
  const auto read = [&](std::string_view layer, const char* part, const auto& body) {
    if (!units_.extract_has(layer)) return tell_absent(layer, named_.size());
    const model::Source of_part = part_of(source, part);
    FeatureReader reader{of_part, part, all, control};
    body(reader);
  };
  std::sort(named_.begin(), named_.end(),
            [](const Named& a, const Named& b) { return std::tie(a.id, a.row) < std::tie(b.id, b.row); });
  read(kAddresses, "addresses", [&](FeatureReader& reader) {
    read_addresses(reader, table);
    tell_missing_addresses(table);
  });
  streets_ = parts_of<Part>(named_, [](const Named& named) { return named.street; });
  if (streets_.empty()) return;
  read(kStreets, "streets", [&](FeatureReader& reader) {
    read_streets(reader);
    tell_missing(streets_, "street");
  });
  towns_ = parts_of<Part>(named_, [&](const Named& named) { return town_of(named); });
  if (towns_.empty()) return fill(table);
  read(kTowns, "towns", [&](FeatureReader& reader) {
    read_towns(reader);
    tell_missing(towns_, "town");
  });
  fill(table);
}

}  // namespace trek::ingest::detail
