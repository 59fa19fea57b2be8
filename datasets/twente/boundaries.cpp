#include "twente/boundaries.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

#include "trek/core/random.hpp"
#include "twente/noise.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using geo::Point;

constexpr double kMargin_m = 7000.0;       // of the grid around the settlements
constexpr double kTownMargin_m = 350.0;    // around a town that is its municipality's, whatever the weights
constexpr double kLinkMargin_m = 500.0;    // around a link between two settlements of one municipality, likewise
constexpr double kLinkHandicap_m = 900.0;  // a link between two settlements pulls less than a settlement
constexpr int kWeightRounds = 160;

double distance_to_segment_m(Point p, Point a, Point b) {
  const double dx = b.x_m - a.x_m;
  const double dy = b.y_m - a.y_m;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 == 0 ? 0.0 : std::clamp(((p.x_m - a.x_m) * dx + (p.y_m - a.y_m) * dy) / length2, 0.0, 1.0);
  return geo::distance_m(p, {a.x_m + t * dx, a.y_m + t * dy});
}

/// What a municipality grows from: its towns, and links that keep them in one piece.
struct Roots {
  std::vector<const Town*> towns;
  std::vector<std::pair<Point, Point>> links;
};

/// Prim's minimum spanning tree over the centres.
std::vector<std::pair<Point, Point>> tree_links(const std::vector<const Town*>& towns) {
  std::vector<std::pair<Point, Point>> links;
  std::vector<bool> in(towns.size(), false);
  if (!in.empty()) in[0] = true;
  for (std::size_t round = 1; round < towns.size(); ++round) {
    double best_m = 1e12;
    std::size_t from = 0;
    std::size_t to = 0;
    for (std::size_t a = 0; a < towns.size(); ++a) {
      for (std::size_t b = 0; in[a] && b < towns.size(); ++b) {
        const double d_m = geo::distance_m(towns[a]->centre, towns[b]->centre);
        if (in[b] || d_m >= best_m) continue;
        best_m = d_m;
        from = a;
        to = b;
      }
    }
    in[to] = true;
    links.emplace_back(towns[from]->centre, towns[to]->centre);
  }
  return links;
}

std::vector<Roots> roots(const Facts& facts, const std::vector<Town>& towns) {
  std::vector<Roots> result(facts.municipalities.size());
  for (const auto& town : towns) result[town.municipality].towns.push_back(&town);
  for (auto& root : result) root.links = tree_links(root.towns);
  return result;
}

double distance_m(const Roots& root, Point p) {
  double nearest_m = 1e12;
  for (const auto* town : root.towns) {
    nearest_m = std::min(nearest_m, std::max(0.0, geo::distance_m(p, town->centre) - town->radius_m));
  }
  for (const auto& [a, b] : root.links)
    nearest_m = std::min(nearest_m, distance_to_segment_m(p, a, b) + kLinkHandicap_m);
  return nearest_m;
}

LabelGrid empty_grid(const std::vector<Town>& towns) {
  geo::Box box;
  for (const auto& town : towns) box.add(town.centre);
  box = box.grown(kMargin_m);
  LabelGrid grid;
  grid.corner = {std::floor(box.min_x_m / grid.cell_m) * grid.cell_m,
                 std::floor(box.min_y_m / grid.cell_m) * grid.cell_m};
  grid.column_count = static_cast<int>((box.max_x_m - grid.corner.x_m) / grid.cell_m) + 1;
  grid.row_count = static_cast<int>((box.max_y_m - grid.corner.y_m) / grid.cell_m) + 1;
  grid.label.assign(static_cast<std::size_t>(grid.column_count) * static_cast<std::size_t>(grid.row_count), -1);
  return grid;
}

template <class Visit>
void for_each_cell(const LabelGrid& grid, Visit visit) {
  for (int row = 0; row < grid.row_count; ++row) {
    for (int column = 0; column < grid.column_count; ++column) visit(column, row);
  }
}

/// Andrew's monotone chain over the town centres, counter-clockwise.
std::vector<Point> hull(const std::vector<Town>& towns) {
  std::vector<Point> points;
  for (const auto& town : towns) points.push_back(town.centre);
  std::ranges::sort(points);
  const auto turns_right = [](Point a, Point b, Point c) {
    return (b.x_m - a.x_m) * (c.y_m - a.y_m) - (b.y_m - a.y_m) * (c.x_m - a.x_m) <= 0;
  };
  std::vector<Point> chain;
  const auto extend = [&](Point p, std::size_t floor) {
    while (chain.size() >= floor + 2 && turns_right(chain[chain.size() - 2], chain.back(), p)) chain.pop_back();
    chain.push_back(p);
  };
  for (const auto p : points) extend(p, 0);
  const auto lower = chain.size() - 1;
  for (auto p = points.rbegin() + 1; p != points.rend(); ++p) extend(*p, lower);
  chain.pop_back();
  return chain;
}

