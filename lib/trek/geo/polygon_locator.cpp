#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "trek/geo/detail/cell_grid.hpp"
#include "trek/geo/detail/crossing_count.hpp"
#include "trek/geo/detail/slabs.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::geo {
namespace {

using detail::CellGrid;

constexpr std::size_t kLargeEdgeCount = 64;  // below, running along all edges is as fast as slabs
constexpr std::size_t kCellsPerShape = 4;    // measured: finer costs memory, coarser costs tests
constexpr std::size_t kTestsPerShape = 8;    // memory: what overlaps much gets larger cells
constexpr std::size_t kFewCells = 8;         // below, a row is tested in all cells of its box
constexpr std::size_t kCrowd = 64;           // more rows in a cell than this are faster found in an R-tree

// What a cell holds: nothing, one row that covers all of it, the place of its first candidate, or too many rows.
constexpr std::uint32_t kNothing = 0xFFFFFFFFU;
constexpr std::uint32_t kCrowded = 0xFFFFFFFEU;
constexpr std::uint32_t kWholeBit = 0x80000000U;

constexpr std::size_t kSpare = 2;  // candidates past the last one, for fetching ahead

enum class Test : std::uint8_t { none, ring, rings, slabs };  // none: the row covers the whole cell

/// A row that may cover a point of a cell; all that most tests need, in half a line of the processor's cache.
struct Candidate {
  std::array<float, 4> box{};     // west, south, east, north from the grid's corner, rounded outward
  const Point* points = nullptr;  // of Test::ring
  std::uint32_t row = 0;
  std::uint16_t point_count = 0;
  Test test = Test::none;
  bool last = false;  // of its cell
};

/// One row in one cell, before they are sorted by cell.
struct Presence {
  std::uint32_t cell = 0;
  std::uint32_t row = 0;
  bool whole = false;
};

/// Of all rings, also those that lie where they should not; empty where a coordinate is not finite.
Box finite_box(const PolygonColumn& polygons, std::size_t row) {
  Box box;
  bool finite = true;
  detail::for_each_edge(polygons, row, [&](Point from, Point to) {
    for (const Point p : {from, to}) {
      finite = finite && std::isfinite(p.x_m) && std::isfinite(p.y_m);
      box.add(p);
    }
  });
  return finite ? box : Box{};
}

std::size_t edge_count(const PolygonColumn& polygons, std::size_t row) {
  std::size_t count = 0;
  for (std::size_t r = 0; r < polygons.ring_count(row); ++r) {
    const auto ring = polygons.ring(row, r);
    count += ring.empty() ? 0 : ring.size() - 1;
  }
  return count;
}

detail::Slabs slabs_of(const PolygonColumn& polygons, std::size_t row, const Box& box) {
  std::vector<detail::Edge> edges;
  detail::for_each_edge(polygons, row, [&edges](Point from, Point to) { edges.push_back({from, to}); });
  return {std::move(edges), box};
}

/// Precondition: not below 0.
float rounded_down(double value) noexcept {
  const auto nearest = static_cast<float>(std::min(value, double{std::numeric_limits<float>::max()}));
  return nearest <= value ? nearest : std::nextafter(nearest, 0.0F);
}
float rounded_up(double value) noexcept {
  if (value > double{std::numeric_limits<float>::max()}) return std::numeric_limits<float>::infinity();
  const auto nearest = static_cast<float>(value);
  return nearest >= value ? nearest : std::nextafter(nearest, std::numeric_limits<float>::infinity());
}

}  // namespace

struct PolygonLocator::State {
  explicit State(const PolygonColumn& column) : polygons{&column}, boxes(column.size()), slabs_of_row(column.size()) {
    assert(column.size() < kWholeBit);
    std::size_t large_edge_count = 0;
    for (std::size_t row = 0; row < column.size(); ++row) {
      boxes[row] = finite_box(column, row);
      const std::size_t edges = edge_count(column, row);
      if (boxes[row].empty() || edges < kLargeEdgeCount) continue;
      large_edge_count += edges;
      slabs.push_back(slabs_of(column, row, boxes[row]));
      slabs_of_row[row] = static_cast<std::uint32_t>(slabs.size());
    }
    choose_grid(column.size() + large_edge_count);
    fill(presences());
    if (std::ranges::find(cells, kCrowded) != cells.end()) tree.emplace(boxes);
  }

  // --- Building

  void choose_grid(std::size_t shape_count) {
    Box all;
    for (const Box& box : boxes) all.add(box);
    if (all.empty()) return;
    for (std::size_t wanted = kCellsPerShape * shape_count; wanted > 0; wanted /= 4) {
      grid = CellGrid{all, wanted};
      std::size_t test_count = 0;
      for (const Box& box : boxes) test_count += box.empty() ? 0 : grid.range_of(box).cell_count();
      if (test_count <= kTestsPerShape * shape_count) return;
    }
  }

