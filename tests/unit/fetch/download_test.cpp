#include <nlohmann/json.hpp>

#include "scene.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/core/sha256.hpp"
#include "trek/fetch/detail/side_file.hpp"
#include "trek/fetch/download_day.hpp"
#include "zip_bytes.hpp"

namespace fetch = trek::fetch;
using fetch::State;
using trek::test::geopackage_like;
using trek::test::Reply;
using trek::test::says;
using trek::test::Scene;
using trek::test::text_in;

namespace {

const std::string kEtag = "ETag: \"one\"";

/// The rest of a body from `from` on, as a server that honours Range sends it.
Reply rest_of(const std::string& body, std::size_t from, std::vector<std::string> headers = {kEtag}) {
  headers.push_back("Content-Range: bytes " + std::to_string(from) + "-" + std::to_string(body.size() - 1) + "/" +
                    std::to_string(body.size()));
  return {206, std::move(headers), body.substr(from)};
}

/// A whole answer that breaks off after `sent` bytes.
Reply broken_after(const std::string& body, std::size_t sent, std::vector<std::string> headers = {kEtag}) {
  return {200, std::move(headers), body.substr(0, sent), body.size()};
}

}  // namespace

TEST_CASE("fetch: a file arrives whole, with what it is beside it", "[fetch][unit]") {
  Scene scene;
  const std::string body = geopackage_like(5000);
  scene.server.script("/layer.gpkg", {{200, {kEtag, "Last-Modified: Mon, 05 Jan 2026 00:00:00 GMT"}, body}});
  const auto outcome = scene.fetch(scene.file_target());
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::fetched);
  CHECK(outcome.bytes == 5000);
  CHECK(outcome.message.empty());
  CHECK(text_in(scene.folder / "layer.gpkg") == body);
  CHECK(scene.no_part());
  const auto note = nlohmann::json::parse(text_in(scene.folder / "layer.gpkg.source.json"));
  CHECK(note["url"] == scene.server.url("/layer.gpkg"));
  CHECK(note["fetched"] == "2026-01-02T03:04:05.000Z");
  CHECK(note["bytes"] == 5000);
  CHECK(note["sha256"] == trek::core::sha256(body));
  CHECK(note["licence"] == "CC0");
  CHECK(note["attribution"] == "its maker");
  CHECK(note["etag"] == "\"one\"");
  REQUIRE(scene.server.requests().size() == 1);
  CHECK(scene.server.requests()[0].header("user-agent").starts_with("trek/"));
  CHECK(scene.server.requests()[0].header("range").empty());
  CHECK(scene.pauses.empty());
}

TEST_CASE("download_day: of the file that fetch wrote, and of no other in its place", "[fetch][unit]") {
  Scene scene;
  const std::string body = geopackage_like(500);
  scene.server.script("/layer.gpkg", {{200, {}, body}});
  REQUIRE(scene.fetch(scene.file_target()).state == State::fetched);
  const auto day = [&](const std::string& bytes) {
    return trek::fetch::download_day(scene.folder / "layer.gpkg", trek::core::sha256(bytes));
  };
  CHECK(day(body) == "2026-01-02");
  CHECK(day(body + "x").empty());
  CHECK(trek::fetch::download_day(scene.folder / "layer.gpkg", "").empty());
  CHECK(trek::fetch::download_day(scene.folder / "other.gpkg", trek::core::sha256(body)).empty());
  // A note may come from anywhere.
  for (const std::string& when :
       {std::string{"2026-01"}, std::string{"2026"}, std::string{"<b>soon</b>"}, std::string{}}) {
    CAPTURE(when);
    const nlohmann::json note{{"fetched", when}, {"sha256", trek::core::sha256(body)}};
    scene.folder.write("layer.gpkg.source.json", note.dump());
    CHECK(day(body).empty());
  }
  scene.folder.write("layer.gpkg.source.json", "{");
  CHECK(day(body).empty());
}

TEST_CASE("fetch: in chunks, without a length told beforehand", "[fetch][unit]") {
  Scene scene;
  Reply reply{200, {}, geopackage_like(1234)};
  reply.chunked = true;
  scene.server.script("/layer.gpkg", {reply});
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(text_in(scene.folder / "layer.gpkg") == reply.body);
}

TEST_CASE("fetch: what is there is not asked for again", "[fetch][unit]") {
  Scene scene;
  scene.folder.write("layer.gpkg", "mine");
  CHECK(scene.fetch(scene.file_target()).state == State::present);
  CHECK(scene.server.requests().empty());
  CHECK(text_in(scene.folder / "layer.gpkg") == "mine");
  auto other = scene.file_target();
  other.recipe->bytes = 5;
  const auto outcome = scene.fetch(other);
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "4 bytes, expected 5"));
  CHECK(scene.server.requests().empty());
}