double distance_outside_hull_m(const std::vector<Point>& corners, Point p) {
  bool inside = true;
  double nearest_m = 1e12;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point a = corners[i];
    const Point b = corners[(i + 1) % corners.size()];
    if ((b.x_m - a.x_m) * (p.y_m - a.y_m) - (b.y_m - a.y_m) * (p.x_m - a.x_m) < 0) inside = false;
    nearest_m = std::min(nearest_m, distance_to_segment_m(p, a, b));
  }
  return inside ? -nearest_m : nearest_m;
}

/// How far out of the region a cell lies: beyond the hull of the settlements, and far from each of them.
std::vector<double> remoteness(const LabelGrid& grid, const std::vector<Town>& towns, std::uint64_t seed) {
  const auto corners = hull(towns);
  const Noise broad{seed, 9000.0};
  const Noise fine{seed + 7, 2600.0};
  std::vector<double> result;
  result.reserve(grid.label.size());
  for_each_cell(grid, [&](int column, int row) {
    const Point p = grid.middle(column, row);
    double lonely_m = 1e12;
    for (const auto& town : towns) lonely_m = std::min(lonely_m, geo::distance_m(p, town.centre) - town.radius_m);
    if (lonely_m < kTownMargin_m + 600.0) return result.push_back(-1e6);
    result.push_back(distance_outside_hull_m(corners, p) + 0.75 * std::max(0.0, lonely_m - 1500.0) +
                     1100.0 * broad.at(p) + 450.0 * fine.at(p));
  });
  return result;
}

/// Cells outside that cannot be reached from the rim are lakes in the region: they belong to it.
std::vector<bool> filled(const LabelGrid& grid, const std::vector<bool>& inside) {
  std::vector<bool> result(inside.size(), true);
  std::deque<std::pair<int, int>> queue;
  const auto visit = [&](int column, int row) {
    if (column < 0 || row < 0 || column >= grid.column_count || row >= grid.row_count) return;
    const auto i = grid.index(column, row);
    if (inside[i] || !result[i]) return;
    result[i] = false;
    queue.emplace_back(column, row);
  };
  for (int column = 0; column < grid.column_count; ++column) visit(column, 0), visit(column, grid.row_count - 1);
  for (int row = 0; row < grid.row_count; ++row) visit(0, row), visit(grid.column_count - 1, row);
  while (!queue.empty()) {
    const auto [column, row] = queue.front();
    queue.pop_front();
    visit(column + 1, row), visit(column - 1, row), visit(column, row + 1), visit(column, row - 1);
  }
  return result;
}

/// As many of the least remote cells as the region has area.
std::vector<bool> region(const LabelGrid& grid, const Facts& facts, const std::vector<Town>& towns,
                         std::uint64_t seed) {
  const auto score = remoteness(grid, towns, seed);
  double area_m2 = 0.0;
  for (const auto& municipality : facts.municipalities) area_m2 += municipality.area_m2;
  auto sorted = score;
  const auto count = static_cast<std::ptrdiff_t>(area_m2 / (grid.cell_m * grid.cell_m));
  std::nth_element(sorted.begin(), sorted.begin() + count, sorted.end());
  const double limit = sorted[static_cast<std::size_t>(count)];
  std::vector<bool> inside(score.size());
  for (std::size_t i = 0; i < score.size(); ++i) inside[i] = score[i] < limit;
  return filled(grid, inside);
}

/// Per cell of the region, the distance to each municipality's roots; a town's own surroundings are tied to it.
struct Claims {
  std::vector<std::size_t> cell;    // of the grid
  std::vector<std::int32_t> owner;  // tied municipality or -1
  std::vector<float> distance_m;    // cell.size() * municipality count
};

