#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/model/tables.hpp"

namespace trek::profile::detail {

/// What a column says of one site.
struct KnownFact {
  model::Range between;  // what the number may be; of yes 1, of no 0, from 0 to 1 where that is open
  core::Phrase value;    // in words
  std::string source{};
  core::Phrase question{};           // what to find out where it is open; empty: the question of the veto
  std::vector<std::string> codes{};  // that it may be, the likeliest first; "unknown" among them: any
};

/// "950 m2", "950 m2 (80 to 1200)", "950 m2 (80 or more)".
[[nodiscard]] core::Phrase number_text(double number, const model::Range& between, std::string_view unit);

/// A column of the sites that a veto or a criterion may name.
struct SiteColumn {
  enum class Holds : std::uint8_t { number, yes_or_no, code };
  std::string name;
  Holds holds = Holds::number;
  /// Of a row, with the unit of a number for its words; empty where nothing is known.
  std::function<std::optional<KnownFact>(const model::Sites& sites, std::size_t row, std::string_view unit)> of{};
  std::vector<std::string> codes{};  // all that there are; none: any text
};

/// Null where the sites have none of that name.
[[nodiscard]] const SiteColumn* find_site_column(std::string_view name);
[[nodiscard]] std::span<const std::string> site_column_names();

}  // namespace trek::profile::detail
