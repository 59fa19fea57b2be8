#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/geo/crs.hpp"

using trek::test::says;
using trek::test::sqlite_rows;
using trek::test::sqlite_value;
using trek::test::TemporaryFolder;

namespace {

using Words = std::vector<std::string>;

/// A triangle of streets, sides of 1500, 2000 and 2500 m; the shortest is one-way from A to B. A bicycle (15 km/h)
/// takes 360, 480 and 600 s.
///
///   C
///   |  \.
///   A -> B
std::string triangle() {
  const trek::geo::Transformation from_rd{trek::geo::kRdNew, trek::geo::kWgs84};
  std::vector<double> x{250'000.0, 251'500.0, 250'000.0};
  std::vector<double> y{470'000.0, 470'000.0, 472'000.0};
  from_rd.apply(x, y);
  std::string xml = "<?xml version=\"1.0\"?><osm version=\"0.6\">\n";
  for (std::size_t i = 0; i < x.size(); ++i)
    xml += fmt::format("<node id=\"{}\" version=\"1\" lon=\"{:.7f}\" lat=\"{:.7f}\"/>\n", i + 1, x[i], y[i]);
  constexpr const char* kWay = "<way id=\"{}\" version=\"1\"><nd ref=\"{}\"/><nd ref=\"{}\"/>{}</way>\n";
  const std::string street = "<tag k=\"highway\" v=\"residential\"/>";
  xml += fmt::format(fmt::runtime(kWay), 1, 1, 2, street + "<tag k=\"oneway\" v=\"yes\"/>");
  xml += fmt::format(fmt::runtime(kWay), 2, 2, 3, street);
  xml += fmt::format(fmt::runtime(kWay), 3, 3, 1, street);
  return xml + "</osm>\n";
}

/// The network, made once a program.
const std::filesystem::path& network() {
  static const TemporaryFolder folder;
  static const std::filesystem::path file = [] {
    auto made = folder / "net.trek";
    const auto result = trek::test::trek({"network", "build", folder.write("town.osm", triangle()), "-o", made,
                                          "--mode", "foot,bicycle", "--crs", "EPSG:28992", "--progress", "none"});
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return made;
  }();
  return file;
}

constexpr const char* kCorners = "id,x,y\nA,250000,470000\nB,251500,470000\n";
constexpr const char* kWeights =
    "id;x;y;people;jobs;note\nA;250000;470000;10;1;x\nB;251500;470000;20,5;;\nC;250000;472000;;7;\n";

struct Asked {
  TemporaryFolder folder;
  std::string out = (folder / "out.csv").string();

  [[nodiscard]] std::string write(const char* name, const std::string& text) const {
    return folder.write(name, text).string();
  }
  [[nodiscard]] auto ask(const std::string& verb, Words options, const std::string& mode = "bicycle") const {
    Words words{verb, "--network", network().string(), "--mode", mode, "-o", out, "--progress", "none"};
    words.insert(words.end(), options.begin(), options.end());
    return trek::test::trek(words);
  }
  [[nodiscard]] auto matrix(Words options = {}, const std::string& origins = kCorners) const {
    const Words files{"--origins", write("origins.csv", origins), "--destinations", write("weights.csv", kWeights)};
    options.insert(options.begin(), files.begin(), files.end());
    return ask("matrix", std::move(options));
  }
  [[nodiscard]] auto reach(Words options, const std::string& origins = kCorners) const {
    const Words files{"--weights", write("weights.csv", kWeights), "--origins", write("origins.csv", origins)};
    options.insert(options.begin(), files.begin(), files.end());
    return ask("reach", std::move(options));
  }
  [[nodiscard]] std::string result() const { return trek::test::bytes_of(out); }
};

}  // namespace

TEST_CASE("matrix: times in order of origins and destinations", "[flow][travel]") {
  const Asked asked;
  const auto run = asked.matrix();
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(run.out.empty());
  CHECK(asked.result() == "origin,destination,time_s\nA,A,0.0\nA,B,360.0\nA,C,480.0\nB,A,1080.0\nB,B,0.0\nB,C,600.0\n");
  CHECK(says(run.err, "Origins: 2 read = 2 connected + 0 rejected + 0 not connected\n"));
  CHECK(says(run.err, "Destinations: 3 read = 3 connected"));
  CHECK(says(run.err, "(6 pairs; 0 more are not reached within 1440 min)"));
}

TEST_CASE("matrix: a pair at the limit is in, one beyond it is left out and counted", "[flow][travel]") {
  const Asked asked;
  const auto run = asked.matrix({"--limit-min", "6"});
  REQUIRE(run.exit_code == 0);
  CHECK(asked.result() == "origin,destination,time_s\nA,A,0.0\nA,B,360.0\nB,B,0.0\n");
  CHECK(says(run.err, "(3 pairs; 3 more are not reached within 6 min)"));
}

TEST_CASE("matrix: towards the origins, the one-way street counts the other way", "[flow][travel]") {
  const Asked asked;
  REQUIRE(asked.matrix({"--limit-min", "6", "--direction", "to_origins"}).exit_code == 0);
  CHECK(asked.result() == "origin,destination,time_s\nA,A,0.0\nB,A,360.0\nB,B,0.0\n");
}

TEST_CASE("matrix: times have their tenths of a second", "[flow][travel]") {
  const Asked asked;
  // 3 m from A towards C, at 15 km/h: 0.72 s, and 1997 m the other way: 479.28 s.
  REQUIRE(asked.matrix({"--limit-min", "8"}, "id,x,y\nnear A,250000,470003\n").exit_code == 0);
  CHECK(asked.result() == "origin,destination,time_s\nnear A,A,0.7\nnear A,B,360.7\nnear A,C,479.3\n");
}

TEST_CASE("reach: a logistic decay has its inflection first, then its deviation", "[flow][travel]") {
  const Asked asked;
  const auto potential = [&](const char* decay) {
    REQUIRE(asked.reach({"--limit-min", "10", "--decay", decay, "--columns", "people", "--overwrite"}).exit_code == 0);
    const std::string result = asked.result();
    const auto line = result.find("\nA,,");
    REQUIRE(line != std::string::npos);
    const auto last = result.rfind(',', result.find('\n', line + 1));
    return std::stod(result.substr(last + 1));
  };
  // Of people, 10 are at A itself, and 20.5 at B, at 6 min: half of these count there, nearly all of A's own.
  CHECK(potential("logistic:inflection_min=6,deviation_min=1") == Approx(10.0 + 20.5 / 2).epsilon(0.001));
  CHECK(potential("log_logistic:median_min=6,shape=3") == Approx(10.0 + 20.5 / 2).epsilon(0.001));
}

TEST_CASE("reach: a limit that is there already is refused, and one below it", "[flow][travel]") {
  const Asked asked;
  for (const char* limits : {"6,6", "8,6"}) {
    const auto run = asked.reach({"--limit-min", limits});
    CHECK(run.exit_code == 2);
    CHECK(says(run.err, "6 does not ascend"));
    CHECK_FALSE(std::filesystem::exists(asked.out));
  }
}

TEST_CASE("matrix: every origin is in the output, rejected or not connected, and said", "[flow][travel]") {
  const Asked asked;
  const auto run = asked.matrix({"--rejected", asked.folder / "rejected.csv"},
                                "id,x,y\nA,250000,470000\nbad,abc,470000\nfar,250600,470600\nA,250000,472000\n"
                                "\"o,ut\",260000,470000\n");
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(asked.result() == "origin,destination,time_s\nA,A,0.0\nA,B,360.0\nA,C,480.0\n");
  CHECK(says(run.err, "Origins: 5 read = 1 connected + 2 rejected + 2 not connected\n"));
  CHECK(says(run.err, "rejected bad: missing_geometry"));
  CHECK(says(run.err, "rejected A: duplicate_key"));
  CHECK(says(run.err, "not connected, too_far: 1 (far)"));
  CHECK(says(run.err, "not connected, outside: 1 (o,ut)"));
  const std::string rejected = trek::test::bytes_of(asked.folder / "rejected.csv");
  CHECK(std::count(rejected.begin(), rejected.end(), '\n') == 5);
  CHECK(says(rejected, "\norigins,far,too_far,more than 250 m to a street,"));
  CHECK(says(rejected, "\norigins,\"o,ut\",outside,"));
}

TEST_CASE("reach: sums by limit and weight, and a potential", "[flow][travel]") {
  const Asked asked;
  const auto run = asked.reach({"--limit-min", "6,8", "--decay", "exponential:half_life_min=6"});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  // A reaches itself, B at 6 min (half of it) and C at 8; B reaches itself alone.
  const double jobs_from_a = 1.0 + 7.0 * std::exp2(-8.0 / 6.0);
  CHECK(asked.result() ==
        fmt::format("id,not_connected,people_6_min,people_8_min,people_exponential,jobs_6_min,jobs_8_min,"
                    "jobs_exponential\nA,,30.5,30.5,20.25,1,8,{:.12g}\nB,,20.5,20.5,20.5,0,0,0\n",
                    jobs_from_a));
  CHECK(says(run.err, "weight people: unknown at 1 points"));
}

TEST_CASE("reach: what is not connected is unknown, not 0", "[flow][travel]") {
  const Asked asked;
  REQUIRE(asked.reach({"--limit-min", "6", "--columns", "people"}, "id,lat,lon\nA,52.2161,6.8263\nfar,53.2,6.0\n")
              .exit_code == 0);
  CHECK(says(asked.result(), "\nfar,outside,\n"));
}

namespace {

/// A chain with branches at B and C, and a shop at A.
constexpr const char* kBranches =
    R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"features":[
{"type":"Feature","properties":{"id":"chain","seats":40},"geometry":{"type":"MultiPoint","coordinates":[[251500,470000],[250000,472000]]}},
{"type":"Feature","properties":{"id":"shop","seats":10},"geometry":{"type":"Point","coordinates":[250000,470000]}}]})";

}  // namespace

