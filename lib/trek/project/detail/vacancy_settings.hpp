#pragma once

#include <string>
#include <string_view>

#include "trek/config/toml_table.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// `[vacancy]` and its `[[vacancy.register]]`: how evidence ages, and what the registers cover.
/// Errors  Error{config}: no date, a share outside [0, 1], a register that is no source of table "vacancy".
void read_vacancy_settings(config::TomlTable& root, Project& project);

/// The project's rule for candidates with its day of reference filled in. Where the project names none, it is the
/// newest day of the vintages of its sources and of its vacancy records (these not after `today` or the newest
/// vintage); `today` where nobody names a day.
[[nodiscard]] resolve::CandidateRule candidate_rule(const Project& project, const Inputs& inputs,
                                                    std::string_view today);

}  // namespace trek::project::detail
