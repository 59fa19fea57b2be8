#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/phrase.hpp"
#include "trek/siting/demanded_sites.hpp"

namespace trek::siting {

/// Demands that no choice of sites meets together.
struct Conflict {
  std::vector<Demand> demands;  // in the order of demands_of; without any one of them the others can be met
  bool smallest = false;        // proven: no smaller set of demands is in conflict
};

/// Empty where all demands can be met.
///
/// Errors  Error{limit}: whether they can is not settled within the search's budget of nodes. Error{cancelled}.
/// Source  the smallest set by hitting sets of what each feasible part leaves out (Ignatiev, Previti, Liffiton &
///         Marques-Silva 2015); where that takes too many rounds, a set from which nothing can be left out (deletion
///         filter; Chinneck & Dravnieks 1991).
[[nodiscard]] std::optional<Conflict> find_conflict(const DemandedSites& question, const core::Control& control = {});

/// Names for the words of a conflict.
struct DemandNames {
  std::function<std::string(std::uint32_t)> site;
  std::function<std::string(std::uint32_t)> row;
  std::function<std::string(std::uint32_t)> group;  // by the group, not its place
  double parts = 1.0;                               // whole costs in one that is told
  core::Phrase group_word{"groep", "group"};
  std::string distance_unit{};                             // " m": behind the spacing
  std::string cost_unit{};                                 // " euro": behind the budget
  std::function<core::Phrase(std::uint32_t)> is_served{};  // the demand that a row is served; empty: by name and cost
};

/// "these 3 demands cannot be met together: exactly 2 sites are chosen; ..."
[[nodiscard]] core::Phrase words_of(const Conflict& conflict, const DemandedSites& question, const DemandNames& names);

}  // namespace trek::siting
