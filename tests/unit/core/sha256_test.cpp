#include "trek/core/sha256.hpp"

#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace core = trek::core;

TEST_CASE("sha256: known answers of FIPS 180-4", "[core][unit]") {
  CHECK(core::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(core::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  core::Sha256 in_parts;
  in_parts.update("a");
  in_parts.update("bc");
  CHECK(in_parts.finish() == core::sha256("abc"));
}

TEST_CASE("sha256_of_file: says which file cannot be read", "[core][unit]") {
  CHECK_THROWS_WITH(core::sha256_of_file("no/such/file"), Catch::Contains("no/such/file"));
}
