#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/phrase.hpp"
#include "trek/ingest/detail/feature_reader.hpp"
#include "trek/ingest/read.hpp"
#include "trek/model/tables.hpp"

namespace trek::ingest::detail {

/// Addresses of an LV BAG extract's units: a unit names its main address (nummeraanduiding), that its street (openbare
/// ruimte) and now and then its town, the street its town (woonplaats). Of all of them the states of one day count.
///
/// What is not found is a finding, with how many it concerns, and the unit stays. Further addresses (nevenadressen) are
/// counted. Memory is some 30 bytes a unit that was read, besides the table: what no such unit names is passed over.
class LvBagAddresses {
 public:
  explicit LvBagAddresses(FeatureReader& units)
      : units_{units}, main_{units.field("main_address_id")}, further_{units.field("further_address_ids")} {}

  /// Of the unit that is row number `row`. Sources that hold addresses themselves name none.
  void add(Record& record, std::size_t row);

  /// Reads what was named, from the same path. Cost  three passes: addresses, streets, towns.
  void join(const model::Source& source, const ReadOptions& options, const core::Control& control, model::Units& table);

 private:
  /// A unit's address, on its way to be found.
  struct Named {
    std::uint64_t id = 0;      // of the nummeraanduiding
    std::uint64_t street = 0;  // 0: none
    std::uint32_t row = 0;     // of the unit
    std::uint32_t town = 0;    // 0: none of its own, that of the street
    bool found = false;
  };
  /// A street or town that addresses name.
  struct Part {
    std::uint64_t id = 0;
    std::uint32_t user_count = 0;  // addresses
    std::uint32_t town = 0;        // of a street
    bool found = false;
    std::string name;
  };
  void read_addresses(FeatureReader& reader, model::Units& table);
  void read_streets(FeatureReader& reader);
  void read_towns(FeatureReader& reader);
  [[nodiscard]] std::uint32_t town_of(const Named& named) const;
  void fill(model::Units& table) const;
  void tell(std::string rule, std::string record, core::Phrase value, std::string remedy);
  void tell_absent(std::string_view layer, std::uint64_t count);
  void tell_missing(const std::vector<Part>& parts, const std::string& what);
  void tell_withdrawn(const Part& part, const std::string& what);
  void tell_missing_addresses(const model::Units& table);

  FeatureReader& units_;
  const Field& main_;
  const Field& further_;
  std::vector<Named> named_;  // by id, once joined
  std::vector<Part> streets_;
  std::vector<Part> towns_;
  std::uint64_t nameless_count_ = 0;
  std::uint64_t further_count_ = 0;
};

}  // namespace trek::ingest::detail
