#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/geo/point.hpp"

/// The municipalities and regions that trek knows by name without any source: tables of datasets/municipalities/, which
/// say where they come from, compiled in. What is counted rests on the sources of a project, never on these.
namespace trek::model {

/// The year of the table: municipalities on its 1 January.
inline constexpr int kKnownMunicipalitiesYear = 2026;

struct KnownMunicipality {
  std::string code;  // "GM0164"
  std::string name;  // as CBS writes it: "Hengelo (O.)"
  std::string province;
  geo::Box box;  // EPSG:28992; of its generalised boundary, rounded outward to 100 m
};

enum class RegionKind { province, region, corop };

struct KnownRegion {
  std::string name;
  RegionKind kind = RegionKind::region;
  std::string corop;  // "CR12": it is this COROP region of CBS (also where it is a province or region too); else empty
  std::vector<std::string> other_names;
  std::vector<std::string> codes;
};

/// A municipality that ended in or after 2000.
struct FormerMunicipality {
  std::string name;
  std::string year;                // the first without it; empty: not known
  std::vector<std::string> codes;  // of those where its area lies now
};

/// By code.
[[nodiscard]] std::span<const KnownMunicipality> known_municipalities();
[[nodiscard]] std::span<const KnownRegion> known_regions();
[[nodiscard]] std::span<const FormerMunicipality> former_municipalities();

/// The one that a text means: a code ("GM0164", "164"), or a name in any spelling, with or without its province, also
/// one of everyday use ("Den Haag", "Ljouwert").
/// Errors  Error{bad_argument}: a name of two, with their codes; a municipality that ended, with what it is part of
///         now; a region; an unknown code or name, with the nearest.
[[nodiscard]] const KnownMunicipality& named_municipality(std::string_view text);

/// The same by nothing but a code.
[[nodiscard]] const KnownMunicipality& coded_municipality(std::string_view text);

/// The region that a text means: a name in any spelling, also as CBS writes it ("Twente (CR)", "Groningen (PV)"), or
/// the code of a COROP region ("CR12"). "corop" or "provincie" before a name takes that kind alone. Errors
/// Error{bad_argument}: a municipality, or a name that is not known, with the nearest.
[[nodiscard]] const KnownRegion& named_region(std::string_view text);

/// All that names between commas mean, by code and each once. A name with a comma in it is found too.
/// Errors  as named_municipality; Error{bad_argument} where there is none.
[[nodiscard]] std::vector<KnownMunicipality> listed_municipalities(std::string_view text);
[[nodiscard]] std::vector<KnownMunicipality> listed_codes(std::string_view text);
[[nodiscard]] std::vector<KnownMunicipality> municipalities_of(const KnownRegion& region);

}  // namespace trek::model
