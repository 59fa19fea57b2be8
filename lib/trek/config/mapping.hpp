#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/model/source.hpp"

namespace trek::config {

/// How one public source's fields become canonical fields: a file of datasets/sources/, compiled in.
struct Mapping {
  std::string id;
  std::string table;
  std::string title;
  std::string url;
  std::string licence;
  std::string attribution;
  std::string layer;          // regular expression, whole name, any case; empty: any
  std::string where;          // OGR attribute filter
  std::string crs;            // of files that declare none
  double cell_size_m = 0.0;   // > 0: grid cells
  double secret_below = 0.0;  // > 0: a count that is secret (-99997) is below this
  double rounded_to = 0.0;    // > 0: counts are rounded to multiples of it; of percentages: whole percents
  std::map<std::string, std::vector<std::string>> fields;  // canonical -> accepted source fields, best first
  std::vector<std::string> required;                       // canonical; "a|b" is either
  std::vector<std::string> signature;  // source fields by which this source is told from others with alike fields;
                                       // "a|b" is either
  std::vector<std::string> unless;     // source fields that only another source has: with one of them it is not this
  bool several_rows = false;           // a record comes in several rows, one per relation
  bool layer_is_sure = false;      // the layer's name is part of the format: no layer of another name is this source
  bool own = false;                // a list of the user's own, of which only the meaning of the fields is known
  std::string where_at;            // `where` on a day: {date} is it as OGR writes dates; empty: no history
  std::string vintage_rule;        // how one finds out of when it is
  std::vector<std::string> traps;  // what goes wrong with it, a sentence each
  std::map<std::string, std::string> constants;
  std::map<std::string, double> factors;
  std::map<std::string, std::map<std::string, std::string>> codes;
  std::optional<model::FetchRecipe> fetch;
};

/// The mapping that `text` says, as if it stood in `file`. Read as strictly as a project: a key, or a field that its
/// table does not have, is an error with the nearest that there is. Errors  Error{config}, with file, line and key.
[[nodiscard]] Mapping parsed_mapping(const std::filesystem::path& file, std::string_view text);

/// All shipped mappings, ordered by id: the public sources that trek knows.
/// Errors  Error{internal} for one that is none: a defect of trek, caught by its tests.
[[nodiscard]] std::span<const Mapping> shipped_mappings();

/// The shipped mapping of that id; null where there is none.
[[nodiscard]] const Mapping* find_mapping(std::string_view id);

}  // namespace trek::config
