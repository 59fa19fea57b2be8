#pragma once

#include <cstdint>

#include "trek/core/control.hpp"
#include "trek/siting/location_result.hpp"
#include "trek/siting/location_task.hpp"

/// Where everyone is to be served: with the fewest sites, or with the least largest cost. METHODS "Where the next
/// places go".
namespace trek::siting {

/// Set covering (LSCP): the fewest sites such that every demand row has one at a cost of at most `standard`.
///
/// Rows of weight 0 or unknown ask for nothing. `task.p`: at most so many sites; 0: any number.
/// Shape    `objective` and `bound` (from below) are numbers of sites; `assigned`: the nearest chosen site, of equals
///          the lowest one.
/// Empty    no demand: as many sites as the rules ask for.
/// Errors   Error{bad_argument}: not one weight per demand row, rules that are no rules. Error{limit}: the demands
///          cannot all be met (find_conflict says which), or whether they can is not settled. Error{cancelled}.
/// Cost     rows^2 x sites / 64 to reduce; then by the search, at most 200,000 nodes a number of sites.
/// Source   Toregas, Swain, ReVelle & Bergman (1971).
[[nodiscard]] Location set_covering(const LocationTask& task, std::uint32_t standard,
                                    const core::Control& control = {});

/// p-center: the p sites for which the dearest demand row costs least.
///
/// Every row is to be served; rows of weight 0 or unknown count nowhere, other weights do not matter.
/// Shape    `objective` and `bound` (from below) are costs; the rest as above.
/// Empty    no demand: 0.
/// Errors   as above.
/// Cost     as above, for each of about log2(different costs) standards.
/// Source   Hakimi (1964); as a sequence of set coverings, Minieka (1970).
[[nodiscard]] Location p_center(const LocationTask& task, const core::Control& control = {});

}  // namespace trek::siting