TEST_CASE("matrix and reach: of a feature with several places the nearest counts, once", "[flow][travel]") {
  const Asked asked;
  const auto branches = asked.write("branches.geojson", kBranches);
  const auto corners = asked.write("corners.csv", kCorners);
  auto run = asked.ask("matrix", {"--origins", branches, "--destinations", corners});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  // From B to A 1080 s, from C 480 s; B is one of its places.
  CHECK(asked.result() == "origin,destination,time_s\nchain,A,480.0\nchain,B,0.0\nshop,A,0.0\nshop,B,360.0\n");
  CHECK(says(run.err, "Origins: 3 read = 3 connected + 0 rejected + 0 not connected (features with several places"));
  CHECK(says(run.err, "(4 pairs; 0 more are not reached within 1440 min)"));
  CHECK(says(run.err, "several_places '2 places, 2500 m across'"));
  run = asked.ask("reach", {"--origins", corners, "--weights", branches, "--limit-min", "10", "--overwrite"});
  REQUIRE(run.exit_code == 0);
  CHECK(asked.result() == "id,not_connected,seats_10_min\nA,,50\nB,,40\n");
  run = asked.ask("reach", {"--origins", branches, "--weights", branches, "--limit-min", "10", "--overwrite"});
  REQUIRE(run.exit_code == 0);
  CHECK(asked.result() == "id,not_connected,seats_10_min\nchain,,50\nshop,,50\n");
}

