#pragma once

#include <string>

#include "console.hpp"
#include "trek/core/books.hpp"
#include "trek/model/source.hpp"
#include "trek/project/user_tables.hpp"

namespace trek::cli {

/// "10 read = 7 used + 2 rejected + 1 left out"; what is 0 is not named.
[[nodiscard]] std::string counts_text(const core::Books& books);

/// What became of the features of a source: "10 read = 7 used + 2 rejected + 1 left out"; what is 0 is not named.
[[nodiscard]] std::string source_counts(const model::SourceRecord& source);

/// A line a table: "  answers        antwoorden.csv           3 read = 1 used + 2 rejected".
void tell_user_tables(Console& console, const project::UserTables& tables);

}  // namespace trek::cli
