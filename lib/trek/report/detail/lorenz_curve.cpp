#include "trek/report/detail/lorenz_curve.hpp"

#include <algorithm>

namespace trek::report::detail {

LorenzCurve lorenz_curve(std::span<const publish::StoredTravel::Cell> cells) {
  std::vector<publish::StoredTravel::Cell> sorted{cells.begin(), cells.end()};
  std::ranges::stable_sort(sorted, {}, &publish::StoredTravel::Cell::minutes);
  double people = 0.0;
  double time = 0.0;
  for (const auto& cell : sorted) {
    people += cell.people;
    time += cell.people * cell.minutes;
  }
  LorenzCurve curve;
  if (people <= 0.0 || time <= 0.0) return curve;
  curve.points.emplace_back(0.0, 0.0);
  double so_far = 0.0;
  double time_so_far = 0.0;
  double under = 0.0;
  for (const auto& cell : sorted) {
    const double before = time_so_far;
    so_far += cell.people;
    time_so_far += cell.people * cell.minutes;
    under += cell.people / people * (before + time_so_far) / (2.0 * time);
    curve.points.emplace_back(so_far / people, time_so_far / time);
  }
  curve.gini = 1.0 - 2.0 * under;
  return curve;
}

}  // namespace trek::report::detail
