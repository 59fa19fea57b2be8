#include <sys/stat.h>
#include <zlib.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "scene.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace fetch = trek::fetch;
namespace model = trek::model;
using fetch::State;
using trek::test::geopackage_like;
using trek::test::Reply;
using trek::test::says;
using trek::test::Scene;
using trek::test::text_in;
using namespace std::chrono_literals;

namespace {

const std::string kCollection = R"("type":"FeatureCollection")";
const std::string kFold = "HTTP/1.1 200 OK\r\n a:" + std::string(5000, 'f') + "\r\n b\r\nContent-Length: 2\r\n\r\n{}";

Reply raw(std::string bytes) {
  Reply reply;
  reply.raw = std::move(bytes);
  return reply;
}

Reply endless(std::string bytes, std::string again) {
  Reply reply = raw(std::move(bytes));
  reply.endless = std::move(again);
  return reply;
}

Reply dripping(Reply reply) {
  reply.drip = 5ms;
  return reply;
}

/// A server that keeps silent after what it sent.
Reply silent_after(std::string bytes) {
  Reply reply = raw(std::move(bytes));
  reply.holds = 20s;
  return reply;
}

struct Hostile : Scene {
  Hostile() {
    options.answer_limit = 1s;
    options.speed_window = 1s;
    options.page_limit = 3s;
    options.tries = 3;
  }

  fetch::Outcome bring_file(std::vector<Reply> replies) {
    server.script("/layer.gpkg", std::move(replies));
    return timed(file_target());
  }
  fetch::Outcome bring_pages(std::vector<Reply> replies) {
    options.whole = true;
    server.script("/api/collections/t/items", std::move(replies));
    return timed(target("layer.geojson", model::FetchKind::ogc_features, "/api", "t"));
  }
  fetch::Outcome timed(const fetch::Target& wanted) {
    const auto begin = std::chrono::steady_clock::now();
    auto outcome = fetch(wanted);
    took = std::chrono::steady_clock::now() - begin;
    return outcome;
  }
  [[nodiscard]] bool left_nothing() const {
    return no_part() && !has("layer.gpkg") && !has("layer.geojson") && !has("layer.geojson.part");
  }

  std::chrono::steady_clock::duration took{};
};

std::string gzipped(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::vector<Bytef> in(text.begin(), text.end());
  std::vector<Bytef> out(deflateBound(&stream, in.size()));
  stream.next_in = in.data();
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return {out.begin(), out.end()};
}

}  // namespace

TEST_CASE("hostile: a folded header line is refused, on whatever answer, after whatever answer", "[fetch][unit]") {
  Hostile scene;
  const std::string head = GENERATE(as<std::string>{}, "200 OK", "206 Partial Content", "302 Found", "304 Not Modified",
                                    "401 Unauthorized", "429 Too Many", "500 Oops", "503 Busy");
  const std::string fold = GENERATE(as<std::string>{}, " first: fold", "X: y\r\n\tmore", "Location: /a\r\n b");
  const Reply before{GENERATE(200, 429, 503, 302), {"Location: /layer.gpkg", "X: y"}, std::string(300, 'x')};
  const auto outcome =
      scene.bring_file({before, raw("HTTP/1.1 " + head + "\r\n" + fold + "\r\nContent-Length: 2\r\n\r\n{}")});
  CAPTURE(head, fold, before.status, outcome.message);
  CHECK(outcome.state == State::failed);
  if (before.status != 200) CHECK(says(outcome.message, "no HTTP that trek takes"));
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: a folded line on the page after a good one", "[fetch][unit]") {
  Hostile scene;
  const std::string good = "{" + kCollection +
                           R"(,"features":[{"type":"Feature","id":1,"geometry":null,"properties":{}}],)" +
                           R"("links":[{"rel":"next","href":"/s/next"}]})";
  scene.server.script("/s/next", {raw(kFold)});
  const auto outcome = scene.bring_pages({{200, {"X: y"}, good}});
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "no HTTP that trek takes"));
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: a broken-off file is not continued by a folded answer", "[fetch][unit]") {
  Hostile scene;
  Reply cut{200, {"ETag: \"one\""}, geopackage_like(300)};
  cut.promised_bytes = 1000;
  const auto outcome =
      scene.bring_file({cut, raw("HTTP/1.1 206 P\r\n x\r\nContent-Range: bytes 300-999/1000\r\n\r\n")});
  CHECK(says(outcome.message, "no HTTP that trek takes"));
  CHECK_FALSE(scene.has("layer.gpkg"));
}

