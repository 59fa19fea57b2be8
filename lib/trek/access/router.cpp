#include "trek/access/router.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "trek/access/detail/edge_ends.hpp"
#include "trek/access/detail/search.hpp"
#include "trek/access/detail/straight_line.hpp"
#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"

namespace trek::access {
namespace {

using detail::EndTimes;
using detail::PointsOnEdges;

constexpr std::size_t kSitesAChunk = 4;

void check_line(const StraightLine& line) {
  if (line.speed.value() > 0.0 && line.detour_factor >= 1.0) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    "access: a straight line needs a speed above 0 and a detour factor of at least 1"};
}

void check_snapped(const Endpoints& points, const char* what) {
  if (points.snap.size() == points.place.size()) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    std::string{"access: "} + what + " are not on the streets; make them with Router::endpoints"};
}

void seed(detail::Search& search, const network::StreetGraph& graph, const network::Snap& site, Direction direction) {
  const EndTimes ends = detail::site_ends(graph, site, direction);
  if (ends.at_from_ds != network::kClosed_ds) search.seed(graph.edge_from[site.edge.value()].value(), ends.at_from_ds);
  if (ends.at_to_ds != network::kClosed_ds) search.seed(graph.edge_to[site.edge.value()].value(), ends.at_to_ds);
}

/// One thread's search from site after site.
class RowSearch {
 public:
  RowSearch(const network::StreetGraph& graph, const Endpoints& others, const PointsOnEdges& points,
            Direction direction)
      : graph_{graph},
        others_{others},
        points_{points},
        direction_{direction},
        search_{graph.node_count()},
        best_ds_(others.size(), kUnreachable_ds) {}

  [[nodiscard]] std::vector<Reach> row(const network::Snap& site, std::uint32_t limit_ds) {
    limit_ds_ = limit_ds;
    search_.start(limit_ds);
    seed(search_, graph_, site, direction_);
    search_.run(detail::arcs_of(graph_, direction_), [this](std::uint32_t node, std::uint32_t time_ds) {
      for (const auto& point : points_.at_node(node)) improve(point.row, std::uint64_t{time_ds} + point.rest_ds);
    });
    for (const auto& point : points_.on_edge(site.edge)) {
      const std::uint32_t along = detail::along_edge_ds(graph_, site, others_.snap[point.row], direction_);
      if (along != network::kClosed_ds) improve(point.row, along);
    }
    return taken_row();
  }

 private:
  void improve(std::uint32_t row, std::uint64_t time_ds) {
    if (time_ds > limit_ds_ || time_ds >= best_ds_[row]) return;
    if (best_ds_[row] == kUnreachable_ds) reached_.push_back(row);
    best_ds_[row] = static_cast<std::uint32_t>(time_ds);
  }

  /// The reached rows in order, and everything ready for the next site.
  std::vector<Reach> taken_row() {
    std::vector<Reach> row;
    row.reserve(reached_.size());
    const auto take = [&](std::uint32_t other) {
      row.push_back({other, std::exchange(best_ds_[other], kUnreachable_ds)});
    };
    if (reached_.size() * 16 < best_ds_.size()) {
      std::sort(reached_.begin(), reached_.end());
      for (const std::uint32_t other : reached_) take(other);
    } else {  // scanning all rows is cheaper than sorting many
      for (std::uint32_t other = 0; other < best_ds_.size(); ++other) {
        if (best_ds_[other] != kUnreachable_ds) take(other);
      }
    }
    reached_.clear();
    return row;
  }

  const network::StreetGraph& graph_;
  const Endpoints& others_;
  const PointsOnEdges& points_;
  Direction direction_;
  detail::Search search_;
  std::vector<std::uint32_t> best_ds_;  // one a row of others
  std::vector<std::uint32_t> reached_;
  std::uint32_t limit_ds_ = 0;
};

/// Searches that are not in use: as many as there are threads, made when first needed.
class SearchPool {
 public:
  template <class Make>
  [[nodiscard]] std::unique_ptr<RowSearch> take(const Make& make) {
    {
      const std::lock_guard lock{mutex_};
      if (!idle_.empty()) {
        auto search = std::move(idle_.back());
        idle_.pop_back();
        return search;
      }
    }
    return make();
  }
  void give_back(std::unique_ptr<RowSearch> search) {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(search));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<RowSearch>> idle_;
};