TEST_CASE("matrix and reach: a file that is named twice is what a copy of it is", "[flow][travel]") {
  const Asked asked;
  constexpr const char* kPoints =
      "id,x,y,people,code,rooms\nA,250000,470000,10,7,3\nB,251500,470000,,8,many\nbad,abc,470000,5,9,1\n"
      "far,250600,470600,2,10,\n";
  const auto points = asked.write("points.csv", kPoints);
  const auto copy = asked.write("copy.csv", kPoints);
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{}, {"--columns", "people,rooms"}}) {
    const auto reach = [&](const std::string& origins) {
      std::vector<std::string> arguments{"--origins", origins, "--weights", points, "--limit-min", "10", "--overwrite"};
      arguments.insert(arguments.end(), more.begin(), more.end());
      const auto run = asked.ask("reach", arguments);
      REQUIRE(run.exit_code == 0);
      CHECK(says(run.err, "weight people: 2 at points that are not connected, in no sum"));
      return run.err + asked.result();
    };
    CHECK(reach(points) == reach(copy));
  }
  const auto matrix = [&](const std::string& destinations) {
    const auto run = asked.ask("matrix", {"--origins", points, "--destinations", destinations, "--overwrite"});
    REQUIRE(run.exit_code == 0);
    return run.err + asked.result();
  };
  CHECK(matrix(points) == matrix(copy));
}

