#include "trek/network/nwb.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/ingest/import.hpp"
#include "trek/ingest/inspect.hpp"
#include "trek/ingest/read.hpp"
#include "trek/network/network_file.hpp"

namespace ingest = trek::ingest;
namespace model = trek::model;
namespace network = trek::network;
using trek::model::Mode;
using trek::test::TemporaryFolder;

namespace {

/// A wegvak as an NWB has it; its line goes from junction to junction.
struct Drawn {
  int id;
  int from;
  int to;
  const char* direction;
  const char* kind = "RB";
  const char* authority = "G";
  const char* route_letter = "";
};

/// Metres east and north of (250,000, 470,000).
///
///   4 --103-- 3
///   |         |
///  104       102        21 --201-> 22 --205-- 24     22 -202-> 23 -203-> 21: a roundabout
///   |         |         |
///   1 --101-> 2 --105-- 5
const std::map<int, std::pair<int, int>> kJunctions{
    {1, {0, 0}},      {2, {300, 0}},    {3, {300, 400}},  {4, {0, 400}},    {5, {600, 0}},     {21, {600, 100}},
    {22, {700, 100}}, {23, {700, 200}}, {24, {800, 100}}, {25, {900, 100}}, {31, {0, 10'000}}, {32, {1'000, 10'000}}};

const std::vector<Drawn> kTown{
    {101, 1, 2, "H"},          {102, 3, 2, "T"},  // drawn from 3 to 2, driven from 2 to 3
    {103, 3, 4, "B"},          {104, 4, 1, "B", "FP"},
    {105, 2, 5, "B"},          {204, 5, 21, "B"},
    {201, 21, 22, "H", "NRB"}, {202, 23, 22, "T", "NRB"},
    {203, 23, 21, "H", "NRB"}, {205, 22, 24, ""},  // a dead end; nobody says which way
    {106, 1, 3, "B", "BU"},    {107, 24, 25, "B", "VP"},
    {108, 1, 31, "B", "VDF"},  {109, 31, 32, "H", "HR", "R", "A"},
    {110, 4, 31, "B", "??"},
};

std::string feature(const Drawn& road) {
  const auto point = [](int junction) {
    const auto [x, y] = kJunctions.at(junction);
    return fmt::format("[{},{}]", 250'000 + x, 470'000 + y);
  };
  return fmt::format(
      R"({{"type":"Feature","properties":{{"WVK_ID":{},"WVK_BEGDAT":"2020-01-01","JTE_ID_BEG":{},"JTE_ID_END":{},)"
      R"("WEGBEHSRT":"{}","ROUTELTR":"{}","BST_CODE":"{}","RIJRICHTNG":"{}","STT_NAAM":"Dorpsstraat","GME_ID":153}},)"
      R"("geometry":{{"type":"MultiLineString","coordinates":[[{},{}]]}}}})",
      road.id, road.from, road.to, road.authority, road.route_letter, road.kind, road.direction, point(road.from),
      point(road.to));
}

std::string file_of(const std::vector<Drawn>& roads, const std::string& more = {}) {
  std::string text = R"({"type":"FeatureCollection","name":"wegvakken","crs":{"type":"name","properties":)"
                     R"({"name":"urn:ogc:def:crs:EPSG::28992"}},"features":[)";
  for (const auto& road : roads) text += (text.back() == '[' ? "\n" : ",\n") + feature(road);
  return text + more + "]}\n";
}

model::Source source_of(const std::filesystem::path& file) {
  model::Source source;
  source.name = "nwb";
  source.table = "roads";
  source.path = file;
  return source;
}

model::Loaded<model::Roads> roads_of(const std::filesystem::path& file) {
  return ingest::read_roads(source_of(file), {}, {});
}

network::ModeNetwork town(Mode mode) {
  const TemporaryFolder folder;
  const auto file = folder.write("wegvakken.geojson", file_of(kTown));
  return network::road_networks(roads_of(file), {network::default_speeds(mode)}, {}).front();
}

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

/// Deciseconds from one junction to another, by Bellman and Ford; kNever where one does not get there.
std::uint64_t time_ds(const network::StreetGraph& graph, std::uint64_t from, std::uint64_t to) {
  std::vector<std::uint64_t> time(graph.node_count(), kNever);
  std::uint64_t answer = kNever;
  for (std::size_t node = 0; node < graph.node_count(); ++node) {
    if (graph.node_key[node] == from) time[node] = 0;
  }
  for (std::size_t round = 0; round < graph.node_count(); ++round) {
    for (std::size_t node = 0; node < graph.node_count(); ++node) {
      if (time[node] == kNever) continue;
      for (auto arc = graph.first_arc[node]; arc < graph.first_arc[node + 1]; ++arc) {
        auto& head = time[graph.arc_head[arc].value()];
        head = std::min(head, time[node] + graph.arc_time_ds[arc]);
      }
    }
  }
  for (std::size_t node = 0; node < graph.node_count(); ++node) {
    if (graph.node_key[node] == to) answer = time[node];
  }
  return answer;
}

}  // namespace

TEST_CASE("road_networks: cars go by rijrichtng along the line, against it and both ways", "[network][unit]") {
  const auto car = town(Mode::car);  // municipal roads: 25 km/h, 100 m in 14.4 s
  CHECK(time_ds(car.graph, 1, 2) == 432);
  CHECK(time_ds(car.graph, 2, 3) == 576);
  CHECK(time_ds(car.graph, 1, 4) == 432 + 576 + 432);
  CHECK(time_ds(car.graph, 3, 2) == kNever);  // 102 and 101 are one-way, 104 is a cycle path
  CHECK(time_ds(car.graph, 4, 1) == kNever);
  CHECK(time_ds(car.graph, 5, 2) == 432);
}

TEST_CASE("road_networks: nobody joins a motorway between its junctions", "[network][unit]") {
  const auto car = town(Mode::car);
  std::size_t motorways = 0;
  for (std::size_t edge = 0; edge < car.graph.edge_count(); ++edge) {
    const bool motorway = car.graph.node_key[car.graph.edge_from[edge].value()] == 31;
    motorways += motorway ? 1 : 0;
    CHECK(car.graph.edge_flags[edge] == (motorway ? network::kNoEntry : 0));
  }
  CHECK(motorways == 1);
  CHECK(car.counts.no_entry_way_count == 1);
  CHECK(car.moment.empty());  // nothing depends on it
}

TEST_CASE("road_networks: a roundabout is driven one way round, a dead end in and out", "[network][unit]") {
  const auto car = town(Mode::car);
  CHECK(time_ds(car.graph, 5, 24) == 144 + 144 + 144);
  const auto third_side_ds = 204U;  // 141.42 m from 23 to 21, in 20.36 s
  CHECK(time_ds(car.graph, 24, 5) == 144 + 144 + third_side_ds + 144);
  CHECK(car.counts.unknown_direction_count == 1);
}

TEST_CASE("road_networks: cyclists keep to the direction and have their paths, walkers go both ways",
          "[network][unit]") {
  const auto bicycle = town(Mode::bicycle);  // 15 km/h, 16 on a cycle path
  CHECK(time_ds(bicycle.graph, 4, 1) == 900);
  CHECK(time_ds(bicycle.graph, 1, 2) == 720);
  CHECK(time_ds(bicycle.graph, 2, 1) == 960 + 720 + 900);
  CHECK(time_ds(bicycle.graph, 24, 25) == 900);  // a footpath: pushed, at 4 km/h
  CHECK(time_ds(town(Mode::car).graph, 24, 25) == kNever);
  const auto foot = town(Mode::foot);  // 4.8 km/h
  CHECK(time_ds(foot.graph, 2, 1) == 2250);
  CHECK(time_ds(foot.graph, 1, 4) == 3000);  // along the cycle path
  CHECK(time_ds(foot.graph, 31, 32) == kNever);
  CHECK(time_ds(town(Mode::car).graph, 31, 32) == 360);  // a motorway: 100 km/h
  CHECK(time_ds(town(Mode::car).graph, 32, 31) == kNever);
}

TEST_CASE("road_networks: every road is used or left out for one counted reason", "[network][unit]") {
  for (const auto& [mode, reasons] : std::map<Mode, std::map<std::string, std::uint64_t>>{
           {Mode::car, {{"bus_lane", 1}, {"ferry", 1}, {"no_class", 2}, {"unknown_kind", 1}}},
           {Mode::bicycle, {{"bus_lane", 1}, {"ferry", 1}, {"no_class", 1}, {"unknown_kind", 1}}},
           {Mode::foot, {{"bus_lane", 1}, {"ferry", 1}, {"no_class", 1}, {"unknown_kind", 1}}}}) {
    CAPTURE(trek::model::name_of(mode));
    const auto counts = town(mode).counts;
    CHECK(counts.left_out == reasons);
    std::uint64_t sum = counts.used_way_count;
    for (const auto& [reason, count] : counts.left_out) sum += count;
    CHECK(sum == kTown.size());
    CHECK(counts.way_count == kTown.size());
  }
}

TEST_CASE("road_networks: a record without junctions or of several lines is rejected, and counted", "[network][unit]") {
  const TemporaryFolder folder;
  const std::string none = R"(,{"type":"Feature","properties":{"WVK_ID":900,"JTE_ID_BEG":null,"JTE_ID_END":2,)"
                           R"("RIJRICHTNG":"B"},"geometry":{"type":"LineString","coordinates":)"
                           R"([[250000,470000],[250001,470000]]}})";
  const std::string apart = R"(,{"type":"Feature","properties":{"WVK_ID":901,"JTE_ID_BEG":1,"JTE_ID_END":2,)"
                            R"("RIJRICHTNG":"B"},"geometry":{"type":"MultiLineString","coordinates":)"
                            R"([[[250000,470000],[250001,470000]],[[250002,470000],[250003,470000]]]}})";
  const std::string point = R"(,{"type":"Feature","properties":{"WVK_ID":902,"JTE_ID_BEG":1,"JTE_ID_END":2,)"
                            R"("RIJRICHTNG":"B"},"geometry":{"type":"Point","coordinates":[250000,470000]}})";
  const auto file = folder.write("wegvakken.geojson", file_of(kTown, none + apart + point));
  const auto car = network::road_networks(roads_of(file), {network::default_speeds(Mode::car)}, {}).front();
  CHECK(car.counts.left_out.at("rejected") == 3);
  CHECK(car.counts.way_count == kTown.size() + 3);

  const auto imported = ingest::import_source(source_of(file), {}, {});
  CHECK(imported.record.mapping == "nwb_roads");
  CHECK(imported.record.used_count == kTown.size());
  CHECK(imported.record.rejected_count == 3);
  std::vector<std::string> rules;
  for (const auto& finding : imported.report.findings()) rules.push_back(finding.rule);
  CHECK(rules == std::vector<std::string>{"no_junction", "several_lines", "wrong_geometry"});
  const auto inspected = ingest::inspect(file, {});
  CHECK(inspected.layers.front().fits.front().mapping == "nwb_roads");
  CHECK(inspected.layers.front().fits.front().recognised);
}

TEST_CASE("road_networks: roads that no mode can use are an error that says so", "[network][unit]") {
  const TemporaryFolder folder;
  const auto file = folder.write("wegvakken.geojson", file_of({{106, 1, 3, "B", "BU"}}));
  try {
    (void)network::road_networks(roads_of(file), {network::default_speeds(Mode::car)}, {});
    FAIL("no error");
  } catch (const trek::core::Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::data);
    CHECK(std::string{error.what()}.find("none for car") != std::string::npos);
  }
}

TEST_CASE("build_network: an NWB is read as one, and whose it is goes into the file", "[network][unit]") {
  const TemporaryFolder folder;
  const auto file = folder.write("wegvakken.geojson", file_of(kTown));
  const std::vector speeds{network::default_speeds(Mode::car)};
  const auto built = network::build_network(roads_of(file), speeds, "EPSG:28992", "2.1", {});
  network::write_network_file(folder / "net.trek", built, false);
  const auto opened = network::open_network_file(folder / "net.trek");
  CHECK(opened.credit.attribution == "Rijkswaterstaat, NWB");
  CHECK(opened.credit.licence == "CC0 1.0");
  CHECK(opened.modes.front().counts.unknown_direction_count == 1);
  CHECK(time_ds(opened.modes.front().graph, 1, 4) == 1440);

  const network::SourceCredit mine{"Wegen van mij", "Ik", "geen"};
  const auto credited = network::build_network(roads_of(file), speeds, "EPSG:28992", "2.1", {}, mine);
  CHECK(credited.credit == mine);
  CHECK(credited.key != built.key);
  CHECK(credited.key == network::network_key(built.source_sha256, speeds, "EPSG:28992", mine));
}

TEST_CASE("find_credit: OpenStreetMap, unless trek made the streets up", "[network][unit]") {
  const TemporaryFolder folder;
  const auto of = [&](const char* generator) {
    return network::find_credit(
        folder.write("x.osm", fmt::format("<?xml version=\"1.0\"?><osm version=\"0.6\"{}></osm>", generator)));
  };
  CHECK(of("").attribution == "OpenStreetMap contributors");
  CHECK(of(" generator=\"osmium/1.14\"").licence == "ODbL 1.0");
  CHECK(of(" generator=\"trek datasets/twente (verzonnen)\"").attribution.empty());
  CHECK(of(" generator=\"trek datasets/twente (verzonnen)\"").title == "trek datasets/twente (verzonnen)");
}
