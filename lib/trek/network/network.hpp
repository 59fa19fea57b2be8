#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "trek/model/mode.hpp"
#include "trek/network/hierarchy.hpp"
#include "trek/network/street_graph.hpp"

/// The streets of an extract, and what became of all that it holds.
namespace trek::network {

/// What of the tags that depend on a moment could be judged: `*:conditional` and `opening_hours`.
struct ConditionCounts {
  std::uint64_t judged = 0;                         // tags
  std::map<std::string, std::uint64_t> not_judged;  // kind of condition (see network::Judgement) -> tags
};

/// What became of the ways of OSM, or the roads of an NWB: read, used, and left out by reason ("no_highway",
/// "no_access", "construction", ...).
struct OsmCounts {
  std::uint64_t node_count = 0;
  std::uint64_t way_count = 0;
  std::uint64_t used_way_count = 0;
  std::map<std::string, std::uint64_t> left_out;  // reason -> ways
  std::uint64_t missing_node_count = 0;           // references to nodes that the extract does not hold
  std::uint64_t barrier_count = 0;                // nodes that block the mode
  std::uint64_t unknown_direction_count = 0;      // used both ways, since nobody says (NWB)

  std::uint64_t local_way_count = 0;      // used by whoever starts or ends there only
  std::uint64_t no_entry_way_count = 0;   // used, and joined at their ends only
  std::uint64_t local_barrier_count = 0;  // nodes that let through whose trip starts or ends behind them

  std::uint64_t area_count = 0;                           // grounds that are walked freely
  std::uint64_t walk_count = 0;                           // straight walks over them, from entrance to entrance
  std::map<std::string, std::uint64_t> areas_not_walked;  // reason -> areas

  std::uint64_t turn_restriction_count = 0;             // kept
  std::map<std::string, std::uint64_t> turns_not_kept;  // reason -> restrictions
  std::uint64_t junction_copy_count = 0;                // nodes that turns needed
  std::uint64_t enclosed_street_count = 0;              // open to all, but behind streets that are local
  ConditionCounts conditions;
};

/// The streets of one mode.
struct ModeNetwork {
  StreetGraph graph;
  OsmCounts counts;
  std::string moment;   // at which conditional tags were judged; empty where there can be none (NWB)
  Hierarchy hierarchy;  // empty as read_osm gives it: see build_hierarchies
};

/// Whose streets they are, as an output must say it. Empty where that is not known, or where nobody's were taken.
struct SourceCredit {
  std::string title;
  std::string attribution;
  std::string licence;
  friend bool operator==(const SourceCredit&, const SourceCredit&) = default;
};

/// The streets of one extract for all modes, with what they were made from: the content of one NET.trek.
struct Network {
  std::string key;            // network_key()
  std::string source;         // file name of the extract
  std::string source_sha256;  // of the extract
  std::string crs;            // projected, as given
  std::string proj_version;
  std::string made_by;  // version of trek
  SourceCredit credit;
  std::vector<ModeNetwork> modes;
  core::Column<char> backdrop;  // what a map lies on, as packed() makes it; empty of an NWB

  /// Null when the mode is not there.
  [[nodiscard]] const ModeNetwork* find(model::Mode mode) const noexcept {
    const auto is_mode = [&](const ModeNetwork& network) { return network.graph.mode == mode; };
    const auto found = std::find_if(modes.begin(), modes.end(), is_mode);
    return found == modes.end() ? nullptr : &*found;
  }
};

}  // namespace trek::network
