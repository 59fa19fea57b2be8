#include "trek/network/osm.hpp"

#include <array>
#include <map>
#include <regex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "drawn_osm.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/crs.hpp"
#include "trek/network/network_file.hpp"

namespace {

using namespace trek;
using model::Mode;
using test::DrawnOsm;
using test::ReadOsm;

constexpr auto kAllModes = {Mode::foot, Mode::bicycle, Mode::e_bike, Mode::car};

TEST_CASE("read_osm: splits ways at junctions, and only there", "[network][unit]") {
  const DrawnOsm crossing{R"(
      A  B  C
         D
         E    )",
                          {{"ABC", {{"highway", "residential"}}}, {"BDE", {{"highway", "service"}}}},
                          {}};
  const ReadOsm read{crossing, Mode::foot};
  CHECK(read.graph().node_count() == 4);  // D is a bend
  CHECK(read.graph().edge_count() == 3);
  const auto service = read.edge_of(2);
  CHECK(read.graph().shape(network::EdgeIdx{service}).size() == 3);
  CHECK(read.graph().edge_length_m[service] ==
        Approx(geo::distance_m(read.place('B'), read.place('D')) + geo::distance_m(read.place('D'), read.place('E'))));
  CHECK(read.reached('A') == "ABCE");
  CHECK(read.counts().used_way_count == 2);
  CHECK(read.counts().node_count == 5);
}

TEST_CASE("read_osm: a way that crosses itself is split where it does", "[network][unit]") {
  const ReadOsm read{{R"(
      A  B  C
         D    )",
                      {{"ABCDB", {{"highway", "path"}}}},
                      {}},
                     Mode::foot};
  CHECK(read.graph().edge_count() == 2);
  CHECK(read.graph().node_count() == 2);  // A and B; the loop has no other junction
}

TEST_CASE("read_osm: one-way streets bind cars and bicycles, not pedestrians", "[network][unit]") {
  const DrawnOsm street{"A B C D",
                        {{"AB", {{"highway", "residential"}, {"oneway", "yes"}}},
                         {"BC", {{"highway", "residential"}, {"oneway", "-1"}}},
                         {"CD", {{"highway", "residential"}, {"oneway", "no"}}}},
                        {}};
  for (const Mode mode : {Mode::car, Mode::bicycle}) {
    const ReadOsm read{street, mode};
    CHECK(read.reached('A') == "AB");
    CHECK(read.reached('D') == "BCD");
  }
  CHECK(ReadOsm{street, Mode::foot}.reached('B') == "ABCD");
}

TEST_CASE("read_osm: bicycles ride against a one-way street where that is allowed", "[network][unit]") {
  const auto back = [](Mode mode, const test::TagList& extra) {
    test::TagList tags{{"highway", "residential"}, {"oneway", "yes"}};
    tags.insert(tags.end(), extra.begin(), extra.end());
    return ReadOsm{{"A B", {{"AB", tags}}, {}}, mode}.reached('B') == "AB";
  };
  CHECK(back(Mode::bicycle, {{"oneway:bicycle", "no"}}));
  CHECK(back(Mode::e_bike, {{"oneway:bicycle", "no"}}));
  CHECK(back(Mode::bicycle, {{"cycleway", "opposite"}}));
  CHECK(back(Mode::bicycle, {{"cycleway:left", "opposite_lane"}}));
  CHECK(back(Mode::bicycle, {{"cycleway:left:oneway", "-1"}}));
  CHECK(back(Mode::bicycle, {{"bicycle:backward", "yes"}}));
  CHECK_FALSE(back(Mode::bicycle, {{"cycleway", "lane"}}));
  CHECK_FALSE(back(Mode::car, {{"oneway:bicycle", "no"}}));
  CHECK_FALSE(back(Mode::car, {{"cycleway", "opposite"}}));
}