  [[nodiscard]] std::vector<Presence> presences() const {
    std::vector<Presence> result;
    std::vector<bool> touched;
    for (std::size_t row = 0; row < boxes.size(); ++row) {
      if (!boxes[row].empty()) add_presences(result, touched, static_cast<std::uint32_t>(row));
    }
    return result;
  }

  /// Cells that an edge touches are left to tests; of the others, those between two of them are all alike.
  void add_presences(std::vector<Presence>& result, std::vector<bool>& touched, std::uint32_t row) const {
    const auto range = grid.range_of(boxes[row]);
    touched.assign(range.cell_count(), range.cell_count() <= kFewCells);
    const auto place_of = [&range](CellGrid::Cell cell) {
      return (cell.row - range.from.row) * range.column_count() + (cell.column - range.from.column);
    };
    if (range.cell_count() > kFewCells) {
      detail::for_each_edge(*polygons, row, [&](Point from, Point to) {
        grid.for_each_touched(from, to, range, [&](CellGrid::Cell cell) { touched[place_of(cell)] = true; });
      });
    }
    for (std::uint32_t y = range.from.row; y <= range.to.row; ++y) {
      bool is_known = false;
      bool whole = false;
      for (std::uint32_t x = range.from.column; x <= range.to.column; ++x) {
        const CellGrid::Cell cell{x, y};
        const auto index = static_cast<std::uint32_t>(grid.index(cell));
        if (touched[place_of(cell)]) {
          is_known = false;
          result.push_back({index, row, false});
          continue;
        }
        if (!is_known) whole = covers(row, grid.middle(cell));
        is_known = true;
        if (whole) result.push_back({index, row, true});
      }
    }
  }