/// The municipality that the place is tied to: of the town it is at, else of the link it is at; -1 for none.
std::int32_t tied_owner(const std::vector<Roots>& all_roots, const std::vector<Town>& towns, Point place) {
  if (const auto town = find_town(towns, place, kTownMargin_m))
    return static_cast<std::int32_t>(towns[*town].municipality);
  std::int32_t owner = -1;
  double nearest_m = kLinkMargin_m;
  for (std::size_t m = 0; m < all_roots.size(); ++m) {
    for (const auto& [a, b] : all_roots[m].links) {
      const double apart_m = distance_to_segment_m(place, a, b);
      if (apart_m >= nearest_m) continue;
      nearest_m = apart_m;
      owner = static_cast<std::int32_t>(m);
    }
  }
  return owner;
}

Claims claims(const LabelGrid& grid, const std::vector<bool>& inside, const Facts& facts,
              const std::vector<Town>& towns, std::uint64_t seed) {
  const auto all_roots = roots(facts, towns);
  const Warp broad{seed + 20, 5000.0, 900.0};
  const Warp fine{seed + 30, 1500.0, 380.0};
  Claims result;
  for_each_cell(grid, [&](int column, int row) {
    const auto i = grid.index(column, row);
    if (!inside[i]) return;
    const Point place = grid.middle(column, row);
    result.cell.push_back(i);
    result.owner.push_back(tied_owner(all_roots, towns, place));
    const Point warped = fine(broad(place));
    for (const auto& root : all_roots) result.distance_m.push_back(static_cast<float>(distance_m(root, warped)));
  });
  return result;
}

std::size_t winner(const Claims& claims, std::size_t i, const std::vector<double>& weight_m) {
  if (claims.owner[i] >= 0) return static_cast<std::size_t>(claims.owner[i]);
  const auto* distance_m = &claims.distance_m[i * weight_m.size()];
  std::size_t best = 0;
  for (std::size_t m = 1; m < weight_m.size(); ++m) {
    if (static_cast<double>(distance_m[m]) - weight_m[m] < static_cast<double>(distance_m[best]) - weight_m[best])
      best = m;
  }
  return best;
}

/// Weights for which each municipality gets its area; a fixed number of damped steps.
std::vector<double> tuned_weights_m(const Claims& claims, const Facts& facts, double cell_area_m2) {
  const auto count = facts.municipalities.size();
  std::vector<double> weight_m(count, 0.0);
  for (int round = 0; round < kWeightRounds; ++round) {
    std::vector<double> area_m2(count, 0.0);
    for (std::size_t i = 0; i < claims.cell.size(); ++i) area_m2[winner(claims, i, weight_m)] += cell_area_m2;
    const double step = 0.45 - 0.3 * round / kWeightRounds;
    for (std::size_t m = 0; m < count; ++m) {
      const double wanted_m2 = facts.municipalities[m].area_m2;
      weight_m[m] += step * (wanted_m2 - area_m2[m]) / (2.0 * std::sqrt(wanted_m2));
    }
  }
  return weight_m;
}

/// The label that most of the eight neighbours have, region labels only; the own label where there is a tie with it.
std::int32_t majority(const LabelGrid& grid, int column, int row) {
  std::array<int, 64> votes{};
  const auto own = grid.at(column, row);
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      const auto label = grid.at(column + dx, row + dy);
      if (label >= 0) votes.at(static_cast<std::size_t>(label)) += 1;
    }
  }
  const auto best = static_cast<std::int32_t>(std::ranges::max_element(votes) - votes.begin());
  return votes[static_cast<std::size_t>(best)] > votes[static_cast<std::size_t>(own)] ? best : own;
}

void smooth_labels(LabelGrid& grid) {
  const LabelGrid before = grid;
  for_each_cell(before, [&](int column, int row) {
    if (before.at(column, row) >= 0) grid.cell(column, row) = majority(before, column, row);
  });
}

/// Cells of one label that hang together (4-neighbours), from `start`.
std::vector<std::pair<int, int>> patch(const LabelGrid& grid, int start_column, int start_row,
                                       std::vector<bool>& seen) {
  std::vector<std::pair<int, int>> cells{{start_column, start_row}};
  const auto label = grid.at(start_column, start_row);
  const auto visit = [&](int column, int row) {
    if (grid.at(column, row) != label) return;
    const auto i = grid.index(column, row);
    if (seen[i]) return;
    seen[i] = true;
    cells.emplace_back(column, row);
  };
  seen[grid.index(start_column, start_row)] = true;
  for (std::size_t i = 0; i < cells.size(); ++i) {  // NOLINT(modernize-loop-convert): grows while it is walked
    const auto [column, row] = cells[i];
    visit(column + 1, row), visit(column - 1, row), visit(column, row + 1), visit(column, row - 1);
  }
  return cells;
}