TEST_CASE("read_osm: roundabouts and motorways are one-way without saying so", "[network][unit]") {
  const DrawnOsm roundabout{R"(
      A  B   E
   F  D  C     )",
                            {{"ADCBA", {{"highway", "tertiary"}, {"junction", "roundabout"}}},
                             {"BE", {{"highway", "tertiary"}}},
                             {"DF", {{"highway", "tertiary"}}}},
                            {}};
  const ReadOsm car{roundabout, Mode::car};
  CHECK(car.graph().edge_count() == 5);
  CHECK(car.graph().arc_count() ==
        3 + 2 * 2);  // three arcs of the roundabout, cut at its junctions and where it closes
  const ReadOsm motorway{{"A B", {{"AB", {{"highway", "motorway"}}}}, {}}, Mode::car};
  CHECK(motorway.reached('A') == "AB");
  CHECK(motorway.reached('B') == "B");
}

TEST_CASE("read_osm: a bollard stops cars, a stile bicycles, a shut gate everyone", "[network][unit]") {
  const auto passes = [](Mode mode, const test::TagList& barrier) {
    const DrawnOsm street{"A B C", {{"ABC", {{"highway", "residential"}}}}, {{'B', barrier}}};
    return ReadOsm{street, mode}.reached('A') == "AC" || ReadOsm{street, mode}.reached('A') == "ABC";
  };
  CHECK_FALSE(passes(Mode::car, {{"barrier", "bollard"}}));
  CHECK(passes(Mode::bicycle, {{"barrier", "bollard"}}));
  CHECK(passes(Mode::foot, {{"barrier", "bollard"}}));
  CHECK(passes(Mode::car, {{"barrier", "bollard"}, {"motor_vehicle", "yes"}}));
  CHECK_FALSE(passes(Mode::car, {{"barrier", "bollard"}, {"access", "yes"}}));
  CHECK(passes(Mode::foot, {{"barrier", "stile"}}));
  CHECK_FALSE(passes(Mode::bicycle, {{"barrier", "stile"}}));
  CHECK_FALSE(passes(Mode::foot, {{"barrier", "fence"}}));
  for (const Mode mode : kAllModes) {
    CHECK(passes(mode, {{"barrier", "gate"}}));
    CHECK_FALSE(passes(mode, {{"barrier", "gate"}, {"access", "no"}}));
  }
  CHECK(passes(Mode::foot, {{"barrier", "gate"}, {"access", "no"}, {"foot", "yes"}}));
}

TEST_CASE("read_osm: nothing passes a blocked junction", "[network][unit]") {
  const ReadOsm read{{R"(
      A  B  C
         D    )",
                      {{"ABC", {{"highway", "residential"}}}, {"BD", {{"highway", "residential"}}}},
                      {{'B', {{"barrier", "bollard"}}}}},
                     Mode::car};
  CHECK(read.reached('A') == "AB");
  CHECK(read.reached('D') == "BD");
  CHECK(read.counts().barrier_count == 1);
  CHECK(read.graph().component_size.size() == 3);
}

TEST_CASE("read_osm: a junction has one key in all modes, also the ends at a barrier", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto file =
      folder.write("drawn.osm", test::osm_xml({R"(
      E  F
      A  B  C
         D    )",
                                               {{"EF", {{"highway", "cycleway"}}},
                                                {"BD", {{"highway", "cycleway"}}},
                                                {"ABC", {{"highway", "residential"}}}},
                                               {{'B', {{"barrier", "wall"}}}, {'F', {{"barrier", "wall"}}}}}));
  const auto modes = network::read_osm(
      file, {network::default_speeds(Mode::bicycle), network::default_speeds(Mode::car)}, "EPSG:28992", {});
  const auto& bicycle = modes[0].graph;
  const auto& car = modes[1].graph;
  REQUIRE(car.node_count() == 4);
  std::size_t found = 0;
  for (std::size_t c = 0; c < car.node_count(); ++c) {
    for (std::size_t b = 0; b < bicycle.node_count(); ++b) {
      if (car.node_key[c] != bicycle.node_key[b]) continue;
      ++found;
      CHECK(car.node_place[c] == bicycle.node_place[b]);
    }
  }
  CHECK(found == 4);
}

