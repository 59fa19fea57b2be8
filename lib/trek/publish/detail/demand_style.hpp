#pragma once

#include "trek/publish/detail/column_classes.hpp"
#include "trek/publish/results.hpp"

/// How people are drawn, by cells or by larger squares.
namespace trek::publish::detail {

/// The first travel time of the demand, with the norm of its mode as a bound; inhabitants where no time was measured.
[[nodiscard]] ClassedColumn demand_column(const Results& results);
/// Precondition: the classes are of that column.
[[nodiscard]] LayerStyle demand_style(const ColumnClasses& classes, Symbol (*symbol_of)(Color), const Words& words);

}  // namespace trek::publish::detail
