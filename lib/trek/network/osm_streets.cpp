#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/network/build_street_graph.hpp"
#include "trek/network/detail/osm_access.hpp"
#include "trek/network/detail/osm_areas.hpp"
#include "trek/network/detail/osm_streets.hpp"
#include "trek/network/detail/osm_turns.hpp"

namespace trek::network::detail {
namespace {

using core::Seconds;

/// A known node where a way passes it.
struct Stop {
  std::uint32_t row = 0;      // of the node table
  std::size_t reference = 0;  // of all references of all ways: WayTable::ref
};
using Run = std::vector<Stop>;  // stops that follow each other on one way

/// The parts of a way between references to missing nodes; repeated references count once.
std::vector<Run> runs(const WayTable& ways, std::size_t way, const NodeTable& nodes) {
  std::vector<Run> result(1);
  for (std::size_t i = ways.first_ref[way]; i < ways.first_ref[way + 1]; ++i) {
    const std::uint32_t row = ways.ref[i];
    if (nodes.is_missing(row)) {
      if (!result.back().empty()) result.emplace_back();
    } else if (result.back().empty() || result.back().back().row != row) {
      result.back().push_back({row, i});
    }
  }
  std::erase_if(result, [](const Run& run) { return run.size() < 2; });
  return result;
}

double length_m(std::span<const Stop> stops, const NodeTable& nodes) noexcept {
  double sum_m = 0.0;
  for (std::size_t i = 1; i < stops.size(); ++i) {
    sum_m += geo::distance_m(nodes.place[stops[i - 1].row], nodes.place[stops[i].row]);
  }
  return sum_m;
}

/// How the used ways of one mode touch each node.
struct NodeUse {
  std::vector<std::uint8_t> visits;   // 2 stands for "2 or more", or an end: a junction
  std::vector<std::uint8_t> on_land;  // 1 where a way that is no ferry passes

  explicit NodeUse(std::size_t node_count) : visits(node_count, 0), on_land(node_count, 0) {}
  void add(const Run& run, bool ferry) {
    for (const auto& [row, reference] : run) {
      visits[row] = static_cast<std::uint8_t>(std::min(visits[row] + 1, 2));
      if (!ferry) on_land[row] = 1;
    }
    visits[run.front().row] = 2;
    visits[run.back().row] = 2;
  }
  [[nodiscard]] bool is_junction(std::uint32_t row) const noexcept { return visits[row] >= 2; }
};

/// Cuts the ways of one mode into streets.
class StreetMaker {
 public:
  StreetMaker(const ModeSpeeds& speeds, const NodeTable& nodes, const NodeUse& use)
      : speeds_{speeds}, nodes_{nodes}, use_{use} {}

  /// A straight walk from junction to junction, over the ground that the way is the outline of.
  void add_walk(std::int64_t way, const WayRule& rule, const Walk& walk) {
    const std::array stops{Stop{walk.from, 0}, Stop{walk.to, 0}};
    add_street(way, rule, stops, 0.0);
  }

  /// Whose trip starts or ends behind a local barrier passes it: what ends there is joined, each with each.
  void join_local_barriers() {
    std::sort(local_ends_.begin(), local_ends_.end());
    for (auto begin = local_ends_.begin(); begin != local_ends_.end();) {
      const auto is_elsewhere = [&](const LocalEnd& end) { return end.row != begin->row; };
      const auto end = std::find_if(begin, local_ends_.end(), is_elsewhere);
      for (auto from = begin; from != end; ++from) {
        for (auto to = from + 1; to != end; ++to) join(*from, *to);
      }
      begin = end;
    }
  }

  [[nodiscard]] std::size_t street_count() const noexcept { return streets_.size(); }

  void add(std::int64_t way, const WayRule& rule, const std::vector<Run>& way_runs) {
    double way_length_m = 0.0;
    for (const Run& run : way_runs) way_length_m += length_m(run, nodes_);
    const std::vector<WayRule> directions = parts(rule);
    for (const Run& run : way_runs) {
      std::size_t begin = 0;
      for (std::size_t end = 1; end < run.size(); ++end) {
        if (!is_cut(run[end].row)) continue;
        const auto stops = std::span{run}.subspan(begin, end - begin + 1);
        for (const WayRule& part : directions) add_street(way, part, stops, way_length_m);
        begin = end;
      }
    }
  }

  [[nodiscard]] Streets take() { return std::move(streets_); }

 private:
  /// An end of a street at a local barrier.
  struct LocalEnd {
    std::uint32_t row = 0;
    std::uint64_t key = 0;
    std::int64_t way = 0;
    friend auto operator<=>(const LocalEnd&, const LocalEnd&) = default;
  };

