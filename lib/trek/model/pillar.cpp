#include "trek/model/pillar.hpp"

namespace trek::model {

std::string_view name_of(Pillar pillar) noexcept {
  switch (pillar) {
    case Pillar::accessibility:
      return "accessibility";
    case Pillar::catchment:
      return "catchment";
    case Pillar::reuse:
      break;
  }
  return "reuse";
}

core::Phrase label_of(Pillar pillar) {
  switch (pillar) {
    case Pillar::accessibility:
      return {"Bereikbaarheid", "Accessibility"};
    case Pillar::catchment:
      return {"Draagvlak", "Catchment"};
    case Pillar::reuse:
      break;
  }
  return {"Geschiktheid", "Fitness for reuse"};
}

}  // namespace trek::model
