#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/model/address.hpp"
#include "trek/model/codes.hpp"
#include "trek/model/indices.hpp"
#include "trek/model/level.hpp"
#include "trek/model/site_answer.hpp"
#include "trek/model/sites.hpp"

/// The domain tables, as columns. Each names its columns() once more, for all that goes over them (model/columns.hpp);
/// its optional_columns() may have no rows at all. Every other column has size() rows; text is cleaned UTF-8; an empty
/// string or optional means unknown, never "no" or zero. All geometry is in the project CRS, metres.
namespace trek::model {

/// Municipalities (gemeenten). Keys are codes, "GM0164"; names differ between sources.
struct Municipalities {
  std::vector<std::string> code;
  std::vector<std::string> name;
  geo::PolygonColumn area;
  std::vector<std::optional<double>> inhabitants;  // official figure where the source gives one
  [[nodiscard]] std::size_t size() const noexcept { return code.size(); }
  static constexpr auto columns() {
    using T = Municipalities;
    return std::tuple{&T::code, &T::name, &T::area, &T::inhabitants};
  }
};
/// "GM0164" from "GM0164", "0164", "164", "GM0164   "; empty for what is not a municipality code.
[[nodiscard]] std::optional<std::string> find_municipality_code(std::string_view text);
/// A place name for comparing, without province or the word gemeente: "Hengelo (O.)" and "Gemeente Hengelo" are
/// "hengelo".
[[nodiscard]] std::string folded_place_name(std::string_view text);
/// By code or by any spelling of the name: "Hengelo (O.)", "Hengelo Ov", "hengelo", "164" all find GM0164.
[[nodiscard]] std::optional<MunicipalityIdx> find_municipality(const Municipalities& table, std::string_view text);

/// BAG panden.
struct Buildings {
  std::vector<std::string> id;  // 16 digits
  geo::PolygonColumn footprint;
  std::vector<std::optional<int>> built_year;  // 9999 in the source is unknown
  std::vector<BuildingStatus> status;
  std::vector<UseSet> uses;  // empty without units (sheds)
  std::vector<std::uint32_t> unit_count;
  [[nodiscard]] std::size_t size() const noexcept { return id.size(); }
  static constexpr auto columns() {
    using T = Buildings;
    return std::tuple{&T::id, &T::footprint, &T::built_year, &T::status, &T::uses, &T::unit_count};
  }
};

/// BAG verblijfsobjecten: addressable units.
struct Units {
  std::vector<std::string> id;  // 16 digits
  std::vector<geo::Point> place;
  std::vector<std::optional<double>> floor_area_m2;
  std::vector<UnitStatus> status;
  std::vector<UseSet> uses;
  std::vector<Address> address;
  core::Rows<std::string> building_ids;  // one or more
  [[nodiscard]] std::size_t size() const noexcept { return id.size(); }
  static constexpr auto columns() {
    using T = Units;
    return std::tuple{&T::id, &T::place, &T::floor_area_m2, &T::status, &T::uses, &T::address, &T::building_ids};
  }
};

/// What several buildings have of a fact together, for the site that they are.
enum class Together : std::uint8_t {
  highest,  // of those that are known
  sum,      // empty unless it is known of each
  common,   // of codes: what they all have, "various" where they differ; empty unless it is known of each
};
/// A fact of a building: the field of a source that it is read from, and the fact of a site that it becomes.
template <class Member, class OfSite>
struct BuildingFact {  // building_fact() fills it  NOLINT(cppcoreguidelines-pro-type-member-init)
  Member member;
  OfSite of_site;
  const char* field;
  Together together;
  std::optional<Range> plausible;  // what a value a thousand times too large or too small falls out of
};
template <class Member, class OfSite>
[[nodiscard]] constexpr auto building_fact(Member member, OfSite of_site, const char* field, Together together,
                                           std::optional<Range> plausible = {}) {
  return BuildingFact<Member, OfSite>{member, of_site, field, together, plausible};
}

/// 3DBAG: how high a building is, and how large inside. Only what stands above the ground.
struct BuildingHeights {
  std::vector<std::string> building_id;          // 16 digits
  geo::PolygonColumn footprint;                  // empty rows where the source has none
  std::vector<std::optional<int>> storeys;       // estimated by the source
  std::vector<std::optional<double>> height_m;   // highest point of the roof over the ground
  std::vector<std::optional<double>> volume_m3;  // outside, gross
  std::vector<std::string> roof_type;            // "slanted", "horizontal", "multiple_horizontal"; empty: unknown
  [[nodiscard]] std::size_t size() const noexcept { return building_id.size(); }
  static constexpr auto columns() {
    using T = BuildingHeights;
    return std::tuple{&T::building_id,
                      &T::footprint,
                      building_fact(&T::storeys, &Site::storeys, "storeys", Together::highest),
                      building_fact(&T::height_m, &Site::height_m, "height_m", Together::highest, Range{0.0, 400.0}),
                      building_fact(&T::volume_m3, &Site::volume_m3, "volume_m3", Together::sum, Range{10.0, 1e8}),
                      building_fact(&T::roof_type, &Site::roof_type, "roof_type", Together::common)};
  }
};

/// EP-online: the newest registered energy label of each unit, or of a building where no unit is named.
struct EnergyLabels {
  std::vector<std::string> unit_id;       // 16 digits; empty: a label of the building
  core::Rows<std::string> building_ids;   // none where the source names none
  std::vector<std::string> energy_class;  // "A++++" to "G"
  std::vector<std::string> date;          // of registration, ISO 8601; empty where unknown
  [[nodiscard]] std::size_t size() const noexcept { return unit_id.size(); }
  static constexpr auto columns() {
    using T = EnergyLabels;
    return std::tuple{&T::unit_id, &T::building_ids, &T::energy_class, &T::date};
  }
};

/// Listed buildings: rijksmonumenten and municipal monuments.
struct Monuments {
  std::vector<std::string> number;
  std::vector<MonumentKind> kind;
  std::vector<std::optional<geo::Point>> place;  // empty: known by its keys or address only
  std::vector<LocationQuality> location_quality;
  std::vector<std::string> main_category;   // hoofdcategorie
  std::vector<std::string> sub_category;    // subcategorie
  std::vector<std::string> complex_number;  // empty: not part of a complex
  std::vector<std::string> name;
  std::vector<std::string> original_function;
  std::vector<Address> address;
  core::Rows<std::string> building_ids;  // every building of the monument; none where the source has no BAG key
  core::Rows<std::string> unit_ids;      // the same of its units
  std::vector<std::string> url;
  [[nodiscard]] std::size_t size() const noexcept { return number.size(); }
  static constexpr auto columns() {
    using T = Monuments;
    return std::tuple{&T::number,       &T::kind,           &T::place, &T::location_quality,  &T::main_category,
                      &T::sub_category, &T::complex_number, &T::name,  &T::original_function, &T::address,
                      &T::building_ids, &T::unit_ids,       &T::url};
  }
};

/// Records that say something of vacancy. None is proof: each has a weight and a date.
struct VacancyRecords {
  std::vector<std::string> record;  // key in its source
  std::vector<std::string> source;  // name of the source in the project
  std::vector<VacancyKind> kind;
  std::vector<std::optional<double>> weight;  // given by the source; else the default_weight of the kind
  std::vector<std::string> date;              // ISO 8601; empty where unknown
  core::Rows<std::string> building_ids;       // BAG; a record may speak of several
  core::Rows<std::string> unit_ids;
  std::vector<Address> address;
  std::vector<std::optional<geo::Point>> place;
  std::vector<std::string> name;
  std::vector<SiteType> type;  // as the source says it
  std::vector<std::string> note;
  [[nodiscard]] std::size_t size() const noexcept { return record.size(); }
  static constexpr auto columns() {
    using T = VacancyRecords;
    return std::tuple{&T::record,   &T::source,  &T::kind,  &T::weight, &T::date, &T::building_ids,
                      &T::unit_ids, &T::address, &T::place, &T::name,   &T::type, &T::note};
  }
};

/// Sites that the user names: a list to screen, as it is.
struct Candidates {
  std::vector<std::string> key;
  std::vector<std::string> source;  // name of the source in the project
  std::vector<std::string> name;
  std::vector<SiteType> type;
  std::vector<std::optional<geo::Point>>
      place;                     // of a polygon: a point inside it; empty: known by keys or address only
  geo::PolygonColumn footprint;  // empty rows for points
  std::vector<std::optional<double>> floor_area_m2;
  std::vector<std::optional<int>> storeys;
  std::vector<std::optional<double>> height_m;  // of the roof over the ground
  std::vector<std::optional<int>> built_year;
  std::vector<MonumentKind> monument_kind;
  std::vector<std::string> monument_number;
  std::vector<std::string> original_function;
  std::vector<std::string> present_use;
  std::vector<Address> address;
  core::Rows<std::string> building_ids;  // BAG; a site may be several
  core::Rows<std::string> unit_ids;
  std::vector<std::string> certainty;  // of the position or of the whole record, as the source says it
  std::vector<std::string> owner;
  std::vector<std::string> rent;                     // as the source writes it
  std::vector<std::optional<double>> vacancy_share;  // [0, 1]; empty: the source says nothing of it
  std::vector<std::string> date;                     // of vacancy and answers, ISO 8601; empty where unknown
  core::Rows<SiteAnswer> answers;                    // on vetoes; `site` is the candidate's key
  std::vector<std::string> note;
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = Candidates;
    return std::tuple{&T::key,
                      &T::source,
                      &T::name,
                      &T::type,
                      &T::place,
                      &T::footprint,
                      &T::floor_area_m2,
                      &T::storeys,
                      &T::height_m,
                      &T::built_year,
                      &T::monument_kind,
                      &T::monument_number,
                      &T::original_function,
                      &T::present_use,
                      &T::address,
                      &T::building_ids,
                      &T::unit_ids,
                      &T::certainty,
                      &T::owner,
                      &T::rent,
                      &T::vacancy_share,
                      &T::date,
                      &T::answers,
                      &T::note};
  }
};

