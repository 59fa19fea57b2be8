#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/geo/crs.hpp"
#include "trek/model/words.hpp"

namespace trek::model {

enum class FetchKind { file, zip, wfs, ogc_features };

/// How a source is downloaded: `[fetch]` of a shipped mapping, or `fetch` of a project's source.
struct FetchRecipe {
  FetchKind kind = FetchKind::file;
  std::string url;                 // the file; of a service its address without parameters
  std::string type;                // WFS type name, OGC API collection
  std::uint32_t page_size = 1000;  // features asked for at a time, of a service
  std::string file;                // the name that it goes by; empty: the last part of the url
  std::string sha256;              // empty: not known
  std::uint64_t bytes = 0;         // 0: not known
};

/// Who reads the messages about a source: whoever wrote its project, or whoever gave a verb its options.
enum class Told { project, import, travel };

/// One `[[source]]` of a project: where it is, how its fields map to trek's, and what is known of it.
///
/// Canonical fields are named after the columns of the model's tables (an address as street, house_number,
/// house_letter, house_addition, postcode, town, or address in one line), besides x, y or lat, lon for layers without
/// geometry; the whole list stands in config/source_tables.cpp, and in the error about a name that is not in it. The
/// constant `axis_order = "yx"` reads coordinates that stand in the wrong order.
struct Source {
  std::string name;   // unique in the project
  std::string table;  // "municipalities", "buildings", "units", "building_heights", "energy_labels", "monuments",
                      // "vacancy", "candidates",
                      // "population", "built_up", "places", "stations", "townscapes"; "points", but not in a project
  std::filesystem::path path;                    // absolute, or relative to the working folder
  std::string layer;                             // empty: the mapping's pattern, else the only layer
  std::string mapping;                           // id of a shipped mapping; empty: recognised by its fields
  std::map<std::string, std::string> fields;     // canonical field -> source field; over the mapping's
  std::map<std::string, std::string> constants;  // canonical field -> the same value for every record
  std::map<std::string, double> factors;         // canonical field -> multiply by (units: ha -> m2 is 10000)
  std::map<std::string, std::map<std::string, std::string>> codes;  // canonical field -> source code -> canonical code
  std::string where;                                                // OGR attribute filter, passed as data
  std::string decimal;         // "," or ".": the decimal mark of its texts; empty: as their columns show
  std::string reference_date;  // a date: of a source with history (LV BAG), what was current on that day; empty: now
  std::string crs;             // over what the file declares, and then it needs a reason
  std::string crs_reason;
  core::Phrase title;
  std::string vintage;  // ISO date or year the data speaks of
  std::string licence;
  core::Phrase attribution;
  std::string url;                   // where to get it: named when the file is absent
  bool made_up = false;              // generated, not observed
  bool surroundings = false;         // of what lies around the region: its people, places, stations, municipalities
  bool abroad = false;               // of population: its people live in another country
  std::optional<FetchRecipe> fetch;  // how to download it, where the project says so
  Told told = Told::project;
  std::string if_absent;  // what to do where there is no file, beyond what its url says: a sentence; may be empty
};

/// What was read from a source, and how: a row of the table `sources` of every output. It is of the whole source; a
/// record is what one of its features says.
struct SourceRecord {
  Source source;
  std::string driver;            // GDAL's short name
  std::string layer;             // as opened
  std::string mapping;           // as used
  std::string sha256;            // of the file; of a folder or side files too where the format has them
  std::string fetched;           // ISO day on which this very file was downloaded; empty: not known. No vintage
  geo::CrsOperation crs;         // the operation that brought it into the project CRS
  std::uint64_t read_count = 0;  // features in the layer after `where`; where those that it passes over are listed, all
  std::uint64_t used_count = 0;
  std::uint64_t joined_count = 0;     // features that say more of a record that another one began: one row per relation
  std::uint64_t rejected_count = 0;   // features that cannot be used; each has a finding
  std::uint64_t left_out_count = 0;   // features that do not count: of another kind, ended, passed over by the mapping
  std::uint64_t elsewhere_count = 0;  // of tables without places: of buildings that the project does not have
  std::uint64_t outside_count = 0;    // features beyond the region that were seen; a file's own index passes them over
  std::uint64_t repaired_count = 0;   // geometry made valid, or a field corrected; part of used
  std::vector<core::Phrase> notes;    // doubts for the reader: "declares EPSG:4326 but holds RD metres"

  /// Nothing that was read is lost: it is used, joined to another record, rejected or left out. Holds for every reader.
  [[nodiscard]] bool balances() const noexcept {
    return read_count == used_count + joined_count + rejected_count + left_out_count;
  }
};

/// Of when a source is, for people to read: its vintage; where that is not known the day of its download, in words that
/// nobody takes for one: "opgehaald op 30 november 2026". Empty where neither is known.
[[nodiscard]] std::string told_time(const Words& words, const std::string& vintage, std::string_view fetched);

}  // namespace trek::model
