#pragma once

#include <string>

#include "trek/report/element.hpp"
#include "trek/report/subject.hpp"

namespace trek::report::detail {

/// Where the chosen places of a question stand on the list, and why they are advised all the same: what each adds, who
/// has no place in its municipality, and what taking in the first of the list would cost. Nothing where no chosen place
/// has a rank.
[[nodiscard]] Element ranks_told(const Subject& subject, const std::string& question);

}  // namespace trek::report::detail
