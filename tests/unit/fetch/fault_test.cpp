#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "scene.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace fetch = trek::fetch;
using fetch::State;
using trek::test::geopackage_like;
using trek::test::Reply;
using trek::test::says;
using trek::test::Scene;
using trek::test::text_in;
using namespace std::chrono_literals;

TEST_CASE("faults: 429 is waited for as the server asks, then the file is there", "[fetch][unit]") {
  Scene scene;
  scene.server.script("/layer.gpkg", {{429, {"Retry-After: 7"}, "slow down"}, {200, {}, geopackage_like(200)}});
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(scene.pauses == std::vector<std::chrono::milliseconds>{7s});
  CHECK(text_in(scene.folder / "layer.gpkg") == geopackage_like(200));
}

TEST_CASE("faults: a server that asks for too long a pause is left alone", "[fetch][unit]") {
  Scene scene;
  scene.server.script("/layer.gpkg", {{503, {"Retry-After: 3600"}, ""}});
  const auto outcome = scene.fetch(scene.file_target());
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "asks to wait 3600 s"));
  CHECK(scene.server.requests().size() == 1);
  CHECK(scene.pauses.empty());
}

TEST_CASE("faults: five times 500 is an error, and the older file stays", "[fetch][unit]") {
  Scene scene;
  scene.options.refresh = true;
  scene.folder.write("layer.gpkg", "older");
  scene.server.script("/layer.gpkg", {{500, {}, "oops"}});
  const auto outcome = scene.fetch(scene.file_target());
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "answers 500, 5 times in a row"));
  CHECK(scene.server.requests().size() == 5);
  CHECK(scene.pauses == std::vector<std::chrono::milliseconds>{1s, 2s, 4s, 8s});
  CHECK(text_in(scene.folder / "layer.gpkg") == "older");
  CHECK(scene.no_part());
}

TEST_CASE("faults: 404 and 403 are not asked again", "[fetch][unit]") {
  Scene scene;
  const int status = GENERATE(400, 403, 404, 410);
  scene.server.script("/layer.gpkg", {{status, {}, "no"}});
  const auto outcome = scene.fetch(scene.file_target());
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "answers " + std::to_string(status)));
  CHECK(scene.server.requests().size() == 1);
  CHECK(scene.no_part());
}

TEST_CASE("faults: a web page in place of the file is refused, and nothing replaces the older one", "[fetch][unit]") {
  Scene scene;
  scene.options.refresh = true;
  scene.folder.write("layer.gpkg", "older");
  const std::string page = GENERATE(as<std::string>{}, "<!DOCTYPE html><p>busy</p>",
                                    "<html>" + std::string(500, ' ') + "</html>", "garbage", "");
  scene.server.script("/layer.gpkg", {{200, {"ETag: \"page\""}, page}});
  const auto outcome = scene.fetch(scene.file_target());
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "expected a GeoPackage"));
  CHECK(text_in(scene.folder / "layer.gpkg") == "older");
  CHECK_FALSE(scene.has("layer.gpkg.source.json"));
  CHECK(scene.no_part());
}

TEST_CASE("faults: fewer bytes than promised, or chunks without an end, are never a file", "[fetch][unit]") {
  Scene scene;
  Reply reply{200, {}, geopackage_like(1000)};
  if (GENERATE(true, false)) {
    reply.promised_bytes = 2000;
  } else {
    reply.chunked = true;
    reply.ends_chunks = false;
  }
  scene.server.script("/layer.gpkg", {reply});
  const auto outcome = scene.fetch(scene.file_target());
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "broke off"));
  CHECK(scene.server.requests().size() == 5);
  CHECK_FALSE(scene.has("layer.gpkg"));
  CHECK(scene.no_part());
}

TEST_CASE("faults: a body beyond --max-gb is cut off, told beforehand or not", "[fetch][unit]") {
  Scene scene;
  scene.options.largest_bytes = 999;
  Reply reply{200, {"ETag: \"x\""}, geopackage_like(1000)};
  reply.chunked = GENERATE(true, false);
  scene.server.script("/layer.gpkg", {reply});
  const auto outcome = scene.fetch(scene.file_target());
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "--max-gb"));
  CHECK(scene.server.requests().size() == 1);
  CHECK_FALSE(scene.has("layer.gpkg"));
  scene.options.largest_bytes = 1000;
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
}

