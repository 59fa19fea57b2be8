#pragma once

#include <string>

#include "trek/report/subject.hpp"

namespace trek::report::detail {

/// What the interactive map shows, as JSON that can stand inside a page: no '<' or '>' in it.
///
/// Sites carry the value interval of each criterion, as score::CriteriaTable says it, so that the page has weights to
/// multiply and nothing to interpret. Places are longitude and latitude (WGS84), to a tenth of a metre.
/// Errors  those of ReadResults::criteria_table and of geo::Transformation.
[[nodiscard]] std::string map_document(const Subject& subject);

}  // namespace trek::report::detail
