#include <nlohmann/json.hpp>

#include "scene.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace fetch = trek::fetch;
namespace model = trek::model;
using fetch::State;
using nlohmann::json;
using trek::test::Reply;
using trek::test::says;
using trek::test::Scene;
using trek::test::text_in;

namespace {

const trek::geo::Box kRegion{250000.4, 470000, 260000, 480000.2};
constexpr const char* kRdUri = "<http://www.opengis.net/def/crs/EPSG/0/28992>";

json point(int id) {
  return {{"type", "Feature"},
          {"id", "p." + std::to_string(id)},
          {"properties", {{"naam", "Huis Ù " + std::to_string(id)}}},
          {"geometry", {{"type", "Point"}, {"coordinates", {250000.125 + id, 470000.5}}}}};
}

Reply page(const std::vector<int>& ids, json more = json::object(), std::vector<std::string> headers = {}) {
  json collection = std::move(more);
  collection["type"] = "FeatureCollection";
  collection["features"] = json::array();
  collection["numberReturned"] = ids.size();  // of the page, not of the layer
  for (const int id : ids) collection["features"].push_back(point(id));
  return {200, std::move(headers), collection.dump()};
}

Reply with_returned(Reply reply, int count) {
  json collection = json::parse(reply.body);
  collection["numberReturned"] = count;
  reply.body = collection.dump();
  return reply;
}
json matched(int count) { return {{"numberMatched", count}}; }
json next(const std::string& href, int count = 3) {
  return {{"numberMatched", count},
          {"links",
           {{{"rel", "self"}, {"href", "/self"}},
            {{"rel", "next"}, {"type", "text/html"}, {"href", "/html"}},
            {{"rel", "next"}, {"type", "application/geo+json"}, {"href", href}}}}};
}

struct Service : Scene {
  model::FetchKind kind;
  std::string path;

  explicit Service(model::FetchKind service)
      : kind{service}, path{service == model::FetchKind::wfs ? "/wfs" : "/api/collections/a:b/items"} {}

  fetch::Outcome bring(std::vector<Reply> replies) {
    server.script(path, std::move(replies));
    const std::string url = kind == model::FetchKind::wfs ? "/wfs" : "/api/";
    return fetch(target("layer.geojson", kind, url, "a:b"), {}, kRegion);
  }
  [[nodiscard]] json layer() const { return json::parse(text_in(folder / "layer.geojson")); }
  [[nodiscard]] bool empty() const { return std::filesystem::is_empty(folder.path()); }
};

void check_points(const json& layer, int count) {
  REQUIRE(layer["features"].size() == static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) CHECK(layer["features"][static_cast<std::size_t>(i)] == point(i + 1));
}

}  // namespace

TEST_CASE("WFS: pages become one collection, asked for by region", "[fetch][unit]") {
  Service wfs{model::FetchKind::wfs};
  const auto outcome = wfs.bring({page({1, 2}, matched(5)), page({3, 4}, matched(5)), page({5}, matched(5))});
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::fetched);
  CHECK(outcome.page_count == 3);
  CHECK(outcome.features.balances());
  CHECK((outcome.features.read_count == 5 && outcome.features.used_count == 5));
  const json layer = wfs.layer();
  check_points(layer, 5);
  CHECK(layer["type"] == "FeatureCollection");
  CHECK(layer["name"] == "a:b");
  CHECK(layer["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::28992");
  CHECK(wfs.has("layer.geojson.source.json"));
  CHECK_FALSE(wfs.has("layer.geojson.part"));
  const auto requests = wfs.server.requests();
  REQUIRE(requests.size() == 3);
  for (const char* part :
       {"service=WFS", "version=2.0.0", "request=GetFeature", "typeNames=a:b", "count=2",
        "outputFormat=application/json", "srsName=EPSG:28992", "bbox=250000,470000,260000,480001,EPSG:28992"}) {
    CAPTURE(part);
    CHECK(requests[1].asks(part));
  }
  CHECK(requests[0].asks("startIndex=0"));
  CHECK(requests[1].asks("startIndex=2"));
  CHECK(requests[2].asks("startIndex=4"));
}