TEST_CASE("read_osm: a ferry takes what its duration says, and a wait", "[network][unit]") {
  const auto crossing_ds = [](Mode mode, const char* duration) {
    const ReadOsm read{{"A B C D",
                        {{"AB", {{"highway", "tertiary"}}},
                         {"BC", {{"route", "ferry"}, {"duration", duration}}},
                         {"CD", {{"highway", "tertiary"}}}},
                        {}},
                       mode};
    CHECK(read.graph().edge_forward_ds[read.edge_of(2)] == read.graph().edge_backward_ds[read.edge_of(2)]);
    return read.graph().edge_forward_ds[read.edge_of(2)];
  };
  for (const Mode mode : kAllModes) {
    CHECK(crossing_ds(mode, "00:15") == 15 * 600 + 3000);
    CHECK(crossing_ds(mode, "1:30:00") == 90 * 600 + 3000);
    CHECK(crossing_ds(mode, "7") == 7 * 600 + 3000);
    CHECK(crossing_ds(mode, "PT4M") == 4 * 600 + 3000);
  }
  // Without a duration: 5 km/h over the 41 m between B and C.
  const auto plain_ds = crossing_ds(Mode::foot, "unknown");
  CHECK(plain_ds > 3000 + 41.0 / 5.0 * 36.0 - 4);
  CHECK(plain_ds < 3000 + 41.0 / 5.0 * 36.0 + 4);
}

TEST_CASE("read_osm: a crossing in two ways is waited for once, whichever way one goes", "[network][unit]") {
  const ReadOsm read{{"A B C D E",
                      {{"AB", {{"highway", "tertiary"}}},
                       {"BC", {{"route", "ferry"}, {"duration", "00:02"}}},
                       {"CD", {{"route", "ferry"}, {"duration", "00:03"}}},
                       {"DE", {{"highway", "tertiary"}}}},
                      {}},
                     Mode::foot};
  const auto first = read.edge_of(2);
  const auto second = read.edge_of(3);
  CHECK(read.graph().edge_forward_ds[first] + read.graph().edge_forward_ds[second] == 5 * 600 + 3000);
  CHECK(read.graph().edge_backward_ds[first] + read.graph().edge_backward_ds[second] == 5 * 600 + 3000);
}

TEST_CASE("read_osm: a ferry that calls on its way takes its duration once", "[network][unit]") {
  const ReadOsm read{{"A B C D\n"
                      "    E  ",
                      {{"AB", {{"highway", "tertiary"}}},
                       {"BCD", {{"route", "ferry"}, {"duration", "00:10"}}},
                       {"CE", {{"highway", "tertiary"}}}},
                      {}},
                     Mode::foot};
  std::uint32_t crossing_ds = 0;
  for (std::size_t edge = 0; edge < read.graph().edge_count(); ++edge) {
    if (read.graph().edge_way[edge] == 2) crossing_ds += read.graph().edge_forward_ds[edge];
  }
  CHECK(crossing_ds == Approx(10 * 600 + 2 * 3000).margin(2));  // and two waits: at B, and for who boards at C
}

TEST_CASE("read_osm: a ferry that takes no cars is no street for cars", "[network][unit]") {
  const DrawnOsm ferry{
      "A B C", {{"AB", {{"highway", "tertiary"}}}, {"BC", {{"route", "ferry"}, {"motor_vehicle", "no"}}}}, {}};
  CHECK(ReadOsm{ferry, Mode::car}.reached('A') == "AB");
  CHECK(ReadOsm{ferry, Mode::bicycle}.reached('A') == "ABC");
}