TravelTable joined(std::vector<std::vector<Reach>> rows) {
  TravelTable table;
  for (auto& row : rows) {
    table.append_row(row);
    std::vector<Reach>{}.swap(row);
  }
  return table;
}

std::vector<std::vector<Reach>> rows_on_streets(const network::StreetGraph& graph, const Endpoints& sites,
                                                const Endpoints& others, std::uint32_t limit_ds, Direction direction,
                                                const core::Control& control) {
  check_snapped(sites, "the sites");
  check_snapped(others, "the other points");
  const PointsOnEdges points{graph, others, direction};
  SearchPool pool;
  std::vector<std::vector<Reach>> rows(sites.size());
  core::for_each_chunk(sites.size(), kSitesAChunk, control, "travel times", [&](std::size_t begin, std::size_t end) {
    auto search = pool.take([&] { return std::make_unique<RowSearch>(graph, others, points, direction); });
    for (std::size_t site = begin; site < end; ++site) {
      if (sites.connected(site)) rows[site] = search->row(sites.snap[site], limit_ds);
    }
    pool.give_back(std::move(search));
  });
  return rows;
}

std::vector<std::vector<Reach>> rows_by_straight_line(const StraightLine& line, const Endpoints& sites,
                                                      const Endpoints& others, std::uint32_t limit_ds,
                                                      const core::Control& control) {
  std::vector<std::vector<Reach>> rows(sites.size());
  core::for_each_chunk(sites.size(), kSitesAChunk, control, "travel times", [&](std::size_t begin, std::size_t end) {
    for (std::size_t site = begin; site < end; ++site) {
      rows[site] = detail::straight_line_row(line, sites.place[site], others.place, limit_ds);
    }
  });
  return rows;
}

/// Time from the nearest of many sites, and which: the lowest (time, row) wins.
class NearestSearch {
 public:
  NearestSearch(const network::StreetGraph& graph, const Endpoints& sites, std::uint32_t limit_ds, Direction direction)
      : graph_{graph}, sites_{sites}, on_edges_{graph, sites, direction}, limit_ds_{limit_ds}, direction_{direction} {
    nearest_.resize(graph.node_count());
    for (std::size_t row = 0; row < sites.size(); ++row) {
      if (sites.connected(row)) seed_from(static_cast<std::uint32_t>(row));
    }
    run(detail::arcs_of(graph, direction));
  }

  [[nodiscard]] Router::Nearest nearest_to(const network::Snap& other) const {
    Router::Nearest best;
    const EndTimes ends = detail::other_ends(graph_, other, direction_);
    take_node(best, graph_.edge_from[other.edge.value()], ends.at_from_ds);
    take_node(best, graph_.edge_to[other.edge.value()], ends.at_to_ds);
    for (const auto& site : on_edges_.on_edge(other.edge)) {
      take(best, site.row, detail::along_edge_ds(graph_, sites_.snap[site.row], other, direction_));
    }
    return best;
  }

 private:
  void seed_from(std::uint32_t row) {
    const network::Snap& site = sites_.snap[row];
    const EndTimes ends = detail::site_ends(graph_, site, direction_);
    if (ends.at_from_ds != network::kClosed_ds) improve(graph_.edge_from[site.edge.value()], row, ends.at_from_ds);
    if (ends.at_to_ds != network::kClosed_ds) improve(graph_.edge_to[site.edge.value()], row, ends.at_to_ds);
  }

  void improve(network::NodeIdx node, std::uint32_t row, std::uint64_t time_ds) {
    auto& nearest = nearest_[node.value()];
    const std::uint32_t before_ds = nearest.time_ds;
    take(nearest, row, time_ds);
    if (nearest.time_ds < before_ds) queue_.push(nearest.time_ds, node.value());
  }

  /// Every arc takes time, so a node's label is final, its row included, before the node is popped.
  void run(const detail::Arcs& arcs) {
    detail::BucketQueue::Entry entry;
    while (queue_.pop(entry)) {
      const auto nearest = nearest_[entry.node];
      if (nearest.time_ds != entry.time_ds) continue;
      for (std::uint32_t arc = arcs.first[entry.node]; arc < arcs.first[entry.node + 1]; ++arc) {
        improve(arcs.other_node[arc], nearest.site, std::uint64_t{entry.time_ds} + arcs.time_ds[arc]);
      }
    }
  }

  void take(Router::Nearest& best, std::uint32_t row, std::uint64_t time_ds) const {
    if (time_ds > limit_ds_) return;
    const auto found = std::pair{static_cast<std::uint32_t>(time_ds), row};
    if (found < std::pair{best.time_ds, best.site}) best = {row, found.first};
  }

