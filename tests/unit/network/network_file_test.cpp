#include "trek/network/network_file.hpp"
#include "trek/network/build_street_graph.hpp"

#include <zlib.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>

#include "drawn_osm.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/network/snap.hpp"

using trek::test::says;

namespace {

using namespace trek;
using model::Mode;
using Numbers = std::vector<std::uint32_t>;

/// A hierarchy in which nodes stand as they are numbered, in two cells: all but the last node, and the last within.
network::Hierarchy plain_hierarchy(const network::StreetGraph& graph) {
  const auto count = static_cast<std::uint32_t>(graph.core_node_count());
  network::Hierarchy hierarchy;
  Numbers all(count);
  std::iota(all.begin(), all.end(), 0U);
  hierarchy.node_at = all;
  hierarchy.position_of = all;
  hierarchy.cell_first = Numbers{0, count - 1};
  hierarchy.cell_separator_end = Numbers{count - 1, count};
  hierarchy.cell_end = Numbers{count, count};
  hierarchy.first_boundary = Numbers{0, 0, 1};
  hierarchy.boundary = Numbers{count - 2};
  Numbers first{0, 0};
  std::vector<network::HierarchyArc> arcs;
  for (std::uint32_t p = 1; p < count; ++p) {
    arcs.push_back({p - 1, 10 + p});
    first.push_back(p);
  }
  hierarchy.first_climb = first;
  hierarchy.climb = arcs;
  hierarchy.first_descent = Numbers(count + 1, 0);
  return hierarchy;
}

/// A junction with a copy, and a drive of two streets that are open to their destinations only.
network::StreetGraph ruled_graph() {
  const auto street = [](std::uint64_t from, std::uint64_t to, std::uint8_t flags) {
    const auto place = [](std::uint64_t key) { return geo::Point{10.0 * static_cast<double>(key), 5.0}; };
    return network::Street{from, to, {place(from), place(to)}, 10, 20, 10 * from + to, flags};
  };
  network::Streets streets{{street(1, 2, 0), street(2, 3, 0), street(2, 4, 0), street(3, 4, 0),
                            street(4, 5, network::kLocalOnly), street(5, 6, network::kLocalOnly)}};
  streets.turns.push_back({{0, 2}, {2}, false});
  return network::build_street_graph(Mode::bicycle, std::move(streets));
}

/// Two modes of a small town, the first with rules and a hierarchy that are easy to check, the second without one.
network::Network some_network(const test::TemporaryFolder& folder) {
  const auto file = folder.write("drawn.osm", test::osm_xml({R"(
      A B C D
        E F )",
                                                             {{"AB", {{"highway", "residential"}, {"oneway", "yes"}}},
                                                              {"BCZ", {{"highway", "cycleway"}}},
                                                              {"BEFC", {{"highway", "residential"}}},
                                                              {"CD", {{"highway", "motorway"}}}},
                                                             {}}));
  network::Network network = network::build_network(
      file, {network::default_speeds(Mode::bicycle), network::default_speeds(Mode::car)}, "EPSG:28992", "2.1", {});
  network.modes[0].graph = ruled_graph();
  network.modes[0].hierarchy = plain_hierarchy(network.modes[0].graph);
  network.modes[1].hierarchy = {};
  return network;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string bytes_of_network(const test::TemporaryFolder& folder) {
  network::write_network_file(folder / "net.trek", some_network(folder), true);
  return bytes_of(folder / "net.trek");
}

/// The message with which a file is refused, which must be an error of the data; empty when it is read.
std::string refusal(const std::filesystem::path& file) {
  try {
    static_cast<void>(network::open_network_file(file));
  } catch (const core::Error& error) {
    return error.kind() == core::ErrorKind::data ? error.what() : std::string{"not as data: "} + error.what();
  }
  return {};
}

// ---- The layout, as a forger would know it

struct Section {
  std::uint64_t byte_count;
  std::uint64_t checksum;
};
constexpr std::size_t kHeaderSize = 64;
constexpr std::size_t kVersionAt = 12;
constexpr std::size_t kCountAt = 56;
constexpr std::size_t kChecksumAt = 60;

std::size_t aligned(std::size_t size) { return (size + 63) / 64 * 64; }

std::uint32_t crc(std::string_view bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

template <class T>
T read_at(const std::string& bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

template <class T>
void write_at(std::string& bytes, std::size_t at, const T& value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

std::vector<std::size_t> section_begins(const std::string& bytes) {
  const auto count = read_at<std::uint32_t>(bytes, kCountAt);
  std::vector<std::size_t> begins{aligned(kHeaderSize + count * sizeof(Section))};
  for (std::size_t i = 0; i < count; ++i) {
    begins.push_back(begins.back() + aligned(read_at<Section>(bytes, kHeaderSize + i * sizeof(Section)).byte_count));
  }
  return begins;
}

/// Makes every checksum right again, where the sizes still lie within the file.
std::string resealed(std::string bytes) {
  const std::size_t count = read_at<std::uint32_t>(bytes, kCountAt);
  if (count > (bytes.size() - kHeaderSize) / sizeof(Section)) return bytes;
  std::size_t begin = aligned(kHeaderSize + count * sizeof(Section));
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = kHeaderSize + i * sizeof(Section);
    Section section = read_at<Section>(bytes, at);
    if (begin > bytes.size() || section.byte_count > bytes.size() - begin) break;
    section.checksum = crc(std::string_view{bytes}.substr(begin, aligned(section.byte_count)));
    write_at(bytes, at, section);
    begin += aligned(section.byte_count);
  }
  write_at(bytes, kChecksumAt, std::uint32_t{0});
  write_at(bytes, kChecksumAt, crc(std::string_view{bytes}.substr(0, kHeaderSize + count * sizeof(Section))));
  return bytes;
}

/// Goes wherever code goes that trusts a network: an index that leads outside would be seen by a sanitizer.
double walk(const network::Network& network) {
  double sum = 0.0;
  for (const network::ModeNetwork& mode : network.modes) {
    const network::StreetGraph& graph = mode.graph;
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
      sum += graph.node_place[graph.edge_from[e].value()].x_m + graph.node_place[graph.edge_to[e].value()].y_m;
      for (const geo::Point point : graph.shape(network::EdgeIdx{e})) sum += point.x_m;
    }
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
      sum += graph.component_size[graph.component[n]];
      sum += graph.node_place[graph.junction_of(network::NodeIdx{n}).value()].x_m;
    }
    for (std::size_t i = 0; i < graph.local_arc_tail.size(); ++i) {
      sum +=
          graph.node_place[graph.local_arc_tail[i].value()].x_m + graph.edge_length_m[graph.local_arc_edge[i].value()];
      sum += graph.node_place[graph.local_arc_head[graph.local_arc_by_head[i]].value()].x_m;
    }
    for (std::size_t n = 0; n < graph.core_node_count(); ++n) {
      for (auto a = graph.first_arc[n]; a < graph.first_arc[n + 1]; ++a)
        sum += graph.edge_length_m[graph.arc_edge[a].value()] + graph.node_place[graph.arc_head[a].value()].x_m;
      for (auto a = graph.first_in_arc[n]; a < graph.first_in_arc[n + 1]; ++a)
        sum += graph.edge_length_m[graph.in_arc_edge[a].value()] + graph.node_place[graph.in_arc_tail[a].value()].x_m;
    }
    const network::Hierarchy& hierarchy = mode.hierarchy;
    for (std::size_t c = 0; c < hierarchy.cell_count(); ++c) {
      for (auto b = hierarchy.first_boundary[c]; b < hierarchy.first_boundary[c + 1]; ++b)
        sum += hierarchy.node_at[hierarchy.boundary[b]];
      for (auto p = hierarchy.cell_first[c]; p < hierarchy.cell_end[c]; ++p) sum += hierarchy.node_at[p];
    }
    for (std::size_t p = 0; p < hierarchy.node_count(); ++p) {
      for (auto a = hierarchy.first_climb[p]; a < hierarchy.first_climb[p + 1]; ++a)
        sum += hierarchy.node_at[hierarchy.climb[a].position];
      for (auto a = hierarchy.first_descent[p]; a < hierarchy.first_descent[p + 1]; ++a)
        sum += hierarchy.node_at[hierarchy.descent[a].position];
    }
  }
  return sum;
}

void check_same(const network::StreetGraph& one, const network::StreetGraph& other) {
  CHECK(one.mode == other.mode);
  CHECK(one.node_place == other.node_place);
  CHECK(one.node_key == other.node_key);
  CHECK(one.component == other.component);
  CHECK(one.component_size == other.component_size);
  CHECK(one.edge_from == other.edge_from);
  CHECK(one.edge_to == other.edge_to);
  CHECK(one.edge_length_m == other.edge_length_m);
  CHECK(one.edge_forward_ds == other.edge_forward_ds);
  CHECK(one.edge_backward_ds == other.edge_backward_ds);
  CHECK(one.edge_way == other.edge_way);
  CHECK(one.edge_flags == other.edge_flags);
  CHECK(one.first_shape == other.first_shape);
  CHECK(one.shape_points == other.shape_points);
  CHECK(one.first_arc == other.first_arc);
  CHECK(one.arc_head == other.arc_head);
  CHECK(one.arc_time_ds == other.arc_time_ds);
  CHECK(one.arc_edge == other.arc_edge);
  CHECK(one.first_in_arc == other.first_in_arc);
  CHECK(one.in_arc_tail == other.in_arc_tail);
  CHECK(one.in_arc_time_ds == other.in_arc_time_ds);
  CHECK(one.in_arc_edge == other.in_arc_edge);
  CHECK(one.local_arc_tail == other.local_arc_tail);
  CHECK(one.local_arc_head == other.local_arc_head);
  CHECK(one.local_arc_time_ds == other.local_arc_time_ds);
  CHECK(one.local_arc_edge == other.local_arc_edge);
  CHECK(one.local_arc_by_head == other.local_arc_by_head);
}

void check_same(const network::Hierarchy& one, const network::Hierarchy& other) {
  CHECK(one.node_at == other.node_at);
  CHECK(one.position_of == other.position_of);
  CHECK(one.cell_first == other.cell_first);
  CHECK(one.cell_separator_end == other.cell_separator_end);
  CHECK(one.cell_end == other.cell_end);
  CHECK(one.first_boundary == other.first_boundary);
  CHECK(one.boundary == other.boundary);
  CHECK(one.first_climb == other.first_climb);
  CHECK(one.climb == other.climb);
  CHECK(one.first_descent == other.first_descent);
  CHECK(one.descent == other.descent);
}

TEST_CASE("network file: gives back what was written, also after it is gone", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto written = some_network(folder);
  network::write_network_file(folder / "net.trek", written, false);
  const auto read = network::open_network_file(folder / "net.trek");
  std::filesystem::remove(folder / "net.trek");
  CHECK(read.key == written.key);
  CHECK(read.source == "drawn.osm");
  CHECK(read.source_sha256 == written.source_sha256);
  CHECK(read.crs == "EPSG:28992");
  CHECK(read.proj_version == written.proj_version);
  CHECK(read.made_by == "2.1");
  CHECK(!read.backdrop.empty());
  CHECK(read.backdrop == written.backdrop);
  REQUIRE(read.modes.size() == 2);
  for (std::size_t m = 0; m < 2; ++m) {
    check_same(read.modes[m].graph, written.modes[m].graph);
    check_same(read.modes[m].hierarchy, written.modes[m].hierarchy);
    CHECK(read.modes[m].counts.left_out == written.modes[m].counts.left_out);
    CHECK(read.modes[m].counts.node_count == written.modes[m].counts.node_count);
    CHECK(read.modes[m].counts.way_count == 4);
    CHECK(read.modes[m].counts.used_way_count == written.modes[m].counts.used_way_count);
    CHECK(read.modes[m].counts.barrier_count == written.modes[m].counts.barrier_count);
  }
  CHECK(read.modes[0].counts.missing_node_count == 1);
  CHECK(read.modes[1].hierarchy.empty());
  CHECK(read.find(Mode::car) == &read.modes[1]);
  CHECK(read.find(Mode::foot) == nullptr);
  CHECK(walk(read) == walk(written));
}

TEST_CASE("build_network: is prepared, and what it prepares can be kept", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto extract = folder.write("drawn.osm", test::osm_xml({R"(
      A B C
      D E F
      G H I )",
                                                                {{"ABCFEDGHI", {{"highway", "residential"}}},
                                                                 {"ADG", {{"highway", "cycleway"}}},
                                                                 {"BEH", {{"highway", "footway"}}}},
                                                                {}}));
  std::vector<network::ModeSpeeds> speeds;
  for (const Mode mode : {Mode::foot, Mode::bicycle, Mode::car}) speeds.push_back(network::default_speeds(mode));
  const auto built = network::build_network(extract, speeds, "EPSG:28992", "2.1", {});
  network::write_network_file(folder / "net.trek", built, false);
  const auto read =
      network::find_network_file(folder / "net.trek", network::network_key(built.source_sha256, speeds, "EPSG:28992"));
  REQUIRE(read);
  for (std::size_t m = 0; m < speeds.size(); ++m) {
    CHECK(built.modes[m].hierarchy.node_count() == built.modes[m].graph.node_count());
    check_same(read->modes[m].hierarchy, built.modes[m].hierarchy);
  }
}

