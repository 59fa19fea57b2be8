#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/detail/osm_relations.hpp"
#include "trek/network/mode_speeds.hpp"
#include "trek/network/network.hpp"
#include "trek/network/osm_rules.hpp"

/// Ways and nodes, freed from the file they came from.
namespace trek::network::detail {

/// Nodes that ways refer to, by ascending id.
struct NodeTable {
  std::vector<std::int64_t> id;
  std::vector<geo::Point> place;          // NaN where the extract does not hold the node
  std::vector<std::uint8_t> blocks;       // bit m: a barrier for model::Mode m; bit 4 + m: one that is local
  std::vector<std::uint8_t> has_signals;  // 1 at traffic signals

  [[nodiscard]] std::size_t size() const noexcept { return id.size(); }
  /// Row of an id; size() when no way refers to it.
  [[nodiscard]] std::size_t row(std::int64_t node_id) const noexcept {
    const auto found = std::lower_bound(id.begin(), id.end(), node_id);
    return found != id.end() && *found == node_id ? static_cast<std::size_t>(found - id.begin()) : size();
  }
  [[nodiscard]] bool is_missing(std::uint32_t row) const noexcept { return !geo::is_finite(place[row]); }
  [[nodiscard]] bool is_blocked(std::uint32_t row, model::Mode mode) const noexcept {
    return ((blocks[row] >> static_cast<unsigned>(mode)) & 1U) != 0U;
  }
  [[nodiscard]] bool is_local(std::uint32_t row, model::Mode mode) const noexcept {
    return ((blocks[row] >> (4U + static_cast<unsigned>(mode))) & 1U) != 0U;
  }

  /// Barriers whose access depends on the moment, an entry a mode.
  struct Judged {
    std::uint32_t row = 0;
    model::Mode mode = model::Mode::foot;
    ConditionCounts counts;
  };
  std::vector<Judged> judged;
};

/// Ground that is walked freely.
struct Area {
  std::vector<std::uint32_t> outline;    // rows of the way table; one without references is not in the extract
  std::vector<std::uint32_t> same_ways;  // other rows for the same ways: a way of its own, or of another area
  std::vector<WayRule> rules;            // one per mode
};

/// Ways, each once; those of an OSM extract by ascending id. After them the outlines of areas that are no street by
/// themselves, which nothing counts as ways.
struct WayTable {
  std::vector<std::int64_t> id;
  std::vector<std::size_t> first_ref{0};    // size() + 1
  std::vector<std::uint32_t> ref;           // rows of the node table
  std::vector<std::vector<WayRule>> rules;  // one column a mode: size() rules
  std::size_t listed_count = 0;             // ways that are listed themselves; the rest are outlines
  std::vector<Area> areas;
  std::vector<Restriction> restrictions;

  [[nodiscard]] std::size_t size() const noexcept { return id.size(); }
  [[nodiscard]] std::span<const std::uint32_t> refs(std::size_t way) const noexcept {
    return {ref.data() + first_ref[way], ref.data() + first_ref[way + 1]};
  }
};

/// What an extract holds for some modes; the counts are of what was read, the streets are still to be counted.
struct OsmTables {
  NodeTable nodes;
  WayTable ways;
  std::vector<OsmCounts> counts;
};
/// Errors  as read_osm, but for a file without a usable street.   Cost  three passes over the file.
[[nodiscard]] OsmTables read_tables(const std::filesystem::path& file, const std::vector<ModeSpeeds>& speeds,
                                    const std::string& crs, const core::Control& control);

}  // namespace trek::network::detail
