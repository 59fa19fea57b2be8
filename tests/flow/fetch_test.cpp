#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/loopback_server.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"

using trek::test::bytes_of;
using trek::test::LoopbackServer;
using trek::test::Reply;
using trek::test::TemporaryFolder;

using trek::test::says;

namespace {

constexpr const char* kMunicipality = R"({"type":"FeatureCollection",
"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"features":[{"type":"Feature",
"properties":{"statcode":"GM0153","statnaam":"Enschede"},"geometry":{"type":"Polygon","coordinates":
[[[250000,465000],[265000,465000],[265000,478000],[250000,478000],[250000,465000]]]}}]})";

constexpr const char* kTownscape = R"({"type":"FeatureCollection","numberMatched":1,"features":[{"type":"Feature",
"id":"Townscapes.7","properties":{"NAAM":"Lonneker","JURSTATUS":"rijksbeschermd"},"geometry":{"type":"Polygon",
"coordinates":[[[258000,474000],[258100,474000],[258100,474100],[258000,474000]]]}}]})";

/// A project on a server that has a file of municipalities and a WFS; its candidates are nowhere to be had.
struct Served {
  LoopbackServer server;
  TemporaryFolder folder;
  std::string project;

  Served() {
    server.script("/gemeenten.geojson", {{200, {"ETag: \"g\""}, kMunicipality}});
    server.script("/wfs", {{200, {}, kTownscape}});
    server.script("/cellen.csv", {{200, {}, "crs28992res100m;aantal_inwoners\nE2580N4710;10\n"}});
    project = folder.write("trek.toml", text()).string();
  }

  [[nodiscard]] std::string text() const {
    return R"([project]
name = "Klein"
[[source]]
table = "townscapes"
path = "gezichten.geojson"
fetch = { kind = "wfs", url = ")" +
           server.url("/wfs") + R"(", type = "rce:Townscapes" }
[[source]]
table = "municipalities"
path = "gemeenten.geojson"
licence = "CC BY 4.0"
url = ")" + server.url("/gemeenten.geojson") +
           R"("
[[source]]
table = "population"
path = "cellen.csv"
url = ")" + server.url("/cellen.csv") +
           R"("
[[source]]
table = "population"
name = "dezelfde cellen"
path = "cellen.csv"
url = ")" + server.url("/cellen.csv") +
           R"("
[[source]]
table = "candidates"
path = "kandidaten.csv"
url = "vraag de gemeente"
[[mode]]
mode = "bicycle"
[[criterion]]
measure = "people_target_bicycle_15min"
anchors = [[0, 0.0], [1000, 1.0]]
reason = "dichtbij"
)";
  }

  [[nodiscard]] auto fetch(std::vector<std::string> options = {}) const {
    std::vector<std::string> words{"fetch", project, "--progress", "none"};
    words.insert(words.end(), options.begin(), options.end());
    if (!std::count(options.begin(), options.end(), "--format")) words.insert(words.end(), {"--format", "json"});
    return trek::test::trek(words);
  }

  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> names;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator{folder / "data", ignored})
      names.insert(entry.path().filename().string());
    return names;
  }
};

}  // namespace

TEST_CASE("fetch: files first, then services in the region they give, and words for the rest", "[flow]") {
  const Served served;
  const auto first = served.fetch();
  CAPTURE(first.out, first.err);
  CHECK(first.exit_code == 3);
  const auto rows = nlohmann::json::parse(first.out);
  REQUIRE(rows.size() == 5);
  for (std::size_t row = 0; row < 4; ++row) {
    CAPTURE(row);
    CHECK(rows[row]["state"] == "fetched");
    CHECK(rows[row]["message"] == "");
  }
  CHECK(rows[0]["source"] == "gezichten");  // the project's order
  CHECK(rows[1]["bytes"] == std::string{kMunicipality}.size());
  CHECK(rows[4]["state"] == "skipped");
  CHECK(says(rows[4]["message"], "vraag de gemeente"));
  CHECK(says(rows[4]["message"], (served.folder / "data/kandidaten.csv").string()));
  CHECK(says(first.err, "1 of 5 sources"));

  const auto requests = served.server.requests();
  REQUIRE(requests.size() == 3);  // one for the two sources in one file
  CHECK(requests[0].target == "/gemeenten.geojson");
  CHECK(requests[2].asks("bbox=245000,460000,270000,483000,EPSG:28992"));
  CHECK(bytes_of(served.folder / "data/gemeenten.geojson") == kMunicipality);
  CHECK(served.files() == std::set<std::string>{"cellen.csv", "cellen.csv.source.json", "gemeenten.geojson",
                                                "gemeenten.geojson.source.json", "gezichten.geojson",
                                                "gezichten.geojson.source.json"});

  served.folder.write("data/kandidaten.csv", "id;name;x;y\n1;Fabriek;258000;471000\n");
  const auto second = served.fetch();
  CHECK(second.exit_code == 0);
  CHECK(served.server.requests().size() == 3);  // all is there: nothing is asked
  CHECK_FALSE(says(second.out, "\"fetched\""));
  const auto check = trek::test::trek({"check", served.project, "--progress", "none"});
  CAPTURE(check.out, check.err);
  CHECK(check.exit_code <= 1);  // what was fetched can be read
}

