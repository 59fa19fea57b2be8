#include <algorithm>
#include <limits>
#include <utility>

#include "trek/geo/segment_distance.hpp"
#include "trek/network/detail/nearest_rows.hpp"

namespace trek::network::detail {

double distance_to_line_m(geo::Point place, std::span<const geo::Point> line) noexcept {
  double least = line.size() == 1 ? geo::distance_m(place, line[0]) : std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < line.size(); ++i)
    least = std::min(least, geo::distance_to_segment_m(place, line[i - 1], line[i]));
  return least;
}

std::vector<std::size_t> nearest_rows(const Surroundings& near, std::size_t count,
                                      const std::function<std::span<const geo::Point>(std::size_t)>& line) {
  std::vector<std::vector<std::pair<double, std::size_t>>> of_place(near.places.size());
  for (std::size_t row = 0; row < count; ++row) {
    const auto shape = line(row);
    const geo::Box box = geo::bounds(shape).grown(near.radius_m);
    for (std::size_t p = 0; p < near.places.size(); ++p) {
      if (!box.contains(near.places[p])) continue;
      const double away_m = distance_to_line_m(near.places[p], shape);
      if (away_m <= near.radius_m) of_place[p].emplace_back(away_m, row);
    }
  }
  std::vector<std::size_t> rows;
  for (auto& found : of_place) {
    std::ranges::sort(found);
    if (found.size() > near.most_lines) found.resize(near.most_lines);
    for (const auto& [away_m, row] : found) rows.push_back(row);
  }
  std::ranges::sort(rows);
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

}  // namespace trek::network::detail
