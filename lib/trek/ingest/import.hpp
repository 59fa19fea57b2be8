#pragma once

#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/ingest/read.hpp"
#include "trek/model/any_table.hpp"
#include "trek/model/source.hpp"

namespace trek::ingest {

/// A source as one table, with every feature that is not in it: features of the layer = used + joined + rejected + left
/// out, and one finding at least for each that was rejected or left out.
using Imported = Loaded<model::AnyTable>;

/// Names that Source::table may have here.
[[nodiscard]] std::vector<std::string_view> importable_tables();

/// Reads all of a source into the table that it names; nothing is lost without a finding.
/// Errors  Error{bad_argument}: no such table. Error{data} as the readers of read.hpp.
[[nodiscard]] Imported import_source(const model::Source& source, ReadOptions options, const core::Control& control);

}  // namespace trek::ingest
