#include "trek/ingest/drivers.hpp"

#include <gdal.h>

#include "trek/ingest/detail/known_drivers.hpp"
#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest {

std::vector<DriverState> driver_states() {
  const detail::GdalScope scope;  // registers them
  std::vector<DriverState> states;
  const auto add = [&](const detail::Driver& driver) {
    states.push_back({driver.name, driver.format, GDALGetDriverByName(driver.name) != nullptr});
  };
  for (const detail::Driver& driver : detail::kDrivers) add(driver);
  for (const detail::Driver& driver : detail::kSpreadsheets) add(driver);
  return states;
}

}  // namespace trek::ingest
