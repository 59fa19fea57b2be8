#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/loopback_server.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using trek::test::bytes_of;
using trek::test::Reply;
using trek::test::says;
using trek::test::SmallRegionCopy;

namespace {

trek::test::CommandResult command(const std::vector<std::string>& words) { return trek::test::trek(words); }

std::string words_of(const trek::test::CommandResult& result) { return result.out + result.err; }

/// Every file below, but for the project file itself.
std::string bytes_below(const fs::path& folder) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    if (entry.is_regular_file() && entry.path().filename() != "trek.toml") all += bytes_of(entry.path());
  }
  return all;
}

}  // namespace

TEST_CASE("trust: no secret of an address is in an output, a cache or a message", "[flow]") {
  const SmallRegionCopy region;
  const std::string file = (region / "trek.toml").string();
  const std::string url = "url = \"trek init FOLDER --demo twente (writes all files of this project)\"";
  trek::test::edit(file, "path = \"gemeenten.gpkg\"\n" + url,
                   "path = \"gemeenten.gpkg\"\nurl = \"http://u:GEHEIM@127.0.0.1/x.geojson?API%5FKEY=GEHEIM\"");
  trek::test::edit(
      file, "path = \"twente.osm.pbf\"\n" + url + "\ntitle = \"",
      "path = \"twente.osm.pbf\"\nurl = \"PG:host=db password='een GEHEIM'\"\ntitle = \"http://h/?token=GEHEIM ");
  trek::test::edit(file, "notice = \"", "notice = \"Bron: https://h/x;jsessionid=GEHEIM?a=1 ");
  const std::string output = (region / "out.gpkg").string();
  const auto run = command({"run", file, "-o", output, "--progress", "json"});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK_FALSE(says(words_of(run), "GEHEIM"));
  CHECK_FALSE(says(bytes_below(region.path()), "GEHEIM"));
  CHECK(says(bytes_of(output), "http://***@127.0.0.1/x.geojson"));
  for (const auto& words : std::vector<std::vector<std::string>>{{"check", file, "--format", "json"},
                                                                 {"check", file},
                                                                 {"explain", output},
                                                                 {"explain", output, "--format", "json"}}) {
    CAPTURE(words);
    CHECK_FALSE(says(words_of(command(words)), "GEHEIM"));
  }
  fs::remove(region / "data/gemeenten.gpkg");
  fs::remove(region / "data/twente.osm.pbf");
  for (const auto& words : std::vector<std::vector<std::string>>{{"run", file, "-o", output, "--overwrite"},
                                                                 {"check", file},
                                                                 {"fetch", file},
                                                                 {"fetch", file, "--format", "json"}}) {
    CAPTURE(words);
    const auto result = command(words);
    CHECK(result.exit_code == 3);
    CHECK_FALSE(says(words_of(result), "GEHEIM"));
    CHECK(says(words_of(result), "***"));
  }
}

TEST_CASE("trust: what a verb is given on the command line shows no secret either", "[flow]") {
  for (const char* const word :
       {"http://u:GEHEIM@h/x.csv", "/vsicurl/http://h/x.csv?token=GEHEIM", "PG:host=x password=GEHEIM"}) {
    for (const char* const verb : {"inspect", "check", "run", "fetch", "explain"}) {
      const auto result = command({verb, word});
      CAPTURE(verb, word, result.err);
      CHECK((result.exit_code == 2 || result.exit_code == 3));
      CHECK_FALSE(says(words_of(result), "GEHEIM"));
    }
  }
}

TEST_CASE("trust: a project writes nothing outside its folder, by name, path, cache or link", "[flow]") {
  const SmallRegionCopy region;
  const trek::test::TemporaryFolder outside;
  const std::string file = (region / "trek.toml").string();
  const std::string output = (region / "out.gpkg").string();
  const std::vector<std::string> run{"run", file, "-o", output, "--overwrite", "--progress", "none"};
  SECTION("by the name of a source") {
    trek::test::edit(file, "name = \"straten\"", "name = \"../../evil\"");
    const auto result = command(run);
    CHECK(result.exit_code == 2);
    CHECK(says(result.err, "[source].name: '../../evil' is no name of a source"));
    CHECK_FALSE(fs::exists(region.path().parent_path() / "evil.trek"));
  }
  SECTION("by the cache, until the command line allows it") {
    trek::test::edit(file, "[project]", "[project]\ncache = \"" + (outside / "cache").string() + "\"");
    auto words = run;
    CHECK(command(words).exit_code == 2);
    CHECK(fs::is_empty(outside.path()));
    words.insert(words.end(), {"--allow-outside", outside.path().string()});
    CHECK(command(words).exit_code == 0);
    CHECK(fs::exists(outside / "cache/straten.trek"));
  }
  SECTION("by a link") {
    fs::remove_all(region / ".trek-cache");
    if (GENERATE(true, false)) {
      fs::create_directory_symlink(outside.path(), region / ".trek-cache");
    } else {
      fs::create_directories(region / ".trek-cache");
      fs::create_symlink(outside / "victim", region / ".trek-cache/straten.trek");
    }
    const auto result = command(run);
    CHECK(result.exit_code == 2);
    CHECK(says(result.err, "command line"));
    CHECK(fs::is_empty(outside.path()));
  }
}

TEST_CASE("trust: a folded header line is no crash of the program", "[flow]") {
  trek::test::LoopbackServer server;
  const trek::test::TemporaryFolder folder;
  const std::string file =
      folder
          .write("trek.toml",
                 "[project]\nname = \"f\"\n[[source]]\ntable = \"population\"\npath = \"p.csv\"\n"
                 "[[source]]\ntable = \"municipalities\"\npath = \"m.geojson\"\n"
                 "[[source]]\ntable = \"candidates\"\nname = \"c\"\npath = \"c.geojson\"\n"
                 "fetch = { kind = \"ogc_features\", type = \"t\", url = \"" +
                     server.url("") +
                     "\" }\n[[mode]]\nmode = \"foot\"\n[[criterion]]\nmeasure = \"function_value\"\n"
                     "anchors = [[0, 0.0], [1, 1.0]]\nreason = \"r\"\n")
          .string();
  Reply folded;
  folded.raw = "HTTP/1.1 200 OK\r\n a:" + std::string(2000, 'f') + "\r\n " + std::string(3000, 'm') + "\r\n\r\n{}";
  const std::string page =
      R"({"type":"FeatureCollection","features":[{"type":"Feature","id":1,"geometry":null,"properties":{}}],)"
      R"("links":[{"rel":"next","href":"/next"}]})";
  server.script("/collections/t/items", {{200, {"X: y"}, page}});
  server.script("/next", {folded});
  const auto result = command({"fetch", file, "--source", "c", "--whole", "--format", "json"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 3);
  CHECK(says(result.out, "no HTTP that trek takes"));
}
