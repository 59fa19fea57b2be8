#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/model/site_type.hpp"

/// Code lists of the sources, and trek's own. `name_of` gives the machine name that goes into files (snake_case,
/// English); `label_of` the words for people. `find_*` read the source's own spelling.
namespace trek::model {

enum class Language : std::uint8_t { nl, en };

/// BAG gebruiksdoel.
enum class Use : std::uint8_t {
  dwelling,
  assembly,
  detention,
  health,
  industry,
  office,
  lodging,
  education,
  sport,
  shop,
  other,
};

inline constexpr std::size_t kUseCount = 11;

/// Any of the values of a code, each at most once; of at most 16.
template <class Code>
class CodeSet {
 public:
  constexpr CodeSet() noexcept = default;
  constexpr void add(Code code) noexcept { bits_ = static_cast<std::uint16_t>(bits_ | bit(code)); }
  constexpr void add(CodeSet other) noexcept { bits_ = static_cast<std::uint16_t>(bits_ | other.bits_); }
  [[nodiscard]] constexpr bool has(Code code) const noexcept { return (bits_ & bit(code)) != 0; }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  friend constexpr bool operator==(CodeSet, CodeSet) = default;

 private:
  static constexpr std::uint16_t bit(Code code) noexcept {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(code));
  }
  std::uint16_t bits_ = 0;
};
using UseSet = CodeSet<Use>;

/// BAG pandstatus, as far as it decides whether a building counts.
enum class BuildingStatus : std::uint8_t {
  planned,
  under_construction,
  in_use,
  rebuilding,
  demolition_permit,
  demolished,
  out_of_use,
  void_record,
  unknown
};
enum class UnitStatus : std::uint8_t { formed, in_use, rebuilding, withdrawn, out_of_use, void_record, unknown };

enum class MonumentKind : std::uint8_t { none, unknown, national, municipal, townscape };
/// RCE kwaliteitsindicator: how well the point is placed.
enum class LocationQuality : std::uint8_t { exact, decision, approximate, unknown };

enum class PlaceKind : std::uint8_t { third_place, cultural_anchor, hospitality, unknown };
/// The steps of the chain in which talent grows, in that order: "Trek in Twente" (Cultuurregio Twente 2026).
enum class ChainStep : std::uint8_t { education, participation, talent, top };
inline constexpr std::array kChainSteps{ChainStep::education, ChainStep::participation, ChainStep::talent,
                                        ChainStep::top};
using ChainSteps = CodeSet<ChainStep>;
enum class VacancyKind : std::uint8_t {
  register_entry,  // a list whose maker looked at the building
  unit_out_of_use,
  building_out_of_use,
  osm_disused,
  user_report,
  administrative,  // reckoned from registers: no resident, no user for property tax, no business
  in_use           // a source that says so: evidence against
};
/// What the vacancy of a site rests on: nothing; evidence about all of it; evidence that names some of its units; that
/// a register was read which does not list it.
enum class VacancyBasis : std::uint8_t { unknown, whole, units, base_rate };
/// Main group of a zone in a zoning plan. Those of the SVBP are more: `residential` takes its gardens and residential
/// areas too, `agrarian` those with other values, `business` business parks, `nature` woods.
enum class ZoneGroup : std::uint8_t {
  agrarian,
  business,
  catering,
  centre,
  culture,
  green,
  mixed,
  nature,
  office,
  recreation,
  residential,
  retail,
  services,
  social,
  sport,
  traffic,
  water,
  other,
  unknown
};
inline constexpr std::size_t kZoneGroupCount = 19;
/// Where motor traffic goes along a road, by the direction of its line.
enum class RoadDirection : std::uint8_t { both, forward, backward, unknown };
enum class LinkMethod : std::uint8_t { key, address, inside, nearest, parcel, name, listed, decision };