TEST_CASE("redirects: within named hosts they are followed, elsewhere not", "[fetch][unit]") {
  Scene scene;
  const std::string elsewhere = "http://localhost:" + std::to_string(scene.server.port()) + "/real.gpkg";
  scene.server.script("/real.gpkg", {{200, {}, geopackage_like(100)}});
  scene.server.script("/layer.gpkg", {{302, {"Location: " + elsewhere}, "moved"}});
  const auto refused = scene.fetch(scene.file_target());
  CHECK(refused.state == State::failed);
  CHECK(says(refused.message, "no source names the host 'localhost:"));
  CHECK(scene.server.requests().size() == 1);
  CHECK_FALSE(scene.has("layer.gpkg"));

  scene.server.script("/layer.gpkg", {{301, {"Location: step"}, ""}});
  scene.server.script("/step", {{307, {"Location: /real.gpkg"}, ""}});
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);

  std::filesystem::remove(scene.folder / "layer.gpkg");
  scene.server.script("/layer.gpkg", {{302, {"Location: " + elsewhere}, ""}});
  scene.named.push_back(elsewhere);  // now a source names it
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
}

TEST_CASE("redirects: a loop, no address, or another scheme ends them", "[fetch][unit]") {
  Scene scene;
  const auto [location, said] = GENERATE(table<std::string, std::string>({
      {"Location: /layer.gpkg", "more than 5 times"},
      {"X-None: 1", "without saying where"},
      {"Location: file:///etc/passwd", "no address to fetch from"},
      {"Location: ftp://127.0.0.1/x", "no address to fetch from"},
  }));
  scene.server.script("/layer.gpkg", {{302, {location}, ""}});
  const auto outcome = scene.fetch(scene.file_target());
  CAPTURE(location, outcome.message);
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, said));
  CHECK(scene.server.requests().size() <= 6);
  CHECK_FALSE(scene.has("layer.gpkg"));
}

TEST_CASE("hosts: a recipe for a host that nobody names is not asked", "[fetch][unit]") {
  Scene scene;
  auto target = scene.file_target();
  target.recipe->url = "http://localhost:" + std::to_string(scene.server.port()) + "/layer.gpkg";
  const auto outcome = scene.fetch(target);
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "only named hosts are asked"));
  CHECK(scene.server.requests().empty());
}

TEST_CASE("stop: no half file under the final name; the part goes on at the next call", "[fetch][unit]") {
  Scene scene;
  const std::string body = geopackage_like(3'000'000);
  scene.folder.write("layer.gpkg", "older");
  scene.options.refresh = true;
  scene.server.script("/layer.gpkg", {{200, {"ETag: \"x\""}, body}});
  std::stop_source stop;
  trek::core::Control control;
  control.stop = stop.get_token();
  control.on_progress = [&](const trek::core::Progress& progress) {
    if (progress.done > 1'000'000) stop.request_stop();
  };
  try {
    (void)scene.fetch(scene.file_target(), control);
    FAIL("a stop must be heard");
  } catch (const trek::core::Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::cancelled);
  }
  CHECK(text_in(scene.folder / "layer.gpkg") == "older");
  const auto part = std::filesystem::file_size(scene.folder / "layer.gpkg.part");
  CHECK(part > 1'000'000);
  CHECK(part < 3'000'000);
  scene.server.script(
      "/layer.gpkg",
      {{206, {"ETag: \"x\"", "Content-Range: bytes " + std::to_string(part) + "-2999999/3000000"}, body.substr(part)}});
  CHECK(scene.fetch(scene.file_target()).state == State::fetched);
  CHECK(text_in(scene.folder / "layer.gpkg") == body);
}

TEST_CASE("offline: one line says which file to put where, and what was begun stays", "[fetch][unit]") {
  Scene scene;
  // A port that nobody listens on: bound, never listened.
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  auto target = scene.file_target();
  target.recipe->url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/layer.gpkg";
  scene.named.push_back(target.recipe->url);
  scene.folder.write("layer.gpkg.part", geopackage_like(100));
  scene.folder.write("layer.gpkg.part.json", "{\"url\":\"" + target.recipe->url + R"(","etag":"\"x\"","length":200})");
  const auto outcome = scene.fetch(target);
  ::close(socket);
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "source 'layer': " + target.recipe->url + " cannot be reached"));
  CHECK(says(outcome.message, "save it as " + target.path.string()));
  CHECK(outcome.message.find('\n') == std::string::npos);
  CHECK(scene.pauses.empty());
  CHECK(scene.has("layer.gpkg.part"));
}

TEST_CASE("names: a path that says another format than what comes is refused before any request", "[fetch][unit]") {
  Scene scene;
  auto target = scene.file_target();
  target.path = scene.folder / "layer.zip";
  CHECK(says(scene.fetch(target).message, "name it path = \"layer.gpkg\""));
  target = scene.target("layer.gpkg", trek::model::FetchKind::wfs, "/wfs", "a:b");
  CHECK(says(scene.fetch(target).message, "name it path = \"layer.geojson\""));
  CHECK(scene.server.requests().empty());
}
