#include "trek/network/cache.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include "drawn_osm.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"

namespace {

using namespace trek;
using model::Mode;

network::OsmNetwork some_network(const test::TemporaryFolder& folder) {
  const auto file = folder.write("drawn.osm", test::osm_xml({"A B C D",
                                                             {{"AB", {{"highway", "residential"}, {"oneway", "yes"}}},
                                                              {"BCZ", {{"highway", "cycleway"}}},
                                                              {"CD", {{"highway", "motorway"}}}},
                                                             {}}));
  return network::read_osm(file, network::default_speeds(Mode::bicycle), "EPSG:28992", {});
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

TEST_CASE("cache: gives back what was written", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto written = some_network(folder);
  network::write_cache(folder / "below/graph.bin", "key", written);
  const auto read = network::find_cached(folder / "below/graph.bin", "key");
  REQUIRE(read);
  CHECK(read->graph.mode == Mode::bicycle);
  CHECK(read->graph.node_place == written.graph.node_place);
  CHECK(read->graph.node_key == written.graph.node_key);
  CHECK(read->graph.component == written.graph.component);
  CHECK(read->graph.component_size == written.graph.component_size);
  CHECK(read->graph.edge_from == written.graph.edge_from);
  CHECK(read->graph.edge_to == written.graph.edge_to);
  CHECK(read->graph.edge_length_m == written.graph.edge_length_m);
  CHECK(read->graph.edge_forward_ds == written.graph.edge_forward_ds);
  CHECK(read->graph.edge_backward_ds == written.graph.edge_backward_ds);
  CHECK(read->graph.edge_way == written.graph.edge_way);
  CHECK(read->graph.first_shape == written.graph.first_shape);
  CHECK(read->graph.shape_points == written.graph.shape_points);
  CHECK(read->graph.first_arc == written.graph.first_arc);
  CHECK(read->graph.arc_head == written.graph.arc_head);
  CHECK(read->graph.arc_time_ds == written.graph.arc_time_ds);
  CHECK(read->graph.arc_edge == written.graph.arc_edge);
  CHECK(read->graph.first_in_arc == written.graph.first_in_arc);
  CHECK(read->graph.in_arc_tail == written.graph.in_arc_tail);
  CHECK(read->graph.in_arc_time_ds == written.graph.in_arc_time_ds);
  CHECK(read->graph.in_arc_edge == written.graph.in_arc_edge);
  CHECK(read->counts.left_out == written.counts.left_out);
  CHECK(read->counts.way_count == 3);
  CHECK(read->counts.missing_node_count == 1);
  CHECK(read->counts.used_way_count == written.counts.used_way_count);
}

TEST_CASE("cache: the same network gives the same bytes, and nothing else is left behind", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto network = some_network(folder);
  network::write_cache(folder / "one/graph.bin", "key", network);
  const auto first = bytes_of(folder / "one/graph.bin");
  network::write_cache(folder / "one/graph.bin", "key", network);
  CHECK(bytes_of(folder / "one/graph.bin") == first);
  CHECK(std::distance(std::filesystem::directory_iterator{folder / "one"}, {}) == 1);
}

TEST_CASE("cache: no file, or one made from something else, is not used", "[network][unit]") {
  const test::TemporaryFolder folder;
  CHECK_FALSE(network::find_cached(folder / "none.bin", "key"));
  CHECK_FALSE(network::find_cached(folder.path(), "key"));
  CHECK_FALSE(network::find_cached(folder.write("text.bin", "hello"), "key"));
  CHECK_FALSE(network::find_cached(folder.write("empty.bin", ""), "key"));
  network::write_cache(folder / "graph.bin", "key", some_network(folder));
  CHECK(network::find_cached(folder / "graph.bin", "key"));
  CHECK_FALSE(network::find_cached(folder / "graph.bin", "other key"));
}

TEST_CASE("cache: a file that is cut short, longer or changed anywhere is not used", "[network][unit]") {
  const test::TemporaryFolder folder;
  network::write_cache(folder / "graph.bin", "key", some_network(folder));
  const auto whole = bytes_of(folder / "graph.bin");
  CHECK_FALSE(network::find_cached(folder.write("longer.bin", whole + "x"), "key"));
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < whole.size(); i += 7) {
    if (network::find_cached(folder.write("cut.bin", std::string_view{whole}.substr(0, i)), "key")) ++accepted;
    auto flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
    if (network::find_cached(folder.write("flipped.bin", flipped), "key")) ++accepted;
  }
  CHECK(accepted == 0);
}

TEST_CASE("cache_key: changes with the input, every option and the CRS", "[network][unit]") {
  const auto speeds = network::default_speeds(Mode::car);
  const auto key = network::cache_key("abc", speeds, "EPSG:28992");
  CHECK(key == network::cache_key("abc", speeds, "EPSG:28992"));
  CHECK(key.size() == 64);
  CHECK(key != network::cache_key("abd", speeds, "EPSG:28992"));
  CHECK(key != network::cache_key("abc", speeds, "EPSG:32631"));
  const auto changed = [&](auto change) {
    auto other = speeds;
    change(other);
    return network::cache_key("abc", other, "EPSG:28992") != key;
  };
  CHECK(changed([](auto& s) { s.mode = Mode::foot; }));
  CHECK(changed([](auto& s) { s.base = core::MetersPerSecond{1.0}; }));
  CHECK(changed([](auto& s) { s.by_class["service"] = core::MetersPerSecond{1.0}; }));
  CHECK(changed([](auto& s) { s.by_class.erase("service"); }));
  CHECK(changed([](auto& s) { s.peak_factor = 1.25; }));
  CHECK(changed([](auto& s) { s.signal_delay = core::Seconds{3.0}; }));
  CHECK(changed([](auto& s) { s.ferry_wait = core::Seconds{0.0}; }));
  CHECK(changed([](auto& s) { s.ferry_speed = core::MetersPerSecond{2.0}; }));
  CHECK(changed([](auto& s) { s.dismounted = core::MetersPerSecond{1.0}; }));
  CHECK(changed([](auto& s) { s.cycleway_bonus = core::MetersPerSecond{1.0}; }));
}

TEST_CASE("write_cache: a target that cannot be written is an output error, and the old file stays",
          "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto network = some_network(folder);
  folder.write("file", "not a folder");
  try {
    network::write_cache(folder / "file/graph.bin", "key", network);
    FAIL("written below a file");
  } catch (const core::Error& error) {
    CHECK(error.kind() == core::ErrorKind::output);
  }
  // A folder stands where the file should go: the rename fails, the temporary file is removed again.
  std::filesystem::create_directories(folder / "target/graph.bin/inside");
  CHECK_THROWS_AS(network::write_cache(folder / "target/graph.bin", "key", network), core::Error);
  CHECK(std::distance(std::filesystem::directory_iterator{folder / "target"}, {}) == 1);
}

}  // namespace
