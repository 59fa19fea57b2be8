#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/model/words.hpp"
#include "trek/publish/stored_table.hpp"

namespace trek::publish {

/// Who is served, as an output of `trek run` says it: empty tables where it says nothing.
struct StoredCoverage {
  StoredTable region;          // a row a mode
  StoredTable municipalities;  // a row each; columns end with the mode
  StoredTable norms;           // a row an area, mode, level and norm
  StoredTable attractiveness;  // a row a municipality and mode: indicative
  StoredTable districts;       // a row each; columns end with the mode
  StoredTable district_norms;  // a row a district, mode, level and norm
  StoredTable gaps;            // people without a place, near each other: by mode, most people first
  model::Language language = model::Language::nl;  // of its texts, as they were read
};

/// With texts in `language`, as read_results has it. Errors  Error{data}: not an output of trek.
[[nodiscard]] StoredCoverage stored_coverage(const std::filesystem::path& geopackage,
                                             const std::optional<model::Language>& language = std::nullopt);

/// What pages and maps are made of beside that, with shapes: empty tables where the output says nothing.
struct StoredLayers {
  StoredCoverage coverage;  // with shapes of municipalities and gaps
  StoredTable sites;        // points
  StoredTable places;       // existing ones, points
  StoredTable isochrones;   // of the best sites, rings by mode
  StoredTable weights;
  StoredTable siting_answers;
  StoredTable siting_choices;
  StoredTable siting_front;
  StoredTable siting_municipalities;
  StoredTable stakeholders;
  StoredTable scenarios;
  StoredTable sources;
  StoredTable class_breaks;
  StoredTable background_areas;    // what maps lie on, with shapes
  StoredTable background_lines;    // likewise
  StoredTable background_streets;  // near the best sites, likewise
};

/// With texts in `language`, as read_results has it. Errors  Error{data}: not an output of trek.
[[nodiscard]] StoredLayers stored_layers(const std::filesystem::path& geopackage,
                                         const std::optional<model::Language>& language = std::nullopt);

/// How long people of the region travel to the nearest existing place that counts, by one mode.
struct StoredTravel {
  struct Cell {
    double people = 0.0;
    double minutes = 0.0;
  };
  std::vector<Cell> cells;      // in the order of the file
  double unknown_people = 0.0;  // of whom no time is known
};
/// Nothing in it where the output does not tell travel times by that mode.
/// Errors  Error{data}: not an output of trek.
[[nodiscard]] StoredTravel stored_travel(const std::filesystem::path& geopackage, const std::string& mode);

/// What was found in the sources and doubted of the outcome: findings of one rule and source together.
struct StoredFinding {
  std::string severity;  // "rejected", "warning", "note"
  std::string source;
  std::string rule;
  std::string label;   // of the rule, in words
  std::string record;  // of the first one
  std::string value;
  std::string remedy;
  std::size_t count = 0;
};
/// Those that weigh most first: rejected, warnings, notes; then by count.
/// Errors  Error{data}: not an output of trek.
[[nodiscard]] std::vector<StoredFinding> stored_findings(const std::filesystem::path& geopackage,
                                                         const model::Words& words);

}  // namespace trek::publish
