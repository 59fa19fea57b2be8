#include "trek/access/detail/row_engine.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trek/access/detail/edge_ends.hpp"
#include "trek/access/detail/line_sweep.hpp"
#include "trek/access/detail/planner.hpp"
#include "trek/access/detail/row_search.hpp"
#include "trek/access/detail/sweep.hpp"
#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/geo/hilbert.hpp"

namespace trek::access::detail {
namespace {

constexpr std::size_t kSitesAChunk = 4;
constexpr std::uint32_t kMostNarrow_ds = 0xFFFEU;  // the largest u16 means "never"

/// Objects that are not in use: as many as there are threads, made when first needed.
template <class T>
class Pool {
 public:
  template <class Make>
  [[nodiscard]] std::unique_ptr<T> take(const Make& make) {
    {
      const std::lock_guard lock{mutex_};
      if (!idle_.empty()) {
        auto object = std::move(idle_.back());
        idle_.pop_back();
        return object;
      }
    }
    return make();
  }
  void give_back(std::unique_ptr<T> object) {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(object));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> idle_;
};

}  // namespace

void check_snapped(const Endpoints& points, const char* what) {
  if (points.snap.size() == points.place.size()) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    std::string{"access: "} + what + " are not on the streets; make them with Router::endpoints"};
}

struct RowEngine::State {
  State(const RouterState& router, const Endpoints& all_sites, const Endpoints& all_others, core::Deciseconds limit,
        Direction travel_direction, const core::Control& control)
      : sites{all_sites}, others{all_others}, limit_ds{usable_limit_ds(limit)}, direction{travel_direction} {
    if (router.graph == nullptr) {
      line = router.line;
      boxes.emplace(others.place);
      return;
    }
    check_snapped(sites, "the sites");
    check_snapped(others, "the other points");
    graph = router.graph;
    on_edges.emplace(others);
    const PointEnds ends{*graph, others, trip_at_other(direction), Beyond::own, control};
    kernel = router.kernel;
    if (!router.sweep_map) {
      kernel = Kernel::search;
    } else if (kernel == Kernel::automatic) {
      kernel = planned_kernel(*graph, sites, limit_ds, direction);
    }
    const bool is_sweep = kernel == Kernel::sweep;
    at_nodes.emplace(*graph, ends, is_sweep ? static_cast<std::uint32_t>(graph->core_node_count()) : 0U);
    if (!is_sweep) return;
    points.emplace(*router.sweep_map, *graph, ends, direction);
    input.emplace(SweepInput{*router.sweep_map, *points, *at_nodes, *on_edges, *graph, sites, others, direction,
                             sweep_kernels()});
  }

  void search(std::span<const std::uint32_t> rows, const MakeFold& make_fold, const core::Control& control,
              std::string_view stage) {
    Pool<Fold> folds;
    core::for_each_chunk(rows.size(), kSitesAChunk, control, stage, [&](std::size_t begin, std::size_t end) {
      auto fold = folds.take(make_fold);
      auto search = searches.take(
          [&] { return std::make_unique<RowSearch>(*graph, sites, others, *at_nodes, *on_edges, direction); });
      for (std::size_t i = begin; i < end; ++i) {
        if (sites.connected(rows[i])) search->run(rows[i], limit_ds, *fold);
      }
      searches.give_back(std::move(search));
      folds.give_back(std::move(fold));
    });
  }

  template <class Time>
  void sweep(Pool<Sweep<Time>>& sweeps, std::span<const std::uint32_t> rows, const MakeFold& make_fold,
             const core::Control& control, std::string_view stage) {
    in_lanes(
        sweeps, [&] { return std::make_unique<Sweep<Time>>(*input, limit_ds); }, sites_along_curve(*graph, sites, rows),
        make_fold, control, stage);
  }

