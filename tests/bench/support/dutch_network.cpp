#include "support/dutch_network.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "support/dutch_ways.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/crs.hpp"
#include "twente/osm_objects.hpp"

namespace trek::bench {
namespace {

using geo::Point;
using osmium::object_id_type;
using Objects = datasets::OsmObjects;
using Tag = datasets::OsmTag;

constexpr object_id_type kFirstNodeId = 1'000'000;
constexpr object_id_type kFirstWayId = 100'000'000;
constexpr double kJunctionsPerCell = 13.9;  // 97 a km2; measured, since it follows from all that is laid
constexpr std::uint64_t kMinJunctions = 2'000;
constexpr std::uint64_t kMaxJunctions = 5'000'000;
enum Purpose : std::uint64_t { signals = 700, gates, bollards };

// ---- Tags

std::vector<Tag> tags_of(const Street& street) {
  std::vector<Tag> tags{{"highway", highway_of(street.road)}};
  if (const char* limit = datasets::find_posted_limit(street.road, street.in_town))
    tags.emplace_back("maxspeed", limit);
  if (street.oneway) tags.emplace_back("oneway", "yes");
  if (street.contraflow) tags.emplace_back("oneway:bicycle", "no");
  if (street.road == Road::track) tags.emplace_back("tracktype", "grade2");
  return tags;
}

/// Half of the crossings of main roads in towns have signals; some tracks end at a gate.
std::vector<Tag> tags_of_crossing(const Streets& streets, const StreetsAt& at, std::uint32_t crossing,
                                  const Chance& chance) {
  const auto count = at.first[crossing + 1] - at.first[crossing];
  std::uint32_t main_roads = 0;
  for (std::uint32_t k = at.first[crossing]; k < at.first[crossing + 1]; ++k) {
    const Street& street = streets.street[at.street[k]];
    if (count == 1 && street.road == Road::track && chance.of(crossing, gates) < 0.05) return {{"barrier", "gate"}};
    if (street.in_town && street.road <= Road::secondary) ++main_roads;
  }
  if (main_roads >= 3 && chance.of(crossing, signals) < 0.5) return {{"highway", "traffic_signals"}};
  return {};
}

std::vector<Tag> tags_of_shape_point(const Street& street, std::uint32_t row, std::uint32_t k, const Chance& chance) {
  const bool closed = street.road == Road::cycleway && k == 0 && chance.of(row, bollards) < 0.15;
  return closed ? std::vector<Tag>{{"barrier", "bollard"}} : std::vector<Tag>{};
}

// ---- Objects

/// Nodes in RD, turned into degrees and written some thousands at a time; ids follow each other.
class NodeWriter {
 public:
  explicit NodeWriter(Objects& objects) : objects_{objects} {}

  object_id_type add(Point place, std::vector<Tag> tags) {
    x_.push_back(place.x_m);
    y_.push_back(place.y_m);
    tags_.push_back(std::move(tags));
    const object_id_type id = next_id_ + static_cast<object_id_type>(x_.size()) - 1;
    if (x_.size() == kBatch) flush();
    return id;
  }
  void flush() {
    using namespace osmium::builder::attr;
    to_degrees_.apply(x_, y_);
    for (std::size_t i = 0; i < x_.size(); ++i) {
      objects_.add_node(_id(next_id_++), _location(osmium::Location{x_[i], y_[i]}), _tags(tags_[i]));
    }
    x_.clear();
    y_.clear();
    tags_.clear();
  }
  [[nodiscard]] std::uint64_t count() const noexcept { return static_cast<std::uint64_t>(next_id_ - kFirstNodeId); }

