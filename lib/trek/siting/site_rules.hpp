#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace trek::siting {

inline constexpr std::uint32_t kNoGroup = std::numeric_limits<std::uint32_t>::max();

/// At least so many of the chosen sites are of a group (a municipality).
struct GroupMinimum {
  std::uint32_t group = 0;
  std::uint32_t count = 0;
};

/// At least and at most so many of the chosen sites are among these.
struct SiteCount {
  std::vector<std::uint32_t> sites;  // ascending
  std::uint32_t least = 0;
  std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
};

/// What a choice of sites must keep to, besides their number and those that are forced. Refers to its columns: they
/// must outlive this; each has a value a site, or none at all.
struct SiteRules {
  std::span<const std::uint32_t> forbidden{};     // sites that are not chosen
  std::span<const std::uint32_t> group{};         // of each site, or kNoGroup
  std::span<const GroupMinimum> group_minimum{};  // each group at most once
  std::span<const double> x{};                    // of each site, in the unit of `spacing`
  std::span<const double> y{};
  double spacing = 0.0;                                     // chosen sites are at least so far apart; 0: any distance
  std::span<const double> cost{};                           // of each site, >= 0
  double budget = std::numeric_limits<double>::infinity();  // that the chosen sites cost at most together
  std::span<const SiteCount> count{};                       // of any lists of sites
};

}  // namespace trek::siting