/// Third places that exist, cultural anchors and horeca: competition and company.
struct ExistingPlaces {
  std::vector<std::string> key;
  std::vector<std::string> name;
  std::vector<PlaceKind> kind;
  std::vector<geo::Point> place;
  std::vector<double> strength;   // attraction in the Huff model; 1 where the source gives none
  std::vector<ChainSteps> chain;  // steps that it offers; empty: unknown
  std::vector<std::string> certainty;
  std::vector<std::string> note;
  std::vector<std::optional<Level>> level;  // empty: unknown, which counts as local; may have no rows: none is known
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = ExistingPlaces;
    return std::tuple{&T::key, &T::name, &T::kind, &T::place, &T::strength, &T::chain, &T::certainty, &T::note};
  }
  static constexpr auto optional_columns() {
    using T = ExistingPlaces;
    return std::tuple{&T::level};
  }
  /// Empty where nobody says it.
  [[nodiscard]] std::optional<Level> find_level(std::size_t row) const noexcept {
    return row < level.size() ? level[row] : std::nullopt;
  }
};

/// Named points without further meaning: stations.
struct NamedPoints {
  std::vector<std::string> key;
  std::vector<std::string> name;
  std::vector<geo::Point> place;
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = NamedPoints;
    return std::tuple{&T::key, &T::name, &T::place};
  }
};