TEST_CASE("fetch: only the source that is named", "[flow]") {
  const Served served;
  CHECK(served.fetch({"--source", "gemeenten"}).exit_code == 0);
  CHECK(served.files() == std::set<std::string>{"gemeenten.geojson", "gemeenten.geojson.source.json"});
  const auto unknown = served.fetch({"--source", "gemeente"});
  CHECK(unknown.exit_code == 2);
  CHECK(says(unknown.err, "did you mean 'gemeenten'?"));
}

TEST_CASE("fetch: offline it says which file to put where", "[flow]") {
  const Served served;
  trek::test::edit(served.project, served.server.url("/cellen.csv"), "http://127.0.0.1:1/cellen.csv");
  const auto result = served.fetch({"--source", "cellen"});
  CHECK(result.exit_code == 3);
  const auto rows = nlohmann::json::parse(result.out);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["state"] == "failed");
  CHECK(rows[0]["bytes"].is_null());
  CHECK(says(rows[0]["message"], "http://127.0.0.1:1/cellen.csv cannot be reached"));
  CHECK(says(rows[0]["message"], "save it as " + (served.folder / "data/cellen.csv").string()));
  CHECK(served.files().empty());
  const auto for_people = served.fetch({"--source", "cellen", "--format", "table"});
  CHECK_FALSE(says(for_people.out, "cannot be reached"));
  CHECK(says(for_people.err, "source 'cellen': http://127.0.0.1:1/cellen.csv cannot be reached"));
}

TEST_CASE("fetch: what to do about a file that two sources share is told of the one, and named by the other",
          "[flow]") {
  const Served served;
  for (int mention = 0; mention < 2; ++mention)
    trek::test::edit(served.project, served.server.url("/cellen.csv"), "http://127.0.0.1:1/cellen.csv");
  const auto rows = nlohmann::json::parse(served.fetch().out);
  std::string first;
  std::string second;
  for (const auto& row : rows) {
    if (row["source"] == "cellen") first = row["message"];
    if (row["source"] == "dezelfde cellen") second = row["message"];
  }
  CHECK(says(first, "source 'cellen': http://127.0.0.1:1/cellen.csv cannot be reached"));
  CHECK(says(second, "source 'dezelfde cellen': "));
  CHECK(says(second, "is the file of source 'cellen' too"));
}

TEST_CASE("fetch: a service without region asks for one, and takes the project's", "[flow]") {
  const Served served;
  const auto without = served.fetch({"--source", "gezichten"});
  CHECK(without.exit_code == 3);
  CHECK(says(without.out, "--whole"));
  CHECK(served.server.requests().empty());
  trek::test::edit(served.project, "[[mode]]", "[fetch]\nregion = [1000, 2000, 3000, 4000]\n[[mode]]");
  CHECK(served.fetch({"--source", "gezichten"}).exit_code == 0);
  REQUIRE(served.server.requests().size() == 1);
  CHECK(served.server.requests()[0].asks("bbox=1000,2000,3000,4000"));
}

TEST_CASE("fetch: Ctrl-C ends it at once, without a half file", "[flow]") {
  Served served;
  Reply stalled{200, {}, std::string{kMunicipality}.substr(0, 100), 100'000};
  stalled.holds = std::chrono::seconds{30};
  served.server.script("/gemeenten.geojson", {stalled});
  const std::vector<std::string> words{"fetch", served.project, "--progress", "none"};
  trek::test::CommandOptions options;
  options.interrupt_after = std::chrono::milliseconds{700};
  const auto start = std::chrono::steady_clock::now();
  const auto result = trek::test::trek(words, options);
  CHECK(result.exit_code == 130);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{10});
  CHECK(served.server.requests().size() == 1);
  CHECK(served.files().empty());
}
