#include "trek/access/router.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "trek/access/detail/edge_ends.hpp"
#include "trek/access/detail/nearest_search.hpp"
#include "trek/access/detail/row_search.hpp"
#include "trek/access/detail/straight_line.hpp"
#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"

namespace trek::access {
namespace {

using detail::PointsOnEdges;
using detail::RowSearch;

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

std::vector<Router::Nearest> nearest_on_streets(const network::StreetGraph& graph, const Endpoints& sites,
                                                const Endpoints& others, std::uint32_t limit_ds, Direction direction,
                                                const core::Control& control) {
  check_snapped(sites, "the sites");
  check_snapped(others, "the other points");
  const detail::NearestSearch search{graph, sites, limit_ds, direction};
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
  detail::seed(search, graph, origin, direction);
  search.run(detail::arcs_of(graph, direction),
             [&](std::uint32_t node, std::uint32_t time_ds) { times_ds[node] = time_ds; });
  return times_ds;
}

}  // namespace trek::access
