#include "trek/fetch/detail/address.hpp"

#include "scene.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace detail = trek::fetch::detail;
using trek::core::Error;

TEST_CASE("find_address: http and https with a host, and nothing else", "[fetch][unit]") {
  const auto address = detail::find_address("https://Service.PDOK.nl/lv/bag%20x/bag-light.GPKG?a=b#part");
  REQUIRE(address);
  CHECK(address->scheme == "https");
  CHECK(address->host == "service.pdok.nl");
  CHECK(address->port == "443");
  CHECK(detail::file_name_of(*address) == "bag-light.GPKG");
  CHECK(detail::extension_of(*address) == ".gpkg");
  CHECK(address->text.find('#') == std::string::npos);
  for (const char* refused : {"", "file:///etc/passwd", "ftp://host/x.zip", "/etc/passwd", "trek init FOLDER",
                              "https://", "javascript:x", "https://name:word@host/x.zip", "https://host/a b",
                              "https://host\\@other/", "gopher://host/x", "https://host/x\r\nHost: other"}) {
    CAPTURE(refused);
    CHECK_FALSE(detail::find_address(refused));
    CHECK_THROWS_AS(detail::parsed_address(refused), Error);
  }
}

TEST_CASE("resolved: relative, rooted and whole references", "[fetch][unit]") {
  const auto base = detail::parsed_address("https://host/a/b.json?x=1");
  CHECK(detail::resolved(base, "c.json").text == "https://host/a/c.json");
  CHECK(detail::resolved(base, "/c").text == "https://host/c");
  CHECK(detail::resolved(base, "//other/c").host == "other");
  CHECK(detail::resolved(base, "http://other:81/c").port == "81");
  CHECK_THROWS_AS(detail::resolved(base, "file:///etc/passwd"), Error);
}

TEST_CASE("with_parameters: values are encoded, what is there stays", "[fetch][unit]") {
  const auto address =
      detail::with_parameters(detail::parsed_address("https://host/wfs?map=a"),
                              {{"typeNames", "rce:Townscapes"}, {"bbox", "1,2&count=9"}, {"x", "\u00d9 +"}});
  CHECK(address.text == "https://host/wfs?map=a&typeNames=rce:Townscapes&bbox=1,2%26count%3D9&x=%C3%99%20%2B");
}

TEST_CASE("NamedHosts: the host and its port, whole; never from https to http", "[fetch][unit]") {
  detail::NamedHosts hosts;
  hosts.add("https://service.pdok.nl/x");
  hosts.add("http://127.0.0.1:8080/");
  hosts.add("in words: https no host");
  const auto at = [](const char* url) { return detail::parsed_address(url); };
  CHECK(hosts.allows(at("https://SERVICE.pdok.nl/other")));
  CHECK(hosts.allows(at("http://service.pdok.nl/other")));
  CHECK(hosts.allows(at("http://127.0.0.1:8080/z")));
  for (const char* refused : {"https://pdok.nl/", "https://service.pdok.nl.evil.org/", "https://evil-service.pdok.nl/",
                              "https://service.pdok.nl:8443/", "http://127.0.0.1/", "http://127.0.0.1:8081/"}) {
    CAPTURE(refused);
    CHECK_FALSE(hosts.allows(at(refused)));
    CHECK_THROWS_AS(hosts.check(at(refused), nullptr), Error);
  }
  const auto secure = at("https://service.pdok.nl/");
  const auto plain = at("http://service.pdok.nl/");
  CHECK_NOTHROW(hosts.check(secure, &plain));
  CHECK_NOTHROW(hosts.check(secure, &secure));
  CHECK_THROWS_AS(hosts.check(plain, &secure), Error);
}
