#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <ratio>

namespace trek::core {

/// A number with a unit: `Meters{250.0}`. Only sums, differences, scaling by a plain number and comparison; a change
/// of unit is a named function below.
template <class Unit>
class Quantity {
 public:
  constexpr Quantity() noexcept = default;
  constexpr explicit Quantity(double value) noexcept : value_{value} {}

  [[nodiscard]] constexpr double value() const noexcept { return value_; }
  friend constexpr Quantity operator+(Quantity a, Quantity b) noexcept { return Quantity{a.value_ + b.value_}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) noexcept { return Quantity{a.value_ - b.value_}; }
  friend constexpr Quantity operator*(Quantity a, double factor) noexcept { return Quantity{a.value_ * factor}; }
  friend constexpr double operator/(Quantity a, Quantity b) noexcept { return a.value_ / b.value_; }
  friend constexpr auto operator<=>(Quantity, Quantity) = default;

 private:
  double value_ = 0.0;
};

using Meters = Quantity<struct MetersUnit>;
using SquareMeters = Quantity<struct SquareMetersUnit>;
using MetersPerSecond = Quantity<struct MetersPerSecondUnit>;

using Seconds = std::chrono::duration<double>;
/// The unit of every travel time inside trek: integers, so that every path sum is exact on every machine.
using Deciseconds = std::chrono::duration<std::uint32_t, std::deci>;

constexpr MetersPerSecond kilometers_per_hour(double speed) noexcept { return MetersPerSecond{speed / 3.6}; }
constexpr Seconds travel_time(Meters distance, MetersPerSecond speed) noexcept {
  return Seconds{distance.value() / speed.value()};
}

}  // namespace trek::core