TEST_CASE("WFS: a server may give fewer than asked, and not say how many there are", "[fetch][unit]") {
  Service wfs{model::FetchKind::wfs};
  CHECK(wfs.bring({page({1}), page({2, 3}, {{"numberMatched", "unknown"}}), page({})}).state == State::fetched);
  check_points(wfs.layer(), 3);
  CHECK(wfs.server.requests().size() == 3);
}

TEST_CASE("WFS: nothing in the region is an empty collection", "[fetch][unit]") {
  Service wfs{model::FetchKind::wfs};
  CHECK(wfs.bring({page({}, matched(0))}).state == State::fetched);
  check_points(wfs.layer(), 0);
}

TEST_CASE("WFS: the CRS that a page declares goes over what was asked for", "[fetch][unit]") {
  Service wfs{model::FetchKind::wfs};
  const json crs{{"type", "name"}, {"properties", {{"name", "urn:ogc:def:crs:EPSG::25831"}}}};
  CHECK(wfs.bring({page({1}, {{"crs", crs}, {"numberMatched", 1}})}).state == State::fetched);
  CHECK(wfs.layer()["crs"] == crs);
}

TEST_CASE("WFS: what does not add up is an error, and leaves nothing", "[fetch][unit]") {
  struct Fault {
    std::string what;
    std::vector<Reply> replies;
    std::string said;
  };
  const json crs{{"crs", {{"type", "name"}, {"properties", {{"name", "urn:ogc:def:crs:OGC:1.3:CRS84"}}}}}};
  const std::string deep = R"({"type":"FeatureCollection","features":)" + std::string(50'000, '[');
  std::vector<Fault> faults{
      {"startIndex is ignored", {page({1, 2})}, "a page that came before"},
      {"pages overlap", {page({1, 2}, matched(4)), page({2, 3}, matched(4))}, "feature \"p.2\" a second time"},
      {"fewer than announced", {page({1, 2}, matched(4)), page({}, matched(4))}, "2 features arrived"},
      {"more than announced", {page({1, 2, 3}, matched(2))}, "3 features arrived"},
      {"a feature lost on the way", {with_returned(page({1, 2}, matched(2)), 3)}, "some were lost"},
      {"announcement changes", {page({1, 2}, matched(4)), page({3, 4}, matched(5))}, "changed on the way"},
      {"CRS changes", {page({1, 2}), page({3}, crs)}, "another CRS"},
      {"web page", {{200, {}, "<html>busy</html>"}}, "a web page"},
      {"XML fault", {{200, {}, "<ows:ExceptionText> no such\ntype </ows:ExceptionText>"}}, "the service says: no such"},
      {"not JSON", {{200, {}, "{\"type\":"}}, "no GeoJSON FeatureCollection"},
      {"another thing", {{200, {}, "{\"type\":\"Feature\"}"}}, "no GeoJSON FeatureCollection"},
      {"odd features", {{200, {}, R"({"type":"FeatureCollection","features":[1]})"}}, "no GeoJSON Feature"},
      {"bottomless", {{200, {}, deep}}, "nested too deeply"},
      {"500", {page({1, 2}, matched(4)), {500, {}, ""}}, "5 times in a row"},
      {"400", {{400, {}, ""}}, "answers 400: expected 200"},
      {"400 with a reason",
       {{400, {}, "<ows:ExceptionReport><ows:ExceptionText>no such type</ows:ExceptionText></ows:ExceptionReport>"}},
       "answers 400, the service says: no such type"},
  };
  for (const Fault& fault : faults) {
    Service wfs{model::FetchKind::wfs};
    const auto outcome = wfs.bring(fault.replies);
    CAPTURE(fault.what, outcome.message);
    CHECK(outcome.state == State::failed);
    CHECK(says(outcome.message, fault.said));
    CHECK(outcome.message.find('\n') == std::string::npos);
    CHECK(wfs.empty());
  }
}

TEST_CASE("WFS: a page that fails in passing is asked again, not the pages before", "[fetch][unit]") {
  Service wfs{model::FetchKind::wfs};
  const Reply half{200, {}, page({3}).body.substr(0, 40), 500};
  CHECK(wfs.bring({page({1, 2}, matched(3)), half, {503, {}, ""}, page({3}, matched(3))}).state == State::fetched);
  check_points(wfs.layer(), 3);
  CHECK(wfs.pauses.size() == 2);
  CHECK(wfs.server.requests().size() == 4);
}

TEST_CASE("OGC API: next links are followed, whole or relative", "[fetch][unit]") {
  Service api{model::FetchKind::ogc_features};
  api.server.script("/two", {page({2}, next("three?x=1"), {"Content-Crs: " + std::string{kRdUri}})});
  api.server.script("/three", {page({3}, matched(3), {"Content-Crs: " + std::string{kRdUri}})});
  const auto outcome = api.bring({page({1}, next(api.server.url("/two")), {"Content-Crs: " + std::string{kRdUri}})});
  CAPTURE(outcome.message);
  CHECK(outcome.state == State::fetched);
  check_points(api.layer(), 3);
  CHECK(api.layer()["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::28992");
  const auto requests = api.server.requests();
  REQUIRE(requests.size() == 3);
  const std::string rd = "http://www.opengis.net/def/crs/EPSG/0/28992";
  for (const std::string& part : std::vector<std::string>{"f=json", "limit=2", "&crs=" + rd, "bbox-crs=" + rd,
                                                          "bbox=250000,470000,260000,480001"}) {
    CAPTURE(part, requests[0].target);
    CHECK(requests[0].asks(part));
  }
  CHECK(requests[2].target == "/three?x=1");
}

TEST_CASE("OGC API: without Content-Crs it is longitude and latitude, and no CRS is written", "[fetch][unit]") {
  const auto headers =
      GENERATE(std::vector<std::string>{},
               std::vector<std::string>{"Content-Crs: <http://www.opengis.net/def/crs/OGC/1.3/CRS84>"});
  Service api{model::FetchKind::ogc_features};
  CHECK(api.bring({page({1}, matched(1), headers)}).state == State::fetched);
  CHECK_FALSE(api.layer().contains("crs"));
}

TEST_CASE("OGC API: loops, other hosts and wrong counts are errors", "[fetch][unit]") {
  struct Fault {
    std::string href;
    Reply second;
    std::string said;
  };
  const std::vector<Fault> faults{
      {"/two", page({2}, next("/two", 9)), "leads back"},
      {"/two", page({3}, next("/api/back", 9)), "leads back"},
      {"http://localhost:1/two", page({2}), "no source names the host"},
      {"file:///etc/passwd", page({2}), "no address to fetch from"},
      {"/two", page({2}, matched(9)), "2 features arrived, but the service announced 9"},
      {"/two", page({1}, matched(9)), "a page that came before"},
      {"/two", page({2}, {}, {"Content-Crs: <urn:odd>"}), "expected an EPSG code"},
      {"/two", page({2}, {}, {"Content-Crs: " + std::string{kRdUri}}), "another CRS"},
  };
  for (const Fault& fault : faults) {
    Service api{model::FetchKind::ogc_features};
    api.server.script("/two", {fault.second});
    api.server.script("/api/back", {page({4}, next("/two", 9)), page({5}, next("/two", 9))});
    const auto outcome = api.bring({page({1}, next(fault.href, 9))});
    CAPTURE(fault.href, fault.said, outcome.message);
    CHECK(outcome.state == State::failed);
    CHECK(says(outcome.message, fault.said));
    CHECK(api.empty());
    CHECK(api.server.requests().size() <= 4);
  }
}

TEST_CASE("services: for a region, or whole when asked", "[fetch][unit]") {
  Scene scene;
  scene.server.script("/wfs", {page({1}, matched(1))});
  const auto target = scene.target("layer.geojson", model::FetchKind::wfs, "/wfs", "a:b");
  const auto refused = scene.fetch(target);
  CHECK(refused.state == State::failed);
  CHECK(says(refused.message, "--whole"));
  CHECK(scene.server.requests().empty());
  scene.options.whole = true;
  CHECK(scene.fetch(target, {}, kRegion).state == State::fetched);
  CHECK_FALSE(scene.server.requests()[0].asks("bbox"));
}

TEST_CASE("services: more than --max-gb is cut off", "[fetch][unit]") {
  Service wfs{model::FetchKind::wfs};
  wfs.options.largest_bytes = 500;
  const auto outcome = wfs.bring({page({1}), page({2}), page({3}), page({4})});
  CHECK(outcome.state == State::failed);
  CHECK(says(outcome.message, "--max-gb"));
  CHECK(wfs.empty());
}