TEST_CASE("read_osm: cars keep to the limit and to their class", "[network][unit]") {
  const auto km_h = [](const test::TagList& tags) {
    return ReadOsm{{"A                                                 B", {{"AB", tags}}, {}}, Mode::car}.forward_km_h(
        1);
  };
  CHECK(km_h({{"highway", "primary"}}) == Approx(65).epsilon(0.005));
  CHECK(km_h({{"highway", "primary"}, {"maxspeed", "50"}}) == Approx(50).epsilon(0.005));
  CHECK(km_h({{"highway", "secondary"}, {"maxspeed", "NL:urban"}}) == Approx(50).epsilon(0.005));
  CHECK(km_h({{"highway", "residential"}, {"maxspeed", "NL:zone30"}}) == Approx(25).epsilon(0.005));
  CHECK(km_h({{"highway", "residential"}, {"maxspeed", "10 mph"}}) == Approx(16.09).epsilon(0.005));
  CHECK(km_h({{"highway", "living_street"}}) == Approx(10).epsilon(0.005));
  CHECK(km_h({{"highway", "service"}, {"maxspeed", "50"}}) == Approx(15).epsilon(0.005));
  CHECK(km_h({{"highway", "motorway"}, {"maxspeed", "130"}}) == Approx(100).epsilon(0.005));
  CHECK(km_h({{"highway", "unclassified"}, {"maxspeed", "60"}}) == Approx(48).epsilon(0.005));
  CHECK(km_h({{"highway", "tertiary"}, {"maxspeed:type", "NL:rural"}}) == Approx(64).epsilon(0.005));
}

TEST_CASE("read_osm: limits of one direction", "[network][unit]") {
  const ReadOsm read{{"A                                     B",
                      {{"AB", {{"highway", "primary"}, {"maxspeed", "50"}, {"maxspeed:backward", "30"}}}},
                      {}},
                     Mode::car};
  CHECK(read.forward_km_h(1) == Approx(50).epsilon(0.005));
  CHECK(read.backward_km_h(1) == Approx(30).epsilon(0.005));
}

TEST_CASE("read_osm: peak hours and signals slow cars down", "[network][unit]") {
  const DrawnOsm street{"A    B    C", {{"ABC", {{"highway", "primary"}}}}, {{'B', {{"highway", "traffic_signals"}}}}};
  const auto time_ds = [&](double peak_factor, double signal_delay_s) {
    auto speeds = network::default_speeds(Mode::car);
    speeds.peak_factor = peak_factor;
    speeds.signal_delay = core::Seconds{signal_delay_s};
    const ReadOsm read{street, speeds};
    return read.graph().edge_forward_ds[read.edge_of(1)];
  };
  const auto free_ds = time_ds(1.0, 0.0);
  CHECK(time_ds(1.0, 2.0) == free_ds + 20);
  CHECK(time_ds(2.0, 0.0) == Approx(2.0 * free_ds).margin(1.0));
  const DrawnOsm at_end{"A    B", {{"AB", {{"highway", "primary"}}}}, {{'B', {{"highway", "traffic_signals"}}}}};
  const ReadOsm read{at_end, Mode::car};
  CHECK(read.graph().edge_forward_ds[0] == read.graph().edge_backward_ds[0] + 20);
}

TEST_CASE("read_osm: bicycles leave the carriageway where a path is compulsory", "[network][unit]") {
  const DrawnOsm street{R"(
      A  B
      C  D  )",
                        {{"AB", {{"highway", "secondary"}, {"bicycle", "use_sidepath"}}},
                         {"CD", {{"highway", "cycleway"}}},
                         {"AC", {{"highway", "residential"}}},
                         {"BD", {{"highway", "residential"}}}},
                        {}};
  const ReadOsm bicycle{street, Mode::bicycle};
  CHECK(bicycle.counts().left_out.at("use_sidepath") == 1);
  CHECK_THROWS(bicycle.edge_of(1));
  CHECK(bicycle.reached('A') == "ABCD");  // round by the cycleway
}

