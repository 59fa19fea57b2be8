#include "trek/geo/detail/orientation.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace trek::geo::detail {
namespace {

constexpr int sign(double value) noexcept { return (value > 0.0) - (value < 0.0); }

/// An exact sum of doubles: parts that do not overlap, smallest first, so that the last one has the sum's sign.
class Expansion {
 public:
  void add(double value) noexcept {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const double sum = value + parts_[i];
      const double virtual_part = sum - value;
      const double rest = (value - (sum - virtual_part)) + (parts_[i] - virtual_part);
      if (rest != 0.0) parts_[kept++] = rest;
      value = sum;
    }
    if (value != 0.0) parts_[kept++] = value;
    size_ = kept;
  }
  void add_product(double a, double b) noexcept {
    const double product = a * b;
    add(std::fma(a, b, -product));
    add(product);
  }
  [[nodiscard]] int sign() const noexcept { return size_ == 0 ? 0 : detail::sign(parts_[size_ - 1]); }

 private:
  std::array<double, 16> parts_{};  // six products, two parts each, fit
  std::size_t size_ = 0;
};

int exact_orientation(Point a, Point b, Point c) noexcept {
  Expansion determinant;
  determinant.add_product(a.x_m, b.y_m);
  determinant.add_product(-a.y_m, b.x_m);
  determinant.add_product(b.x_m, c.y_m);
  determinant.add_product(-b.y_m, c.x_m);
  determinant.add_product(c.x_m, a.y_m);
  determinant.add_product(-c.y_m, a.x_m);
  return determinant.sign();
}

}  // namespace

int orientation(Point a, Point b, Point c) noexcept {
  constexpr double kEpsilon = std::numeric_limits<double>::epsilon() / 2.0;
  constexpr double kErrorBound = (3.0 + 16.0 * kEpsilon) * kEpsilon;  // Shewchuk's bound for this expression
  const double left = (a.x_m - c.x_m) * (b.y_m - c.y_m);
  const double right = (a.y_m - c.y_m) * (b.x_m - c.x_m);
  const double determinant = left - right;
  if (std::abs(determinant) > kErrorBound * (std::abs(left) + std::abs(right))) return sign(determinant);
  return exact_orientation(a, b, c);
}

}  // namespace trek::geo::detail
