#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace trek::core {

/// Seeded random numbers that are the same in every standard library.
///
/// The engine (std::mt19937_64) is fixed by the standard; its distributions are not, so they are spelled out here.
/// Same seed, same sequence. Never seeded from a clock.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_{seed} {}
  /// An independent stream: (seed, stream) pairs give unrelated sequences (SplitMix64 finaliser, Steele et al. 2014).
  Random(std::uint64_t seed, std::uint64_t stream) : engine_{mix(seed ^ mix(stream + 0x9E3779B97F4A7C15ULL))} {}

  [[nodiscard]] std::uint64_t bits() { return engine_(); }
  /// Uniform in [0, 1).
  [[nodiscard]] double uniform() { return static_cast<double>(engine_() >> 11U) * 0x1.0p-53; }
  [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Uniform in [0, bound); bound > 0. Lemire's multiply-shift without rejection: bias below bound / 2^64.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((static_cast<Wide>(engine_()) * bound) >> 64U);
  }
  /// Mean 1 (for Dirichlet weights).
  [[nodiscard]] double exponential() { return -std::log1p(-uniform()); }
  /// Mean 0, standard deviation 1 (Box-Muller; one of the pair is used).
  [[nodiscard]] double normal() {
    const double radius = std::sqrt(2.0 * exponential());
    return radius * std::cos(6.283185307179586 * uniform());
  }
  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      using std::swap;
      swap(values[i - 1], values[below(i)]);
    }
  }

 private:
  static constexpr std::uint64_t mix(std::uint64_t z) noexcept {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  std::mt19937_64 engine_;
};

}  // namespace trek::core
