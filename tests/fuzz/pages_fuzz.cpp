// What servers say, without a server: addresses, links, headers, pages, notes beside files, beginnings of bodies.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/core/secrets.hpp"
#include "trek/fetch/detail/address.hpp"
#include "trek/fetch/detail/back_off.hpp"
#include "trek/fetch/detail/content.hpp"
#include "trek/fetch/detail/download.hpp"
#include "trek/fetch/detail/page_collection.hpp"
#include "trek/fetch/detail/page_links.hpp"
#include "trek/fetch/detail/side_file.hpp"
#include "trek/ingest/detail/page_sign.hpp"

namespace trek::fuzz {
namespace {

using namespace fetch::detail;

constexpr std::string_view kBase = "https://example.org/a/b?c=d";
constexpr std::string_view kMark = "\n=====\n";

void check_address(const Address& address) {
  require(address.scheme == "http" || address.scheme == "https", "http or https");
  require(!address.host.empty() && !address.port.empty(), "a host and a port");
  require(address.host == lower_case(address.host), "a host in lower case");
  const auto again = find_address(address.text);
  require(again && again->host == address.host && again->port == address.port && again->scheme == address.scheme,
          "an address stays one of the same host");
  const std::string name = file_name_of(address);
  require(name.find('/') == std::string::npos, "a name of a file has no folder");
  static_cast<void>(extension_of(address));
  const auto more = with_parameters(address, {{"filter", "a b&="}});
  require(more.host == address.host, "parameters do not change the host");
  NamedHosts hosts;
  hosts.add(kBase);
  if (hosts.allows(address)) require(address.host == "example.org", "no host but the one that was named");
}

void check_links(std::string_view input) {
  const Address base = parsed_address(kBase);
  if (const auto found = find_address(input)) check_address(*found);
  const auto led = outcome([&] { return resolved(base, input); });
  if (led) check_address(*led);
  static_cast<void>(outcome([&] { return crs_of(input, base); }));
  const auto page = nlohmann::ordered_json::parse(input, nullptr, false);
  if (!page.is_object()) return;
  const auto next = outcome([&] { return find_next_page(page, base); });
  if (next && *next) check_address(**next);
}

void check_headers(std::string_view input) {
  if (const auto pause = parsed_retry_after(input, "Sun, 06 Nov 1994 08:49:37 GMT"))
    require(pause->count() >= 0, "a pause is not negative");
  static_cast<void>(parsed_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", input));
  if (const auto range = parsed_content_range(input))
    require(range->length == 0 || range->first < range->length, "a range within the whole");
  const std::string line = one_line(input, 80);
  require(line.size() <= 80 && line.find('\n') == std::string::npos, "one line, not too long");
  static_cast<void>(exception_text(input));
}

void check_bodies(std::string_view input) {
  for (const char* const extension : {".json", ".gpkg", ".zip", ".xml", ".csv", ".pbf", ""})
    static_cast<void>(accepted([&] { check_beginning(input.substr(0, kBeginningBytes), extension, "url"); }));
  const auto file = memory_folder().write("page.json", input);
  for (const char* const driver : {"GeoJSON", "ESRIJSON", "GML"}) {
    const auto sign = outcome([&] { return ingest::detail::find_page_sign(file.string(), driver); });
    if (sign && *sign) static_cast<void>(ingest::detail::find_missing_pages(**sign, 3));
  }
}

/// Pages with kMark between them, as a service gives them one after another: every feature stands in the file, in
/// order, or there is no file.
void check_collection(std::string_view input) {
  std::vector<nlohmann::ordered_json> pages;
  const Address base = parsed_address(kBase);
  for (std::string_view rest = input;;) {
    const auto end = rest.find(kMark);
    const auto page = outcome([&] { return parsed_page(std::string{rest.substr(0, end)}, base); });
    if (!page) return;
    pages.push_back(*page);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + kMark.size());
  }
  const auto file = memory_folder() / "pages.geojson";
  std::filesystem::remove(file);
  model::FetchRecipe recipe;
  recipe.url = std::string{kBase};
  const core::Control control;
  PageCollection collection{recipe, file, {1'000'000, 5}, control};
  auto features = nlohmann::ordered_json::array();
  const bool whole = accepted([&] {
    for (const auto& page : pages) {
      static_cast<void>(collection.add(page, base, nullptr));
      for (const auto& feature : page["features"]) features.push_back(feature);
    }
    static_cast<void>(collection.finish(base));
  });
  require(std::filesystem::exists(file) == whole, "a file where all is well, and else none");
  if (!whole) return;
  require(collection.books().balances(), "read = used + joined + rejected + left out");
  require(collection.books().read_count == features.size(), "every feature of every page is counted");
  const auto written = nlohmann::ordered_json::parse(bytes_of(file), nullptr, false);
  require(written.is_object() && written["features"] == features, "every feature stands in the file");
}

void check_notes(std::string_view input) {
  const auto file = memory_folder() / "layer.gpkg";
  memory_folder().write("layer.gpkg.part.json", input);
  memory_folder().write("layer.gpkg.source.json", input);
  if (const auto note = find_part_note(file)) {
    write_part_note(file, *note);
    const auto again = find_part_note(file);
    require(again && again->url == core::without_secrets(note->url) && again->validator() == note->validator() &&
                again->length == note->length,
            "a note is read as it is written, but for secrets");
  }
  if (const auto note = find_source_note(file)) {
    write_source_note(file, *note);
    const auto again = find_source_note(file);
    require(again && again->url == core::without_secrets(note->url) && again->sha256 == note->sha256 &&
                again->bytes == note->bytes,
            "a note is read as it is written, but for secrets");
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return {"https://service.pdok.nl/lv/bag/wfs/v2_0?request=GetFeature#a",
          "http://EXAMPLE.org:8080/a%20b/c.osm.pbf",
          "../c?page=2",
          "//example.org/x",
          "https://user:secret@example.org/",
          "http://[::1]:80/a",
          "120",
          "Sun, 06 Nov 1994 08:50:37 GMT",
          "bytes 10-19/20",
          "<http://www.opengis.net/def/crs/EPSG/0/28992>",
          R"({"type":"FeatureCollection","numberMatched":3,"links":[{"rel":"next","type":"application/geo+json",)"
          R"("href":"https://example.org/a?page=2"}],"features":[{"type":"Feature","id":1,"properties":{}}]})",
          R"({"url":"https://example.org/x","etag":"\"a\"","last_modified":"b","length":10,"sha256":"00","bytes":5})",
          "<?xml version=\"1.0\"?><ows:ExceptionReport><ows:Exception><ows:ExceptionText>no such layer"
          "</ows:ExceptionText></ows:Exception></ows:ExceptionReport>",
          "<wfs:FeatureCollection numberMatched=\"10\" numberReturned=\"3\" next=\"https://example.org/\">",
          "<!DOCTYPE html><html><body>404</body></html>",
          std::string{"SQLite format 3\0", 16},
          R"({"type":"FeatureCollection","numberMatched":3,"numberReturned":2,"features":[{"type":"Feature","id":1,)"
          R"("properties":{"a":null}},{"type":"Feature","id":2,"geometry":null}]})" +
              std::string{kMark} +
              R"({"type":"FeatureCollection","numberMatched":3,"features":[{"type":"Feature","id":"3"}]})",
          R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":1}}]})" + std::string{kMark} +
              R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":2}}]})"};
}

std::vector<std::string> words() {
  return {"http://",
          "https://",
          "example.org",
          "@",
          ":80",
          "..",
          "//",
          "%2F",
          "%00",
          "?",
          "#",
          "\\",
          "[::1]",
          "bytes ",
          "-",
          "/",
          "*",
          " GMT",
          "\"links\":",
          "\"rel\":\"next\"",
          "\"href\":",
          "\"etag\":",
          "W/\"",
          "exceededTransferLimit",
          "numberMatched",
          "\"numberReturned\":",
          "\"features\":[",
          "{\"type\":\"Feature\"",
          "\"type\":\"FeatureCollection\"",
          "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"",
          std::string{kMark},
          "ExceptionText>",
          "<![CDATA[",
          "&#x41;",
          "\\u0000",
          "xn--",
          "file:///",
          "\r\n"};
}

void run(std::string_view input) {
  check_links(input);
  check_headers(input);
  check_bodies(input);
  check_notes(input);
  check_collection(input);
}

}  // namespace trek::fuzz