TEST_CASE("fetch: without a recipe nothing is requested, and the message says what to put where", "[fetch][unit]") {
  Scene scene;
  auto target = scene.file_target();
  target.recipe.reset();
  const auto outcome = scene.fetch(target);
  CHECK(outcome.state == State::skipped);
  CHECK(says(outcome.message, "source 'layer'"));
  CHECK(says(outcome.message, "somewhere"));
  CHECK(says(outcome.message, (scene.folder / "layer.gpkg").string()));
  CHECK(scene.server.requests().empty());
  CHECK(std::filesystem::is_empty(scene.folder.path()));
}

TEST_CASE("refresh: on the condition that it changed", "[fetch][unit]") {
  Scene scene;
  const std::string old_body = geopackage_like(300);
  const std::string new_body = geopackage_like(400);
  scene.server.script("/layer.gpkg",
                      {{200, {kEtag}, old_body}, {304, {kEtag}, ""}, {200, {"ETag: \"two\""}, new_body}});
  scene.options.refresh = true;
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(scene.fetch(scene.file_target()).state == State::present);
  CHECK(text_in(scene.folder / "layer.gpkg") == old_body);
  CHECK(scene.no_part());
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(text_in(scene.folder / "layer.gpkg") == new_body);
  const auto requests = scene.server.requests();
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].header("if-none-match").empty());
  CHECK(requests[1].header("if-none-match") == "\"one\"");
  scene.folder.write("layer.gpkg", "changed by hand");  // no longer what the note speaks of
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(scene.server.requests().back().header("if-none-match").empty());
}

TEST_CASE("refresh: by date where there is no ETag", "[fetch][unit]") {
  Scene scene;
  const std::string date = "Mon, 05 Jan 2026 00:00:00 GMT";
  scene.server.script("/layer.gpkg", {{200, {"Last-Modified: " + date}, geopackage_like(300)}, {304, {}, ""}});
  scene.options.refresh = true;
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(scene.fetch(scene.file_target()).state == State::present);
  CHECK(scene.server.requests().back().header("if-modified-since") == date);
}

TEST_CASE("resume: a broken-off file goes on where it was, in the same call", "[fetch][unit]") {
  Scene scene;
  const std::string body = geopackage_like(4000);
  scene.server.script("/layer.gpkg", {broken_after(body, 1500), rest_of(body, 1500)});
  const auto outcome = scene.fetch(scene.file_target());
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::fetched);
  CHECK(text_in(scene.folder / "layer.gpkg") == body);
  CHECK(scene.server.requests().back().header("range") == "bytes=1500-");
  CHECK(scene.server.requests().back().header("if-range") == "\"one\"");
  CHECK(scene.pauses.size() == 1);
}

TEST_CASE("resume: and at the next call", "[fetch][unit]") {
  Scene scene;
  scene.options.tries = 1;
  const std::string body = geopackage_like(4000);
  scene.server.script("/layer.gpkg", {broken_after(body, 1500), rest_of(body, 1500)});
  const auto first = scene.fetch(scene.file_target());
  CHECK(first.state == State::failed);
  CHECK(says(first.message, "broke off"));
  CHECK_FALSE(scene.has("layer.gpkg"));
  CHECK(text_in(scene.folder / "layer.gpkg.part") == body.substr(0, 1500));
  CHECK(scene.has("layer.gpkg.part.json"));
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(text_in(scene.folder / "layer.gpkg") == body);
  CHECK(scene.no_part());
}

TEST_CASE("resume: whatever the server makes of the question, the file is the whole new one", "[fetch][unit]") {
  const std::string body = geopackage_like(4000);
  std::string changed = geopackage_like(4000);
  changed[2000] = '#';
  const auto second = GENERATE_COPY(
      as<std::vector<Reply>>{}, std::vector<Reply>{{200, {kEtag}, body}},                   // ignores Range
      std::vector<Reply>{{200, {"ETag: \"two\""}, changed}},                                // another file by now
      std::vector<Reply>{rest_of(changed, 1500, {"ETag: \"two\""}), {200, {}, changed}},    // a part of another file
      std::vector<Reply>{rest_of(body, 1000), {200, {kEtag}, body}},                        // another part
      std::vector<Reply>{rest_of(body + "x", 1500), {200, {kEtag}, body}},                  // of another length
      std::vector<Reply>{{206, {kEtag}, body.substr(1500)}, {200, {kEtag}, body}},          // without saying which part
      std::vector<Reply>{{416, {"Content-Range: bytes */4000"}, ""}, {200, {}, changed}});  // no such part
  Scene scene;
  scene.options.tries = 1;
  scene.server.script("/layer.gpkg", {broken_after(body, 1500)});
  CHECK(scene.fetch(scene.file_target()).state == State::failed);
  scene.server.script("/layer.gpkg", second);
  const auto outcome = scene.fetch(scene.file_target());
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::fetched);
  CHECK(text_in(scene.folder / "layer.gpkg") == second.back().body);
  CHECK(scene.no_part());
  if (second.size() == 2) CHECK(scene.server.requests().back().header("range").empty());
}

