#include "trek/measure/detail/kind.hpp"

/// Cafes, bars and restaurants around the site.
namespace trek::measure::detail::kinds::hospitality {
namespace {

constexpr const char kHospitalityId[] = "hospitality_500m";
constexpr double kHospitalityRadius_m = 500.0;  // as the transformatiepotentiemeter has it: METHODS "Measures"

std::vector<SiteOffer> offers(const Settings& /*settings*/) {
  Measure measure;
  measure.id = kHospitalityId;
  measure.label = {"Horeca binnen 500 m", "Hospitality within 500 m"};
  measure.description = {"Horecazaken hemelsbreed binnen 500 m.",
                         "Cafes, bars and restaurants within 500 m as the crow flies."};
  return {offer_of_places(std::move(measure), {model::PlaceKind::hospitality}, kHospitalityRadius_m)};
}

}  // namespace

Kind kind() { return {100, nullptr, offers}; }

}  // namespace trek::measure::detail::kinds::hospitality
