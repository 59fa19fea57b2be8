#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/model/source.hpp"

namespace trek::ingest::detail {

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
  bool several_rows = false;           // a record comes in several rows, one a relation
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

/// Errors  Error{internal} for a text that is no mapping: a defect of trek, caught by its tests.
[[nodiscard]] Mapping parsed_mapping(std::string_view text);

/// All shipped mappings, ordered by id.
[[nodiscard]] std::span<const Mapping> shipped_mappings();

/// True for a spelling such as "disused:*": any field that begins so.
[[nodiscard]] bool is_pattern(std::string_view spelling) noexcept;

/// Names that differ only in case, blanks and signs are one: "aantalInwoners", "AANTAL INWONERS"; "Hoogte (m)",
/// "hoogte_m"; "Huur per m\u00B2?", "huur_per_m2".
[[nodiscard]] std::string field_key(std::string_view name);

}  // namespace trek::ingest::detail