TEST_CASE("read_osm: bicycle speeds", "[network][unit]") {
  const auto km_h = [](Mode mode, const test::TagList& tags) {
    return ReadOsm{{"A                             B", {{"AB", tags}}, {}}, mode}.forward_km_h(1);
  };
  CHECK(km_h(Mode::bicycle, {{"highway", "residential"}}) == Approx(15).epsilon(0.005));
  CHECK(km_h(Mode::bicycle, {{"highway", "cycleway"}}) == Approx(16).epsilon(0.005));
  CHECK(km_h(Mode::e_bike, {{"highway", "residential"}}) == Approx(20).epsilon(0.005));
  CHECK(km_h(Mode::e_bike, {{"highway", "cycleway"}}) == Approx(21).epsilon(0.005));
  CHECK(km_h(Mode::bicycle, {{"highway", "footway"}}) == Approx(4).epsilon(0.005));
  CHECK(km_h(Mode::bicycle, {{"highway", "pedestrian"}, {"vehicle", "no"}}) == Approx(4).epsilon(0.005));
  CHECK(km_h(Mode::bicycle, {{"highway", "footway"}, {"bicycle", "yes"}}) == Approx(15).epsilon(0.005));
  CHECK(km_h(Mode::bicycle, {{"highway", "path"}, {"bicycle", "dismount"}}) == Approx(4).epsilon(0.005));
  CHECK(km_h(Mode::foot, {{"highway", "steps"}}) == Approx(4.8).epsilon(0.005));
}

TEST_CASE("read_osm: every way is used or left out for a reason", "[network][unit]") {
  const DrawnOsm mixed{"A B C D E F G H",
                       {{"AB", {{"highway", "residential"}}},
                        {"BC", {{"building", "yes"}}},
                        {"CD", {{"highway", "construction"}}},
                        {"DE", {{"highway", "pedestrian"}, {"area", "yes"}}},
                        {"EF", {{"highway", "motorway"}}},
                        {"FG", {{"highway", "service"}, {"access", "no"}}},
                        {"GH", {{"highway", "corridor"}}},
                        {"HZ", {{"highway", "path"}}}},
                       {}};
  const ReadOsm read{mixed, Mode::foot};
  const std::map<std::string, std::uint64_t> expected{{"no_highway", 1},   {"construction", 1}, {"area", 1},
                                                      {"no_class", 1},     {"no_access", 1},    {"indoor", 1},
                                                      {"missing_nodes", 1}};
  CHECK(read.counts().left_out == expected);
  CHECK(read.counts().way_count == 8);
  CHECK(read.counts().used_way_count == 1);
  CHECK(read.counts().missing_node_count == 1);
}

TEST_CASE("read_osm: a way is cut where the extract lacks its nodes", "[network][unit]") {
  const ReadOsm read{{"A B C D", {{"ABZCD", {{"highway", "residential"}}}}, {}}, Mode::foot};
  CHECK(read.graph().edge_count() == 2);
  CHECK(read.reached('A') == "AB");
  CHECK(read.reached('C') == "CD");
  CHECK(read.counts().missing_node_count == 1);
}

TEST_CASE("read_osm: a way that the file holds twice counts once", "[network][unit]") {
  const test::TemporaryFolder folder;
  auto xml = test::osm_xml({"A B", {{"AB", {{"highway", "residential"}}}}, {}});
  const auto way = xml.substr(xml.find("<way"), xml.find("</osm>") - xml.find("<way"));
  xml.insert(xml.find("</osm>"), way);
  const auto read =
      network::read_osm(folder.write("twice.osm", xml), network::default_speeds(Mode::foot), "EPSG:28992", {});
  CHECK(read.graph.edge_count() == 1);
  CHECK(read.counts.way_count == 2);
  CHECK(read.counts.left_out.at("repeated") == 1);
}

