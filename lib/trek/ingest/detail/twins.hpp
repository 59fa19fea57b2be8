#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "trek/ingest/detail/feature_reader.hpp"

namespace trek::ingest::detail {

/// Two addresses are two things, at one place too.
[[nodiscard]] inline bool may_be_one(const model::Address& a, const model::Address& b) {
  return a.empty() || b.empty() || (a.street == b.street && a.number == b.number);
}

/// Finds what a source holds twice: the same name within a few metres, as where a map has a building's outline and a
/// point in it. Two names are two things, at one place too.
class Twins {
 public:
  explicit Twins(double distance_m) : distance_m_{distance_m} {}

  /// The row of an earlier record of that name (folded; an empty one has no twins) within the distance, or whose
  /// outline overlaps this one's, for which `may_be` holds.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& name, const Record& record,
                                                const std::function<bool(std::size_t row)>& may_be) const;
  void add(const std::string& name, const Record& record, std::size_t row);

 private:
  struct Entry {
    std::size_t row = 0;
    Shape shape;
  };
  double distance_m_;
  std::multimap<std::string, Entry> entries_;
};

}  // namespace trek::ingest::detail
