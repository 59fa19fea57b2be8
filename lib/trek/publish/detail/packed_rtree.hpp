#pragma once

#include <span>
#include <string_view>

#include "trek/geo/point.hpp"
#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish::detail {

/// Fills an R-tree of SQLite that was just created and is still empty: `boxes[i]` becomes the entry of id i + 1.
///
/// The nodes are packed from the leaves up (sort-tile-recursive) and written straight into the tables in which SQLite
/// keeps them, instead of one insertion a row, which takes most of the time that it takes to write a layer. What later
/// inserts, updates or deletes finds an ordinary tree. Coordinates are rounded outward to 32 bits, as SQLite does.
///
/// `tree` is the table's name. Precondition: no box is empty or not finite. Cost  a sort.
/// Source  https://www.sqlite.org/rtree.html ("Shadow Tables"), rtree.c of SQLite for the bytes of a node; Leutenegger,
///         Lopez and Edgington (1997), "STR: a simple and efficient algorithm for R-tree packing".
void fill_rtree(const Database& database, std::string_view tree, std::span<const geo::Box> boxes);

}  // namespace trek::publish::detail
