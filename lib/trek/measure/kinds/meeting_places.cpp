#include "trek/measure/detail/kind.hpp"

/// Places where people meet already, around the site.
namespace trek::measure::detail::kinds::meeting_places {
namespace {

constexpr const char kMeetingPlacesId[] = "meeting_places_500m";
constexpr double kMeetingRadius_m = 500.0;  // as the transformatiepotentiemeter has it: METHODS "Measures"

std::vector<SiteOffer> offers(const Settings& /*settings*/) {
  Measure measure;
  measure.id = kMeetingPlacesId;
  measure.label = {"Ontmoetingsplekken binnen 500 m", "Meeting places within 500 m"};
  measure.description = {"Bestaande third places en culturele trekkers hemelsbreed binnen 500 m.",
                         "Existing third places and cultural anchors within 500 m as the crow flies."};
  return {offer_of_places(std::move(measure), {model::PlaceKind::third_place, model::PlaceKind::cultural_anchor},
                          kMeetingRadius_m)};
}

}  // namespace

Kind kind() { return {200, nullptr, offers}; }

}  // namespace trek::measure::detail::kinds::meeting_places