  /// Along straight lines.
  template <class Time>
  void estimate(Pool<LineSweep<Time>>& sweeps, std::span<const std::uint32_t> rows, const MakeFold& make_fold,
                const core::Control& control, std::string_view stage) {
    in_lanes(
        sweeps,
        [&] { return std::make_unique<LineSweep<Time>>(*line, sites.place, *boxes, limit_ds, sweep_kernels()); },
        near_together(rows), make_fold, control, stage);
  }

  /// Sites in an order in which near ones are together, 32 a sweep; each thread has a sweep and a fold.
  template <class AnySweep, class Make>
  static void in_lanes(Pool<AnySweep>& sweeps, const Make& make_sweep, const std::vector<std::uint32_t>& order,
                       const MakeFold& make_fold, const core::Control& control, std::string_view stage) {
    Pool<Fold> folds;
    core::for_each_chunk(order.size(), kLaneCount, control, stage, [&](std::size_t begin, std::size_t end) {
      auto fold = folds.take(make_fold);
      auto sweep = sweeps.take(make_sweep);
      sweep->run(std::span{order}.subspan(begin, end - begin), *fold);
      sweeps.give_back(std::move(sweep));
      folds.give_back(std::move(fold));
    });
  }

  /// Rows of sites by where they lie.
  [[nodiscard]] std::vector<std::uint32_t> near_together(std::span<const std::uint32_t> rows) const {
    std::vector<geo::Point> places;
    places.reserve(rows.size());
    for (const std::uint32_t row : rows) places.push_back(sites.place[row]);
    std::vector<std::uint32_t> order = geo::rows_along_curve(places);
    for (std::uint32_t& row : order) row = rows[row];
    return order;
  }

  const Endpoints& sites;
  const Endpoints& others;
  std::uint32_t limit_ds;
  Direction direction;
  const network::StreetGraph* graph = nullptr;
  std::optional<StraightLine> line;
  std::optional<RowBoxes> boxes;  // along straight lines
  Kernel kernel = Kernel::search;
  std::optional<PointsAtNodes> at_nodes;  // of sweeps those outside the core alone
  std::optional<PointsOnEdges> on_edges;
  std::optional<SweepPoints> points;
  std::optional<SweepInput> input;
  Pool<RowSearch> searches;
  Pool<Sweep<std::uint16_t>> narrow_sweeps;
  Pool<Sweep<std::uint32_t>> wide_sweeps;
  Pool<LineSweep<std::uint16_t>> narrow_lines;
  Pool<LineSweep<std::uint32_t>> wide_lines;
};

RowEngine::RowEngine(const RouterState& router, const Endpoints& sites, const Endpoints& others,
                     core::Deciseconds limit, Direction direction, const core::Control& control)
    : state_{std::make_unique<State>(router, sites, others, limit, direction, control)} {}
RowEngine::~RowEngine() = default;

void RowEngine::run(std::span<const std::uint32_t> sites, const MakeFold& make_fold, const core::Control& control,
                    std::string_view stage) {
  const bool narrow = state_->limit_ds <= kMostNarrow_ds;
  if (state_->line) {
    return narrow ? state_->estimate(state_->narrow_lines, sites, make_fold, control, stage)
                  : state_->estimate(state_->wide_lines, sites, make_fold, control, stage);
  }
  if (state_->kernel == Kernel::search) return state_->search(sites, make_fold, control, stage);
  if (narrow) return state_->sweep(state_->narrow_sweeps, sites, make_fold, control, stage);
  state_->sweep(state_->wide_sweeps, sites, make_fold, control, stage);
}

void RowEngine::run(const MakeFold& make_fold, const core::Control& control, std::string_view stage) {
  std::vector<std::uint32_t> all(state_->sites.size());
  std::iota(all.begin(), all.end(), 0U);
  run(all, make_fold, control, stage);
}

std::uint32_t RowEngine::limit_ds() const noexcept { return state_->limit_ds; }

}  // namespace trek::access::detail
