#pragma once

#include <cmath>
#include <cstdint>

#include "trek/geo/point.hpp"

namespace trek::datasets {

/// Smooth value noise over the plane: random values on a square lattice, blended by smoothstep. In [-1, 1].
class Noise {
 public:
  Noise(std::uint64_t seed, double wavelength_m) : seed_{seed}, wavelength_m_{wavelength_m} {}

  [[nodiscard]] double at(geo::Point p) const noexcept {
    const double x = p.x_m / wavelength_m_;
    const double y = p.y_m / wavelength_m_;
    const double left = std::floor(x);
    const double low = std::floor(y);
    const double u = smooth(x - left);
    const double v = smooth(y - low);
    const auto i = static_cast<std::int64_t>(left);
    const auto j = static_cast<std::int64_t>(low);
    const double bottom = lattice(i, j) * (1 - u) + lattice(i + 1, j) * u;
    const double top = lattice(i, j + 1) * (1 - u) + lattice(i + 1, j + 1) * u;
    return bottom * (1 - v) + top * v;
  }

 private:
  static double smooth(double t) noexcept { return t * t * (3.0 - 2.0 * t); }
  [[nodiscard]] double lattice(std::int64_t i, std::int64_t j) const noexcept {
    std::uint64_t z = seed_ + 0x9E3779B97F4A7C15ULL * static_cast<std::uint64_t>(i) +
                      0xC2B2AE3D27D4EB4FULL * static_cast<std::uint64_t>(j);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-52 - 1.0;
  }
  std::uint64_t seed_;
  double wavelength_m_;
};

/// Shifts places by smooth noise: borders and roads that would be straight become wobbly, the same for all that share
/// them.
class Warp {
 public:
  Warp(std::uint64_t seed, double wavelength_m, double amplitude_m)
      : east_{seed, wavelength_m}, north_{seed + 1, wavelength_m}, amplitude_m_{amplitude_m} {}
  [[nodiscard]] geo::Point operator()(geo::Point p) const noexcept {
    return {p.x_m + amplitude_m_ * east_.at(p), p.y_m + amplitude_m_ * north_.at(p)};
  }

 private:
  Noise east_;
  Noise north_;
  double amplitude_m_;
};

}  // namespace trek::datasets