TEST_CASE("read_osm: several modes in one go are what each is alone", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("drawn.osm", test::osm_xml({"A B C D",
                                                             {{"AB", {{"highway", "residential"}, {"oneway", "yes"}}},
                                                              {"BC", {{"highway", "cycleway"}}},
                                                              {"CD", {{"highway", "motorway"}}}},
                                                             {}}));
  std::vector<network::ModeSpeeds> speeds;
  for (const Mode mode : kAllModes) speeds.push_back(network::default_speeds(mode));
  const auto together = network::read_osm(file, speeds, "EPSG:28992", {});
  REQUIRE(together.size() == 4);
  for (std::size_t i = 0; i < speeds.size(); ++i) {
    const auto alone = network::read_osm(file, speeds[i], "EPSG:28992", {});
    CHECK(together[i].graph.mode == speeds[i].mode);
    CHECK(together[i].graph.edge_way == alone.graph.edge_way);
    CHECK(together[i].graph.arc_time_ds == alone.graph.arc_time_ds);
    CHECK(together[i].counts.left_out == alone.counts.left_out);
  }
}

/// Every node's place on the ways that pass it, and no node but those with tags.
std::string with_places_on_ways(std::string xml) {
  std::map<std::string, std::string> places;
  const std::regex node{R"rx(<node id="(\d+)" version="1" (lon="[^"]*" lat="[^"]*")></node>\n)rx"};
  for (auto found = std::sregex_iterator{xml.begin(), xml.end(), node}; found != std::sregex_iterator{}; ++found)
    places[(*found)[1]] = (*found)[2];
  xml = std::regex_replace(xml, node, "");
  for (const auto& [id, place] : places) {
    xml = std::regex_replace(xml, std::regex{"<nd ref=\"" + id + "\"/>"}, "<nd ref=\"" + id + "\" " + place + "/>");
  }
  return xml;
}

TEST_CASE("read_osm: places that stand on the ways are as good as those on nodes", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto xml = test::osm_xml({R"(
      A  B  C
         D    )",
                                  {{"ABC", {{"highway", "residential"}}}, {"BD", {{"highway", "residential"}}}},
                                  {{'D', {{"barrier", "bollard"}}}},
                                  {}});
  const auto on_nodes = folder.write("nodes.osm", xml);
  const auto on_ways = folder.write("ways.osm", with_places_on_ways(xml));
  const auto car = network::default_speeds(Mode::car);
  const auto expected = network::read_osm(on_nodes, car, "EPSG:28992", {});
  const auto read = network::read_osm(on_ways, car, "EPSG:28992", {});
  CHECK(read.graph.node_key == expected.graph.node_key);
  CHECK(read.graph.node_place == expected.graph.node_place);
  CHECK(read.graph.edge_forward_ds == expected.graph.edge_forward_ds);
  CHECK(read.counts.barrier_count == 1);
  CHECK(read.counts.missing_node_count == 0);
  const auto bounds = network::osm_bounds(on_ways, {});
  CHECK(bounds.min_x_m == Approx(network::osm_bounds(on_nodes, {}).min_x_m));
  CHECK(bounds.max_y_m == Approx(network::osm_bounds(on_nodes, {}).max_y_m));
}

