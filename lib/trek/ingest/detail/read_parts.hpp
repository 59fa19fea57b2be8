#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "trek/ingest/detail/address_line.hpp"
#include "trek/ingest/detail/feature_reader.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

/// The address fields of a table that has them.
struct AddressFields {
  explicit AddressFields(const FeatureReader& reader)
      : street{reader.field("street")},
        number{reader.field("house_number")},
        letter{reader.field("house_letter")},
        addition{reader.field("house_addition")},
        code{reader.field("postcode")},
        town{reader.field("town")},
        line{reader.field("address")} {}

  [[nodiscard]] model::Address read(Record& record) const {
    model::Address address;
    AddressLine::Doubt doubt = AddressLine::Doubt::none;
    if (line.present()) {
      AddressLine parsed = parsed_address(record.text(line));
      address = std::move(parsed.address);
      doubt = parsed.doubt;
    }
    if (street.present()) address.street = record.text(street);
    if (number.present())
      address.number = house_number(record.text(number), record.text(letter), record.text(addition));
    if (code.present()) address.postcode = postcode(record.text(code));
    if (town.present()) address.town = record.text(town);
    if (street.present() && address.number.empty()) {  // "Plein 1940 2" in one field
      auto apart = split_street(address.street);
      if (!apart.number.empty()) std::tie(address.street, address.number) = std::tie(apart.street, apart.number);
    }
    if (line.present()) tell(record, address, doubt);
    return address;
  }

  void tell(Record& record, const model::Address& address, AddressLine::Doubt doubt) const {
    const std::string text = record.text(line);
    const bool found = !address.number.empty() && !(address.street.empty() && address.postcode.empty());
    if (says_nothing(text) || doubt == AddressLine::Doubt::none) return;
    if (doubt == AddressLine::Doubt::several) {
      record.warn("several_addresses", text, "the first address is taken; give each a row of its own");
    } else if (doubt == AddressLine::Doubt::post_box) {
      record.warn("post_box", text, "a post box is no place; give the address of the building");
    } else if (!found) {
      record.warn("address_not_read", text,
                  fmt::format("field '{}' has no street with a house number; {}", line.source_name, kAddressForms));
    }
  }

  const Field& street;
  const Field& number;
  const Field& letter;
  const Field& addition;
  const Field& code;
  const Field& town;
  const Field& line;
};

/// A code of a list, by the list's own reader: what is not in it is reported and becomes `unknown`.
template <class Code, class Find>
Code read_code(Record& record, const Field& field, Find find, Code unknown) {
  const std::string value = record.text(field);
  if (says_nothing(value)) return unknown;
  if (const auto code = find(value)) return *code;
  record.warn_unknown_code(field, value);
  return unknown;
}

/// The identification that is the record's key; a record without one is rejected.
inline std::optional<std::string> find_bag_id_or_reject(Record& record, const Field& field) {
  const std::string found = record.text(field);
  auto id = find_bag_id(found);
  if (id) return id;
  if (found.empty()) {
    record.claim("");
  } else {
    record.reject("no_bag_id", found, "a BAG identification has 16 digits");
  }
  return std::nullopt;
}

/// BAG identifications of a building and a unit, also from one field that may hold either.
struct BagFields {
  explicit BagFields(const FeatureReader& reader)
      : building{reader.field("building_id")}, unit{reader.field("unit_id")}, either{reader.field("bag_id")} {}

  struct Ids {
    std::vector<std::string> buildings;
    std::vector<std::string> units;
    [[nodiscard]] bool empty() const noexcept { return buildings.empty() && units.empty(); }
  };
  /// By what each identification says that it is, whichever field it stands in.
  [[nodiscard]] Ids read(Record& record) const {
    Ids ids;
    for (const Field* field : {&building, &unit, &either}) {
      for (std::string& id : record.bag_ids(*field)) {
        const bool named_unit = is_unit_id(id) || (field == &unit && !is_building_id(id));
        if (field == &either && !is_unit_id(id) && !is_building_id(id)) {
          record.warn("no_bag_id", id, "is of neither a building nor a unit of the BAG; it is left out");
        } else {
          add_once(named_unit ? ids.units : ids.buildings, std::move(id));
        }
      }
    }
    return ids;
  }

  static void add_once(std::vector<std::string>& ids, std::string id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }

  const Field& building;
  const Field& unit;
  const Field& either;
};

/// RCE counts numbers as reals: 15300.0 and 15300 are one monument.
inline std::string without_fraction(std::string number) {
  if (number.ends_with(".0")) number.resize(number.size() - 2);
  return number;
}

/// BAG and RCE write 9999 (and BAG often 1005) for a year that nobody knows.
inline std::optional<int> read_year(Record& record, const Field& field) {
  const auto year = record.number(field);
  if (!year || *year < 1000.0 || *year >= 2200.0 || *year == 1005.0) return std::nullopt;
  return static_cast<int>(*year);
}

/// Floor area; 1 and 999999 are BAG's stand-ins for unknown.
inline std::optional<double> read_floor_area_m2(Record& record, const Field& field) {
  const auto area = record.amount(field);
  if (!area || *area <= 1.0 || *area >= 999999.0) return std::nullopt;
  return area;
}

}  // namespace trek::ingest::detail