TEST_CASE("travel verbs: layer, condition and CRS of the points, of all files or of one", "[flow][travel]") {
  const Asked asked;
  const auto branches = asked.write("branches.geojson", kBranches);
  const auto corners = asked.write("corners.csv", kCorners);
  const Words files{"--origins", corners, "--destinations", branches, "--overwrite"};
  const auto ask = [&](Words options) {
    options.insert(options.begin(), files.begin(), files.end());
    return asked.ask("matrix", options);
  };
  REQUIRE(ask({"--where", "destinations:seats = 10"}).exit_code == 0);
  CHECK(asked.result() == "origin,destination,time_s\nA,shop,0.0\nB,shop,1080.0\n");
  REQUIRE(ask({"--where", "origins:id = 'A'", "--where", "destinations:seats = 10"}).exit_code == 0);
  CHECK(asked.result() == "origin,destination,time_s\nA,shop,0.0\n");
  REQUIRE(ask({"--where", "id = 'A' OR id = 'shop'"}).exit_code == 0);
  CHECK(asked.result() == "origin,destination,time_s\nA,shop,0.0\n");
  const auto absent = ask({"--layer", "destinations:nowhere"});
  CHECK(absent.exit_code == 3);
  CHECK(says(absent.err, "layer 'nowhere' is not there"));
  const auto elsewhere = ask({"--source-crs", "destinations:EPSG:4326"});
  CHECK(elsewhere.exit_code == 3);
}

TEST_CASE("reach: numbers that can be read two ways are refused with an option that settles them", "[flow][travel]") {
  const Asked asked;
  const auto corners = asked.write("corners.csv", kCorners);
  const auto weights = asked.write("weights.csv", "id;x;y;people\nA;250000;470000;1.250\nB;250000;470000;2.500\n");
  const auto ask = [&](Words options) {
    for (const char* word : {"--origins", corners.c_str(), "--weights", weights.c_str(), "--columns", "people",
                             "--limit-min", "1", "--overwrite"})
      options.push_back(word);
    return asked.ask("reach", options);
  };
  const auto refused = ask({});
  CHECK(refused.exit_code == 3);
  CHECK(says(refused.err, "can be read two ways: '1.250' is 1250 or 1.25"));
  CHECK(says(refused.err, "--decimal ,"));
  REQUIRE(ask({"--decimal", ","}).exit_code == 0);
  CHECK(asked.result() == "id,not_connected,people_1_min\nA,,3750\nB,,0\n");
  REQUIRE(ask({"--decimal", "weights:."}).exit_code == 0);
  CHECK(asked.result() == "id,not_connected,people_1_min\nA,,3.75\nB,,0\n");
  CHECK(ask({"--decimal", "komma"}).exit_code == 2);
}

