#include "trek/access/router.hpp"

#include <memory>
#include <string>
#include <utility>

#include "trek/access/detail/edge_ends.hpp"
#include "trek/access/detail/nearest_search.hpp"
#include "trek/access/detail/router_state.hpp"
#include "trek/access/detail/row_engine.hpp"
#include "trek/access/detail/row_search.hpp"
#include "trek/access/detail/straight_line.hpp"
#include "trek/access/detail/table_fold.hpp"
#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"

namespace trek::access {
namespace {

void check_line(const StraightLine& line) {
  if (line.speed.value() > 0.0 && line.detour_factor >= 1.0) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    "access: a straight line needs a speed above 0 and a detour factor of at least 1"};
}

void check_preparation(const network::StreetGraph& graph, const Preparation& preparation) {
  const bool fits = preparation.hierarchy == nullptr ? preparation.kernel != Kernel::sweep
                                                     : preparation.hierarchy->node_count() == graph.core_node_count();
  if (fits) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    preparation.hierarchy == nullptr
                        ? "access: sweeps need a hierarchy; build one, or let the kernel be 'search'"
                        : "access: the hierarchy is of another street graph; build it from the graph it is used with"};
}

TravelTable joined(std::vector<std::vector<Reach>> rows) {
  TravelTable table;
  for (auto& row : rows) {
    table.append_row(row);
    std::vector<Reach>{}.swap(row);
  }
  return table;
}

std::vector<Router::Nearest> nearest_on_streets(const network::StreetGraph& graph, const Endpoints& sites,
                                                const Endpoints& others, std::uint32_t limit_ds, Direction direction,
                                                const core::Control& control) {
  detail::check_snapped(sites, "the sites");
  detail::check_snapped(others, "the other points");
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

Router::Router(std::unique_ptr<detail::RouterState> state) : state_{std::move(state)} {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Router Router::on_streets(const network::StreetGraph& graph, network::SnapOptions options, Preparation preparation) {
  check_preparation(graph, preparation);
  auto state = std::make_unique<detail::RouterState>();
  state->graph = &graph;
  state->snap = options;
  state->kernel = preparation.kernel;
  if (preparation.hierarchy != nullptr) state->sweep_map.emplace(*preparation.hierarchy);
  return Router{std::move(state)};
}

Router Router::as_the_crow_flies(StraightLine line) {
  check_line(line);
  auto state = std::make_unique<detail::RouterState>();
  state->line = line;
  return Router{std::move(state)};
}

model::Mode Router::mode() const noexcept { return state_->graph != nullptr ? state_->graph->mode : state_->line.mode; }

bool Router::is_straight_line() const noexcept { return state_->graph == nullptr; }

const network::StreetGraph* Router::graph() const noexcept { return state_->graph; }

const network::SnapOptions& Router::snap_options() const noexcept { return state_->snap; }

const StraightLine* Router::straight_line() const noexcept { return is_straight_line() ? &state_->line : nullptr; }

Endpoints Router::endpoints(std::span<const geo::Point> places, const core::Control& control) const {
  Endpoints points;
  points.place.assign(places.begin(), places.end());
  if (is_straight_line()) return points;
  if (places.empty()) return points;
  control.report("points to streets", 0, places.size());
  points.snap = state_->snapper().snap(places, control);
  return points;
}

TravelTable Router::travel_table(const Endpoints& sites, const Endpoints& others, core::Deciseconds limit,
                                 Direction direction, const core::Control& control) const {
  detail::RowEngine engine{*state_, sites, others, limit, direction, control};
  std::vector<std::vector<Reach>> rows(sites.size());
  engine.run([&] { return std::make_unique<detail::TableFold>(rows, engine.limit_ds()); }, control, "travel times");
  return joined(std::move(rows));
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

Endpoints endpoints_at_nodes(const network::StreetGraph& graph) {
  Endpoints points;
  points.place.assign(graph.node_place.begin(), graph.node_place.end());
  points.snap.resize(graph.node_count());
  const auto put = [&](std::uint32_t edge, network::NodeIdx node, double share) {
    network::Snap& snap = points.snap[node.value()];
    if (snap.edge.valid()) return;
    snap.edge = network::EdgeIdx{edge};
    snap.share = share;
    snap.projected = graph.node_place[node.value()];
  };
  for (const bool is_local : {false, true}) {
    for (std::uint32_t edge = 0; edge < graph.edge_count(); ++edge) {
      if (graph.has(network::EdgeIdx{edge}, network::kLocalOnly) != is_local) continue;
      put(edge, graph.edge_from[edge], 0.0);
      put(edge, graph.edge_to[edge], 1.0);
    }
  }
  for (std::uint32_t node = 1; node < graph.node_count(); ++node) {
    if (graph.is_copy(network::NodeIdx{node})) points.snap[node] = points.snap[node - 1];
  }
  return points;
}

std::vector<std::uint32_t> node_times_ds(const network::StreetGraph& graph, const network::Snap& origin,
                                         core::Deciseconds limit, Direction direction) {
  std::vector<std::uint32_t> times_ds(graph.node_count(), kUnreachable_ds);
  const std::uint32_t limit_ds = detail::usable_limit_ds(limit);
  detail::Search search{graph.core_node_count()};
  std::vector<detail::TimedNode> outside;
  search.start(limit_ds);
  detail::seed(search, graph, origin, direction, outside);
  search.run(detail::arcs_of(graph, direction));
  for (const std::uint32_t node : search.reached()) times_ds[node] = search.time_ds(node);
  for (const auto& [node, time_ds] :
       detail::beyond_core(graph, search, std::move(outside), detail::sense_of(direction), limit_ds)) {
    if (node.value() >= graph.core_node_count()) times_ds[node.value()] = time_ds;
  }
  return times_ds;
}

}  // namespace trek::access
