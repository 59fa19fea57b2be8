#include <cstdlib>

#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/project/timestamp.hpp"

TEST_CASE("run_timestamp: SOURCE_DATE_EPOCH fixes it", "[project][unit]") {
  setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
  CHECK(trek::project::run_timestamp() == "2023-11-14T22:13:20.000Z");
  setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
  CHECK_THROWS_AS(trek::project::run_timestamp(), trek::core::Error);
  unsetenv("SOURCE_DATE_EPOCH");
  CHECK(trek::project::run_timestamp() > "2023-11-14");
}
