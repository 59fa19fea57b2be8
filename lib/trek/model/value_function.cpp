#include "trek/model/value_function.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/core/error.hpp"

namespace trek::model {
namespace {

void check_anchor(const ValueFunction::Anchor& anchor) {
  if (!std::isfinite(anchor.raw)) {
    core::refuse_argument(fmt::format("value function: anchor at raw {}, expected a finite number", anchor.raw));
  }
  if (!(anchor.value >= 0.0 && anchor.value <= 1.0)) {
    core::refuse_argument(
        fmt::format("value function: value {} at raw {}, expected a value in [0, 1]", anchor.value, anchor.raw));
  }
}

void check_anchors(std::span<const ValueFunction::Anchor> anchors) {
  if (anchors.size() < 2) {
    core::refuse_argument(fmt::format("value function: {} anchors, expected at least 2", anchors.size()));
  }
  std::for_each(anchors.begin(), anchors.end(), check_anchor);
  for (std::size_t i = 1; i < anchors.size(); ++i) {
    if (!(anchors[i - 1].raw < anchors[i].raw)) {
      core::refuse_argument(fmt::format("value function: raw {} after raw {}, expected ascending anchors",
                                        anchors[i].raw, anchors[i - 1].raw));
    }
  }
}

}  // namespace

ValueFunction::ValueFunction(std::vector<Anchor> anchors) : anchors_{std::move(anchors)} { check_anchors(anchors_); }

double ValueFunction::operator()(double raw) const noexcept {
  if (std::isnan(raw)) return raw;
  if (raw <= anchors_.front().raw) return anchors_.front().value;
  if (raw >= anchors_.back().raw) return anchors_.back().value;
  const auto right = std::upper_bound(anchors_.begin(), anchors_.end(), raw,
                                      [](double sought, const Anchor& anchor) { return sought < anchor.raw; });
  const Anchor& left = *(right - 1);
  return std::lerp(left.value, right->value, (raw - left.raw) / (right->raw - left.raw));
}

std::pair<double, double> ValueFunction::range(double low, double high) const noexcept {
  // Piecewise linear: extremes lie at the ends or at an anchor between them.
  double least = std::min((*this)(low), (*this)(high));
  double most = std::max((*this)(low), (*this)(high));
  for (const Anchor& anchor : anchors_) {
    if (anchor.raw <= low || anchor.raw >= high) continue;
    least = std::min(least, anchor.value);
    most = std::max(most, anchor.value);
  }
  return {least, most};
}

}  // namespace trek::model
