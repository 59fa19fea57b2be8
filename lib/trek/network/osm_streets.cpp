#include <algorithm>
#include <cmath>
#include <utility>

#include "trek/network/detail/osm_streets.hpp"

namespace trek::network::detail {
namespace {

using core::Seconds;
using Run = std::vector<std::uint32_t>;  // node rows that follow each other on one way, all of them known

/// The parts of a way between references to missing nodes; repeated references count once.
std::vector<Run> runs(std::span<const std::uint32_t> refs, const NodeTable& nodes) {
  std::vector<Run> result(1);
  for (const std::uint32_t row : refs) {
    if (nodes.is_missing(row)) {
      if (!result.back().empty()) result.emplace_back();
    } else if (result.back().empty() || result.back().back() != row) {
      result.back().push_back(row);
    }
  }
  std::erase_if(result, [](const Run& run) { return run.size() < 2; });
  return result;
}

double length_m(std::span<const std::uint32_t> rows, const NodeTable& nodes) noexcept {
  double sum_m = 0.0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    sum_m += geo::distance_m(nodes.place[rows[i - 1]], nodes.place[rows[i]]);
  }
  return sum_m;
}

/// How the used ways of one mode touch each node.
struct NodeUse {
  std::vector<std::uint8_t> visits;   // 2 stands for "2 or more", or an end: a junction
  std::vector<std::uint8_t> on_land;  // 1 where a way that is no ferry passes

  explicit NodeUse(std::size_t node_count) : visits(node_count, 0), on_land(node_count, 0) {}
  void add(const Run& run, bool ferry) {
    for (const std::uint32_t row : run) {
      visits[row] = static_cast<std::uint8_t>(std::min(visits[row] + 1, 2));
      if (!ferry) on_land[row] = 1;
    }
    visits[run.front()] = 2;
    visits[run.back()] = 2;
  }
  [[nodiscard]] bool is_junction(std::uint32_t row) const noexcept { return visits[row] >= 2; }
};

/// Cuts the ways of one mode into streets.
class StreetMaker {
 public:
  StreetMaker(const ModeSpeeds& speeds, const NodeTable& nodes, const NodeUse& use)
      : speeds_{speeds}, nodes_{nodes}, use_{use} {}

  void add(std::int64_t way, const WayRule& rule, const std::vector<Run>& way_runs) {
    double way_length_m = 0.0;
    for (const Run& run : way_runs) way_length_m += length_m(run, nodes_);
    for (const Run& run : way_runs) {
      std::size_t begin = 0;
      for (std::size_t end = 1; end < run.size(); ++end) {
        if (!is_cut(run[end])) continue;
        add_street(way, rule, std::span{run}.subspan(begin, end - begin + 1), way_length_m);
        begin = end;
      }
    }
  }

  [[nodiscard]] std::vector<Street> take() { return std::move(streets_); }

 private:
  [[nodiscard]] bool is_blocked(std::uint32_t row) const noexcept { return nodes_.is_blocked(row, speeds_.mode); }
  [[nodiscard]] bool is_cut(std::uint32_t row) const noexcept { return use_.is_junction(row) || is_blocked(row); }

  /// At a barrier every street ends by itself: nothing passes, whichever streets meet there.
  std::uint64_t key(std::uint32_t row) {
    constexpr std::uint64_t kBarrierKeys = 1ULL << 63U;
    return is_blocked(row) ? kBarrierKeys + barrier_end_count_++ : static_cast<std::uint64_t>(nodes_.id[row]);
  }

  void add_street(std::int64_t way, const WayRule& rule, std::span<const std::uint32_t> rows, double way_length_m) {
    Street street;
    street.from_key = key(rows.front());
    street.to_key = key(rows.back());
    street.shape.reserve(rows.size());
    for (const std::uint32_t row : rows) street.shape.push_back(nodes_.place[row]);
    const double street_m = length_m(rows, nodes_);
    const auto inner = rows.subspan(1, rows.size() - 2);
    const auto time_ds = [&](core::MetersPerSecond speed, std::uint32_t departure, std::uint32_t arrival) {
      if (speed.value() <= 0.0) return kClosed_ds;
      const Seconds time = rule.ferry ? crossing_time(rule, speed, street_m, way_length_m, departure)
                                      : road_time(speed, street_m, inner, arrival);
      return static_cast<std::uint32_t>(std::clamp(std::llround(time.count() * 10.0), 1LL, kClosed_ds - 1LL));
    };
    street.forward_ds = time_ds(rule.forward, rows.front(), rows.back());
    street.backward_ds = time_ds(rule.backward, rows.back(), rows.front());
    street.way = static_cast<std::uint64_t>(way);
    streets_.push_back(std::move(street));
  }

