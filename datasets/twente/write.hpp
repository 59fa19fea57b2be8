#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "twente/boundaries.hpp"
#include "twente/buildings.hpp"
#include "twente/cbs_districts.hpp"
#include "twente/heights.hpp"
#include "twente/heritage.hpp"
#include "twente/inhabitants.hpp"
#include "twente/named_sites.hpp"
#include "twente/parcels.hpp"
#include "twente/parking.hpp"
#include "twente/places.hpp"
#include "twente/streets.hpp"
#include "twente/surroundings.hpp"
#include "twente/twente.hpp"
#include "twente/zones.hpp"

/// One writer a file, each in the schema of the real source. All throw Error{output}.
namespace trek::datasets {

/// Stands in every GeoPackage: the day of the strategy document, not of the run.
inline constexpr const char* kTimestamp = "2026-02-23T00:00:00.000Z";

/// A line of a CSV with semicolons: a text that holds one, or a quote, in quotes.
[[nodiscard]] std::string csv_line(std::initializer_list<std::string_view> cells);
/// A whole file of text, as it is.
void write_text(const std::filesystem::path& path, std::string_view text);
[[nodiscard]] WrittenFile write_municipalities(const std::filesystem::path& folder, const Facts& facts,
                                               const Boundaries& boundaries, double scale);
[[nodiscard]] WrittenFile write_districts(const std::filesystem::path& folder, const Facts& facts,
                                          const std::vector<CbsDistrict>& districts);
[[nodiscard]] WrittenFile write_cells(const std::filesystem::path& folder, const std::vector<PeopleCell>& cells);
/// Dutch and German cells, places and municipalities around the region.
[[nodiscard]] std::vector<WrittenFile> write_surroundings(const std::filesystem::path& folder,
                                                          const Surroundings& surroundings);
[[nodiscard]] WrittenFile write_bag(const std::filesystem::path& folder, const Construction& site, const Facts& facts,
                                    const std::vector<Town>& towns, const StreetMap& map);
[[nodiscard]] WrittenFile write_monuments(const std::filesystem::path& folder, const std::vector<Monument>& monuments);
[[nodiscard]] WrittenFile write_townscapes(const std::filesystem::path& folder,
                                           const std::vector<Townscape>& townscapes);
[[nodiscard]] WrittenFile write_zones(const std::filesystem::path& folder, const std::vector<ZoneArea>& zones);
/// Settlements, streets, and behind them the parking grounds: an id of a street depends on neither.
[[nodiscard]] WrittenFile write_osm(const std::filesystem::path& folder, const Facts& facts, const StreetMap& map,
                                    const std::vector<ParkingGround>& parking);
[[nodiscard]] WrittenFile write_vacancy(const std::filesystem::path& folder, const std::vector<VacancyRow>& rows,
                                        const Construction& site);
[[nodiscard]] WrittenFile write_places(const std::filesystem::path& folder, const std::vector<Place>& places);
[[nodiscard]] WrittenFile write_heights(const std::filesystem::path& folder, const Construction& site,
                                        const std::vector<BuildingHeight>& heights);
[[nodiscard]] WrittenFile write_parcels(const std::filesystem::path& folder, const Facts& facts,
                                        const std::vector<Parcel>& parcels);
[[nodiscard]] WrittenFile write_candidates(const std::filesystem::path& folder, const Construction& site,
                                           const std::vector<NamedSite>& named);
/// Dwellings planned at the edge of the larger towns, one for every 200 inhabitants, times `scale`.
[[nodiscard]] WrittenFile write_plans(const std::filesystem::path& folder, const Facts& facts, double scale);
[[nodiscard]] WrittenFile write_stations(const std::filesystem::path& folder, const std::vector<Place>& stations);
[[nodiscard]] WrittenFile write_readme(const std::filesystem::path& folder, const TwenteOptions& options);

}  // namespace trek::datasets
