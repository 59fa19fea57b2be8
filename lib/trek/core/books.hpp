#pragma once

#include <cstdint>

namespace trek::core {

/// What became of the rows or features of one input.
struct Books {
  std::uint64_t read_count = 0;
  std::uint64_t used_count = 0;
  std::uint64_t joined_count = 0;    // that say the same as, or more of, one that is used
  std::uint64_t rejected_count = 0;  // that cannot be used; each has a finding
  std::uint64_t left_out_count = 0;  // that do not count, with the reason in a finding or a note

  /// Nothing that was read is lost. Holds for every input.
  [[nodiscard]] bool balances() const noexcept {
    return read_count == used_count + joined_count + rejected_count + left_out_count;
  }
};

}  // namespace trek::core