[[nodiscard]] std::string_view name_of(Use use) noexcept;
[[nodiscard]] std::string_view name_of(BuildingStatus status) noexcept;
[[nodiscard]] std::string_view name_of(UnitStatus status) noexcept;
[[nodiscard]] std::string_view name_of(MonumentKind kind) noexcept;
[[nodiscard]] std::string_view name_of(LocationQuality quality) noexcept;
[[nodiscard]] std::string_view name_of(SiteType type) noexcept;
[[nodiscard]] std::string_view name_of(PlaceKind kind) noexcept;
[[nodiscard]] std::string_view name_of(ChainStep step) noexcept;
[[nodiscard]] std::string_view name_of(VacancyKind kind) noexcept;
[[nodiscard]] std::string_view name_of(VacancyBasis basis) noexcept;
[[nodiscard]] std::string_view name_of(ZoneGroup group) noexcept;
[[nodiscard]] std::string_view name_of(RoadDirection direction) noexcept;
[[nodiscard]] std::string_view name_of(LinkMethod method) noexcept;

[[nodiscard]] std::string_view label_of(Use use, Language language) noexcept;
[[nodiscard]] std::string_view label_of(BuildingStatus status, Language language) noexcept;
[[nodiscard]] std::string_view label_of(MonumentKind kind, Language language) noexcept;
[[nodiscard]] std::string_view label_of(SiteType type, Language language) noexcept;
[[nodiscard]] std::string_view label_of(PlaceKind kind, Language language) noexcept;
[[nodiscard]] std::string_view label_of(ChainStep step, Language language) noexcept;
[[nodiscard]] std::string_view label_of(ZoneGroup group, Language language) noexcept;
[[nodiscard]] std::string_view label_of(LinkMethod method, Language language) noexcept;

/// Reads the names above and the sources' Dutch ("winkelfunctie", "Pand in gebruik", "globaal", "boerderij", ...),
/// folded. Empty for what is not in the list: the caller reports it.
[[nodiscard]] std::optional<Use> find_use(std::string_view text);
[[nodiscard]] std::optional<BuildingStatus> find_building_status(std::string_view text);
[[nodiscard]] std::optional<UnitStatus> find_unit_status(std::string_view text);
[[nodiscard]] std::optional<MonumentKind> find_monument_kind(std::string_view text);
[[nodiscard]] std::optional<LocationQuality> find_location_quality(std::string_view text);
[[nodiscard]] std::optional<SiteType> find_site_type(std::string_view text);
/// The same of a word or a few out of a sentence, folded already; of several words only what is in the list as a whole.
[[nodiscard]] std::optional<SiteType> find_site_type_of_words(std::string_view folded);
[[nodiscard]] std::optional<PlaceKind> find_place_kind(std::string_view text);
[[nodiscard]] std::optional<ChainStep> find_chain_step(std::string_view text);
/// Also as the SVBP of 2012 spells it: "cultuur en ontspanning".
[[nodiscard]] std::optional<ZoneGroup> find_zone_group(std::string_view text);
/// Also as NWB has it: H, T, B and O.
[[nodiscard]] std::optional<RoadDirection> find_road_direction(std::string_view text);
[[nodiscard]] std::optional<VacancyKind> find_vacancy_kind(std::string_view text);

/// What a monument may be: `least`, and the grades above it up to `most`. The lowest grade is none.
[[nodiscard]] std::vector<MonumentKind> grades_between(MonumentKind least, MonumentKind most);

/// Of an energy class: -5 for "A+++++", 0 for "A", 6 for "G". Higher is worse.
[[nodiscard]] int energy_class_rank(std::string_view energy_class) noexcept;

/// "education, talent", by machine names; empty for none.
[[nodiscard]] std::string names_of(ChainSteps steps);
/// "cultuureducatie, talentontwikkeling"
[[nodiscard]] std::string labels_of(ChainSteps steps, Language language);

/// All machine names of a list, in order: for messages and value maps.
[[nodiscard]] std::vector<std::string> site_type_names();

/// Weight of vacancy evidence by its kind, trek's choice: register 1.0, unit out of use 0.9, building out of use 0.8,
/// OSM disused 0.7, user report 0.5; in use 0. Administrative by the type of building: offices 0.6, shops, schools,
/// churches and the like 0.4, factories, warehouses, farms and what is not known 0.3 (METHODS "Sites").
[[nodiscard]] double default_weight(VacancyKind kind, SiteType type = SiteType::unknown) noexcept;

}  // namespace trek::model