/// A municipality in one piece: small patches go to the label that most of their neighbours have.
void dissolve_patches(LabelGrid& grid, std::size_t label_count) {
  std::vector<bool> seen(grid.label.size(), false);
  std::vector<std::vector<std::vector<std::pair<int, int>>>> patches(label_count);
  for_each_cell(grid, [&](int column, int row) {
    const auto label = grid.at(column, row);
    if (label < 0 || seen[grid.index(column, row)]) return;
    patches[static_cast<std::size_t>(label)].push_back(patch(grid, column, row, seen));
  });
  for (auto& of_label : patches) {
    std::ranges::stable_sort(of_label, std::greater{}, [](const auto& cells) { return cells.size(); });
    for (std::size_t i = 1; i < of_label.size(); ++i) {
      std::array<int, 64> votes{};
      for (const auto& [column, row] : of_label[i]) {
        for (const auto& [dx, dy] : {std::pair{1, 0}, std::pair{-1, 0}, std::pair{0, 1}, std::pair{0, -1}}) {
          const auto label = grid.at(column + dx, row + dy);
          if (label >= 0 && label != grid.at(column, row)) votes.at(static_cast<std::size_t>(label)) += 1;
        }
      }
      const auto best = static_cast<std::int32_t>(std::ranges::max_element(votes) - votes.begin());
      for (const auto& [column, row] : of_label[i]) grid.cell(column, row) = best;
    }
  }
}

/// Parts cells of one label that touch at this corner only; says whether it had to.
bool part_corner_contact(LabelGrid& grid, int column, int row) {
  const auto a = grid.at(column, row);
  const auto b = grid.at(column + 1, row);
  const auto c = grid.at(column, row + 1);
  const auto d = grid.at(column + 1, row + 1);
  if (a == d && a != b && a != c) {
    (a >= 0 ? grid.cell(column + 1, row) : grid.cell(column, row)) = a >= 0 ? a : b;
    return true;
  }
  if (b == c && b != a && b != d) {
    (b >= 0 ? grid.cell(column, row) : grid.cell(column + 1, row)) = b >= 0 ? b : a;
    return true;
  }
  return false;
}

/// No two cells of one label that touch at a corner only: there a border would cross itself.
void remove_corner_contacts(LabelGrid& grid) {
  for (bool changed = true; changed;) {
    changed = false;
    for (int row = 0; row + 1 < grid.row_count; ++row) {
      for (int column = 0; column + 1 < grid.column_count; ++column) {
        changed = part_corner_contact(grid, column, row) || changed;
      }
    }
  }
}

}  // namespace

std::int32_t LabelGrid::at(int column, int row) const noexcept {
  if (column < 0 || row < 0 || column >= column_count || row >= row_count) return -1;
  return label[index(column, row)];
}

std::int32_t LabelGrid::label_at(Point place) const noexcept {
  return at(static_cast<int>(std::floor((place.x_m - corner.x_m) / cell_m)),
            static_cast<int>(std::floor((place.y_m - corner.y_m) / cell_m)));
}

std::optional<std::size_t> LabelGrid::find_interior(Point place) const noexcept {
  const auto own = label_at(place);
  if (own < 0) return std::nullopt;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      if (label_at({place.x_m + dx * cell_m, place.y_m + dy * cell_m}) != own) return std::nullopt;
    }
  }
  return static_cast<std::size_t>(own);
}

Boundaries boundaries(const Facts& facts, const std::vector<Town>& towns, std::uint64_t seed) {
  Boundaries result;
  result.grid = empty_grid(towns);
  const auto noise_seed = core::Random{seed, stream(Stage::outline)}.bits();
  const auto inside = region(result.grid, facts, towns, noise_seed);
  const auto all_claims = claims(result.grid, inside, facts, towns, noise_seed);
  const auto weight_m = tuned_weights_m(all_claims, facts, result.grid.cell_m * result.grid.cell_m);
  for (std::size_t i = 0; i < all_claims.cell.size(); ++i) {
    result.grid.label[all_claims.cell[i]] = static_cast<std::int32_t>(winner(all_claims, i, weight_m));
  }
  smooth_labels(result.grid);
  dissolve_patches(result.grid, facts.municipalities.size());
  remove_corner_contacts(result.grid);
  result.area = traced_areas(result.grid, facts.municipalities.size(), noise_seed + 40);
  return result;
}

}  // namespace trek::datasets
