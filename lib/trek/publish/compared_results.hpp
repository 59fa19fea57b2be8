#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/publish/read_results.hpp"

/// What of an output is compared with another one.
namespace trek::publish {

/// One criterion, as the project stated it.
struct StatedCriterion {
  std::string id;
  std::optional<double> weight;  // points; empty: an output of an older trek
  std::string anchors;           // "0=0 1000=1"
};

struct StatedSource {
  std::string name;
  std::string table;
  std::string vintage;
  std::string sha256;
};

/// Who is served in an area by one mode.
struct StoredService {
  std::string area;  // code of a municipality; empty: the whole region
  std::string name;
  std::string mode;
  std::optional<double> norm_min;
  std::optional<double> inhabitants;
  std::optional<double> served_share;
  std::optional<double> target_served_share;
};

/// By one mode.
struct StoredAccess {
  std::optional<bool> served;  // empty: unknown
  std::optional<double> time_min;
  std::string place;  // name of the nearest
};

/// People of one place, as the layer of demand has them.
struct StoredCell {
  std::string key;
  double inhabitants = 0.0;
  std::optional<double> target;
  std::string municipality_code;
  std::vector<StoredAccess> access;  // one a mode of `modes`
  geo::Box box;                      // empty: the output does not say where
};

/// A municipality as the output draws it.
struct StoredArea {
  std::string code;
  std::string name;
  geo::MultiPolygon shape;
};

struct ComparedResults {
  ReadResults results;
  std::vector<StatedCriterion> criteria;
  std::vector<StatedSource> sources;
  std::vector<std::string> modes;  // of `cells`
  std::vector<StoredService> service;
  std::vector<StoredCell> cells;
  std::vector<StoredArea> areas;
  bool has_squares = false;                           // people are written in larger squares: no cells
  std::vector<std::optional<geo::Point>> site_place;  // one a site of `results`
};

/// Errors  those of read_results. What an older trek did not write is empty. Cost  linear; memory is the demand.
[[nodiscard]] ComparedResults read_compared(const std::filesystem::path& geopackage, model::Language language);

}  // namespace trek::publish
