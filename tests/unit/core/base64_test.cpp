#include "trek/core/base64.hpp"

#include "support/catch.hpp"

using trek::core::base64;

TEST_CASE("base64: the test vectors of RFC 4648, section 10, and bytes beyond ASCII", "[core][unit]") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("fooba") == "Zm9vYmE=");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe") == "//4=");
}
