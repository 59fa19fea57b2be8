#pragma once

#include <string>
#include <vector>

#include "trek/model/codes.hpp"
#include "trek/publish/detail/named_rows.hpp"

namespace trek::publish::detail {

/// The columns of `sites` that hold facts, and what these are at least and at most.
[[nodiscard]] std::vector<std::string> fact_columns();

/// What a row of `sites` says of the facts, a line each: "vacancy: 1 (register leegstand, 2026-03-01)".
[[nodiscard]] std::vector<std::string> told_facts(const NamedRows& row, model::Language language);

}  // namespace trek::publish::detail
