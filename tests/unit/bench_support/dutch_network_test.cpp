#include "support/dutch_network.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/crs.hpp"
#include "trek/network/osm.hpp"

namespace {

using namespace trek;
using model::Mode;

constexpr std::uint64_t kJunctions = 5'000;

std::string bytes(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string written(const test::TemporaryFolder& folder, std::uint64_t seed) {
  bench::write_dutch_network(folder / "network.osm.pbf", {kJunctions, seed});
  return bytes(folder / "network.osm.pbf");
}

struct ReadNetwork {
  bench::NetworkCounts counts;
  std::vector<network::ModeNetwork> modes;  // foot, bicycle, car

  explicit ReadNetwork(std::uint64_t seed) {
    const test::TemporaryFolder folder;
    const auto file = folder / "network.osm.pbf";
    counts = bench::write_dutch_network(file, {kJunctions, seed});
    std::vector<network::ModeSpeeds> speeds;
    for (const Mode mode : {Mode::foot, Mode::bicycle, Mode::car}) speeds.push_back(network::default_speeds(mode));
    modes = network::read_osm(file, speeds, std::string{geo::kRdNew}, {});
  }
};

/// Shares of the nodes at which 1, 2, 3, 4 and more streets end; 0 stands for none.
std::array<double, 6> degree_shares(const network::StreetGraph& graph) {
  std::vector<std::size_t> degree(graph.node_count(), 0);
  for (std::size_t edge = 0; edge < graph.edge_count(); ++edge) {
    ++degree[graph.edge_from[edge].value()];
    ++degree[graph.edge_to[edge].value()];
  }
  std::array<double, 6> shares{};
  for (const std::size_t d : degree) {
    shares.at(std::min<std::size_t>(d, 5)) += 1.0 / static_cast<double>(graph.node_count());
  }
  return shares;
}

TEST_CASE("Dutch network: a seed is a country, another seed another one", "[bench_support][unit]") {
  const test::TemporaryFolder folder;
  const std::string first = written(folder, 1);
  CHECK(first == written(folder, 1));
  CHECK(first != written(folder, 2));
}

TEST_CASE("Dutch network: reads back as it was counted, for every mode", "[bench_support][unit]") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U);
  CAPTURE(seed);
  const ReadNetwork read{seed};
  for (const network::ModeNetwork& network : read.modes) {
    CHECK(network.counts.missing_node_count == 0);
    CHECK(network.counts.node_count == read.counts.osm_node_count);
    CHECK(network.counts.way_count == read.counts.way_count);
  }
  CHECK(read.modes[1].graph.node_count() == read.counts.junction_count);
  CHECK(read.counts.junction_count > kJunctions * 9 / 10);
  CHECK(read.counts.junction_count < kJunctions * 11 / 10);
}

TEST_CASE("Dutch network: connected for every mode, but for islands", "[bench_support][unit]") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U);
  CAPTURE(seed);
  for (const network::ModeNetwork& network : ReadNetwork{seed}.modes) {
    const auto& graph = network.graph;
    CHECK(static_cast<double>(graph.component_size.front()) > 0.97 * static_cast<double>(graph.node_count()));
    CHECK(graph.component_size.size() >= 3);  // two islands
    CHECK(graph.component_size.size() < 20);
  }
}

TEST_CASE("Dutch network: dead ends and crossings are as frequent as in Dutch towns", "[bench_support][unit]") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U);
  CAPTURE(seed);
  const auto share = degree_shares(ReadNetwork{seed}.modes[1].graph);
  CHECK(share[1] > 0.14);
  CHECK(share[1] < 0.26);
  CHECK(share[2] < 0.03);
  CHECK(share[3] > 0.50);
  CHECK(share[3] < 0.68);
  CHECK(share[4] > 0.12);
  CHECK(share[4] < 0.24);
  CHECK(share[5] < 0.01);
}

TEST_CASE("Dutch network: lies within the Netherlands", "[bench_support][unit]") {
  const auto box = ReadNetwork{1}.modes[0].graph.bounds();
  CHECK(geo::Box{140'000.0, 448'000.0, 170'000.0, 478'000.0}.contains({box.min_x_m, box.min_y_m}));
  CHECK(geo::Box{140'000.0, 448'000.0, 170'000.0, 478'000.0}.contains({box.max_x_m, box.max_y_m}));
}

TEST_CASE("Dutch network: sizes that no square of the Netherlands holds are refused", "[bench_support][unit]") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(bench::write_dutch_network(folder / "a.osm.pbf", {1'999, 1}), core::Error);
  CHECK_THROWS_AS(bench::write_dutch_network(folder / "a.osm.pbf", {5'000'001, 1}), core::Error);
  CHECK_THROWS_AS(bench::write_dutch_network(folder / "no" / "folder.osm.pbf", {2'000, 1}), core::Error);
}

}  // namespace
