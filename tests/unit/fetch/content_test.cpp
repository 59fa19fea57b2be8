#include "trek/fetch/detail/content.hpp"

#include "scene.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "zip_bytes.hpp"

namespace detail = trek::fetch::detail;
using trek::core::Error;
using trek::test::TemporaryFolder;

TEST_CASE("check_beginning: the first bytes are those of the format", "[fetch][unit]") {
  const std::vector<std::pair<std::string, std::string>> good{{".gpkg", trek::test::geopackage_like(64)},
                                                              {".zip", "PK\x03\x04..."},
                                                              {".json", "\xEF\xBB\xBF \n{}"},
                                                              {".geojson", "{\"type\""},
                                                              {".gml", "<?xml version"},
                                                              {".csv", "id;x;y\n"},
                                                              {".pbf", std::string{"\0\0\0\x0d\x0a\x09OSMHeader", 15}},
                                                              {".fgb",
                                                               "fgb\x03"
                                                               "fgb"},
                                                              {"", "anything"}};
  for (const auto& [extension, bytes] : good) {
    CAPTURE(extension);
    CHECK_NOTHROW(detail::check_beginning(bytes, extension, "url"));
    CHECK_THROWS_AS(detail::check_beginning("<!DOCTYPE html><html>", extension, "url"), Error);
    CHECK_THROWS_AS(detail::check_beginning("", extension, "url"), Error);
  }
  CHECK_THROWS_AS(detail::check_beginning("PK\x03\x04", ".gpkg", "url"), Error);
  CHECK_THROWS_AS(detail::check_beginning("[1]", ".json", "url"), Error);
  CHECK_THROWS_AS(detail::check_beginning("\n <HTML>", ".xml", "url"), Error);
}

TEST_CASE("one_line: never longer than asked for, also of bytes that are no UTF-8", "[fetch][unit]") {
  CHECK(detail::one_line(" a\r\n b ", 80) == "a b");
  CHECK(detail::one_line(std::string(80, '\xFF'), 10) == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(detail::one_line("caf\xC3\xA9", 4) == "caf");
}

TEST_CASE("check_zip: every cut and every broken entry is seen", "[fetch][unit]") {
  const TemporaryFolder folder;
  const std::string zip = trek::test::zip_bytes({{"a.csv", "id\n1\n"}, {"b.csv", "id\n2\n"}});
  const auto check = [&](const std::string& bytes) { detail::check_zip(folder.write("x.zip", bytes), "url"); };
  CHECK_NOTHROW(check(zip));
  CHECK_NOTHROW(check(zip.substr(0, zip.size() - 2) + std::string{"\x03\0abc", 5}));        // with a comment
  CHECK_NOTHROW(check(trek::test::zip_bytes({{"inner.zip", zip}, {"c.csv", "id\n3\n"}})));  // which ends twice
  for (std::size_t size = 0; size < zip.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_AS(check(zip.substr(0, size)), Error);
  }
  std::string broken = zip;
  broken[zip.find("PK\x01\x02")] = 'X';
  CHECK_THROWS_AS(check(broken), Error);
  CHECK_THROWS_AS(check(trek::test::zip_bytes({})), Error);
}

TEST_CASE("check_zip: a list of files that is told in zip64", "[fetch][unit]") {
  const TemporaryFolder folder;
  const std::string zip = trek::test::zip_bytes({{"a.csv", "id\n1\n"}});
  const auto end = zip.rfind("PK\x05\x06");
  const auto eight = [](std::uint64_t value) {
    std::string text;
    for (int i = 0; i < 8; ++i) text.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
    return text;
  };
  const auto directory = zip.find("PK\x01\x02");
  const auto with_record_at = [&](std::uint64_t at) {
    return zip.substr(0, end) + "PK\x06\x06" + eight(44) + std::string(12, '\0') + eight(1) + eight(1) +
           eight(end - directory) + eight(directory) + "PK\x06\x07" + std::string(4, '\0') + eight(at) +
           std::string(4, '\0') + "PK\x05\x06" + std::string(4, '\0') + std::string(12, '\xFF') + std::string(2, '\0');
  };
  CHECK_NOTHROW(detail::check_zip(folder.write("x.zip", with_record_at(end)), "url"));
  CHECK_THROWS_AS(detail::check_zip(folder.write("x.zip", with_record_at(end - 1)), "url"), Error);
  CHECK_THROWS_AS(detail::check_zip(folder.write("x.zip", with_record_at(~std::uint64_t{0} - 10)), "url"), Error);
}