  [[nodiscard]] bool is_barrier(std::uint32_t row) const noexcept {
    return nodes_.is_blocked(row, speeds_.mode) || nodes_.is_local(row, speeds_.mode);
  }
  [[nodiscard]] bool is_cut(std::uint32_t row) const noexcept { return use_.is_junction(row) || is_barrier(row); }

  /// Two one-way streets where only one direction is local.
  [[nodiscard]] static std::vector<WayRule> parts(const WayRule& rule) {
    constexpr core::MetersPerSecond kShut{0.0};
    if (rule.local_forward == rule.local_backward || rule.forward <= kShut || rule.backward <= kShut) return {rule};
    std::vector<WayRule> both{rule, rule};
    both.front().backward = both.back().forward = kShut;
    return both;
  }

  void join(const LocalEnd& from, const LocalEnd& to) {
    street_.from_key = from.key;
    street_.to_key = to.key;
    street_.shape.assign(2, nodes_.place[from.row]);
    street_.forward_ds = street_.backward_ds = 1;
    street_.way = static_cast<std::uint64_t>(from.way);
    street_.flags = kLocalOnly | kNoEntry;
    streets_.add(street_);
  }

  /// At a barrier every street ends by itself: nothing passes, whichever streets meet there. The key counts the ends of
  /// all references, so that it is the same end in every mode that the barrier blocks.
  [[nodiscard]] std::uint64_t key(const Stop& stop, bool is_to) const noexcept {
    constexpr std::uint64_t kBarrierKeys = 1ULL << 63U;
    if (!is_barrier(stop.row)) return static_cast<std::uint64_t>(nodes_.id[stop.row]);
    return kBarrierKeys + 2 * stop.reference + (is_to ? 0 : 1);
  }

  void add_street(std::int64_t way, const WayRule& rule, std::span<const Stop> stops, double way_length_m) {
    street_.from_key = key(stops.front(), false);
    street_.to_key = key(stops.back(), true);
    for (const auto& [stop, end] : {std::pair{stops.front(), street_.from_key}, {stops.back(), street_.to_key}}) {
      if (nodes_.is_local(stop.row, speeds_.mode)) local_ends_.push_back({stop.row, end, way});
    }
    street_.flags = static_cast<std::uint8_t>((rule.local() ? kLocalOnly : 0) | (rule.no_entry ? kNoEntry : 0));
    street_.shape.clear();
    for (const Stop& stop : stops) street_.shape.push_back(nodes_.place[stop.row]);
    const double street_m = length_m(stops, nodes_);
    const auto inner = stops.subspan(1, stops.size() - 2);
    const auto time_ds = [&](core::MetersPerSecond speed, std::uint32_t departure, std::uint32_t arrival) {
      if (speed.value() <= 0.0) return kClosed_ds;
      const Seconds time = rule.ferry ? crossing_time(rule, speed, street_m, way_length_m, departure)
                                      : road_time(speed, street_m, inner, arrival);
      return static_cast<std::uint32_t>(std::clamp(std::llround(time.count() * 10.0), 1LL, kClosed_ds - 1LL));
    };
    street_.forward_ds = time_ds(rule.forward, stops.front().row, stops.back().row);
    street_.backward_ds = time_ds(rule.backward, stops.back().row, stops.front().row);
    street_.way = static_cast<std::uint64_t>(way);
    streets_.add(street_);
  }

