#include "trek/reuse/profile.hpp"

#include <fmt/format.h>

#include <utility>

namespace trek::reuse {
namespace {

constexpr double kLocalFloor_m2 = 150.0;
constexpr double kBeaconFloor_m2 = 2500.0;
constexpr double kRoomHeight_m = 2.1;  // assembly in an existing building (Bouwbesluit 2012)
constexpr double kStageHeight_m = 3.0;

constexpr const char* kMeter =
    "transformatiepotentiemeter (Geraedts and Van der Voordt 2007), step 1; third-place variant of trek";

VetoRule floor_area_rule(double threshold_m2) {
  return {"floor_area",
          fmt::format("Hoeveel m2 bruto vloeroppervlak heeft het gebouw (minstens {:.0f})?", threshold_m2),
          fmt::format("How many m2 of gross floor area does the building have (at least {:.0f})?", threshold_m2),
          threshold_m2,
          "m2",
          "third-place variant: design choice of trek"};
}

VetoRule room_height_rule() {
  return {"ceiling_height",
          fmt::format("Hoe hoog is de vrije hoogte in m (minstens {:.1f})?", kRoomHeight_m),
          fmt::format("What is the free ceiling height in m (at least {:.1f})?", kRoomHeight_m),
          kRoomHeight_m,
          "m",
          "assembly in an existing building asks 2.1 m (Bouwbesluit 2012); the transformatiepotentiemeter 2.60 m"};
}

VetoRule stage_height_rule() {
  return {"ceiling_height",
          fmt::format("Hoe hoog is de vrije hoogte in m (minstens {:.1f}, voor een podium)?", kStageHeight_m),
          fmt::format("What is the free ceiling height in m (at least {:.1f}, for a stage)?", kStageHeight_m),
          kStageHeight_m,
          "m",
          "transformatiepotentiemeter asks 2.60 m; 3.0 m for a stage is a design choice of trek"};
}

std::vector<VetoRule> third_place_vetoes(double floor_m2, VetoRule height) {
  return {
      floor_area_rule(floor_m2),
      {"demolished", "Is het gebouw gesloopt?", "Has the building been demolished?", 0.0, "", "BAG pandstatus"},
      {"owner_refuses", "Weigert de eigenaar verkoop, verhuur en medewerking?",
       "Does the owner refuse sale, lease and cooperation?", 0.0, "", kMeter},
      {"assembly_forbidden", "Sluit het omgevingsplan een bijeenkomstfunctie uit, zonder uitzicht op wijziging?",
       "Does the zoning plan rule out assembly, without prospect of a change?", 0.0, "", kMeter},
      std::move(height),
      {"health_risk", "Is er een ernstig risico voor gezondheid of veiligheid dat niet weg te nemen is?",
       "Is there a serious risk to health or safety that cannot be taken away?", 0.0, "", kMeter},
  };
}

}  // namespace

std::string_view name_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

Profile third_place_profile(bool beacon) {
  if (beacon) return {"beacon", "Baken", "Beacon", third_place_vetoes(kBeaconFloor_m2, stage_height_rule())};
  return {"local", "Lokale huiskamer", "Local living room",
          third_place_vetoes(kLocalFloor_m2, room_height_rule())};
}

}  // namespace trek::reuse
