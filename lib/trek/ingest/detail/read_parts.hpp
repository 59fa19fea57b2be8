#pragma once

#include <array>
#include <string>

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
    if (line.present()) address = parsed_address(record.text(line));
    if (street.present()) address.street = record.text(street);
    if (number.present())
      address.number = house_number(record.text(number), record.text(letter), record.text(addition));
    if (code.present()) address.postcode = postcode(record.text(code));
    if (town.present()) address.town = record.text(town);
    return address;
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
    std::string building;
    std::string unit;
  };
  [[nodiscard]] Ids read(Record& record) const {
    Ids ids{record.bag_id(building), record.bag_id(unit)};
    const std::string id = record.bag_id(either);
    if (ids.building.empty() && is_building_id(id)) ids.building = id;
    if (ids.unit.empty() && is_unit_id(id)) ids.unit = id;
    return ids;
  }

  const Field& building;
  const Field& unit;
  const Field& either;
};

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