 private:
  static constexpr std::size_t kBatch = 16'384;
  Objects& objects_;
  geo::Transformation to_degrees_{geo::kRdNew, geo::kWgs84};
  object_id_type next_id_ = kFirstNodeId;
  std::vector<double> x_;
  std::vector<double> y_;
  std::vector<std::vector<Tag>> tags_;
};

/// Ids of the nodes: one a crossing, and the first shape point of each street.
struct NodeIds {
  std::vector<std::uint32_t> of_crossing;  // from kFirstNodeId on
  std::vector<std::uint32_t> of_shape;
};

std::uint32_t offset(object_id_type id) noexcept { return static_cast<std::uint32_t>(id - kFirstNodeId); }

NodeIds write_nodes(NodeWriter& nodes, const Streets& streets, const Chance& chance) {
  const StreetsAt at{streets};
  NodeIds ids;
  for (std::uint32_t crossing = 0; crossing < streets.place.size(); ++crossing) {
    const auto id = nodes.add(streets.place[crossing], tags_of_crossing(streets, at, crossing, chance));
    ids.of_crossing.push_back(offset(id));
  }
  object_id_type next = kFirstNodeId + static_cast<object_id_type>(streets.place.size());
  for (std::uint32_t row = 0; row < streets.street.size(); ++row) {
    const Street& street = streets.street[row];
    const std::uint32_t count = shape_count(street, row, chance);
    ids.of_shape.push_back(offset(next));
    for (std::uint32_t k = 0; k < count; ++k) {
      next = 1 + nodes.add(shape_point(streets, row, k, count, chance), tags_of_shape_point(street, row, k, chance));
    }
  }
  nodes.flush();
  return ids;
}

/// The nodes along a way, each once.
void read_way(const Streets& streets, const Ways& ways, std::size_t way, const NodeIds& ids, const Chance& chance,
              std::vector<object_id_type>& refs) {
  refs.clear();
  for (std::size_t k = ways.first[way]; k < ways.first[way + 1]; ++k) {
    const std::uint32_t row = ways.street[k];
    const Street& street = streets.street[row];
    const bool backwards = ways.backwards[k] != 0;
    const std::uint32_t count = shape_count(street, row, chance);
    if (refs.empty()) refs.push_back(kFirstNodeId + ids.of_crossing[backwards ? street.to : street.from]);
    for (std::uint32_t s = 0; s < count; ++s) {
      refs.push_back(kFirstNodeId + ids.of_shape[row] + (backwards ? count - 1 - s : s));
    }
    refs.push_back(kFirstNodeId + ids.of_crossing[backwards ? street.from : street.to]);
  }
}

NetworkCounts add_objects(Objects& objects, const Streets& streets, const Ways& ways, std::uint64_t seed) {
  using namespace osmium::builder::attr;
  const Chance chance{seed};
  NodeWriter nodes{objects};
  const NodeIds ids = write_nodes(nodes, streets, chance);
  std::vector<object_id_type> refs;
  for (std::size_t way = 0; way < ways.size(); ++way) {
    read_way(streets, ways, way, ids, chance, refs);
    objects.add_way(_id(kFirstWayId + static_cast<object_id_type>(way)), _nodes(refs),
                    _tags(tags_of(streets.street[ways.street[ways.first[way]]])));
  }
  return {nodes.count(), ways.size(), bicycle_junction_count(streets, ways)};
}

// ---- Size

void check_options(const DutchNetworkOptions& options) {
  if (options.junction_count >= kMinJunctions && options.junction_count <= kMaxJunctions) return;
  throw core::Error{core::ErrorKind::bad_argument, "Dutch network: " + std::to_string(options.junction_count) +
                                                       " junctions; from " + std::to_string(kMinJunctions) + " to " +
                                                       std::to_string(kMaxJunctions) + " are possible"};
}

struct Network {
  Streets streets;
  Ways ways;
};

/// The land grows or shrinks until it holds what was asked; small lands need it, whose towns are few.
Network build_network(const DutchNetworkOptions& options) {
  const auto wanted = static_cast<double>(options.junction_count);
  double cells = wanted / kJunctionsPerCell;
  Network network;
  for (int attempt = 0; attempt < 6; ++attempt) {
    const auto side = static_cast<std::uint32_t>(std::lround(std::sqrt(cells)));
    network.streets = build_streets(side, options.seed);
    network.ways = build_ways(network.streets, options.seed);
    const double share = static_cast<double>(bicycle_junction_count(network.streets, network.ways)) / wanted;
    if (std::abs(share - 1.0) < 0.05) break;
    cells = static_cast<double>(side) * side / share;
  }
  return network;
}

}  // namespace

NetworkCounts write_dutch_network(const std::filesystem::path& file, const DutchNetworkOptions& options) {
  check_options(options);
  const Network network = build_network(options);
  NetworkCounts counts;
  datasets::write_osm_file(file, "trek tests/bench (verzonnen)", [&](Objects& objects) {
    counts = add_objects(objects, network.streets, network.ways, options.seed);
  });
  return counts;
}

}  // namespace trek::bench