TEST_CASE("hostile: trailers and interim answers say nothing", "[fetch][unit]") {
  Hostile scene;
  const std::string body = geopackage_like(100);
  const auto outcome = scene.bring_file(
      {raw("HTTP/1.1 103 Early\r\nETag: \"early\"\r\n\r\nHTTP/1.1 200 OK\r\nETag: \"real\"\r\nTransfer-Encoding: "
           "chunked\r\n\r\n64\r\n" +
           body + "\r\n0\r\nETag: \"trailer\"\r\nContent-Length: 5\r\nHTTP/1.1: 500\r\n\r\n")});
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::fetched);
  CHECK(text_in(scene.folder / "layer.gpkg") == body);
  CHECK(nlohmann::json::parse(text_in(scene.folder / "layer.gpkg.source.json"))["etag"] == "\"real\"");
}

TEST_CASE("hostile: floods of headers end", "[fetch][unit]") {
  Hostile scene;
  const auto reply = GENERATE(
      as<Reply>{}, endless("HTTP/1.1 200 OK\r\n", "X-A: b\r\n"),
      endless("HTTP/1.1 200 OK\r\nX: ", std::string(1000, 'x')), endless("", "HTTP/1.1 100 Continue\r\n\r\n"),
      endless("", "HTTP/1.1 103 Hints\r\nLink: x\r\n\r\n"),
      endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: " + std::string(400, 'y') + "\r\n"),
      endless("HTTP/1.1 200 OK\r\n", "X: " + std::string(4000, 'y') + "\r\n"), endless("HTTP/1.1 200 ", "x"));
  const auto outcome = scene.bring_file({reply});
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::failed);
  CHECK(scene.took < 10s);
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: an endless body of an answer that is no file ends", "[fetch][unit]") {
  Hostile scene;
  const std::string status = GENERATE(as<std::string>{}, "404 None", "401 Who", "302 Elsewhere", "500 Oops");
  const auto outcome = scene.bring_file({endless("HTTP/1.1 " + status + "\r\nX: y\r\n\r\n", std::string(10'000, 'x'))});
  CAPTURE(status, outcome.message);
  CHECK(outcome.state == State::failed);
  CHECK(scene.took < 10s);
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: what is no HTTP, or lies about its length, is never a file", "[fetch][unit]") {
  Hostile scene;
  const std::string body = geopackage_like(200);
  const auto bytes = GENERATE_COPY(
      as<std::string>{}, body, "HTTP/0.9 200 OK\r\n\r\n" + body, "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + body,
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n" + body,
      "HTTP/1.1 200 OK\r\nContent-Length: 5000000000000\r\n\r\n" + body,
      "HTTP/1.1 200 OK\r\nContent-Length: 900\r\nContent-Length: 100\r\n\r\n" + body,
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n" + body,
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + body,
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 100\r\n\r\nc8\r\n" + body + "\r\n0\r\n\r\n",
      std::string{"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", 27} + body, "HTTP/9.9 200 OK\r\n\r\n" + body,
      "ICY 200 OK\r\n\r\n" + body, "HTTP/1.1 101 Switch\r\n\r\n" + body,
      "HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-199/200\r\nContent-Length: 200\r\n\r\n" + body,
      "HTTP/1.1 206 Partial\r\n\r\n" + body);
  const auto outcome = scene.bring_file({raw(bytes)});
  CAPTURE(bytes.substr(0, 80), outcome.message);
  CHECK(outcome.state == State::failed);
  CHECK_FALSE(outcome.message.empty());
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: a part of another file each time ends", "[fetch][unit]") {
  Hostile scene;
  Reply begun{200, {"ETag: \"one\""}, geopackage_like(300)};
  begun.promised_bytes = 1000;
  const Reply other{206, {"ETag: \"two\"", "Content-Range: bytes 0-99/100"}, geopackage_like(100)};
  const auto outcome = scene.bring_file({begun, other, begun, other, begun, other, begun, other, begun, other});
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::failed);
  CHECK_FALSE(scene.has("layer.gpkg"));
}

TEST_CASE("hostile: a page that unpacks to more than allowed is cut off", "[fetch][unit]") {
  Hostile scene;
  scene.options.largest_bytes = 1'000'000;
  const std::string bomb = gzipped("{" + kCollection + std::string(20'000'000, ' '));
  REQUIRE(bomb.size() < 100'000);
  const auto outcome = scene.bring_pages({{200, {"Content-Encoding: gzip"}, bomb}});
  CAPTURE(outcome.message);
  CHECK(says(outcome.message, "too large"));
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: who is too slow is given up, and told how slow is too slow", "[fetch][unit]") {
  Hostile scene;
  scene.options.tries = 1;
  const std::string head = "HTTP/1.1 200 OK\r\n";
  const auto [reply, said] = GENERATE_COPY(table<Reply, std::string>({
      {silent_after(head), "no whole answer within 1 s"},
      {dripping(endless(head, "X: y\r\n")), "no whole answer within 1 s"},
      {dripping(endless("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n")),
       "no whole answer within 1 s"},
      {dripping(endless(head + "\r\n", "SQLite format 3 ")), "fewer than 10 kB a second for 1 s"},
      {dripping(endless(head + "Content-Length: 900000\r\n\r\n", "SQLite format 3 ")), "fewer than 10 kB a second"},
      {dripping(endless(head + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nS\r\n")), "fewer than 10 kB a second"},
      {dripping(endless("HTTP/1.1 404 None\r\n\r\n", "x")), "fewer than 10 kB a second for 1 s"},
      {silent_after(head + "\r\n"), "sent nothing for 1 s"},
      {silent_after(head + "\r\n" + geopackage_like(100)), "sent fewer than 10 kB a second for 1 s"},
  }));
  const auto outcome = scene.bring_file({reply});
  CAPTURE(reply.raw, outcome.message);
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, said));
  CHECK(scene.took < 8s);
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: a page or a source that takes too long is given up, however steady it comes", "[fetch][unit]") {
  Hostile scene;
  scene.options.least_speed = 1;
  SECTION("a page") {
    const auto outcome = scene.bring_pages({dripping(endless("HTTP/1.1 200 OK\r\n\r\n", " "))});
    CHECK(says(outcome.message, "took longer than one answer may"));
  }
  SECTION("a source") {
    scene.options.source_limit = 2s;
    const auto outcome = scene.bring_file({dripping(endless("HTTP/1.1 200 OK\r\n\r\n", "SQLite format 3 "))});
    CHECK(says(outcome.message, "took longer than one answer may"));
  }
  CHECK(scene.took < 6s);
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: a stop is heard within a second, whatever the server does", "[fetch][unit]") {
  Hostile scene;
  scene.options.answer_limit = 60s;
  scene.options.speed_window = 60s;
  scene.options.wait = {};
  const std::string head = "HTTP/1.1 200 OK\r\n";
  const auto reply =
      GENERATE_COPY(as<Reply>{}, silent_after(head), silent_after(head + "\r\n"), dripping(endless(head, "X: y\r\n")),
                    dripping(endless(head + "\r\n", "SQLite format 3")), endless(head + "\r\n", "SQLite format 3"),
                    Reply{503, {"Retry-After: 100"}, ""}, Reply{302, {"Location: /layer.gpkg"}, ""});
  scene.server.script("/layer.gpkg", {reply});
  std::stop_source stop;
  trek::core::Control control;
  control.stop = stop.get_token();
  std::chrono::steady_clock::time_point asked;
  const std::jthread asker{[&] {
    std::this_thread::sleep_for(300ms);
    asked = std::chrono::steady_clock::now();
    stop.request_stop();
  }};
  try {
    const auto outcome = scene.fetch(scene.file_target(), control);
    CHECK(reply.status == 302);  // five of them are told before the stop comes
  } catch (const trek::core::Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::cancelled);
    CHECK(std::chrono::steady_clock::now() - asked < 1s);
  }
}

TEST_CASE("hostile: pages that link on for ever, or lead out, end", "[fetch][unit]") {
  Hostile scene;
  scene.options.most_pages = 5;
  std::vector<Reply> pages;
  for (int id = 0; id < 10; ++id) {
    pages.push_back({200,
                     {},
                     "{" + kCollection + R"(,"features":[{"type":"Feature","geometry":null,"properties":{"n":)" +
                         std::to_string(id) + R"(}}],"links":[{"rel":"next","href":"?n=)" + std::to_string(id) +
                         "\"}]}"});
  }
  CHECK(says(scene.bring_pages(pages).message, "more than 5 pages"));
  const std::string href =
      GENERATE(as<std::string>{}, "file:///etc/passwd", "ftp://127.0.0.1/x", "http://localhost/x", "//evil.example/x",
               "http://u:p@127.0.0.1/", "http://169.254.169.254/latest", "gopher://127.0.0.1/", "\\u0000");
  const auto outcome = scene.bring_pages(
      {{200,
        {},
        "{" + kCollection +
            R"(,"features":[{"type":"Feature","geometry":null,"properties":{}}],"links":[{"rel":"next","href":")" +
            href + "\"}]}"}});
  CAPTURE(href, outcome.message);
  CHECK(outcome.state == State::failed);
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: JSON that costs more than it is worth is refused", "[fetch][unit]") {
  Hostile scene;
  std::string many = "{\"a0\":0";
  for (int i = 1; i < 3000; ++i) many += ",\"a" + std::to_string(i) + "\":0";
  const auto [inside, said] = GENERATE_COPY(table<std::string, std::string>({
      {",\"features\":[" + std::string(100'000, '[') + std::string(100'000, ']') + "]", "nested too deeply"},
      {",\"features\":[],\"x\":" + std::string(100'000, '['), "nested too deeply"},
      {",\"features\":[{\"type\":\"Feature\",\"properties\":" + many + "}}]", "more than 2000 fields"},
      {R"(,"features":[],"crs":{"type":"link","properties":{"href":"http://evil.example/crs"}})",
       "CRS otherwise than by"},
      {R"(,"features":[],"crs":"EPSG:28992")", "CRS otherwise than by name"},
      {",\"features\":[1e99999]", "FeatureCollection"},
  }));
  const auto outcome = scene.bring_pages({{200, {}, "{" + kCollection + inside + "}"}});
  CAPTURE(inside.substr(0, 100), outcome.message);
  CHECK(says(outcome.message, said));
  CHECK(scene.took < 2s);
  CHECK(scene.left_nothing());
}

TEST_CASE("hostile: absurd times are no times", "[fetch][unit]") {
  Hostile scene;
  const std::string when = GENERATE(as<std::string>{}, "99999999999999999999999", "-5", "1e9", "nan", "\xff\xfe",
                                    "Wed, 21 Oct 2147483647 07:28:00 GMT", "Wed, 99 Zzz 99999999999 99:99:99",
                                    "Thu, 01 Jan 0000 00:00:00 GMT");
  const std::string now =
      GENERATE(as<std::string>{}, "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 21 Oct 2147483647 07:28:00");
  const auto outcome =
      scene.bring_file({{503, {"Retry-After: " + when, "Date: " + now, "Last-Modified: " + when}, ""}});
  CAPTURE(when, now, outcome.message);
  CHECK(outcome.state == State::failed);
  for (const auto pause : scene.pauses) CHECK((pause >= 1s && pause <= scene.options.longest_pause));
}

TEST_CASE("hostile: what is sent back to a server is what a header may hold", "[fetch][unit]") {
  Hostile scene;
  scene.options.refresh = true;
  scene.folder.write("layer.gpkg", "older");
  const std::string etag = GENERATE(as<std::string>{}, R"(\"a\"\r\nX-Evil: 1)", R"(\u0001)", std::string(5000, 'e'));
  scene.folder.write("layer.gpkg.source.json",
                     R"({"bytes":5,"url":")" + scene.server.url("/layer.gpkg") + R"(","etag":")" + etag + "\"}");
  CHECK(scene.bring_file({{200, {"ETag: \"a\x01\""}, geopackage_like(100)}}).state == State::fetched);
  REQUIRE(scene.server.requests().size() == 1);
  CHECK(scene.server.requests()[0].header("x-evil").empty());
  CHECK(scene.server.requests()[0].header("if-none-match").empty());
  CHECK(nlohmann::json::parse(text_in(scene.folder / "layer.gpkg.source.json"))["etag"] == "");
}

TEST_CASE("hostile: a note beside a file that is a pipe, or huge, is no note", "[fetch][unit]") {
  Hostile scene;
  scene.options.refresh = true;
  scene.folder.write("layer.gpkg", "older");
  const std::string note = GENERATE(as<std::string>{}, "layer.gpkg.part.json", "layer.gpkg.source.json");
  const bool pipe = GENERATE(true, false);
  if (pipe) {
    REQUIRE(::mkfifo((scene.folder / note).c_str(), 0600) == 0);
  } else {
    scene.folder.write(note, std::string(1'000'000, '['));
  }
  const auto outcome = scene.bring_file({{200, {}, geopackage_like(100)}});
  CAPTURE(note, outcome.message);
  CHECK(scene.took < 2s);
  CHECK((outcome.state == State::fetched || says(outcome.message, "is a pipe; outputs are files")));
}

TEST_CASE("hostile: passwords of the machine go to no server", "[fetch][unit]") {
  Hostile scene;
  scene.folder.write(".netrc", "machine 127.0.0.1 login jan password GEHEIM\ndefault login jan password GEHEIM\n");
  const std::string home = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  ::setenv("HOME", scene.folder.path().c_str(), 1);
  const auto outcome = scene.bring_file({{401, {"WWW-Authenticate: Basic realm=x", "Set-Cookie: a=b"}, ""}});
  ::setenv("HOME", home.c_str(), 1);
  CHECK(outcome.state == State::failed);
  for (const auto& request : scene.server.requests()) {
    CHECK(request.header("authorization").empty());
    CHECK(request.header("cookie").empty());
  }
}

TEST_CASE("secrets: a key of an address reaches the server, and nothing else", "[fetch][unit]") {
  Hostile scene;
  auto target = scene.file_target();
  target.recipe->url += "?laag=1&api_key=GEHEIM";
  target.place = target.recipe->url;
  target.licence = "zie http://u:GEHEIM@h/";
  scene.server.script("/layer.gpkg", {{200, {"ETag: \"one\""}, geopackage_like(300)}, {304, {}, ""}});
  CHECK(scene.fetch(target).state == State::fetched);
  CHECK(scene.server.requests()[0].asks("api_key=GEHEIM"));
  const std::string note = text_in(scene.folder / "layer.gpkg.source.json");
  CHECK_FALSE(says(note, "GEHEIM"));
  CHECK(says(note, "laag=1&api_key=***"));
  scene.options.refresh = true;
  CHECK(scene.fetch(target).state == State::present);  // it is known to be the same address
  CHECK(scene.server.requests()[1].header("if-none-match") == "\"one\"");

  const auto reply = GENERATE(
      as<Reply>{}, Reply{404, {}, ""}, Reply{500, {}, ""},
      Reply{302, {"Location: http://evil.example/?token=GEHEIM"}, ""},
      Reply{302, {"Location: http://u:GEHEIM@127.0.0.1/"}, ""}, Reply{200, {}, "<html>"}, raw(kFold),
      Reply{400, {}, "<x><ExceptionText>http://h/?api_key=GEHEIM</ExceptionText></x>"}, Reply{200, {}, "", 500});
  scene.server.script("/layer.gpkg", {reply});
  const auto outcome = scene.fetch(target);
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::failed);
  CHECK_FALSE(says(outcome.message, "GEHEIM"));
  target.recipe->url = "http://u:GEHEIM@127.0.0.1/layer.gpkg";
  CHECK_FALSE(says(scene.fetch(target).message, "GEHEIM"));
}

TEST_CASE("secrets: the note of a part tells none, and the part is continued", "[fetch][unit]") {
  Hostile scene;
  auto target = scene.file_target();
  target.recipe->url += "?key=GEHEIM";
  const std::string body = geopackage_like(3'000'000);
  scene.server.script("/layer.gpkg", {{200, {"ETag: \"one\""}, body}});
  std::stop_source stop;
  trek::core::Control control;
  control.stop = stop.get_token();
  control.on_progress = [&](const trek::core::Progress& progress) {
    if (progress.done > 1'000'000) stop.request_stop();
  };
  CHECK_THROWS_AS((void)scene.fetch(target, control), trek::core::Error);
  const std::string note = text_in(scene.folder / "layer.gpkg.part.json");
  CHECK(says(note, "key=***"));
  CHECK_FALSE(says(note, "GEHEIM"));
  const auto part = std::to_string(std::filesystem::file_size(scene.folder / "layer.gpkg.part"));
  scene.server.script(
      "/layer.gpkg",
      {{206, {"ETag: \"one\"", "Content-Range: bytes " + part + "-2999999/3000000"}, body.substr(std::stoul(part))}});
  CHECK(scene.fetch(target).state == State::fetched);
  CHECK(scene.server.requests()[1].header("range") == "bytes=" + part + "-");
  CHECK(text_in(scene.folder / "layer.gpkg") == body);
}
