#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trek/access/measures.hpp"
#include "trek/access/router.hpp"
#include "trek/core/units.hpp"
#include "trek/geo/point.hpp"
#include "trek/ingest/read.hpp"
#include "trek/measure/settings.hpp"
#include "trek/model/codes.hpp"
#include "trek/model/mode.hpp"
#include "trek/model/source.hpp"
#include "trek/network/osm.hpp"
#include "trek/network/snap.hpp"
#include "trek/profile/criterion.hpp"
#include "trek/profile/profile.hpp"
#include "trek/project/scenario.hpp"
#include "trek/project/siting_settings.hpp"
#include "trek/publish/map_style.hpp"
#include "trek/resolve/resolve.hpp"
#include "trek/score/ranking.hpp"
#include "trek/score/stakeholders.hpp"

namespace trek::project {

using measure::HuffSettings;    // `[huff]`
using measure::TravelSettings;  // one `[[mode]]`

/// A file with a profile of the project's own.
struct ProfileFile {
  std::filesystem::path path;
  std::string sha256;
};

/// What says where the data are: the file of the project, or over it an option or a variable of the environment.
enum class DataFolderBy { project, option, variable };

/// A whole project: what `trek.toml` says, with every path resolved and every default filled in.
struct Project {
  std::filesystem::path file;  // the project file
  std::string sha256;          // of the project file and what was set from outside
  core::Phrase name;
  core::Phrase notice;  // shown on every map
  model::Language language = model::Language::nl;
  std::filesystem::path data_folder;
  std::filesystem::path own_data_folder;  // what the file says, also where a caller sets another
  DataFolderBy data_folder_by = DataFolderBy::project;
  std::filesystem::path cache_folder;
  std::vector<std::filesystem::path>
      allowed_folders;  // where it may write outside its own: by the caller, not the file

  ingest::ReadOptions read;
  std::vector<model::Source> sources;
  std::vector<std::string> region_municipalities;  // codes or names; empty: all that are no surroundings
  std::optional<geo::Box> fetch_region;  // EPSG:28992: what services are asked for; empty: around the municipalities
  std::vector<TravelSettings> modes;
  network::SnapOptions snap;
  access::Direction direction = access::Direction::to_sites;
  resolve::CandidateRule candidates;
  std::vector<profile::Profile> profiles{profile::default_profile()};  // what places are sought; one or more
  std::vector<ProfileFile> profile_files;                              // that it reads profiles of its own from
  std::optional<std::filesystem::path> answers;                        // on vetoes
  std::optional<std::filesystem::path> decisions;                      // on links between records
  access::Decay decay{access::LogLogistic{12.0, 3.0}};                 // daily use, m = 12, k = 3: METHODS "Decay"
  HuffSettings huff;
  std::optional<measure::CatchmentSettings> catchment;  // empty: not measured
  std::optional<measure::ValueSettings> value;          // likewise
  std::optional<measure::BorderSettings> border;        // likewise
  std::vector<profile::Criterion> criteria;
  score::AcceptabilityOptions acceptability;
  std::vector<score::Stakeholder> stakeholders;  // weights over `criteria`
  std::vector<SitingSettings> siting;            // where the next places go
  std::vector<Scenario> scenarios;
  // MonumentKind name -> [0, 1]; a kind that is absent is unknown. Design choices: METHODS "Reuse potential".
  std::map<std::string, double> monument_values{
      {"national", 1.0}, {"municipal", 0.8}, {"townscape", 0.5}, {"none", 0.0}};
  std::map<std::string, double> function_values{// SiteType name -> [0, 1]; likewise
                                                {"factory", 1.0}, {"warehouse", 0.8}, {"department_store", 0.9},
                                                {"church", 0.8},  {"monastery", 0.7}, {"school", 0.7},
                                                {"library", 0.9}, {"station", 0.7},   {"country_house", 0.6},
                                                {"farm", 0.6},    {"shop", 0.5},      {"office", 0.4}};
  std::uint32_t isochrone_sites = 10;             // drawn for this many of the best
  std::vector<std::string> highlight;             // sites that are always labelled, each by key or a part of its name
  std::uint32_t output_cells_m = 0;               // > 0: people are written in squares of this size
  publish::MapStyle style;                        // `[style]`
  std::vector<std::string> isochrone_site_names;  // over the number: drawn for these, by key or name

  /// The first source of a table; null if the project has none.
  [[nodiscard]] const model::Source* find_source(std::string_view table) const noexcept;
};

/// What a caller sets over the file.
struct Overrides {
  /// Over `data` in the file, and a folder that may be written to; $TREK_DATA is for the caller to read.
  std::optional<std::filesystem::path> data_folder;
  std::optional<model::Language> language;
  std::vector<std::filesystem::path> allowed_folders{};  // outside its own, where the names of a project may write too
  DataFolderBy data_folder_by = DataFolderBy::option;    // what `data_folder` came by
};

/// The measures that this project will have, in order: what a `[[criterion]]` may name.
[[nodiscard]] std::vector<std::string> measure_ids(const Project& project);

}  // namespace trek::project