  void take_node(Router::Nearest& best, network::NodeIdx node, std::uint32_t rest_ds) const {
    const auto& nearest = nearest_[node.value()];
    if (nearest.time_ds == kUnreachable_ds || rest_ds == network::kClosed_ds) return;
    take(best, nearest.site, std::uint64_t{nearest.time_ds} + rest_ds);
  }

  const network::StreetGraph& graph_;
  const Endpoints& sites_;
  PointsOnEdges on_edges_;
  std::uint32_t limit_ds_;
  Direction direction_;
  std::vector<Router::Nearest> nearest_;  // one a node
  detail::BucketQueue queue_;
};

std::vector<Router::Nearest> nearest_on_streets(const network::StreetGraph& graph, const Endpoints& sites,
                                                const Endpoints& others, std::uint32_t limit_ds, Direction direction,
                                                const core::Control& control) {
  check_snapped(sites, "the sites");
  check_snapped(others, "the other points");
  const NearestSearch search{graph, sites, limit_ds, direction};
  std::vector<Router::Nearest> nearest(others.size());
  core::for_each_chunk(others.size(), 4096, control, "nearest site", [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      if (others.connected(row)) nearest[row] = search.nearest_to(others.snap[row]);
    }
  });
  return nearest;
}

}  // namespace

struct Router::State {
  const network::StreetGraph* graph = nullptr;
  std::optional<network::Snapper> snapper;
  StraightLine line;
};

Router::Router(std::unique_ptr<State> state) : state_{std::move(state)} {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Router Router::on_streets(const network::StreetGraph& graph, network::SnapOptions options) {
  auto state = std::make_unique<State>();
  state->graph = &graph;
  state->snapper.emplace(graph, options);
  return Router{std::move(state)};
}

Router Router::as_the_crow_flies(StraightLine line) {
  check_line(line);
  auto state = std::make_unique<State>();
  state->line = line;
  return Router{std::move(state)};
}

model::Mode Router::mode() const noexcept { return state_->graph != nullptr ? state_->graph->mode : state_->line.mode; }

bool Router::is_straight_line() const noexcept { return state_->graph == nullptr; }

const network::StreetGraph* Router::graph() const noexcept { return state_->graph; }

const StraightLine* Router::straight_line() const noexcept { return is_straight_line() ? &state_->line : nullptr; }

Endpoints Router::endpoints(std::span<const geo::Point> places, const core::Control& control) const {
  Endpoints points;
  points.place.assign(places.begin(), places.end());
  if (is_straight_line()) return points;
  points.snap.resize(places.size());
  core::for_each_chunk(places.size(), 1024, control, "points to streets", [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) points.snap[row] = state_->snapper->snap(places[row]);
  });
  return points;
}

TravelTable Router::travel_table(const Endpoints& sites, const Endpoints& others, core::Deciseconds limit,
                                 Direction direction, const core::Control& control) const {
  const std::uint32_t limit_ds = detail::usable_limit_ds(limit);
  return joined(is_straight_line() ? rows_by_straight_line(state_->line, sites, others, limit_ds, control)
                                   : rows_on_streets(*state_->graph, sites, others, limit_ds, direction, control));
}

std::vector<Router::Nearest> Router::nearest_site(const Endpoints& sites, const Endpoints& others,
                                                  core::Deciseconds limit, Direction direction,
                                                  const core::Control& control) const {
  const std::uint32_t limit_ds = detail::usable_limit_ds(limit);
  if (is_straight_line()) {
    return detail::nearest_by_straight_line(state_->line, sites.place, others.place, limit_ds, control);
  }
  return nearest_on_streets(*state_->graph, sites, others, limit_ds, direction, control);
}

std::vector<std::uint32_t> node_times_ds(const network::StreetGraph& graph, const network::Snap& origin,
                                         core::Deciseconds limit, Direction direction) {
  std::vector<std::uint32_t> times_ds(graph.node_count(), kUnreachable_ds);
  detail::Search search{graph.node_count()};
  search.start(detail::usable_limit_ds(limit));
  seed(search, graph, origin, direction);
  search.run(detail::arcs_of(graph, direction),
             [&](std::uint32_t node, std::uint32_t time_ds) { times_ds[node] = time_ds; });
  return times_ds;
}

}  // namespace trek::access
