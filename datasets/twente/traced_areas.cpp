#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "twente/boundaries.hpp"
#include "twente/millimetres.hpp"
#include "twente/noise.hpp"

namespace trek::datasets {
namespace {

using geo::Point;
using Corner = std::pair<int, int>;  // column, row of a grid corner

enum class Heading : std::uint8_t { east, north, west, south };
constexpr std::array<Corner, 4> kStep{Corner{1, 0}, Corner{0, 1}, Corner{-1, 0}, Corner{0, -1}};

Corner moved(Corner from, Heading heading) {
  const auto step = kStep[static_cast<std::size_t>(heading)];
  return {from.first + step.first, from.second + step.second};
}

/// Labels left and right of the grid edge that leaves `from`.
std::pair<std::int32_t, std::int32_t> sides(const LabelGrid& grid, Corner from, Heading heading) {
  const auto [i, j] = from;
  switch (heading) {
    case Heading::east:
      return {grid.at(i, j), grid.at(i, j - 1)};
    case Heading::north:
      return {grid.at(i - 1, j), grid.at(i, j)};
    case Heading::west:
      return {grid.at(i - 1, j - 1), grid.at(i - 1, j)};
    case Heading::south:
      return {grid.at(i, j - 1), grid.at(i - 1, j - 1)};
  }
  return {-1, -1};
}

bool is_border(const LabelGrid& grid, Corner from, Heading heading) {
  const auto [left, right] = sides(grid, from, heading);
  return left != right;
}

std::vector<Heading> border_headings(const LabelGrid& grid, Corner corner) {
  std::vector<Heading> result;
  for (const auto heading : {Heading::east, Heading::north, Heading::west, Heading::south}) {
    if (is_border(grid, corner, heading)) result.push_back(heading);
  }
  return result;
}

/// A border between two labels, from one meeting point of three to the next, or a closed loop.
struct Arc {
  std::int32_t left = -1;
  std::int32_t right = -1;
  std::vector<Corner> corners;
  std::vector<Point> points;
};

/// Follows the border until a meeting point or the start comes up, and marks what it passes.
Arc walked_arc(const LabelGrid& grid, Corner start, Heading heading,
               std::map<std::pair<Corner, Heading>, bool>& walked) {
  Arc arc;
  std::tie(arc.left, arc.right) = sides(grid, start, heading);
  arc.corners.push_back(start);
  for (Corner at = start;;) {
    const Corner next = moved(at, heading);
    const auto back = static_cast<Heading>((static_cast<unsigned>(heading) + 2) % 4);
    walked[{at, heading}] = true;
    walked[{next, back}] = true;
    arc.corners.push_back(next);
    const auto onward = border_headings(grid, next);
    if (onward.size() != 2 || next == start) return arc;
    heading = onward[0] == back ? onward[1] : onward[0];
    at = next;
  }
}

std::vector<Arc> arcs(const LabelGrid& grid) {
  std::vector<Arc> result;
  std::map<std::pair<Corner, Heading>, bool> walked;
  for (const bool meeting_points : {true, false}) {
    for (int row = 0; row <= grid.row_count; ++row) {
      for (int column = 0; column <= grid.column_count; ++column) {
        const auto headings = border_headings(grid, {column, row});
        if (headings.empty() || (meeting_points && headings.size() == 2)) continue;
        for (const auto heading : headings) {
          if (!walked[{{column, row}, heading}]) result.push_back(walked_arc(grid, {column, row}, heading, walked));
        }
      }
    }
  }
  return result;
}

/// One pass of the 1-2-1 mean; ends stay unless the line is closed.
std::vector<Point> averaged(const std::vector<Point>& line) {
  auto result = line;
  const bool closed = line.front() == line.back();
  const auto blend = [](Point a, Point b, Point c) {
    return Point{0.25 * (a.x_m + 2 * b.x_m + c.x_m), 0.25 * (a.y_m + 2 * b.y_m + c.y_m)};
  };
  for (std::size_t i = 1; i + 1 < line.size(); ++i) result[i] = blend(line[i - 1], line[i], line[i + 1]);
  if (closed) result.front() = result.back() = blend(line[line.size() - 2], line.front(), line[1]);
  return result;
}

void draw(Arc& arc, const LabelGrid& grid, const Warp& wobble) {
  for (const auto& [column, row] : arc.corners) {
    arc.points.push_back({grid.corner.x_m + column * grid.cell_m, grid.corner.y_m + row * grid.cell_m});
  }
  for (int pass = 0; pass < 5; ++pass) arc.points = averaged(arc.points);
  for (auto& p : arc.points) {
    const Point shifted = wobble(p);
    p = {rounded_mm(shifted.x_m), rounded_mm(shifted.y_m)};
  }
}

/// Joins the arcs around one label into rings, label on the left.
std::vector<geo::Ring> rings(const std::vector<Arc>& all, std::int32_t label) {
  std::map<Corner, std::vector<Point>> open;  // by start
  std::map<Corner, Corner> end_of;
  for (const auto& arc : all) {
    if (arc.left != label && arc.right != label) continue;
    auto points = arc.points;
    auto ends = std::pair{arc.corners.front(), arc.corners.back()};
    if (arc.right == label) {
      std::ranges::reverse(points);
      std::swap(ends.first, ends.second);
    }
    open[ends.first] = std::move(points);
    end_of[ends.first] = ends.second;
  }
  std::vector<geo::Ring> result;
  while (!open.empty()) {
    geo::Ring ring;
    for (auto part = open.begin(); part != open.end();) {
      const Corner next = end_of[part->first];
      ring.insert(ring.end(), part->second.begin() + (ring.empty() ? 0 : 1), part->second.end());
      open.erase(part);
      part = open.find(next);
    }
    result.push_back(std::move(ring));
  }
  return result;
}

/// Counter-clockwise rings are shells, clockwise ones holes of the largest shell (an enclave is rare, and then in it).
geo::MultiPolygon polygons(std::vector<geo::Ring> all) {
  std::ranges::stable_sort(all, std::greater{}, [](const geo::Ring& ring) { return geo::signed_area_m2(ring); });
  geo::MultiPolygon result;
  for (auto& ring : all) {
    if (geo::signed_area_m2(ring) > 0) {
      result.push_back({std::move(ring), {}});
    } else {
      result.front().holes.push_back(std::move(ring));
    }
  }
  return result;
}

}  // namespace

std::vector<geo::MultiPolygon> traced_areas(const LabelGrid& grid, std::size_t label_count, std::uint64_t seed) {
  const Warp wobble{seed, 900.0, 95.0};
  auto all = arcs(grid);
  for (auto& arc : all) draw(arc, grid, wobble);
  std::vector<geo::MultiPolygon> result;
  for (std::size_t label = 0; label < label_count; ++label) {
    result.push_back(polygons(rings(all, static_cast<std::int32_t>(label))));
  }
  return result;
}

}  // namespace trek::datasets
