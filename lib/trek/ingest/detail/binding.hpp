#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/config/mapping.hpp"
#include "trek/config/source_tables.hpp"
#include "trek/core/phrase.hpp"
#include "trek/model/source.hpp"

namespace trek::ingest::detail {

/// A layer as far as choosing a mapping needs it.
struct LayerFields {
  std::string name;
  std::vector<std::string> fields;
  bool has_geometry = true;
};

/// Where the values of one canonical field come from.
struct Field {
  std::string canonical;                // empty for a column of the user's that no canonical field takes
  std::vector<int> columns;             // the first that holds a value counts
  std::string source_name;              // of the first column: for messages
  std::optional<std::string> constant;  // over the columns
  double factor = 1.0;
  std::map<std::string, std::string> codes;  // folded source code -> canonical code
  [[nodiscard]] bool present() const noexcept { return constant.has_value() || !columns.empty(); }
};

/// A source tied to a layer and its columns.
struct Binding {
  std::size_t layer = 0;    // row of the layers given
  config::Mapping mapping;  // id "canonical" where no shipped one is used
  std::string where;
  std::map<std::string, Field, std::less<>> fields;
  std::vector<core::Phrase> notes;  // names of columns that were cut, and what they were taken for
};

/// How well a mapping fits a layer.
struct Fit {
  std::vector<std::string> missing;  // required canonical fields without a column
  std::size_t matched_count = 0;     // fields with a column
  std::string foreign;               // a field that says that it is another source; empty: none
  bool layer_matches = false;        // its name matches the mapping's pattern
  bool eligible = false;             // not plainly another source: can be read so without being told
  bool recognised = false;           // it is this public source: fits, by its signature or by the layer's name
};
[[nodiscard]] Fit fit_of(const config::Mapping& mapping, const LayerFields& layer);

/// Whether a mapping of the table is for layers of exactly that name.
[[nodiscard]] bool is_layer_of(const config::TableFields& table, const std::string& layer);

/// Errors  Error{data}: layer, mapping or field not there or not known, with the nearest names; several layers that
/// fit.
[[nodiscard]] Binding bound(const model::Source& source, const config::TableFields& table,
                            std::span<const LayerFields> layers);

}  // namespace trek::ingest::detail
