#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_set>

#include "trek/core/control.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/districts.hpp"
#include "trek/model/loaded.hpp"
#include "trek/model/planned_dwellings.hpp"
#include "trek/model/source.hpp"
#include "trek/model/tables.hpp"

namespace trek::ingest {

struct ReadOptions {
  std::string crs{geo::kRdNew};    // the project CRS
  std::string undeclared_crs;      // of coordinates of which the file says nothing; empty: RD for fields x and y,
                                   // and an error for geometries
  std::string today;               // ISO date at which begin and end of records are judged; empty: they are not
  std::optional<geo::Box> region;  // records wholly outside are not read; empty: everything. In the project CRS
  const std::unordered_set<std::string>* bag_ids = nullptr;  // of building_heights and energy_labels: records of other
                                                             // buildings and units are only counted. Null: everything
  bool list_left_out = false;        // note each feature that the mapping passes over; not together with a region
  double target_share_15_25 = 0.50;  // 20-40 from wide bands: 0.50 P(15-24) + 0.75 P(25-44): METHODS
  double target_share_25_45 = 0.75;
};

using model::Loaded;

/// Readers: one per table. All go one way: open safely (allow-listed driver, no network, no side files), find layer and
/// mapping, check fields, transform to the project CRS, gate on coordinates, repair polygons, fill the table.
///
/// Errors  Error{data}, one line with file, layer, what was found and what to do: file absent (with the source's url)
/// or
///         unreadable or damaged; layer or field missing (nearest names given); no CRS and no override; an override
///         without reason; a page of a service that says itself that it is not the whole; coordinates that are swapped,
///         or degrees called metres or the reverse.
/// Records Missing key or geometry, duplicate key, NaN coordinates, outside the CRS: Report, never an exception.
/// Cost    linear; streams the layer; memory is the table.
[[nodiscard]] Loaded<model::Municipalities> read_municipalities(const model::Source&, const ReadOptions&,
                                                                const core::Control&);
/// Districts or neighbourhoods. Where none is named, the code of CBS says the municipality; what is no name of one is
/// told.
[[nodiscard]] Loaded<model::Districts> read_districts(const model::Source&, const ReadOptions&, const core::Control&);
[[nodiscard]] Loaded<model::Buildings> read_buildings(const model::Source&, const ReadOptions&, const core::Control&);
[[nodiscard]] Loaded<model::Units> read_units(const model::Source&, const ReadOptions&, const core::Control&);
/// A building that comes twice is rejected; of several labels of one unit the newest with a class is kept, and the
/// others are left out.
[[nodiscard]] Loaded<model::BuildingHeights> read_building_heights(const model::Source&, const ReadOptions&,
                                                                   const core::Control&);
[[nodiscard]] Loaded<model::EnergyLabels> read_energy_labels(const model::Source&, const ReadOptions&,
                                                             const core::Control&);
/// Of monuments, vacancy, candidates, places, stations and townscapes a record whose status, begin or end says that it
/// does not count (yet, or any more) is left out and listed. A feature with places apart is one row per place, of one
/// key; a candidate is rejected then. What a source of places, stations, vacancy or candidates holds twice is joined.
/// A mapping with `several_rows` has one row per relation: what further rows of a monument say is added to it.
[[nodiscard]] Loaded<model::Monuments> read_monuments(const model::Source&, const ReadOptions&, const core::Control&);
[[nodiscard]] Loaded<model::VacancyRecords> read_vacancy(const model::Source&, const ReadOptions&,
                                                         const core::Control&);
[[nodiscard]] Loaded<model::Candidates> read_candidates(const model::Source&, const ReadOptions&, const core::Control&);
[[nodiscard]] Loaded<model::PopulationAreas> read_population(const model::Source&, const ReadOptions&,
                                                             const core::Control&);
[[nodiscard]] Loaded<model::ExistingPlaces> read_places(const model::Source&, const ReadOptions&, const core::Control&);
/// Plans as areas or points. One without a number of dwellings, or with 0, keeps its row; a number below 0 is unknown.
[[nodiscard]] Loaded<model::PlannedDwellings> read_planned_dwellings(const model::Source&, const ReadOptions&,
                                                                     const core::Control&);
[[nodiscard]] Loaded<model::NamedPoints> read_stations(const model::Source&, const ReadOptions&, const core::Control&);
/// Points with an id and weights. `weight_names` are the fields to take as weights, whatever their other values: what
/// is no number is warned of and unknown. Without names, every further field with numbers and nothing else is one; a
/// field that has both is named in the record's notes. Places of one feature are rows of one key, behind each other,
/// with the weight of the whole at each. A layer without a field `id` is named by its feature numbers.
/// Errors  Error{bad_argument} for a name that is no further field, with the nearest.
[[nodiscard]] Loaded<model::WeightedPoints> read_points(const model::Source&, const ReadOptions&,
                                                        const std::optional<std::vector<std::string>>& weight_names,
                                                        const core::Control&);
/// Points as reading them without weights (`weight_names` an empty list) gives them, without reading them again:
/// neither the table nor the notes and the report say anything of weights. `name` is the source's from here.
[[nodiscard]] Loaded<model::WeightedPoints> without_weights(Loaded<model::WeightedPoints> points,
                                                            const std::string& name);
[[nodiscard]] Loaded<model::Roads> read_roads(const model::Source&, const ReadOptions&, const core::Control&);
/// SHA-256 of a source's file; of a shapefile with its side files, of a folder with all in it.
[[nodiscard]] std::string fingerprint(const std::filesystem::path& path);
/// Tables townscapes, built_up, towns and parcels.
[[nodiscard]] Loaded<model::NamedAreas> read_areas(const model::Source&, const ReadOptions&, const core::Control&);
/// Zones of plans. A main group that is in no list is told, and unknown; a zone that does not hold is left out.
[[nodiscard]] Loaded<model::Zones> read_zones(const model::Source&, const ReadOptions&, const core::Control&);
/// Parking of which nothing says that it is not for everybody: what is private, for customers or somebody's own box is
/// left out. Also straight from an OSM extract (.pbf): `detail::open_osm_objects`.
[[nodiscard]] Loaded<model::Parking> read_parking(const model::Source&, const ReadOptions&, const core::Control&);

}  // namespace trek::ingest
