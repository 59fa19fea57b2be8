#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/core/rows.hpp"
#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/model/address.hpp"
#include "trek/model/codes.hpp"
#include "trek/model/indices.hpp"

/// Candidate sites, and all that is said of each of their facts: the only place that names a fact's column and texts.
namespace trek::model {

/// Why a record is held to belong to a site: the short form that the site keeps. What a user judges is a RecordLink.
struct SiteLink {
  std::string table;   // "monument", "building", "unit", "vacancy", "candidate"
  std::string record;  // its key
  LinkMethod method = LinkMethod::key;
  double distance_m = 0.0;
  double confidence = 1.0;  // [0, 1]
};

/// One piece of evidence that a site is vacant.
struct VacancyEvidence {
  std::string source;
  std::string record;
  std::string date;
  VacancyKind kind = VacancyKind::register_entry;
  double weight = 0.0;       // [0, 1], as much as is left of it at its age
  double full_weight = 0.0;  // [0, 1], when it was new
};

/// What a number may be at least and at most; an infinite end is open.
struct Range {
  double low = 0.0;
  double high = 0.0;
  friend bool operator==(const Range&, const Range&) = default;
};

/// Between what the facts of a site may lie; empty: what the fact says, or nothing known of it at all.
struct FactRanges {
  std::optional<Range> floor_area_m2;
  std::optional<Range> footprint_m2;
  std::optional<Range> storeys;
  std::optional<Range> height_m;
  std::optional<Range> volume_m3;
  std::optional<Range> built_year;
  std::optional<Range> vacancy_share;
  std::optional<Range> free_height_m;  // also where the fact is empty: no higher than the roof
  std::optional<Range> ground_share;
  std::optional<Range> nearest_dwelling_m;
  std::optional<Range> meeting_share;
  std::optional<Range> mix_entropy;
  std::optional<Range> parking_places;
  std::vector<SiteType> other_types;    // it may be too; `unknown` among them: any type
  double floor_area_known_share = 1.0;  // of the units, those whose area is known
  double link_confidence = 1.0;  // below 0.65: a link in doubt leads to its building, and the ranges come from that
};

/// A code of a fact, in words.
struct CodeWords {
  std::string_view code;
  core::Phrase words;
};

/// Of the main groups of zones.
[[nodiscard]] inline std::vector<CodeWords> zone_words() {
  std::vector<CodeWords> words;
  for (std::size_t code = 0; code < kZoneGroupCount; ++code) {
    const auto group = static_cast<ZoneGroup>(code);
    words.push_back(
        {name_of(group), {std::string{label_of(group, Language::nl)}, std::string{label_of(group, Language::en)}}});
  }
  return words;
}

/// How a fact is called and shown, for all who do: the layer `sites`, measures, doubts, `trek explain`.
struct FactText {
  std::string_view column{};   // in the layer, and as a measure
  core::Phrase label{};        // "Volume"
  core::Phrase addition{};     // to the label, where it stands by itself: ", gross"
  std::string_view unit{};     // "m3"
  int decimals = 0;            // in the layer
  double least = 0.0;          // that there can be, where it is a number
  bool is_year = false;        // written without a mark for thousands
  core::Phrase description{};  // of the column
  std::string_view low{};      // columns of what it is at least and at most; empty: none
  std::string_view high{};
  std::vector<CodeWords> words{};  // of its codes, where these are texts
  bool told = true;                // by `trek explain`
  core::Phrase unknown{};          // what it tells where nobody knows; empty: nothing
  std::string_view told_with{};    // column of the fact in whose line that is; empty: in one of its own
  core::Phrase told_as{};          // behind that fact: " (from {})"
};

/// A column of sites that is shown; `bounds` is its member of FactRanges, or nullptr.
template <class Member, class Bounds>
struct SiteFact {
  Member member;
  Bounds bounds;
  FactText text;
};
template <class Member>
[[nodiscard]] auto fact(Member member, std::string_view column, core::Phrase label, FactText text = {}) {
  text.column = column;
  text.label = std::move(label);
  return SiteFact<Member, std::nullptr_t>{member, nullptr, std::move(text)};
}
template <class Member>
[[nodiscard]] auto fact(Member member, std::optional<Range> FactRanges::*bounds, std::string_view column,
                        core::Phrase label, FactText text = {}) {
  auto plain = fact(member, column, std::move(label), std::move(text));
  return SiteFact<Member, decltype(bounds)>{member, bounds, std::move(plain.text)};
}

/// How the members of one declaration are held: as columns of a table,
struct AsColumns {
  template <class T>
  using One = std::vector<T>;
  template <class T>
  using Several = core::Rows<T>;
  using Shape = geo::PolygonColumn;
  template <class T>
  [[nodiscard]] static One<T> at_first(T /*value*/) {
    return {};
  }
};
/// or as the values of one row.
struct AsValues {
  template <class T>
  using One = T;
  template <class T>
  using Several = std::vector<T>;
  using Shape = geo::MultiPolygon;
  template <class T>
  [[nodiscard]] static T at_first(T value) {
    return value;
  }
};

/// Candidate sites: one row per site, whatever the number of records behind it.
template <class Held>
struct SiteMembers {
  template <class T>
  using One = typename Held::template One<T>;
  template <class T>
  using Several = typename Held::template Several<T>;