TEST_CASE("network file: the same network gives the same bytes, and nothing else is left behind", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto network = some_network(folder);
  std::filesystem::create_directory(folder / "one");
  network::write_network_file(folder / "one/net.trek", network, false);
  const auto first = bytes_of(folder / "one/net.trek");
  network::write_network_file(folder / "one/net.trek", network, true);
  CHECK(bytes_of(folder / "one/net.trek") == first);
  CHECK(std::distance(std::filesystem::directory_iterator{folder / "one"}, {}) == 1);
}

TEST_CASE("network file: every section begins at a multiple of 64 bytes", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto bytes = bytes_of_network(folder);
  CHECK(section_begins(bytes).back() == bytes.size());
  CHECK(read_at<std::uint32_t>(bytes, kCountAt) == 2 + 2 * 37);
  CHECK(resealed(bytes) == bytes);
}

TEST_CASE("open_network_file: a backdrop that cannot be drawn is refused", "[network][unit]") {
  const test::TemporaryFolder folder;
  auto forged = some_network(folder);
  forged.backdrop = std::vector<char>(forged.backdrop.begin(), forged.backdrop.end() - 1);
  network::write_network_file(folder / "forged.trek", forged, false);
  CHECK(says(refusal(folder / "forged.trek"), "its backdrop"));
}