/// Points to travel from or to, and what weighs at each: people, jobs, floor area.
struct WeightedPoints {
  std::vector<std::string> key;
  std::vector<geo::Point> place;
  std::vector<std::string> weight_name;
  std::vector<std::vector<double>> weight;  // one column per name, one value per point; NaN is unknown
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = WeightedPoints;
    return std::tuple{&T::key, &T::place};
  }
};

/// Named areas without further meaning: protected townscapes, built-up places.
struct NamedAreas {
  std::vector<std::string> key;
  std::vector<std::string> name;
  std::vector<std::string> kind;  // TOP10NL type_gebied, RCE status; may be empty
  std::vector<std::optional<double>> inhabitants;
  geo::PolygonColumn area;
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = NamedAreas;
    return std::tuple{&T::key, &T::name, &T::kind, &T::inhabitants, &T::area};
  }
};

/// Zones of zoning plans.
struct Zones {
  std::vector<std::string> key;
  std::vector<std::string> name;
  std::vector<ZoneGroup> group;
  geo::PolygonColumn area;
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = Zones;
    return std::tuple{&T::key, &T::name, &T::group, &T::area};
  }
};

/// Where anybody may park: grounds as areas, or as a point alone.
struct Parking {
  std::vector<std::string> key;
  std::vector<std::string> name;
  std::vector<std::string> kind;                // of OSM: "surface", "underground"; may be empty
  std::vector<std::optional<double>> capacity;  // places, as the source says
  std::vector<geo::Point> place;                // of an area one inside it
  geo::PolygonColumn area;                      // empty rows where there is a point alone
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = Parking;
    return std::tuple{&T::key, &T::name, &T::kind, &T::capacity, &T::place, &T::area};
  }
};

/// Roads between junctions, as the Nationaal Wegenbestand has them.
struct Roads {
  std::vector<std::string> key;             // wvk_id
  std::vector<std::int64_t> from_junction;  // where the line begins; equal numbers are one junction
  std::vector<std::int64_t> to_junction;    // where it ends
  std::vector<geo::LineString> line;        // 2 points or more
  std::vector<RoadDirection> direction;     // of motor traffic
  std::vector<std::string> name;            // of the street
  std::vector<std::string> kind;            // bst_code: "RB", "FP", ...
  std::vector<std::string> authority;       // wegbehsrt: R, P, G, W, T
  std::vector<std::string> route_letter;    // routeltr: A, N, S, ...
  std::vector<std::string> form;            // fow: 1 motorway ... 7 other
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = Roads;
    return std::tuple{&T::key,  &T::from_junction, &T::to_junction, &T::line,         &T::direction,
                      &T::name, &T::kind,          &T::authority,   &T::route_letter, &T::form};
  }
};

