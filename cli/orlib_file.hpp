#pragma once

#include <cstddef>
#include <filesystem>

#include "trek/siting/cost_table.hpp"

namespace trek::cli {

/// A graph of the OR-Library (Beasley 1990) with the shortest way between every two nodes: each node is a site and a
/// demand row of weight 1.
struct OrlibGraph {
  std::size_t node_count = 0;
  std::size_t p = 0;
  siting::CostTable costs = siting::CostTable::dense({}, 0, 0);
};

/// The format of the files pmed: nodes, edges and p, then an edge a line with its two nodes, counted from 1, and its
/// length, which holds both ways. Of an edge that comes twice the last one counts, as the library says.
/// Errors  Error{data}: what stands there is another thing; a node that is not there; more than 5,000 nodes.
/// Cost    nodes^3 (Floyd & Warshall), 0.4 s at 900 nodes.
[[nodiscard]] OrlibGraph read_orlib_graph(const std::filesystem::path& file);

}  // namespace trek::cli
