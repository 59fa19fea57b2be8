#pragma once

#include <filesystem>
#include <vector>

#include "trek/model/site_answer.hpp"

namespace trek::ingest {

/// Reads a user's answers: CSV (`;`, `,` or tab) with columns site, rule, value, and optionally source and date.
///
/// A row without a value is a question that is still open, as `trek questions` writes them: an answer of no value.
/// Errors  Error{data}: file absent or unreadable, a column missing (nearest name given), a row without site or rule,
///         with a source or date and no value, or with a date that is none (with its line number). An empty file has no
///         answers.
[[nodiscard]] std::vector<model::SiteAnswer> read_answers(const std::filesystem::path& file);

}  // namespace trek::ingest
