#pragma once

#include "trek/core/control.hpp"
#include "trek/siting/demanded_sites.hpp"

/// Errors of a question that has no answer.
namespace trek::siting::detail {

/// Throws Error{limit}: the demands that are in conflict, sites and rows by their numbers.
[[noreturn]] void refuse_impossible(const DemandedSites& question, const core::Control& control);
/// Throws Error{limit}: the search's budget is used up.
[[noreturn]] void refuse_unsettled();

}  // namespace trek::siting::detail
