#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trek/siting/location_task.hpp"

/// What a question of location demands of every answer, one by one.
namespace trek::siting {

enum class DemandKind : std::uint8_t {
  count,          // so many sites
  forced,         // a site is chosen
  forbidden,      // a site is not
  group_minimum,  // so many of a group
  site_count,     // so many of a list of sites
  spacing,        // chosen sites far enough apart
  budget,         // not dearer together
  served,         // a demand row has a chosen site that can serve it
};

struct Demand {
  DemandKind kind = DemandKind::count;
  std::uint32_t subject = 0;  // a site, a place in group_minimum or count, a demand row; else 0
  friend bool operator==(const Demand&, const Demand&) = default;
};

enum class CountRule : std::uint8_t { exactly, at_most, any };

/// A question, as far as it can be impossible: sites, rules, and whom they must serve.
struct DemandedSites {
  const LocationTask& task;
  CountRule count = CountRule::exactly;     // what task.p is
  std::optional<std::uint32_t> standard{};  // every row that counts has a site at this cost at most; empty: none need
};

/// What became of a question.
enum class Settled : std::uint8_t {
  found,
  impossible,  // proven
  undecided,   // no choice was found, and none is ruled out
};

/// All that is demanded: the rows that count are those of a weight above 0.
[[nodiscard]] std::vector<Demand> demands_of(const DemandedSites& question);

}  // namespace trek::siting
