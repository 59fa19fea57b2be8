#include "trek/resolve/detail/vacancy_weight.hpp"

#include <cmath>

#include "trek/core/date.hpp"

namespace trek::resolve::detail {
namespace {

constexpr int kHalving_years = 3;

}  // namespace

AgedWeight aged_weight(double full_weight, std::string_view date, std::string_view reference_date) {
  const auto reference = core::find_date(reference_date);
  if (!reference) return {full_weight, full_weight};
  const auto said = core::find_date(date);
  if (!said) return {full_weight / 2.0, full_weight};
  const double weight = std::ldexp(full_weight, -(core::whole_years(*said, *reference) / kHalving_years));
  return {weight, weight};
}

}  // namespace trek::resolve::detail
