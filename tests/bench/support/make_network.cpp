// Writes a made-up Dutch street network.
//
//   bench_make_network OUT.osm.pbf [--nodes 150000] [--seed 1]
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "support/dutch_network.hpp"

int main(int argc, char** argv) {
  CLI::App app{"Writes a made-up Dutch street network as OSM PBF"};
  std::string file;
  trek::bench::DutchNetworkOptions options;
  app.add_option("file", file, "where to write, *.osm.pbf")->required();
  app.add_option("--nodes", options.junction_count, "junctions of the graph of bicycles")->capture_default_str();
  app.add_option("--seed", options.seed, "another number, another country")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    const auto counts = trek::bench::write_dutch_network(file, options);
    fmt::print("{}: {} junctions, {} ways, {} OSM nodes\n", file, counts.junction_count, counts.way_count,
               counts.osm_node_count);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
  return 0;
}
