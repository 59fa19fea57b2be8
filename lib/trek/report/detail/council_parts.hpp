#pragma once

#include <optional>

#include "trek/report/element.hpp"
#include "trek/report/subject.hpp"

/// Parts of the report for a council, each a section with its heading. Of a municipality where the subject is one.
namespace trek::report::detail {

/// Inhabitants without a place within the norm, and the share who have one, by the mode that coverage is told by.
[[nodiscard]] std::optional<double> unserved_people(const Subject& subject);
[[nodiscard]] std::optional<double> served_share(const Subject& subject);

/// A row a municipality: people, who have a place and by whom, who have not, and the best building for their own gap.
[[nodiscard]] Element municipality_table(const Subject& subject);
/// What the criteria weigh and why.
[[nodiscard]] Element weights_table(const Subject& subject);

/// What was asked of where the next places go, and the answers with their proof.
[[nodiscard]] Element advice_of(const Subject& subject);
[[nodiscard]] Element stakeholders_of(const Subject& subject);
[[nodiscard]] Element sensitivity_of(const Subject& subject);
/// An empty group where the run has none.
[[nodiscard]] Element scenarios_of(const Subject& subject);
[[nodiscard]] Element ruled_out_of(const Subject& subject);
/// What the data lacked, as the run found it.
[[nodiscard]] Element caveats_of(const Subject& subject);

}  // namespace trek::report::detail