TEST_CASE("resume: a server that gives no more than the next part of a file does not make it whole", "[fetch][unit]") {
  Scene scene;
  scene.options.tries = 1;
  const std::string body = geopackage_like(4000);
  scene.server.script("/layer.gpkg", {broken_after(body, 1500),
                                      {206, {kEtag, "Content-Range: bytes 1500-2499/4000"}, body.substr(1500, 1000)}});
  CHECK(scene.fetch(scene.file_target()).state == State::failed);
  const auto outcome = scene.fetch(scene.file_target());
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "gave 2500 of 4000 bytes"));
  CHECK_FALSE(scene.has("layer.gpkg"));
}

TEST_CASE("resume: not without a way to tell that it is the same file", "[fetch][unit]") {
  const auto headers = GENERATE(std::vector<std::string>{}, std::vector<std::string>{"ETag: W/\"weak\""});
  Scene scene;
  const std::string body = geopackage_like(4000);
  scene.server.script("/layer.gpkg", {broken_after(body, 1500, headers), {200, headers, body}});
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(scene.server.requests().back().header("range").empty());
  CHECK(text_in(scene.folder / "layer.gpkg") == body);
}

TEST_CASE("resume: a part of another url, or without its note, is begun anew", "[fetch][unit]") {
  Scene scene;
  const std::string body = geopackage_like(4000);
  scene.server.script("/layer.gpkg", {{200, {kEtag}, body}});
  scene.folder.write("layer.gpkg.part", std::string(1000, 'z'));
  if (GENERATE(true, false))
    scene.folder.write("layer.gpkg.part.json",
                       R"({"url":"http://other/","etag":"\"one\"","last_modified":"","length":4000})");
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(scene.server.requests().back().header("range").empty());
  CHECK(text_in(scene.folder / "layer.gpkg") == body);
}

TEST_CASE("fetch: a zip is judged by its list of files, a file by the hash and size it should have", "[fetch][unit]") {
  Scene scene;
  const std::string zip = trek::test::zip_bytes({{"cells.csv", "id;x;y\n1;2;3\n"}});
  scene.server.script("/cells.zip", {{200, {}, zip}});
  scene.server.script("/cut.zip", {{200, {kEtag}, zip.substr(0, zip.size() - 30)}});
  auto target = scene.target("cells.zip", trek::model::FetchKind::zip, "/cells.zip");
  target.recipe->sha256 = trek::core::sha256(zip);
  target.recipe->bytes = zip.size();
  CHECK(scene.fetch(target).state == State::fetched);

  const auto cut = scene.fetch(scene.target("cut.zip", trek::model::FetchKind::zip, "/cut.zip"));
  CHECK(cut.state == State::failed);
  CHECK(says(cut.message, "damaged"));
  CHECK_FALSE(scene.has("cut.zip"));
  CHECK_FALSE(scene.has("cut.zip.part"));

  target.path = scene.folder / "again.zip";
  target.recipe->sha256.back() = target.recipe->sha256.back() == '0' ? '1' : '0';
  CHECK(says(scene.fetch(target).message, "SHA-256"));
  CHECK_FALSE(scene.has("again.zip"));
  target.recipe->sha256.clear();
  target.recipe->bytes += 1;
  CHECK(says(scene.fetch(target).message, "expected " + std::to_string(zip.size() + 1)));
  CHECK_FALSE(scene.has("again.zip"));
}

TEST_CASE("fetch: a part that another process writes is left to it", "[fetch][unit]") {
  Scene scene;
  const trek::fetch::detail::PartFile held{scene.folder / "layer.gpkg"};
  const auto outcome = scene.fetch(scene.file_target());
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "another fetch is writing it"));
  CHECK(scene.server.requests().empty());
}