  /// Signals delay whoever passes or reaches them, not who leaves from them.
  [[nodiscard]] Seconds road_time(core::MetersPerSecond speed, double street_m, std::span<const std::uint32_t> inner,
                                  std::uint32_t arrival) const {
    const auto passed =
        std::count_if(inner.begin(), inner.end(), [&](auto row) { return nodes_.has_signals[row] != 0; });
    const double signal_count = static_cast<double>(passed) + nodes_.has_signals[arrival];
    const Seconds time = core::travel_time(core::Meters{street_m}, speed) + speeds_.signal_delay * signal_count;
    return time * speeds_.peak_factor;
  }

  /// Whoever boards from land waits; a crossing that is mapped in several ways is waited for once.
  [[nodiscard]] Seconds crossing_time(const WayRule& rule, core::MetersPerSecond speed, double street_m,
                                      double way_length_m, std::uint32_t departure) const {
    const Seconds wait = use_.on_land[departure] != 0 ? speeds_.ferry_wait : Seconds{0.0};
    if (!rule.duration) return wait + core::travel_time(core::Meters{street_m}, speed);
    return wait + *rule.duration * (way_length_m > 0.0 ? street_m / way_length_m : 1.0);
  }

  const ModeSpeeds& speeds_;
  const NodeTable& nodes_;
  const NodeUse& use_;
  std::uint64_t barrier_end_count_ = 0;
  std::vector<Street> streets_;
};

std::uint64_t missing_count(std::span<const std::uint32_t> refs, const NodeTable& nodes) {
  return static_cast<std::uint64_t>(
      std::count_if(refs.begin(), refs.end(), [&](auto row) { return nodes.is_missing(row); }));
}

std::uint64_t barrier_count(const NodeTable& nodes, const NodeUse& use, model::Mode mode) {
  std::uint64_t count = 0;
  for (std::uint32_t row = 0; row < nodes.size(); ++row) {
    if (use.visits[row] > 0 && nodes.is_blocked(row, mode)) ++count;
  }
  return count;
}

}  // namespace

std::size_t NodeTable::row(std::int64_t node_id) const noexcept {
  const auto found = std::lower_bound(id.begin(), id.end(), node_id);
  return found != id.end() && *found == node_id ? static_cast<std::size_t>(found - id.begin()) : size();
}

bool NodeTable::is_missing(std::uint32_t row) const noexcept {
  return !std::isfinite(place[row].x_m) || !std::isfinite(place[row].y_m);
}

std::vector<Street> streets(const ModeSpeeds& speeds, const WayTable& ways, std::size_t column, const NodeTable& nodes,
                            OsmCounts& counts) {
  const std::vector<WayRule>& rules = ways.rules[column];
  NodeUse use{nodes.size()};
  for (std::size_t way = 0; way < ways.size(); ++way) {
    if (!rules[way].used()) continue;
    for (const Run& run : runs(ways.refs(way), nodes)) use.add(run, rules[way].ferry);
  }
  StreetMaker maker{speeds, nodes, use};
  for (std::size_t way = 0; way < ways.size(); ++way) {
    if (!rules[way].used()) continue;
    counts.missing_node_count += missing_count(ways.refs(way), nodes);
    const auto way_runs = runs(ways.refs(way), nodes);
    ++(way_runs.empty() ? counts.left_out["missing_nodes"] : counts.used_way_count);
    maker.add(ways.id[way], rules[way], way_runs);
  }
  counts.barrier_count = barrier_count(nodes, use, speeds.mode);
  return maker.take();
}

}  // namespace trek::network::detail