TEST_CASE("find_network_file: no file, or one made from something else, is not used", "[network][unit]") {
  const test::TemporaryFolder folder;
  auto network = some_network(folder);
  network.key = "key";
  CHECK_FALSE(network::find_network_file(folder / "none.trek", "key"));
  CHECK_FALSE(network::find_network_file(folder.path(), "key"));
  CHECK_FALSE(network::find_network_file(folder.write("text.trek", "hello"), "key"));
  CHECK_FALSE(network::find_network_file(folder.write("empty.trek", ""), "key"));
  network::write_network_file(folder / "net.trek", network, false);
  CHECK(network::find_network_file(folder / "net.trek", "key"));
  CHECK_FALSE(network::find_network_file(folder / "net.trek", "other key"));
  std::filesystem::resize_file(folder / "net.trek", 1000);
  CHECK_FALSE(network::find_network_file(folder / "net.trek", "key"));
}

TEST_CASE("open_network_file: says what is wrong and what to do", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto whole = bytes_of_network(folder);
  const auto message = [&](const std::string& bytes) { return refusal(folder.write("bad.trek", bytes)); };
  const auto with = [&](std::size_t at, std::uint32_t value) {
    auto bytes = whole;
    write_at(bytes, at, value);
    return bytes;
  };
  CHECK(refusal(folder / "net.trek").empty());
  CHECK(says(refusal(folder / "none.trek"), "there is no such file"));
  CHECK(says(refusal(folder.path()), "is a folder"));
  CHECK(says(message(""), "is not a trek network"));
  CHECK(says(message("PK\x03\x04 a good deal longer than any header of a network would be, but of another kind ......"),
             "is not a trek network"));
  CHECK(says(message(whole.substr(0, 20)), "is cut short"));
  CHECK(says(message(whole.substr(0, whole.size() - 1)), "is cut short"));
  CHECK(says(message(whole + "x"), "is damaged"));
  CHECK(says(message(with(8, 0x04030201)), "another order of bytes"));
  CHECK(says(message(with(kVersionAt, 77)), "is a network file of version 77 (trek 2.1)"));
  CHECK(says(message(with(whole.size() - 64, 0xFFFFFFFF)), "is damaged (a checksum"));
  for (const auto& bytes : {std::string{}, whole.substr(0, 300), with(kVersionAt, 77), whole + "x"}) {
    CHECK(says(message(bytes), "make it again with 'trek network build'"));
    CHECK(message(bytes).find('\n') == std::string::npos);
  }
}

