#include "trek/publish/detail/demand_squares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace trek::publish::detail {

std::vector<DemandSquare> demand_squares(const model::Demand& demand, double size_m) {
  using Square = std::tuple<std::int64_t, std::int64_t, std::uint32_t>;  // line, column, municipality
  std::map<Square, std::vector<std::uint32_t>> squares;
  const auto step = [size_m](double at_m) { return static_cast<std::int64_t>(std::floor(at_m / size_m)); };
  for (std::uint32_t row = 0; row < demand.size(); ++row) {
    const geo::Point place = demand.place[row];
    squares[{step(place.y_m), step(place.x_m), demand.municipality[row].value()}].push_back(row);
  }
  std::vector<DemandSquare> result;
  for (auto& [square, rows] : squares) {
    const auto& [line, column, municipality] = square;
    result.push_back({{static_cast<double>(column) * size_m, static_cast<double>(line) * size_m},
                      demand.municipality[rows.front()],
                      std::move(rows)});
  }
  return result;
}

std::string square_code(geo::Point corner) {
  constexpr double kHundred_m = 100.0;
  return fmt::format("E{:04.0f}N{:04.0f}", corner.x_m / kHundred_m, corner.y_m / kHundred_m);
}

PeopleSpread people_spread(const measure::Measure& measure, const model::Demand& demand,
                           std::span<const std::uint32_t> rows) {
  PeopleSpread spread;
  double people = 0.0;
  double sum = 0.0;
  for (const std::uint32_t row : rows) {
    const double inhabitants = demand.inhabitants[row];
    if (!(inhabitants > 0.0)) continue;
    const double value = measure.values[row];
    if (!std::isfinite(value)) {
      (measure.estimate(row).is_known() ? spread.beyond : spread.unknown) += inhabitants;
      continue;
    }
    people += inhabitants;
    sum += inhabitants * value;
    spread.least = std::min(spread.least.value_or(value), value);
    spread.most = std::max(spread.most.value_or(value), value);
  }
  // Rounding may not put the mean beyond its ends.
  if (people > 0.0) spread.mean = std::clamp(sum / people, *spread.least, *spread.most);
  return spread;
}

}  // namespace trek::publish::detail
