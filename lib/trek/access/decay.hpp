#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace trek::access {

/// Decay functions f(t) of travel time, t in minutes, f(0) = 1, never increasing; parameters above 0.
/// METHODS "Decay".

/// 1 up to and including the limit.
struct Step {
  double limit_min;
};
/// 1 - t / limit
struct Linear {
  double limit_min;
};
/// exp(-ln 2 t / half-life)
struct Exponential {
  double half_life_min;
};
/// min(1, t^-exponent)
struct Power {
  double exponent;
};
/// exp(-t^2 / 2 sigma^2)
struct Gaussian {
  double sigma_min;
};
/// Bauer & Groneberg 2016
struct Logistic {
  double inflection_min;
  double deviation_min;
};
/// 1 / (1 + (t / m)^k)
struct LogLogistic {
  double median_min;
  double shape;
};
/// (exp(-(t / limit)^2 / 2) - exp(-1/2)) / (1 - exp(-1/2)) up to the limit, 0 after it (Dai 2010)
struct TruncatedGaussian {
  double limit_min;
};
/// A weight for each band of time, up to and including its end; 0 after the last. E2SFCA (Luo & Qi 2009) has 1.00, 0.68
/// and 0.22 up to 10, 20 and 30 min.
struct Bands {
  struct Band {
    double until_min;
    double weight;
  };
  std::vector<Band> bands;  // by ascending end; weights in [0, 1], not increasing; the first is 1
};
using Decay = std::variant<Step, Linear, Exponential, Power, Gaussian, Logistic, LogLogistic, TruncatedGaussian, Bands>;

[[nodiscard]] double decay_at(const Decay& decay, double time_min) noexcept;
/// "log_logistic(m=12 min, k=3)": for the table `run`.
[[nodiscard]] std::string describe(const Decay& decay);

/// sum of weight * f(time) over what a site reaches: a cumulative measure with a Step, Hansen's with any other decay.
struct WeightedSum {
  std::span<const double> weight;  // one per row of the other points; NaN is unknown and enters no sum
  Decay decay;
};

}  // namespace trek::access