TEST_CASE("open_network_file: refuses a file that is cut short anywhere", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto whole = bytes_of_network(folder);
  std::vector<std::size_t> lengths = section_begins(whole);
  std::erase(lengths, whole.size());  // there the last sections begin that hold nothing
  for (std::size_t length = 0; length < whole.size(); length += 37) lengths.push_back(length);
  std::size_t accepted = 0;
  for (const std::size_t length : lengths) {
    if (refusal(folder.write("cut.trek", std::string_view{whole}.substr(0, length))).empty()) ++accepted;
  }
  CHECK(accepted == 0);
}

TEST_CASE("open_network_file: refuses a file in which any byte is another", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto whole = bytes_of_network(folder);
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < whole.size(); i += i < 2048 ? 1 : 5) {
    auto flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
    if (refusal(folder.write("flipped.trek", flipped)).empty()) ++accepted;
  }
  CHECK(accepted == 0);
}

TEST_CASE("open_network_file: a forged file is refused, or harmless", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto whole = bytes_of_network(folder);
  std::size_t refused = 0;
  double sum = 0.0;
  for (std::size_t i = 0; i < whole.size(); i += i < 2048 ? 1 : 3) {
    for (const int change : {0x01, 0x80, 0xFF}) {
      auto forged = whole;
      forged[i] = static_cast<char>(forged[i] ^ change);
      const auto file = folder.write("forged.trek", resealed(forged));
      try {
        sum += walk(network::open_network_file(file));
      } catch (const core::Error&) {
        ++refused;
      }
    }
  }
  CHECK(refused > 1000);
  CHECK(sum != 0.0);
}