TEST_CASE("reach: from every node of the network", "[flow][travel]") {
  const Asked asked;
  // On foot both ways are open, and A and B are 18.75 min apart.
  const auto run = asked.ask("reach",
                             {"--origins", "all", "--weights", asked.write("weights.csv", kWeights), "--limit-min",
                              "20", "--columns", "jobs,people"},
                             "foot");
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  std::istringstream lines{asked.result()};
  std::string line;
  std::getline(lines, line);
  CHECK(line == "id,x,y,jobs_20_min,people_20_min");
  std::vector<std::string> ends;
  while (std::getline(lines, line))
    ends.push_back(line.substr(0, 2) + line.substr(line.find(',', line.find(',', 2) + 1)));
  std::sort(ends.begin(), ends.end());
  CHECK(ends == Words{"1,,1,30.5", "2,,1,30.5", "3,,7,0"});
  CHECK(says(run.err, "(3 origins, 2 measures)"));
}

TEST_CASE("isochrone: bands, origins and what is not connected, as a map", "[flow][travel]") {
  Asked asked;
  asked.out = (asked.folder / "out.gpkg").string();
  const auto origins = asked.write("origins.csv", "id,x,y\nA,250000,470000\nfar,250600,470600\n");
  const auto run = asked.ask("isochrone", {"--origins", origins, "--limit-min", "3,7.5"});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(sqlite_rows(asked.out, "select origin, mode, from_min, to_min from isochrones order by to_min") ==
        std::vector<Words>{{"A", "bicycle", "0.0", "3.0"}, {"A", "bicycle", "3.0", "7.5"}});
  // Two arms of 750 m and 75 m to either side, within a tenth.
  const double inner_km2 = std::stod(sqlite_value(asked.out, "select area_km2 from isochrones where to_min = 3"));
  CHECK(inner_km2 == Approx(2 * 0.750 * 0.150).epsilon(0.1));
  CHECK(sqlite_rows(asked.out, "select id from origins") == std::vector<Words>{{"A"}});
  CHECK(sqlite_rows(asked.out, "select id, reason, distance_m from not_connected") ==
        std::vector<Words>{{"far", "too_far", "NULL"}});
  CHECK(sqlite_value(asked.out, "select count(*) from layer_styles") == "3");
  CHECK(sqlite_value(asked.out, "select name from qgis_projects") == "trek");
  CHECK(says(run.err, "Origins: 2 read = 1 connected + 0 rejected + 1 not connected"));
}

TEST_CASE("isochrone: without anything unconnected, there is no layer for it", "[flow][travel]") {
  Asked asked;
  asked.out = (asked.folder / "out.gpkg").string();
  const Words options{"--origins", asked.write("origins.csv", kCorners), "--limit-min", "3", "--lang", "en"};
  REQUIRE(asked.ask("isochrone", options).exit_code == 0);
  CHECK(sqlite_rows(asked.out, "select table_name from gpkg_contents where data_type = 'features' order by 1") ==
        std::vector<Words>{{"isochrones"}, {"origins"}});
}

TEST_CASE("travel verbs: wrong options are code 2, and nothing is written", "[flow][travel]") {
  const Asked asked;
  const auto refused = [&](const auto& run, const std::string& part) {
    CAPTURE(run.err, part);
    CHECK(run.exit_code == 2);
    CHECK(says(run.err, part));
    CHECK_FALSE(std::filesystem::exists(asked.out));
  };
  const Words files{"--origins", asked.write("o.csv", kCorners), "--destinations", asked.write("d.csv", kCorners)};
  refused(asked.ask("matrix", files, "car"), "it has: foot, bicycle");
  refused(asked.ask("matrix", files, "bicicle"), "did you mean 'bicycle'");
  refused(asked.matrix({"--limt-min", "5"}), "--limt-min");
  refused(asked.matrix({"--limit-min", "5,10"}), "one limit");
  refused(asked.matrix({"--limit-min", "0"}), "above 0");
  refused(asked.matrix({"--limit-min", "1441"}), "at most 1440");
  refused(asked.matrix({"--direction", "sideways"}), "direction");
  refused(asked.matrix({"--crs", "EPSG:99999"}), "--crs EPSG:99999");
  refused(asked.reach({"--limit-min", "10,5"}), "does not ascend");
  refused(asked.reach({"--limit-min", "5", "--columns", "poeple"}), "did you mean 'people'");
  refused(asked.reach({"--limit-min", "5", "--decay", "exponetial:half_life_min=3"}), "did you mean 'exponential'");
  refused(asked.reach({"--limit-min", "5", "--decay", "exponential"}), "needs half_life_min=NUMBER");
  refused(asked.reach({"--limit-min", "5", "--decay", "power:exponent=-1"}), "above 0");
}