  One<std::string> key{};  // stable between runs: from the keys of its records, not from its row
  One<std::string> name{};
  One<SiteType> type = Held::at_first(SiteType::unknown);
  One<MunicipalityIdx> municipality{};  // invalid: outside the region
  One<geo::Point> place{};
  typename Held::Shape footprint{};  // empty rows where unknown
  One<std::optional<int>> built_year{};
  One<std::optional<double>> floor_area_m2{};
  One<std::string> floor_area_basis{};     // "units", "record", "footprint_x_storeys" (an estimate), empty
  One<std::optional<int>> storeys{};       // of the tallest building, estimated by 3DBAG
  One<std::optional<double>> height_m{};   // of the tallest building
  One<std::optional<double>> volume_m3{};  // of all buildings; empty unless it is known of each
  One<std::string> roof_type{};            // as 3DBAG has it; "various": buildings differ; empty unless known of each
  One<std::string> energy_class{};         // all classes of its units, best first: "A, C"; empty: unknown
  One<std::string> energy_class_date{};    // when they were registered: a date, or "first/last"
  One<std::optional<double>> footprint_m2{};
  One<MonumentKind> monument_kind = Held::at_first(MonumentKind::unknown);
  One<std::string> monument_number{};
  One<std::string> original_function{};
  One<core::Phrase> present_use{};
  /// Of the floor area that could host a place, the share that is vacant, as far as the evidence goes: [0, 1]. Empty
  /// where nothing is known: unknown, not "in use".
  One<std::optional<double>> vacancy_share{};
  One<VacancyBasis> vacancy_basis{};
  One<double> vacancy_known_share{};  // [0, 1]: how much of it was seen; 1 where it is exact
  Several<VacancyEvidence> vacancy_evidence{};
  One<core::Phrase> vacancy_conflict{};                   // what the evidence says against each other; empty: nothing
  One<std::optional<std::uint32_t>> unit_count{};         // of the BAG; empty without a table of units
  One<std::optional<std::uint32_t>> vacant_unit_count{};  // of those that the evidence names; empty: it speaks of the
                                                          // building, or says nothing
  One<std::optional<bool>> in_townscape{};
  One<std::optional<bool>> standing{};  // false: every building is demolished or never built; empty: no building known
  Several<BuildingStatus> building_status{};  // of its buildings, each once
  One<MonumentKind> monument_at_most =        // the highest grade it may have; monument_kind where that is certain
      Held::at_first(MonumentKind::unknown);
  One<std::optional<double>> vacant_floor_area_m2{};  // of the units that are named; empty: none, or unknown
  One<FactRanges> ranges{};
  // What reuse is judged by and follows from the facts above and from what lies around; empty: unknown, as all of a
  // building whose link is in doubt.
  One<std::optional<double>> free_height_m{};       // mean of a storey, estimated; see METHODS "Reuse potential"
  One<std::optional<double>> plan_depth_m{};        // diameter of the largest circle in the footprint
  One<std::optional<double>> ground_share{};        // of the floor, [0, 1]
  One<std::optional<double>> nearest_dwelling_m{};  // from the footprint, the site's own apart
  One<std::optional<double>> meeting_share{};       // of two kinds of place, those within 500 m: 0, 0.5 or 1
  One<std::optional<double>> mix_entropy{};         // of the uses of floor within 500 m: 0 one use, 1 all alike
  One<std::optional<double>> station_m{};           // as the crow flies
  One<std::optional<double>> plot_m2{};             // parcels on which the buildings stand
  One<std::optional<double>> open_ground_m2{};      // of these, what the buildings leave
  One<std::optional<double>> parking_around{};      // places within 250 m that a source knows, its own plot apart
  One<std::optional<double>> parking_by_area{};     // of these, those that are reckoned from an area
  One<std::optional<double>> parking_places{};      // that fit on its plot, and these: a lower bound of what there is
  One<std::string> zoning{};                        // ZoneGroup in which most of its buildings lies; empty: unknown
  One<core::Phrase> other_zoning{};                 // what else they lie in, in words with shares; empty: nothing
  One<Address> address{};
  One<std::string> same_address{};  // keys of other sites with this address, "a, b"; empty: none
  One<std::string> owner{};         // as a list of candidates has it
  One<std::string> rent{};          // the same
  One<core::Phrase> type_reason{};
  Several<SiteLink> links{};
  One<std::string> certainty{};
  One<std::string> note{};

