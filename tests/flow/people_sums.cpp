#include "people_sums.hpp"

#include "support/catch.hpp"

namespace trek::test {
namespace {

constexpr double kExactly = 1e-5;  // hundredths, added up in floating point

}  // namespace

void check_people_add_up(const DeliveredNumbers& output) {
  const auto sum = [&](const char* column, const char* table) {
    return output.number(std::string{"select total("} + column + ") from " + table);
  };
  const bool has_remainder =
      output.number("select count(*) from gpkg_contents where table_name = 'population_remainder'") > 0;
  const auto remainder = [&](const char* column) { return has_remainder ? sum(column, "population_remainder") : 0.0; };
  const auto fact = [&](const char* key) { return std::stod(output.fact(key)); };

  CHECK(sum("inhabitants", "demand") == Approx(fact("population.demand_inhabitants")).epsilon(0).margin(kExactly));
  const auto region = [&](const char* column) {  // people around the region count for sites, for no municipality
    return output.number(std::string{"select total("} + column + ") from demand where municipality_code is not null");
  };
  CHECK(sum("inhabitants", "municipalities") == Approx(region("inhabitants")).epsilon(0).margin(kExactly));
  CHECK(sum("inhabitants", "municipalities") ==
        Approx(fact("population.region_inhabitants")).epsilon(0).margin(kExactly));
  CHECK(remainder("inhabitants") == Approx(fact("population.remainder_inhabitants")).epsilon(0).margin(kExactly));
  CHECK(sum("inhabitants", "demand") + remainder("inhabitants") ==
        Approx(fact("population.source_inhabitants")).epsilon(0).margin(kExactly));
  CHECK(sum("target", "demand") == Approx(fact("population.target")).epsilon(0).margin(kExactly));
  CHECK(sum("target", "municipalities") == Approx(region("target")).epsilon(0).margin(kExactly));
  CHECK(sum("target", "municipalities") == Approx(fact("population.region_target")).epsilon(0).margin(kExactly));
  for (const std::string column : {"inhabitants", "target", "target_low", "target_high"}) {
    CAPTURE(column);
    CHECK(output.number("select max(abs(m." + column + " - d.people)) from municipalities m join (select " +
                        "municipality_code, total(" + column +
                        ") as people from demand group by municipality_code) d " + "on d.municipality_code = m.code") <
          kExactly);
  }
  CHECK(output.number("select count(*) from demand where target < target_low - 1e-9 or target > target_high + 1e-9") ==
        0);
  CHECK(output.number("select count(*) from demand where target > inhabitants + 0.011") == 0);
}

}  // namespace trek::test
