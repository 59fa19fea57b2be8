#pragma once

#include "trek/core/report.hpp"
#include "trek/model/tables.hpp"

namespace trek::resolve::detail {

/// National monuments of one number are one, whatever the number of sources: place, category, complex and address from
/// the record that is placed best, units from all, name and function from the record that knows units. Differences
/// between the sources go to the report. Numbers of municipalities are their own, and join nothing.
///
/// Shape   a row per monument, in the order in which their first records come.
[[nodiscard]] model::Monuments joined_monuments(const model::Monuments& table, core::Report& report);

}  // namespace trek::resolve::detail