  /// Counting sort by cell; within a cell rows stay ascending.
  void fill(const std::vector<Presence>& presences) {
    std::vector<std::uint32_t> count(grid.cell_count());
    for (const Presence& presence : presences) ++count[presence.cell];
    cells.assign(grid.cell_count(), kNothing);
    std::uint32_t total = 0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      if (count[cell] == 0) continue;
      cells[cell] = count[cell] > kCrowd ? kCrowded : total;
      if (count[cell] <= kCrowd) total += count[cell];
    }
    candidates.resize(total + kSpare);
    std::vector<std::uint32_t> added(grid.cell_count());
    for (const Presence& presence : presences) {
      const std::uint32_t first = cells[presence.cell];
      if (first == kCrowded) continue;
      const std::uint32_t place = added[presence.cell]++;
      candidates[first + place] = candidate(presence);
      candidates[first + place].last = place + 1 == count[presence.cell];
    }
    for (std::uint32_t& cell : cells) {
      if (cell == kNothing || cell == kCrowded) continue;
      const Candidate& only = candidates[cell];
      if (only.last && only.test == Test::none) cell = kWholeBit | only.row;
    }
  }

  [[nodiscard]] Candidate candidate(const Presence& presence) const {
    Candidate result;
    result.row = presence.row;
    if (presence.whole) return result;
    const Box& box = boxes[presence.row];
    const Box& all = grid.box();
    result.box = {rounded_down(box.min_x_m - all.min_x_m), rounded_down(box.min_y_m - all.min_y_m),
                  rounded_up(box.max_x_m - all.min_x_m), rounded_up(box.max_y_m - all.min_y_m)};
    result.test = Test::rings;
    if (slabs_of_row[presence.row] > 0) {
      result.test = Test::slabs;
    } else if (polygons->ring_count(presence.row) == 1) {
      const auto ring = polygons->ring(presence.row, 0);
      result.test = Test::ring;
      result.points = ring.data();
      result.point_count = static_cast<std::uint16_t>(ring.size());
    }
    return result;
  }

  // --- Asking

  [[nodiscard]] bool covers(std::uint32_t row, Point place) const noexcept {
    if (slabs_of_row[row] > 0) return slabs[slabs_of_row[row] - 1].covers(place);
    detail::CrossingCount count{place};
    detail::for_each_edge(*polygons, row, [&count](Point from, Point to) { count.add(from, to); });
    return count.covered();
  }

  [[nodiscard]] bool admits(const Candidate& candidate, Point place) const noexcept {
    if (candidate.test == Test::none) return true;
    const double x_m = place.x_m - grid.box().min_x_m;  // rounds up or down, but never past what rounds the same way
    const double y_m = place.y_m - grid.box().min_y_m;
    const auto& box = candidate.box;
    return x_m >= box[0] && y_m >= box[1] && x_m <= box[2] && y_m <= box[3];
  }

  /// Precondition: the candidate admits the point.
  [[nodiscard]] bool covers(const Candidate& candidate, Point place) const noexcept {
    if (candidate.test == Test::none) return true;
    if (candidate.test != Test::ring) return covers(candidate.row, place);
    detail::CrossingCount count{place};
    const Point* const last = candidate.points + candidate.point_count - 1;
    for (const Point* p = candidate.points; p != last; ++p) count.add(p[0], p[1]);
    return count.covered();
  }

  /// The first candidate from `candidate` on, in its cell, whose box admits the point; null when there is none.
  [[nodiscard]] const Candidate* admitting(const Candidate* candidate, Point place) const noexcept {
    for (;; ++candidate) {
      if (admits(*candidate, place)) return candidate;
      if (candidate->last) return nullptr;
    }
  }
  [[nodiscard]] const Candidate* admitting_after(const Candidate* candidate, Point place) const noexcept {
    return candidate->last ? nullptr : admitting(candidate + 1, place);
  }

  static bool has_candidates(std::uint32_t cell) noexcept { return cell < kWholeBit; }

  /// Calls `visit(row)` for the rows that cover the point, ascending, until it returns false. `cell` is what the
  /// point's cell holds, `candidate` the first that admits the point where it has candidates.
  template <class Visit>
  void visit_cell(std::uint32_t cell, const Candidate* candidate, Point place, Visit&& visit) const {
    if (cell == kNothing) return;
    if (cell == kCrowded) {
      for (const std::uint32_t row : tree->intersecting({place.x_m, place.y_m, place.x_m, place.y_m}))
        if (covers(row, place) && !visit(row)) return;
      return;
    }
    if (!has_candidates(cell)) {
      visit(cell & ~kWholeBit);
      return;
    }
    for (; candidate != nullptr; candidate = admitting_after(candidate, place))
      if (covers(*candidate, place) && !visit(candidate->row)) return;
  }

  template <class Visit>
  void for_each_covering(Point place, Visit&& visit) const {
    if (!grid.box().contains(place)) return;  // also of no box, and where a coordinate is NaN
    const std::uint32_t cell = cells[grid.index(grid.cell_of(place))];
    visit_cell(cell, has_candidates(cell) ? admitting(&candidates[cell], place) : nullptr, place, visit);
  }

  static constexpr std::size_t kBlock = 32;  // points; enough to keep memory busy, few enough to stay in the cache

  /// A point alone waits for its cell, then for the candidates, then for their shapes. A block asks for each of these
  /// ahead, so that the waits overlap.
  void find_block(std::span<const Point> places, std::span<std::optional<std::uint32_t>> rows) const {
    std::array<const std::uint32_t*, kBlock> cell{};
    std::array<const Candidate*, kBlock> candidate{};
    for (std::size_t i = 0; i < places.size(); ++i) {
      cell[i] = grid.box().contains(places[i]) ? &cells[grid.index(grid.cell_of(places[i]))] : &kNothing;
      __builtin_prefetch(cell[i]);
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!has_candidates(*cell[i])) continue;
      candidate[i] = &candidates[*cell[i]];
      __builtin_prefetch(candidate[i]);
      __builtin_prefetch(candidate[i] + 2);  // the next line of the cache
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (candidate[i] == nullptr) continue;
      candidate[i] = admitting(candidate[i], places[i]);
      if (candidate[i] == nullptr || candidate[i]->test != Test::ring) continue;
      __builtin_prefetch(candidate[i]->points);
      __builtin_prefetch(candidate[i]->points + candidate[i]->point_count - 1);
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      visit_cell(*cell[i], candidate[i], places[i], [&](std::uint32_t row) {
        rows[i] = row;
        return false;
      });
    }
  }

  const PolygonColumn* polygons;
  std::vector<Box> boxes;                   // empty: covers nothing
  std::vector<std::uint32_t> slabs_of_row;  // one more than the place in `slabs`; 0: none
  std::vector<detail::Slabs> slabs;
  CellGrid grid;
  std::vector<std::uint32_t> cells;
  std::vector<Candidate> candidates;
  std::optional<BoxIndex> tree;  // only with crowded cells
};

PolygonLocator::PolygonLocator(const PolygonColumn& polygons) : state_{std::make_unique<State>(polygons)} {}
PolygonLocator::~PolygonLocator() = default;
PolygonLocator::PolygonLocator(PolygonLocator&&) noexcept = default;
PolygonLocator& PolygonLocator::operator=(PolygonLocator&&) noexcept = default;

std::optional<std::uint32_t> PolygonLocator::find(Point place) const {
  std::optional<std::uint32_t> found;
  state_->for_each_covering(place, [&found](std::uint32_t row) {
    found = row;
    return false;
  });
  return found;
}

std::vector<std::optional<std::uint32_t>> PolygonLocator::find(std::span<const Point> places) const {
  std::vector<std::optional<std::uint32_t>> rows(places.size());
  for (std::size_t first = 0; first < places.size(); first += State::kBlock) {
    const std::size_t count = std::min(State::kBlock, places.size() - first);
    state_->find_block(places.subspan(first, count), std::span{rows}.subspan(first, count));
  }
  return rows;
}

std::vector<std::uint32_t> PolygonLocator::all(Point place) const {
  std::vector<std::uint32_t> rows;
  state_->for_each_covering(place, [&rows](std::uint32_t row) {
    rows.push_back(row);
    return true;
  });
  return rows;
}

}  // namespace trek::geo
