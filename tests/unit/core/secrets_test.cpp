#include "trek/core/secrets.hpp"

#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"

using trek::core::without_secrets;

namespace {

bool tells(const std::string& text, const std::string& secret) {
  return without_secrets(text).find(secret) != std::string::npos;
}

/// Each character as %XX, with the digits in either case.
std::string encoded(const std::string& text, bool upper) {
  const char* const digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    result += {'%', digits[byte / 16], digits[byte % 16]};
  }
  return result;
}

}  // namespace

TEST_CASE("secrets: user and password before a host are cut", "[core][unit]") {
  CHECK(without_secrets("http://u:GEHEIM@127.0.0.1/x.geojson?api_key=SLEUTEL&laag=1") ==
        "http://***@127.0.0.1/x.geojson?api_key=***&laag=1");
  CHECK(without_secrets("zie https://jan:pw@host:8443/a en ftp://anoniem@b/") ==
        "zie https://***@host:8443/a en ftp://***@b/");
  for (const char* const text :
       {"HTTPS://u:GEHEIM@h/", "http:/u:GEHEIM@h/x", "http:\\\\u:GEHEIM@h", "http://u:GEH/GEHEIM@h/x",
        "http://u:a#GEHEIM@h", "http://u:a?GEHEIM@h", "http://u:a@GEHEIM@h/", "http://u:GEHEIM%40h/",
        "'http://u:GEHEIM@h/'", "u:GEHEIM@proxy:3128", "postgresql://u:GEHEIM@db/gis", "OCI:u/GEHEIM@db",
        "/vsicurl/http://u:GEHEIM@h/x", "(http://GEHEIM@h)", "http://u:GEHEIM@[::1]:80/"}) {
    CAPTURE(text, without_secrets(text));
    CHECK_FALSE(tells(text, "GEHEIM"));
  }
}

TEST_CASE("secrets: values of parameters that go by a secret's name are cut", "[core][unit]") {
  const std::string name =
      GENERATE("api_key", "apikey", "API-Key", "key", "KEY", "token", "access_token", "password", "PassWord", "pwd",
               "auth", "sig", "Signature", "client_secret", "X-Amz-Signature", "X-Amz-Credential", "subscription-key",
               "wachtwoord", "sleutel", "consumerKey", "jsessionid", "sid", "id_token", "appid", "userpwd", "%61pi_key",
               "api%5Fkey", "api%255fkey");
  for (const std::string& form : {"https://h/wfs?" + name + "=GEHEIM", "https://h/wfs?a=1&" + name + "=GEHEIM&b=2",
                                  "https://h/wfs#" + name + "=GEHEIM", "https://h/x;" + name + "=GEHEIM?a=1",
                                  "https://h/wfs?a=1&amp;" + name + "=GEHEIM", "/wfs?" + name + "=GEHEIM",
                                  "'https://h/wfs?" + name + "=GEHEIM' is no address",
                                  "https://h/wfs?" + name + "=a/b,GEHEIM", "https://h/" + name + "=GEHEIM/wfs"}) {
    CAPTURE(form, without_secrets(form));
    CHECK_FALSE(tells(form, "GEHEIM"));
  }
  CHECK(tells("https://h/x;" + name + "=a/wfs?laag=GEHEIM", "wfs?laag=GEHEIM"));
}

TEST_CASE("secrets: an address inside an address, encoded once or more", "[core][unit]") {
  for (const std::string inner :
       {"http://u:GEHEIM@h/x", "http://h/x?api_key=GEHEIM&b=1", "https://h/?a=1#token=GEHEIM"}) {
    std::string value = inner;
    for (int depth = 0; depth < 3; ++depth) {
      value = encoded(value, depth % 2 == 0);
      for (const std::string& text : {"https://p/?url=" + value, "https://p/" + value + "/tile", "x=" + value}) {
        CAPTURE(text, without_secrets(text));
        std::string shown = without_secrets(text);
        CHECK(shown.find(value) == std::string::npos);
      }
    }
  }
}

TEST_CASE("secrets: settings of databases and headers", "[core][unit]") {
  CHECK(without_secrets("PG:host=db user=jan password='mijn GEHEIM' dbname=gis") ==
        "PG:host=db user=jan password='***' dbname=gis");
  for (const char* const text :
       {"PG:host=db password=GEHEIM dbname=gis", "MYSQL:gis,user=u,password=GEHEIM",
        "MSSQL:server=x;UID=u;PASSWORD=GEHEIM;", "password = GEHEIM", "api_key = \"GEHEIM\"",
        "{\"access_token\": \"GEHEIM\"}", "Authorization: Basic GEHEIM", "authorization: Bearer a GEHEIM",
        "X-Api-Key: GEHEIM", "Set-Cookie: a=b; c=GEHEIM", "/vsicurl?header.Authorization=Basic%20GEHEIM&url=http://h",
        "https://h/api/apikey/GEHEIM/wfs", "https://h/key/GEHEIM", "https://h/v1/apikey:GEHEIM/x"}) {
    CAPTURE(text, without_secrets(text));
    CHECK_FALSE(tells(text, "GEHEIM"));
  }
}

TEST_CASE("secrets: what is none stays, to the letter", "[core][unit]") {
  for (const char* const text :
       {"", "Naamsvermelding: CBS, 2024 (CC BY 4.0)",
        "https://service.pdok.nl/kadaster/bag/wfs/v2_0?request=GetFeature&typeNames=bag:pand",
        "https://h:8080/a@2x.png?code=GM0153&sleuf=1", "https://[::1]:80/x", "mailto:info@gemeente.nl",
        "info@gemeente.nl", "bestemming: centrum; sleutel: 12", "a = b", "12:30 @ station", "waar x = 'key'",
        "C:\\data\\x.gpkg", "trek.toml:12: [source].password: unknown key", "100 % van key=naam", "a:b",
        "https://h/?bbox=1,2,3,4,EPSG:28992", "https://h/tokenizer/x", "api_key="}) {
    CAPTURE(text);
    CHECK(without_secrets(text) == text);
  }
}

TEST_CASE("secrets: cutting twice is cutting once, on any text", "[core][property]") {
  const auto seed = GENERATE(take(5, random(0U, 1'000'000U)));
  CAPTURE(seed);
  std::mt19937 engine{seed};
  const std::vector<std::string> parts{
      "http://", "u:p@", "h", "/",  "?", "key=",  "api_key", "=",  ":", "%40", "%3A%2F%2F",       "&", ";",
      "#",       " ",    "'", "\"", "@", "token", "***",     "\\", "%", "%25", "Authorization: ", "é", "\x01"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int part = 0; part < 12; ++part) text += parts[engine() % parts.size()];
    const std::string once = without_secrets(text);
    CAPTURE(text, once);
    CHECK(without_secrets(once) == once);
  }
}
