#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>

namespace trek::ingest::detail {

/// What the tags of an OpenStreetMap object say of vacancy.
struct OsmVacancy {
  std::string tags;              // those that say so: "disused:shop=bakery; abandoned=yes"
  std::optional<double> weight;  // below that of the kind, where other tags speak against it
};

/// Empty for an object that is no premises, or of which no tag says that it is out of use.
///
/// Source  METHODS "Sources"; the OpenStreetMap wiki on lifecycle prefixes, disused=yes and shop=vacant.
[[nodiscard]] std::optional<OsmVacancy> find_osm_vacancy(std::span<const std::pair<std::string, std::string>> tags);

}  // namespace trek::ingest::detail
