#include "trek/access/decay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trek::access {
namespace {

double value(const Step& step, double time_min) { return time_min <= step.limit_min ? 1.0 : 0.0; }
double value(const Linear& linear, double time_min) { return std::max(0.0, 1.0 - time_min / linear.limit_min); }
double value(const Exponential& exponential, double time_min) {
  return std::exp2(-time_min / exponential.half_life_min);
}
double value(const Power& power, double time_min) { return std::min(1.0, std::pow(time_min, -power.exponent)); }
double value(const Gaussian& gaussian, double time_min) {
  const double z = time_min / gaussian.sigma_min;
  return std::exp(-0.5 * z * z);
}
double value(const Logistic& logistic, double time_min) {
  const double steepness = std::numbers::pi / (logistic.deviation_min * std::numbers::sqrt3);
  return (1.0 + std::exp(-logistic.inflection_min * steepness)) /
         (1.0 + std::exp((time_min - logistic.inflection_min) * steepness));
}
double value(const LogLogistic& curve, double time_min) {
  return 1.0 / (1.0 + std::pow(time_min / curve.median_min, curve.shape));
}

double value(const TruncatedGaussian& gaussian, double time_min) {
  const double z = time_min / gaussian.limit_min;
  const double at_limit = std::exp(-0.5);
  return z > 1.0 ? 0.0 : (std::exp(-0.5 * z * z) - at_limit) / (1.0 - at_limit);
}
double value(const Bands& bands, double time_min) {
  for (const Bands::Band& band : bands.bands) {
    if (time_min <= band.until_min) return band.weight;
  }
  return 0.0;
}

std::string text(const Step& step) { return fmt::format("step(T={} min)", step.limit_min); }
std::string text(const Linear& linear) { return fmt::format("linear(T={} min)", linear.limit_min); }
std::string text(const Exponential& curve) { return fmt::format("exponential(half-life={} min)", curve.half_life_min); }
std::string text(const Power& power) { return fmt::format("power(b={})", power.exponent); }
std::string text(const Gaussian& gaussian) { return fmt::format("gaussian(sigma={} min)", gaussian.sigma_min); }
std::string text(const Logistic& logistic) {
  return fmt::format("logistic(IP={} min, SD={} min)", logistic.inflection_min, logistic.deviation_min);
}
std::string text(const LogLogistic& curve) {
  return fmt::format("log_logistic(m={} min, k={})", curve.median_min, curve.shape);
}

std::string text(const TruncatedGaussian& gaussian) {
  return fmt::format("truncated_gaussian(T={} min)", gaussian.limit_min);
}
std::string text(const Bands& bands) {
  std::string result;
  for (const Bands::Band& band : bands.bands)
    result += fmt::format("{}{} min: {}", result.empty() ? "bands(" : ", ", band.until_min, band.weight);
  return result + ")";
}

}  // namespace

double decay_at(const Decay& decay, double time_min) noexcept {
  if (time_min <= 0.0) return 1.0;
  return std::visit([time_min](const auto& curve) { return value(curve, time_min); }, decay);
}

std::string describe(const Decay& decay) {
  return std::visit([](const auto& curve) { return text(curve); }, decay);
}

}  // namespace trek::access
