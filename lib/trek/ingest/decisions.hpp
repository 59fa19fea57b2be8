#pragma once

#include <filesystem>
#include <vector>

#include "trek/model/link_decision.hpp"

namespace trek::ingest {

/// Reads a user's decisions on links: CSV (`;`, `,` or tab) with columns source, record, decision (same, not, alone),
/// and to (needed with same and not), by, date, note.
///
/// Errors  Error{data}: file absent or unreadable, a column missing (nearest name given), a row without source, record
///         or decision, with another decision or a date that is none, or without the building or site that it is about
///         (with its line number). An empty file has no decisions.
[[nodiscard]] std::vector<model::LinkDecision> read_decisions(const std::filesystem::path& file);

}  // namespace trek::ingest