TEST_CASE("open_network_file: each promise of graph and hierarchy is looked at", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto good = some_network(folder);
  const auto refused = [&](auto change) {
    network::Network network = good;
    change(network.modes[0].graph, network.modes[0].hierarchy);
    network::write_network_file(folder / "forged.trek", network, true);
    return says(refusal(folder / "forged.trek"), "is damaged");
  };
  const auto altered = [](auto column, std::size_t at, auto value) {
    std::vector values(column.begin(), column.end());
    values.at(at) = value;
    return decltype(column){std::move(values)};
  };
  const auto shorter = [](auto column) {
    std::vector values(column.begin(), column.end() - 1);
    return decltype(column){std::move(values)};
  };
  using Graph = network::StreetGraph;
  using Hierarchy = network::Hierarchy;
  constexpr auto kHuge = 0xFFFFFFFEU;
  CHECK_FALSE(refused([](Graph&, Hierarchy&) {}));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.node_key = shorter(g.node_key); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.edge_way = shorter(g.edge_way); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.edge_flags = shorter(g.edge_flags); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.arc_edge = shorter(g.arc_edge); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.component = altered(g.component, 0, kHuge); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.component_size = altered(g.component_size, 0, 1U); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.node_place = altered(g.node_place, 1, geo::Point{NAN, 1.0}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.edge_to = altered(g.edge_to, 0, network::NodeIdx{kHuge}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.edge_to = g.edge_from; }));  // other ends are on no edge
  CHECK(refused([&](Graph& g, Hierarchy&) { g.edge_from = altered(g.edge_from, 0, network::NodeIdx{kHuge}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.edge_forward_ds = altered(g.edge_forward_ds, 0, 0U); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.edge_length_m = altered(g.edge_length_m, 0, -1.0F); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.first_shape = altered(g.first_shape, 1, 1U); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.first_shape = altered(g.first_shape, 1, kHuge); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.shape_points = altered(g.shape_points, 0, geo::Point{1.0, INFINITY}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.first_arc = altered(g.first_arc, 1, kHuge); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.arc_head = altered(g.arc_head, 0, network::NodeIdx{kHuge}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.arc_time_ds = altered(g.arc_time_ds, 0, 0U); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.in_arc_edge = altered(g.in_arc_edge, 0, network::EdgeIdx{kHuge}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.first_in_arc = altered(g.first_in_arc, 0, 1U); }));
  using network::EdgeIdx;
  using network::NodeIdx;
  REQUIRE(good.modes[0].graph.local_arc_tail.size() == 4);
  CHECK(refused([&](Graph& g, Hierarchy&) { g.first_arc = {}; }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.node_key = altered(g.node_key, 0, 1ULL << 62U); }));
  CHECK(
      refused([&](Graph& g, Hierarchy&) { g.arc_head = altered(g.arc_head, 0, NodeIdx{5U}); }));  // no node of the core
  CHECK(refused([&](Graph& g, Hierarchy&) { g.edge_to = altered(g.edge_to, 0, NodeIdx{6U}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.local_arc_head = shorter(g.local_arc_head); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.local_arc_tail = altered(g.local_arc_tail, 3, NodeIdx{kHuge}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.local_arc_tail = altered(g.local_arc_tail, 3, NodeIdx{0U}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.local_arc_head = altered(g.local_arc_head, 0, NodeIdx{kHuge}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.local_arc_time_ds = altered(g.local_arc_time_ds, 0, 0U); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.local_arc_edge = altered(g.local_arc_edge, 0, EdgeIdx{kHuge}); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.local_arc_by_head = altered(g.local_arc_by_head, 0, 4U); }));
  CHECK(refused([&](Graph& g, Hierarchy&) { g.local_arc_by_head = altered(g.local_arc_by_head, 0, 2U); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.node_at = {}; }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.position_of = altered(h.position_of, 0, 1U); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.node_at = altered(h.node_at, 0, kHuge); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.cell_end = shorter(h.cell_end); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.cell_first = altered(h.cell_first, 1, 0U); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.cell_end = altered(h.cell_end, 0, kHuge); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.cell_separator_end = altered(h.cell_separator_end, 1, kHuge); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.boundary = altered(h.boundary, 0, kHuge); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.first_boundary = altered(h.first_boundary, 1, 2U); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.climb = altered(h.climb, 0, network::HierarchyArc{1, 5}); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.climb = altered(h.climb, 0, network::HierarchyArc{0, 0}); }));
  CHECK(refused([&](Graph&, Hierarchy& h) { h.first_descent = altered(h.first_descent, 2, 1U); }));
}

TEST_CASE("network_key: changes with the input, every option, the modes and the CRS", "[network][unit]") {
  const std::vector speeds{network::default_speeds(Mode::car)};
  const auto key = network::network_key("abc", speeds, "EPSG:28992");
  CHECK(key == network::network_key("abc", speeds, "EPSG:28992"));
  CHECK(key.size() == 64);
  CHECK(key != network::network_key("abd", speeds, "EPSG:28992"));
  CHECK(key != network::network_key("abc", speeds, "EPSG:32631"));
  CHECK(key != network::network_key("abc", std::vector{speeds[0], network::default_speeds(Mode::foot)}, "EPSG:28992"));
  const auto changed = [&](auto change) {
    auto other = speeds;
    change(other[0]);
    return network::network_key("abc", other, "EPSG:28992") != key;
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

TEST_CASE("write_network_file: a target that cannot be written is refused, and the old file stays", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto network = some_network(folder);
  const auto refused = [&](const std::filesystem::path& file, bool overwrite) {
    try {
      network::write_network_file(file, network, overwrite);
    } catch (const core::Error& error) {
      return error.kind() == core::ErrorKind::bad_argument;
    }
    return false;
  };
  folder.write("file", "not a folder");
  CHECK(refused(folder / "file/net.trek", true));
  CHECK(refused(folder / "file", false));
  CHECK(bytes_of(folder / "file") == "not a folder");
  std::filesystem::create_directories(folder / "target/net.trek/inside");
  CHECK(refused(folder / "target/net.trek", true));
  CHECK(std::distance(std::filesystem::directory_iterator{folder / "target"}, {}) == 1);
}

}  // namespace
