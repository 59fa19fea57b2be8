#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <numeric>
#include <string>

#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/network/osm.hpp"

namespace {

using namespace trek;
using model::Mode;
using network::kClosed_ds;

std::uint64_t left_out_count(const network::OsmCounts& counts) {
  return std::accumulate(counts.left_out.begin(), counts.left_out.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& entry) { return sum + entry.second; });
}

void print(const network::ModeNetwork& network) {
  const auto& graph = network.graph;
  std::cout << fmt::format(
      "{}: {} nodes, {} edges, {} arcs, {} components, {:.1f} % of nodes in the largest, {} barriers\n",
      model::name_of(graph.mode), graph.node_count(), graph.edge_count(), graph.arc_count(),
      graph.component_size.size(), 100.0 * graph.component_size.front() / static_cast<double>(graph.node_count()),
      network.counts.barrier_count);
  for (const auto& [reason, count] : network.counts.left_out) std::cout << fmt::format("  {}: {}\n", reason, count);
}

void check_invariants(const network::ModeNetwork& network) {
  const auto& graph = network.graph;
  CHECK(network.counts.used_way_count + left_out_count(network.counts) == network.counts.way_count);
  CHECK(std::accumulate(graph.component_size.begin(), graph.component_size.end(), std::size_t{0}) ==
        graph.node_count());
  CHECK(graph.first_arc.back() == graph.arc_count());
  CHECK(graph.first_in_arc.back() == graph.arc_count());
  std::size_t faults = 0;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const auto shape = graph.shape(network::EdgeIdx{e});
    if (shape.front() != graph.node_place[graph.edge_from[e].value()]) ++faults;
    if (shape.back() != graph.node_place[graph.edge_to[e].value()]) ++faults;
    if (graph.edge_forward_ds[e] == kClosed_ds && graph.edge_backward_ds[e] == kClosed_ds) ++faults;
  }
  CHECK(faults == 0);
}

TEST_CASE("read_osm: the streets of Enschede on foot", "[network][data]") {
  const auto file = test::real_data("network/enschede_walk_20231224.osm.pbf");
  const auto read = network::read_osm(file, network::default_speeds(Mode::foot), "EPSG:28992", {});
  print(read);
  check_invariants(read);
  CHECK(read.counts.way_count == 8087);
  // README of the data: the largest component has 84 % of the nodes.
  CHECK(read.graph.component_size.front() > 0.75 * static_cast<double>(read.graph.node_count()));
  const auto bounds = read.graph.bounds();
  CHECK(bounds.min_x_m > 245000);
  CHECK(bounds.max_x_m < 270000);
  CHECK(bounds.min_y_m > 460000);
  CHECK(bounds.max_y_m < 485000);
}

TEST_CASE("read_osm: three graphs of Porto", "[network][data]") {
  const auto file = test::real_data("network/porto_portugal.osm.pbf");
  std::vector<network::ModeSpeeds> speeds;
  for (const Mode mode : {Mode::foot, Mode::bicycle, Mode::car}) speeds.push_back(network::default_speeds(mode));
  const auto start = std::chrono::steady_clock::now();
  const auto read = network::read_osm(file, speeds, "EPSG:32629", {});
  std::cout << fmt::format("three graphs in {:.2f} s\n",
                           std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  REQUIRE(read.size() == 3);
  for (const auto& network : read) {
    print(network);
    check_invariants(network);
    CHECK(network.counts.node_count == 347944);
    CHECK(network.graph.node_count() > 1000);
    CHECK(network.graph.component_size.front() > 0.8 * static_cast<double>(network.graph.node_count()));
  }
  CHECK(read[0].graph.edge_count() > read[2].graph.edge_count());
}

TEST_CASE("read_osm: a truncated extract is one clear line", "[network][data]") {
  const auto whole = test::real_data("network/enschede_walk_20231224.osm.pbf");
  std::ifstream stream{whole, std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
  const test::TemporaryFolder folder;
  const auto share = GENERATE(0.1, 0.5, 0.9, 0.999);
  CAPTURE(share);
  const auto length = static_cast<std::size_t>(share * static_cast<double>(bytes.size()));
  const auto cut = folder.write("cut.osm.pbf", std::string_view{bytes}.substr(0, length));
  try {
    static_cast<void>(network::read_osm(cut, network::default_speeds(Mode::foot), "EPSG:28992", {}));
    FAIL("a truncated file was read");
  } catch (const core::Error& error) {
    const std::string message = error.what();
    CAPTURE(message);
    CHECK(error.kind() == core::ErrorKind::data);
    CHECK(message.find(cut.string()) == 0);
    CHECK(message.find('\n') == std::string::npos);
    CHECK(message.find("download it again") != std::string::npos);
  }
}

}  // namespace
