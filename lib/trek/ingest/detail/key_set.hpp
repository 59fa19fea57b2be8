#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_set>

#include "trek/core/text.hpp"

namespace trek::ingest::detail {

/// Keys seen so far. A key of digits only, as those of the BAG, takes a number's room: a country has eleven million.
class KeySet {
 public:
  /// False when it is there.
  bool add(const std::string& key) {
    const bool is_number = key.size() <= kMostDigits && core::all_digits(key);
    return is_number ? numbers_.insert(number_of(key)).second : texts_.insert(key).second;
  }

 private:
  static constexpr std::size_t kMostDigits = 18;
  /// With a 1 before it: "07" and "7" are two keys.
  static std::uint64_t number_of(const std::string& digits) {
    std::uint64_t number = 1;
    for (const char c : digits) number = 10 * number + static_cast<std::uint64_t>(c - '0');
    return number;
  }
  std::unordered_set<std::uint64_t> numbers_;
  std::set<std::string> texts_;
};

}  // namespace trek::ingest::detail