TEST_CASE("read_osm: extracts that cannot be read name the remedy", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto message = [&](const std::filesystem::path& file) {
    std::string result;
    for (const bool bounds : {true, false}) {
      try {
        bounds ? static_cast<void>(network::osm_bounds(file, {}))
               : static_cast<void>(
                     network::build_network(file, {network::default_speeds(Mode::foot)}, "EPSG:28992", "", {}));
      } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::data);
        result = error.what();
      }
    }
    return result;
  };
  const auto says = [](const std::string& text, const char* what) { return text.find(what) != std::string::npos; };
  const auto way = [](const char* refs) {
    return std::string{"<osm version=\"0.6\"><way id=\"1\">"} + refs + "<tag k=\"highway\" v=\"path\"/></way></osm>";
  };
  const auto nowhere = message(folder.write("nowhere.osm", way("<nd ref=\"1\"/><nd ref=\"2\"/>")));
  CHECK(says(nowhere, "holds no nodes, and no places on its ways"));
  CHECK(says(nowhere, "osmium add-locations-to-ways"));
  auto members = way("<nd ref=\"1\" lat=\"52.1\" lon=\"6.8\"/><nd ref=\"2\" lat=\"52.1\" lon=\"6.9\"/>");
  members.insert(members.find("</osm>"),
                 "<relation id=\"1\"><member type=\"way\" ref=\"1\" role=\"from\"><nd lat=\"52.1\" "
                 "lon=\"6.8\"/></member></relation>");
  CHECK(says(message(folder.write("members.osm", members)), "out body"));
  auto middles = way("<center lat=\"52.1\" lon=\"6.8\"/><nd ref=\"1\"/>");
  CHECK(says(message(folder.write("middles.osm", middles)), "out geom"));
  auto stopped = test::osm_xml({"A B", {{"AB", {{"highway", "path"}}}}, {}});
  stopped.insert(stopped.find("</osm>"), "<remark> runtime error: Query timed out in \"query\" </remark>");
  CHECK(says(message(folder.write("stopped.osm", stopped)),
             "Overpass stopped before its end (runtime error: Query timed"));
  const std::string json = R"({"version": 0.6, "generator": "Overpass API", "osm3s": {}, "elements": []})";
  CHECK(says(message(folder.write("overpass.json", json)), "[out:xml]"));
  CHECK(says(message(folder.write("overpass.osm", json)), "[out:xml]"));
}

TEST_CASE("osm_bounds: those of the header, else of the nodes", "[network][unit]") {
  const test::TemporaryFolder folder;
  auto xml = test::osm_xml({"A B", {{"AB", {{"highway", "residential"}}}}, {}});
  const auto of_nodes = network::osm_bounds(folder.write("nodes.osm", xml), {});
  CHECK(of_nodes.min_x_m == Approx(6.7003));
  CHECK(of_nodes.max_x_m == Approx(6.7009));
  CHECK(of_nodes.min_y_m == Approx(52.3));
  xml.insert(xml.find("<node"), R"(<bounds minlat="52.2" minlon="6.6" maxlat="52.4" maxlon="6.8"/>)");
  const auto of_header = network::osm_bounds(folder.write("bounds.osm", xml), {});
  CHECK(of_header.min_x_m == Approx(6.6));
  CHECK(of_header.max_y_m == Approx(52.4));
  CHECK_THROWS_AS(network::osm_bounds(folder.write("empty.osm", "<osm version=\"0.6\"></osm>"), {}), core::Error);
  CHECK_THROWS_AS(network::osm_bounds(folder / "none.osm", {}), core::Error);
}

/// Kind and message of the error that reading a file gives.
std::pair<core::ErrorKind, std::string> failure(const std::filesystem::path& file, Mode mode = Mode::foot) {
  try {
    static_cast<void>(network::read_osm(file, network::default_speeds(mode), "EPSG:28992", {}));
  } catch (const core::Error& error) {
    return {error.kind(), error.what()};
  }
  return {core::ErrorKind::internal, "no error"};
}

TEST_CASE("read_osm: one clear line for a file that is no OSM", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto whole = test::osm_xml({"A B", {{"AB", {{"highway", "residential"}}}}, {}});
  for (const auto& file : {folder / "missing.osm.pbf", folder.write("text.osm.pbf", "this is no extract"),
                           folder.write("cut.osm", whole.substr(0, whole.size() / 2)), folder.write("odd.gpkg", "x"),
                           folder.write("empty.osm", "<osm version=\"0.6\"></osm>")}) {
    const auto [kind, message] = failure(file);
    CAPTURE(message);
    CHECK(kind == core::ErrorKind::data);
    CHECK(message.find(file.string()) == 0);
    CHECK(message.find('\n') == std::string::npos);
  }
}

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80U; value >>= 7U) bytes += static_cast<char>(value | 0x80U);
  return bytes + static_cast<char>(value);
}
std::string number_field(unsigned field, std::uint64_t value) { return varint(field << 3U) + varint(value); }
std::string bytes_field(unsigned field, const std::string& bytes) {
  return varint(field << 3U | 2U) + varint(bytes.size()) + bytes;
}