  [[nodiscard]] std::size_t size() const noexcept requires std::is_same_v<Held, AsColumns> { return key.size(); }
  /// In the order of the layer. A member that stands by itself is no fact: identity and shape, which the layer has
  /// elsewhere, and what other facts rest on.
  static const auto& columns();
};

using Sites = SiteMembers<AsColumns>;
using Site = SiteMembers<AsValues>;  // one row

template <class Held>
const auto& SiteMembers<Held>::columns() {  // a list  NOLINT(readability-function-size)
  using T = SiteMembers;
  using F = FactRanges;
  static const std::tuple kColumns{
      &T::key,
      &T::name,
      &T::type,
      &T::municipality,
      &T::place,
      &T::footprint,
      fact(&T::built_year, &F::built_year, "built_year", {"Bouwjaar", "Year built"},
           {.least = -std::numeric_limits<double>::infinity(), .is_year = true}),
      fact(&T::floor_area_m2, &F::floor_area_m2, "floor_area_m2", {"Vloeroppervlak", "Floor area"},
           {.unit = "m2", .decimals = 1, .low = "floor_area_low_m2", .high = "floor_area_high_m2"}),
      fact(&T::floor_area_basis, "floor_area_basis", {"Bron vloeroppervlak", "Basis of floor area"},
           {.words = {{"units", {"verblijfsobjecten (BAG)", "units (BAG)"}},
                      {"record", {"opgave in de lijst", "stated in the list"}},
                      {"footprint_x_storeys", {"schatting: grondvlak x bouwlagen", "estimate: footprint x storeys"}}},
            .told_with = "floor_area_m2",
            .told_as = "; {}"}),
      fact(&T::storeys, &F::storeys, "storeys", {"Bouwlagen", "Storeys"},
           {.addition = {" (schatting)", " (estimate)"},
            .least = 1.0,
            .description = {"Van het pand met de meeste; 3DBAG schat er ten hoogste vijf.",
                            "Of the building that has most; 3DBAG estimates five at most."}}),
      fact(&T::height_m, &F::height_m, "height_m", {"Hoogte", "Height"}, {.unit = "m", .decimals = 1}),
      fact(&T::volume_m3, &F::volume_m3, "volume_m3", {"Inhoud", "Volume"},
           {.addition = {", bruto", ", gross"}, .unit = "m3"}),
      fact(&T::roof_type, "roof_type", {"Daktype", "Type of roof"},
           {.description = {"Volgens 3DBAG; leeg: van een van de panden onbekend.",
                            "By 3DBAG; empty: unknown of one of the buildings."},
            .words = {{"slanted", {"met een schuin vlak", "with a slanted surface"}},
                      {"horizontal", {"plat", "flat"}},
                      {"multiple_horizontal", {"plat, op verschillende hoogten", "flat, at several heights"}},
                      {"various", {"verschilt per pand", "differs by building"}}}}),
      fact(&T::energy_class, "energy_class", {"Energieklasse", "Energy class"},
           {.description = {"Van alle eenheden met een label; leeg: geen label bekend, en dat zegt niets.",
                            "Of all units with a label; empty: no label known, which says nothing."}}),
      fact(&T::energy_class_date, "energy_class_date", {"Energielabel van", "Energy label of"},
           {.told_with = "energy_class", .told_as = " ({})"}),
      fact(&T::footprint_m2, &F::footprint_m2, "footprint_m2", {"Grondvlak", "Footprint"},
           {.unit = "m2", .decimals = 1}),
      fact(&T::monument_kind, "monument_kind", {"Monument", "Monument"}),
      fact(&T::monument_number, "monument_number", {"Monumentnummer", "Monument number"},
           {.told_with = "monument_kind", .told_as = " {}"}),
      fact(&T::original_function, "original_function", {"Oorspronkelijke functie", "Original function"}),
      fact(&T::present_use, "present_use", {"Huidig gebruik", "Present use"}),
      fact(&T::vacancy_share, &F::vacancy_share, "vacancy_share", {"Kans op leegstand", "Probability of vacancy"},
           {.unit = "0-1",
            .decimals = 3,
            .description = {"Van de vloer waar een plek in past. Leeg: geen aanwijzing en geen register, dus onbekend.",
                            "Of the floor that could host a place. Empty: no evidence and no register, so unknown."},
            .low = "vacancy_low",
            .high = "vacancy_high",
            .unknown = {"onbekend: geen aanwijzing gevonden", "unknown: no evidence found"}}),
      fact(&T::vacancy_evidence, "vacancy_evidence", {"Aanwijzingen leegstand", "Evidence of vacancy"},
           {.addition = {" (gewicht, bron, datum)", " (weight, source, date)"},
            .told_with = "vacancy_share",
            .told_as = "; {}"}),
      fact(&T::vacancy_conflict, "vacancy_conflict", {"Tegenspraak over leegstand", "Conflict about vacancy"},
           {.description = {"Bronnen die elkaar tegenspreken, de nieuwste eerst.",
                            "Sources that contradict each other, newest first."}}),
      fact(&T::unit_count, "unit_count", {"Verblijfsobjecten", "Units"}),
      fact(&T::vacant_unit_count, "vacant_unit_count", {"Daarvan als leeg genoemd", "Of which named as vacant"},
           {.description = {"Leeg: de aanwijzing gaat over het hele gebouw, of er is geen.",
                            "Empty: the evidence is about the whole building, or there is none."},
            .told_with = "unit_count",
            .told_as = {", {} daarvan als leeg genoemd", ", {} of them named as vacant"}}),
      fact(&T::in_townscape, "in_townscape", {"In beschermd gezicht", "In a protected townscape"}),
      &T::standing,
      fact(&T::building_status, "building_status", {"Status van de panden", "Status of the buildings"},
           {.description =
                {"Volgens de BAG. Gaat een pand weg of is het er nog niet, dan staat de vraag bij 'Nog uit te "
                 "zoeken'.",
                 "By the BAG. Where a building goes, or is not yet there, the question stands under 'Still to "
                 "find out'."}}),
      fact(&T::monument_at_most, "monument_at_most", {"Monument, hoogstens", "Monument, at most"},
           {.description = {"Wat het kan blijken te zijn, voor zover de gelezen lijsten dat openlaten.",
                            "What it may turn out to be, as far as the lists that were read leave it open."},
            .told_with = "monument_kind",
            .told_as = {", hoogstens {}", ", at most {}"}}),
      fact(&T::vacancy_basis, "vacancy_basis", {"Leegstand berust op", "Vacancy rests on"},
           {.words = {{"unknown", {"niets: onbekend", "nothing: unknown"}},
                      {"whole", {"aanwijzing over het geheel", "evidence about the whole"}},
                      {"units", {"aanwijzing per eenheid", "evidence by unit"}},
                      {"base_rate", {"niet in het register: basiskans", "not in the register: base rate"}}},
            .told_with = "vacancy_share",
            .told_as = "; {}"}),
      &T::vacancy_known_share,
      fact(&T::vacant_floor_area_m2, "vacant_floor_area_m2", {"Vloer die leeg genoemd wordt", "Floor named as vacant"},
           {.unit = "m2",
            .decimals = 1,
            .description =
                {"Zonder de woningen, waar er ook andere eenheden zijn. Leeg: niets genoemd, of oppervlak onbekend.",
                 "Without dwellings where there are other units. Empty: nothing named, or area unknown."}}),
      fact(&T::free_height_m, &F::free_height_m, "free_height_m", {"Gemiddelde vrije hoogte", "Mean free height"},
           {.addition = {" (schatting)", " (estimate)"},
            .unit = "m",
            .decimals = 1,
            .description = {"Inhoud gedeeld door grondvlak en bouwlagen, min 0,5 m constructie: geen meting.",
                            "Volume over footprint and storeys, less 0.5 m of structure: not a measurement."}}),
      fact(
          &T::plan_depth_m, "plan_depth_m", {"Diepte van de plattegrond", "Depth of plan"},
          {.unit = "m",
           .decimals = 1,
           .description = {"Middellijn van de grootste cirkel in het grondvlak: breder is geen ruimte zonder kolommen.",
                           "Diameter of the largest circle in the footprint: no column-free room is wider."}}),
      fact(&T::ground_share, &F::ground_share, "ground_share", {"Vloer op de begane grond", "Floor at ground level"},
           {.unit = "0-1", .decimals = 2}),
      fact(&T::nearest_dwelling_m, &F::nearest_dwelling_m, "nearest_dwelling_m",
           {"Dichtstbijzijnde woning", "Nearest dwelling"},
           {.unit = "m",
            .decimals = 0,
            .description = {"Van het grondvlak, de eigen woningen niet geteld; 1000: zo ver of verder.",
                            "From the footprint, without its own dwellings; 1000: as far or farther."}}),
      fact(&T::meeting_share, &F::meeting_share, "meeting_share",
           {"Ontmoeten en horeca binnen 500 m", "Meeting places and hospitality within 500 m"},
           {.unit = "0-1",
            .decimals = 1,
            .description = {"1: beide soorten, 0,5: een van de twee, 0: geen. Leeg: de lijst zegt er hier niets over.",
                            "1: both kinds, 0.5: one of the two, 0: none. Empty: the list says nothing of it here."}}),
      fact(&T::mix_entropy, &F::mix_entropy, "mix_entropy",
           {"Mix van functies binnen 500 m", "Mix of uses within 500 m"},
           {.unit = "0-1",
            .decimals = 3,
            .description = {"Entropie van het vloeroppervlak per gebruiksdoel: 0 een enkel gebruik, 1 alle even groot.",
                            "Entropy of floor area by use: 0 a single use, 1 all of the same size."}}),
      fact(&T::station_m, "station_m", {"Treinstation, hemelsbreed", "Railway station, as the crow flies"},
           {.unit = "m"}),
      fact(&T::plot_m2, "plot_m2", {"Perceel", "Plot"}, {.unit = "m2"}),
      fact(&T::open_ground_m2, "open_ground_m2", {"Onbebouwd eigen terrein", "Open ground on its own plot"},
           {.unit = "m2"}),
      fact(&T::parking_places, &F::parking_places, "parking_places",
           {"Parkeerplaatsen, minstens", "Parking places, at least"},
           {.description =
                {"Wat op het onbebouwde terrein past (25 m2 elk), en wat er volgens de bron openbaar is binnen "
                 "250 m: een ondergrens.",
                 "What fits on the open ground (25 m2 each), and what the source has for everybody within "
                 "250 m: a lower bound."}}),
      fact(&T::parking_around, "parking_around_places", {"Parkeerplaatsen binnen 250 m", "Parking places within 250 m"},
           {.description = {"Openbaar, volgens de bron; buiten het eigen perceel.",
                            "For everybody, as the source has it; off its own plot."},
            .told_with = "parking_places",
            .told_as = {", waarvan {} in de buurt", ", of which {} around"}}),
      fact(&T::parking_by_area, "parking_by_area_places",
           {"Daarvan geschat naar oppervlak", "Of which reckoned from an area"},
           {.description = {"De bron noemt geen aantal: 25 m2 per plaats.",
                            "The source gives no number: 25 m2 a place."},
            .told_with = "parking_places",
            .told_as = {" ({} daarvan naar oppervlak)", " ({} of these by area)"}}),
      fact(&T::zoning, "zoning", {"Bestemming", "Zoning"},
           {.description = {"Hoofdgroep waarin het meeste van het grondvlak ligt. Leeg: onbekend, ook buiten elke "
                            "bestemming.",
                            "Main group in which most of the footprint lies. Empty: unknown, outside every zone too."},
            .words = zone_words()}),
      fact(&T::other_zoning, "other_zoning", {"Ook bestemd als", "Zoned as well as"},
           {.description = {"Andere hoofdgroepen van 10 % van het grondvlak of meer, en wat buiten elke bestemming "
                            "ligt.",
                            "Other main groups of 10 % of the footprint or more, and what lies outside every zone."},
            .told_with = "zoning",
            .told_as = {"; ook {}", "; also {}"}}),
      fact(&T::ranges, "doubtful_facts", {"Feiten in twijfel", "Facts in doubt"},
           {.description =
                {"De koppeling met het pand is onzeker: tussen deze grenzen liggen de feiten. Zie 'links_to_review'.",
                 "The link to the building is in doubt: the facts lie between these bounds. See 'links_to_review'."}}),
      fact(&T::address, "address", {"Adres", "Address"}),
      fact(&T::same_address, "same_address", {"Zelfde adres, naam of complex als", "Same address, name or complex as"},
           {.description = {"Sleutels van andere locaties: kijk of het om een complex gaat.",
                            "Keys of other sites: look whether they are one complex."}}),
      fact(&T::owner, "owner", {"Eigenaar", "Owner"}),
      fact(&T::rent, "rent", {"Huur", "Rent"}),
      fact(&T::type_reason, "type_reason", {"Waarom deze soort", "Why this type"}, {.told = false}),
      fact(&T::links, "records", {"Bronrecords", "Source records"},
           {.addition = {" (methode, afstand, zekerheid)", " (method, distance, confidence)"}, .told = false}),
      fact(&T::certainty, "certainty", {"Zekerheid", "Certainty"}),
      fact(&T::note, "note", {"Opmerking", "Note"})};
  return kColumns;
}

}  // namespace trek::model
