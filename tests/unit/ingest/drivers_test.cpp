#include "trek/ingest/drivers.hpp"

#include <map>
#include <string>

#include "support/catch.hpp"

namespace ingest = trek::ingest;

TEST_CASE("driver_states: every driver that trek reads with, and Debian's GDAL has all", "[ingest][unit]") {
  std::map<std::string_view, bool> there;
  for (const ingest::DriverState& driver : ingest::driver_states()) {
    CHECK_FALSE(driver.format.empty());
    CHECK(there.emplace(driver.name, driver.is_there).second);
  }
  CHECK(there.size() == 11);
  for (const auto& [name, is_there] : there) {
    CAPTURE(name);
    CHECK(is_there);
  }
  CHECK(there.count("LVBAG") == 1);
  CHECK(there.count("XLSX") == 1);
}