/// A PBF of two nodes, a street between them, and a relation; each has one tag: texts of the table, which may hold any
/// byte. See osmformat.proto, "PrimitiveBlock".
std::string drawn_pbf(const std::array<std::string, 6>& texts) {
  const auto block = [](const std::string& type, const std::string& content) {
    const std::string blob = bytes_field(1, content);
    const std::string header = bytes_field(1, type) + number_field(3, blob.size());
    return std::string{'\0', '\0', '\0', static_cast<char>(header.size())} + header + blob;
  };
  std::string table = bytes_field(1, "");
  for (const std::string& text : texts) table += bytes_field(1, text);
  const auto zigzag = [](std::uint64_t value) { return value << 1U; };
  const auto tag = [](std::uint64_t key) { return bytes_field(2, varint(key)) + bytes_field(3, varint(key + 1)); };
  const auto node = [&](std::uint64_t id, std::uint64_t lon) {
    return number_field(1, zigzag(id)) + tag(1) + number_field(8, zigzag(523'000'000)) + number_field(9, zigzag(lon));
  };
  const std::string refs = varint(zigzag(1)) + varint(zigzag(1));  // 1, and 1 more
  const std::string nodes = bytes_field(1, node(1, 65'000'000)) + bytes_field(1, node(2, 65'100'000));
  const std::string ways = bytes_field(3, number_field(1, 1) + tag(3) + bytes_field(8, refs));
  const std::string relations = bytes_field(4, number_field(1, 1) + tag(5));
  return block("OSMHeader", bytes_field(4, "OsmSchema-V0.6")) +
         block("OSMData",
               bytes_field(1, table) + bytes_field(2, nodes) + bytes_field(2, ways) + bytes_field(2, relations));
}

TEST_CASE("read_osm: a zero byte in a tag is refused, of nodes, ways and relations", "[network][unit]") {
  const test::TemporaryFolder folder;
  const std::array<std::string, 6> sound{"barrier", "gate", "highway", "residential", "type", "restriction"};
  REQUIRE(failure(folder.write("sound.osm.pbf", drawn_pbf(sound))).second == "no error");
  for (std::size_t text = 0; text < sound.size(); ++text) {
    auto texts = sound;
    texts[text][2] = '\0';
    const auto [kind, message] = failure(folder.write("odd.osm.pbf", drawn_pbf(texts)));
    CAPTURE(sound[text], message);
    CHECK(kind == core::ErrorKind::data);
    CHECK(message.find("a tag with a zero byte in it") != std::string::npos);
  }
}

TEST_CASE("read_osm: says so when no way suits the mode", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("paths.osm", test::osm_xml({"A B", {{"AB", {{"highway", "footway"}}}}, {}}));
  const auto [kind, message] = failure(file, Mode::car);
  CHECK(kind == core::ErrorKind::data);
  CHECK(message.find("no street for car") != std::string::npos);
}

TEST_CASE("read_osm: stops on request, refuses speeds of nothing", "[network][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("a.osm", test::osm_xml({"A B", {{"AB", {{"highway", "footway"}}}}, {}}));
  std::stop_source stop;
  stop.request_stop();
  core::Control control;
  control.stop = stop.get_token();
  const auto speeds = network::default_speeds(Mode::foot);
  CHECK_THROWS_AS(network::read_osm(file, speeds, "EPSG:28992", control), core::Error);
  auto standing = speeds;
  standing.base = core::MetersPerSecond{0.0};
  CHECK_THROWS_AS(network::read_osm(file, standing, "EPSG:28992", {}), core::Error);
}

}  // namespace