  /// Signals delay whoever passes or reaches them, not who leaves from them.
  [[nodiscard]] Seconds road_time(core::MetersPerSecond speed, double street_m, std::span<const Stop> inner,
                                  std::uint32_t arrival) const {
    const auto passed =
        std::count_if(inner.begin(), inner.end(), [&](const Stop& stop) { return nodes_.has_signals[stop.row] != 0; });
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
  Street street_;  // its shape keeps its memory from one street to the next
  Streets streets_;
  std::vector<LocalEnd> local_ends_;
};

constexpr std::size_t kWaysAtOnce = 16'384;  // between two looks whether to stop

std::uint64_t missing_count(std::span<const std::uint32_t> refs, const NodeTable& nodes) {
  return static_cast<std::uint64_t>(
      std::count_if(refs.begin(), refs.end(), [&](auto row) { return nodes.is_missing(row); }));
}

void count_barriers(const NodeTable& nodes, const NodeUse& use, model::Mode mode, OsmCounts& counts) {
  for (std::uint32_t row = 0; row < nodes.size(); ++row) {
    if (use.visits[row] == 0) continue;
    if (nodes.is_blocked(row, mode)) ++counts.barrier_count;
    if (nodes.is_local(row, mode)) ++counts.local_barrier_count;
  }
  for (const NodeTable::Judged& judged : nodes.judged) {
    if (judged.mode != mode || use.visits[judged.row] == 0) continue;
    add_counts(judged.counts, counts.conditions);
  }
}

void count_way(const WayRule& rule, bool has_street, OsmCounts& counts) {
  ++(has_street ? counts.used_way_count : counts.left_out["missing_nodes"]);
  if (!has_street) return;
  if (rule.local()) ++counts.local_way_count;
  if (rule.no_entry) ++counts.no_entry_way_count;
}

/// The walks over each area of the mode, and what became of the areas.
void add_walks(const WayTable& ways, std::size_t column, const NodeTable& nodes,
               const std::vector<bool>& without_places, model::Mode mode, StreetMaker& maker, OsmCounts& counts,
               const core::Control& control) {
  AreaWalker walker{ways, column, nodes, mode};
  for (const Area& area : ways.areas) {
    control.check_stop();
    WayRule rule = area.rules[column];
    if (rule.left_out == "area") continue;  // no ground of the mode's
    const WalkedArea walked = rule.used() ? walker.walks(area) : WalkedArea{std::string{rule.left_out}, {}};
    ++(walked.reason.empty() ? counts.area_count : counts.areas_not_walked[walked.reason]);
    counts.walk_count += walked.walks.size();
    rule.no_entry = rule.no_entry || without_places[area.outline.front()];
    for (const Walk& walk : walked.walks) maker.add_walk(ways.id[area.outline.front()], rule, walk);
  }
}

}  // namespace

Streets streets(const ModeSpeeds& speeds, const WayTable& ways, std::size_t column, const NodeTable& nodes,
                OsmCounts& counts, const core::Control& control) {
  const std::vector<WayRule>& rules = ways.rules[column];
  NodeUse use{nodes.size()};
  for (std::size_t way = 0; way < ways.size(); ++way) {
    if (way % kWaysAtOnce == 0) control.check_stop();
    if (!rules[way].used()) continue;
    for (const Run& run : runs(ways, way, nodes)) use.add(run, rules[way].ferry);
  }
  const std::vector<bool> without_places = outlines_without_places(ways, column, nodes);
  StreetMaker maker{speeds, nodes, use};
  std::vector<std::size_t> first_street{0};
  for (std::size_t way = 0; way < ways.size(); ++way) {
    if (way % kWaysAtOnce == 0) control.check_stop();
    if (rules[way].used()) {
      const auto way_runs = runs(ways, way, nodes);
      WayRule rule = rules[way];
      rule.no_entry = rule.no_entry || without_places[way];
      maker.add(ways.id[way], rule, way_runs);
      if (way < ways.listed_count) {
        counts.missing_node_count += missing_count(ways.refs(way), nodes);
        count_way(rule, !way_runs.empty(), counts);
      }
    }
    first_street.push_back(maker.street_count());
  }
  add_walks(ways, column, nodes, without_places, speeds.mode, maker, counts, control);
  maker.join_local_barriers();
  count_barriers(nodes, use, speeds.mode, counts);
  Streets streets = maker.take();
  if (speeds.mode != model::Mode::foot) add_turns(ways, column, first_street, streets, counts);
  return streets;
}

void check_speeds(const ModeSpeeds& speeds) {
  const auto positive = [](double value) { return std::isfinite(value) && value > 0.0; };
  bool good = positive(speeds.peak_factor) && positive(speeds.ferry_speed.value()) &&
              positive(speeds.dismounted.value()) && speeds.signal_delay.count() >= 0.0 &&
              speeds.ferry_wait.count() >= 0.0;
  good = good && (speeds.mode == model::Mode::car || positive(speeds.base.value()));
  for (const auto& [highway, speed] : speeds.by_class) good = good && positive(speed.value());
  if (good) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    fmt::format("speeds of {}: each speed and factor must be a number above 0, each delay 0 or more",
                                model::name_of(speeds.mode))};
}

std::vector<ModeNetwork> mode_networks(std::span<const ModeSpeeds> speeds, const WayTable& ways, const NodeTable& nodes,
                                       std::vector<OsmCounts> counts, const core::Control& control) {
  std::vector<ModeNetwork> networks(speeds.size());
  core::for_each_chunk(speeds.size(), 1, control, "streets: graphs", [&](std::size_t mode, std::size_t) {
    ModeNetwork& network = networks[mode];
    network.counts = std::move(counts[mode]);
    Streets found = streets(speeds[mode], ways, mode, nodes, network.counts, control);
    control.check_stop();
    const std::vector<std::uint32_t> signs = signs_of(found.turns);
    StreetRuleCounts rules;
    network.graph = build_street_graph(speeds[mode].mode, std::move(found), &rules);
    count_ignored(signs, rules.turn_fate, network.counts);
    network.counts.junction_copy_count = rules.copy_count;
    network.counts.enclosed_street_count = rules.enclosed_street_count;
  });
  return networks;
}

}  // namespace trek::network::detail