/// An age band of an area as its source gives it, and what its number may be.
struct AgeBand {
  std::uint8_t from = 0;         // years
  std::uint8_t to = 0;           // up to, not including
  double share = 0.0;            // of the band that is of the target ages, as far as the source or the project says
  std::optional<double> people;  // empty: secret or unknown
  double low = 0.0;              // bounds of the true number: of what is published its rounding, of what is secret what
  double high = 0.0;             // secrecy and the other bands leave
  double room = 0.0;             // what the published numbers leave as they stand: an estimate stays within
  double together_low = 0.0;     // bounds of all bands of the area that are not published, together: the same in each
  double together_high = 0.0;    // of them, and nothing in a published one
};

/// Population as the source has it: areas or grid cells with inhabitants and the target group (20-40).
struct PopulationAreas {
  std::vector<std::string> key;  // PC4, "E1553N4629", ...
  geo::PolygonColumn area;
  std::vector<std::optional<double>> inhabitants;  // empty: suppressed or unknown
  std::vector<std::optional<double>> target;       // inhabitants of the target ages; empty: suppressed or unknown
  bool target_is_counted = false;  // by bands of the target ages alone, to within the source's rounding; false: from
                                   // wider bands (METHODS "Target group")
  core::Rows<AgeBand> bands;       // one row per area, or no rows at all: then only `target` is known
  double cell_size_m = 0.0;        // > 0: the rows are grid cells of this size
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = PopulationAreas;
    return std::tuple{&T::key, &T::area, &T::inhabitants, &T::target};
  }
  static constexpr auto optional_columns() {
    using T = PopulationAreas;
    return std::tuple{&T::bands};
  }
};

/// Demand: people at points. What every access measure counts.
struct Demand {
  std::vector<std::string> key;
  std::vector<geo::Point> place;
  std::vector<double> inhabitants;             // >= 0, may be fractional after spreading
  std::vector<std::optional<double>> target;   // empty: unknown, and not in any sum of the target group
  std::vector<std::uint8_t> target_estimated;  // 1: in part at least not published
  std::vector<double> target_low;              // bounds of the true target (METHODS "Bounds of the target group"); may
  std::vector<double> target_high;             // have no rows: then nothing is known of them
  std::vector<MunicipalityIdx> municipality;   // invalid: outside every municipality
  std::vector<std::uint8_t> abroad;            // 1: of another country; may have no rows: nobody is
  double cell_size_m = 0.0;                    // > 0: squares of this size around `place`
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = Demand;
    return std::tuple{&T::key, &T::place, &T::inhabitants, &T::target, &T::target_estimated, &T::municipality};
  }
  static constexpr auto optional_columns() {
    using T = Demand;
    return std::tuple{&T::target_low, &T::target_high, &T::abroad};
  }
  [[nodiscard]] bool is_abroad(std::size_t row) const noexcept { return row < abroad.size() && abroad[row] != 0; }
  /// Bounds of the true target of a row; without any the target itself, and 0 to all inhabitants where it is unknown.
  [[nodiscard]] double target_at_least(std::size_t row) const noexcept {
    const double known = target[row].value_or(0.0);
    return target_low.empty() ? known : std::min(known, target_low[row]);
  }
  [[nodiscard]] double target_at_most(std::size_t row) const noexcept {
    const double known = target[row].value_or(inhabitants[row]);
    return target_high.empty() ? known : std::max(known, target_high[row]);
  }
};

/// That one record of a source belongs to a building, or to another record, and why: what a user can judge.
struct RecordLink {
  std::string table;   // "candidate", "monument", "vacancy"
  std::string source;  // as in the report
  std::string record;  // its key in the source
  std::string to_table;
  std::string to;    // id of the building, or key of the other record
  std::string unit;  // through which the building was found; may be empty
  LinkMethod method = LinkMethod::key;
  double distance_m = 0.0;
  double confidence = 1.0;
  bool doubtful = false;                  // for review; the site was made with it all the same
  std::vector<std::string> alternatives;  // ids of other buildings that it may be, the likeliest first
  std::optional<geo::Point> place;        // of the record
  std::optional<geo::Point> to_place;     // of a doubtful link: in the building, or of the other record
  std::string site;                       // key of the site; empty: left out
};

}  // namespace trek::model
