#include "trek/geo/transformed_box.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

#include "trek/geo/crs.hpp"

namespace trek::geo {

Box transformed(const Box& box, std::string_view source, std::string_view target) {
  constexpr int kSteps = 20;
  Box result;
  if (box.empty()) return result;
  std::vector<double> x;
  std::vector<double> y;
  for (int i = 0; i <= kSteps; ++i) {
    const double share = static_cast<double>(i) / kSteps;
    const double at_x = box.min_x_m + share * (box.max_x_m - box.min_x_m);
    const double at_y = box.min_y_m + share * (box.max_y_m - box.min_y_m);
    x.insert(x.end(), {at_x, at_x, box.min_x_m, box.max_x_m});
    y.insert(y.end(), {box.min_y_m, box.max_y_m, at_y, at_y});
  }
  Transformation{source, target}.apply(x, y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i]) && std::isfinite(y[i])) result.add(Point{x[i], y[i]});
  }
  return result;
}

}  // namespace trek::geo
