#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/compared_results.hpp"

namespace trek::publish {

/// Something that a result rests on, and that differs between two outputs.
struct Difference {
  enum class Kind : std::uint8_t { method, option, input };
  Kind kind = Kind::option;
  std::string what;  // "weight.gap_target_bicycle", "mode.car.norm_min", "vierkanten"
  std::string a;     // empty: A has none
  std::string b;
  friend bool operator==(const Difference&, const Difference&) = default;
};
[[nodiscard]] std::string_view name_of(Difference::Kind kind) noexcept;

/// What two runs rest on and is not the same: versions of trek and its libraries, options of the table `run`, weights
/// and anchors as stated, sources by name (content by its SHA-256, and vintage), user's answers and decisions by their
/// counts. What a run counted is no reason, and left out; so is what a run is called and when it was made.
///
/// Order   methods, options, inputs; in each those of A in its order, then those of B alone.
[[nodiscard]] std::vector<Difference> run_differences(const ComparedResults& a, const ComparedResults& b);

}  // namespace trek::publish