TEST_CASE("travel verbs: an existing output stays without --overwrite", "[flow][travel]") {
  const Asked asked;
  asked.folder.write("out.csv", "mine");
  const auto refused = asked.matrix();
  CHECK(refused.exit_code == 2);
  CHECK(says(refused.err, "--overwrite"));
  CHECK(asked.result() == "mine");
  CHECK(asked.matrix({"--overwrite"}).exit_code == 0);
  CHECK(says(asked.result(), "A,B,360.0"));
}

TEST_CASE("travel verbs: damaged or absent input is code 3, and nothing is left", "[flow][travel]") {
  const Asked asked;
  std::string bytes = trek::test::bytes_of(network());
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  const Words files{"--origins", asked.write("o.csv", kCorners), "--destinations", asked.write("d.csv", kCorners)};
  const auto with = [&](const std::string& file) {
    Words words{"matrix", "--network", file, "--mode", "bicycle", "-o", asked.out, "--progress", "none"};
    words.insert(words.end(), files.begin(), files.end());
    return trek::test::trek(words);
  };
  CHECK(with(asked.write("damaged.trek", bytes)).exit_code == 3);
  CHECK(with((asked.folder / "absent.trek").string()).exit_code == 3);
  CHECK(asked.matrix({}, "id,name\nA,b\n").exit_code == 3);
  CHECK(asked.ask("reach", {"--origins", "all", "--weights", files[1], "--limit-min", "5"}).exit_code == 3);
  for (const auto& entry : std::filesystem::directory_iterator{asked.folder.path()})
    CHECK_FALSE(says(entry.path().filename().string(), ".part"));
}

TEST_CASE("travel verbs: the same bytes on any number of threads and with any kernel", "[flow][travel]") {
  const Asked asked;
  const auto& region = trek::test::small_region();
  const std::string net = asked.folder / "region.trek";
  const auto built = trek::test::trek({"network", "build", region / "data/twente.osm.pbf", "-o", net, "--mode",
                                       "bicycle", "--crs", "EPSG:28992", "--progress", "none"});
  CAPTURE(built.err);
  REQUIRE(built.exit_code == 0);
  std::string grid = "id,x,y,people\n";
  for (int i = 0; i < 400; ++i)
    grid += fmt::format("p{},{},{},{}\n", i, 240'000 + i % 20 * 900, 470'000 + i / 20 * 700, i % 7 + 0.1);
  const std::string points = asked.write("grid.csv", grid);
  const auto result = [&](const Words& verb, const std::string& threads, const std::string& kernel) {
    Words words = verb;
    for (const std::string& word :
         {std::string{"--network"}, net, std::string{"--mode"}, std::string{"bicycle"}, std::string{"--origins"},
          points, std::string{"-o"}, asked.out, std::string{"--overwrite"}, std::string{"--threads"}, threads,
          std::string{"--kernel"}, kernel})
      words.push_back(word);
    const auto run = trek::test::trek(words);
    CAPTURE(run.err);
    REQUIRE(run.exit_code == 0);
    return asked.result();
  };
  for (const Words& verb :
       {Words{"matrix", "--destinations", points, "--limit-min", "20"},
        Words{"reach", "--weights", points, "--limit-min", "10,20", "--decay", "gaussian:sigma_min=9"}}) {
    const std::string expected = result(verb, "1", "search");
    CHECK(std::count(expected.begin(), expected.end(), '\n') > 300);
    for (const std::string threads : {"1", "2", "4"}) {
      CHECK(result(verb, threads, "search") == expected);
      CHECK(result(verb, threads, "sweep") == expected);
      CHECK(result(verb, threads, "auto") == expected);
    }
  }
}
