#include "trek/measure/detail/kind.hpp"

/// Places where people meet already, around the site.
namespace trek::measure::detail::kinds {
namespace {

constexpr const char kMeetingPlacesId[] = "meeting_places_500m";
constexpr double kMeetingRadius_m = 500.0;  // as the transformatiepotentiemeter has it: METHODS "Measures"

Measure described() {
  Measure measure;
  measure.id = kMeetingPlacesId;
  measure.label = {"Ontmoetingsplekken binnen 500 m", "Meeting places within 500 m"};
  measure.unit = {"aantal", "count"};
  measure.description = {"Bestaande third places en culturele trekkers hemelsbreed binnen 500 m.",
                         "Existing third places and cultural anchors within 500 m as the crow flies."};
  measure.need = Need::places;
  return measure;
}

Values counts(const SiteSurvey& survey) {
  return places_near(survey, {model::PlaceKind::third_place, model::PlaceKind::cultural_anchor}, kMeetingRadius_m,
                     survey.settings.judges(kMeetingPlacesId));
}

std::vector<SiteOffer> offers(const Settings& /*settings*/) { return {{described(), counts}}; }

}  // namespace

Kind meeting_places() { return {200, nullptr, offers}; }

}  // namespace trek::measure::detail::kinds
