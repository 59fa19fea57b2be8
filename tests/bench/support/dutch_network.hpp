#pragma once

#include <cstdint>
#include <filesystem>

/// Made-up street networks of any size that look and measure like Dutch ones, for benchmarks and tests.
namespace trek::bench {

struct DutchNetworkOptions {
  std::uint64_t junction_count = 150'000;  // nodes of the graph of bicycles, within 5 %; from 2'000
  std::uint64_t seed = 1;
};

struct NetworkCounts {
  std::uint64_t osm_node_count = 0;
  std::uint64_t way_count = 0;
  std::uint64_t junction_count = 0;  // as network::read_osm will find them for bicycles
};

/// Writes an OSM PBF: towns of log-normal sizes with their streets, alleys, parks and dead ends; country roads, drives
/// and tracks; main roads between neighbouring towns; motorways with ramps between large ones; rivers and canals with
/// few bridges. Invented, but with the densities of the Netherlands: about 97 junctions per km2, a fifth of them dead
/// ends; a few small islands, all else connected for foot, bicycle and car. The land is a square around Amersfoort.
///
/// Same options, same bytes. Nodes by ascending id, then ways.
/// Errors  Error{bad_argument} for fewer than 2,000 junctions or more than 5 million, with which the square would leave
///         the area of RD; Error{output} if the file cannot be written.
/// Cost    about 10 s and 125 MB a million junctions.
NetworkCounts write_dutch_network(const std::filesystem::path& file, const DutchNetworkOptions& options);

}  // namespace trek::bench
