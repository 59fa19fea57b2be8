#include <limits>

#include "support/catch.hpp"
#include "support/coverage_case.hpp"
#include "trek/core/random.hpp"

using trek::access::kUnreachable_ds;
using trek::core::Random;
using trek::coverage::ModeCoverage;
using trek::model::MunicipalityIdx;
using trek::test::CoverageCase;

namespace {

constexpr std::size_t kMunicipalities = 4;

MunicipalityIdx random_municipality(Random& random) {
  const auto drawn = random.below(kMunicipalities + 1);
  return drawn == kMunicipalities ? MunicipalityIdx{} : MunicipalityIdx{drawn};
}

CoverageCase random_case(std::uint64_t seed) {
  Random random{seed};
  CoverageCase input{kMunicipalities};
  for (auto rows = random.below(60); rows > 0; --rows) {
    std::optional<double> target;
    std::optional<std::uint32_t> time_ds;
    if (random.below(4) != 0) target = static_cast<double>(random.below(20));
    if (random.below(8) != 0) time_ds = static_cast<std::uint32_t>(random.below(18000));
    if (random.below(12) == 0) time_ds = kUnreachable_ds;
    input.add_demand(random_municipality(random), static_cast<double>(random.below(50)), target, time_ds,
                     random.below(2) == 0);
  }
  for (auto sites = random.below(20); sites > 0; --sites) {
    input.add_site(random_municipality(random), static_cast<std::uint32_t>(1 + random.below(30)));
  }
  for (auto places = random.below(10); places > 0; --places) input.add_place(random_municipality(random));
  return input;
}

/// Sum of inhabitants over the demand rows of one municipality for which `holds(row)`.
template <class Holds>
double people(const CoverageCase& input, MunicipalityIdx municipality, Holds holds) {
  double sum = 0.0;
  for (std::size_t row = 0; row < input.demand.size(); ++row) {
    if (input.demand.municipality[row] == municipality && holds(row)) sum += input.demand.inhabitants[row];
  }
  return sum;
}

void check_mode(const CoverageCase& input, MunicipalityIdx municipality, const ModeCoverage& found) {
  const auto& access = input.modes[0];
  const auto known = [&](std::size_t row) { return access.connected[row] != 0; };
  const auto within = [&](std::uint32_t time_ds) {
    return people(input, municipality,
                  [&](std::size_t row) { return known(row) && access.nearest[row].time_ds <= time_ds; });
  };
  const double everyone = people(input, municipality, [](std::size_t) { return true; });
  const double known_people = people(input, municipality, known);
  CHECK(found.served_share.has_value() == (known_people > 0.0));
  if (found.served_share) CHECK(*found.served_share == Approx(within(9000) / known_people));
  if (everyone > 0.0) CHECK(found.unknown_share == Approx(1.0 - known_people / everyone).margin(1e-12));

  // The smallest of all times within which nine in ten live.
  std::uint32_t p90_ds = kUnreachable_ds;
  for (std::size_t row = 0; row < input.demand.size(); ++row) {
    const std::uint32_t time_ds = access.nearest[row].time_ds;
    const bool here = input.demand.municipality[row] == municipality && known(row);
    if (here && time_ds < p90_ds && within(time_ds) > 0.0 && within(time_ds) >= 0.9 * known_people) p90_ds = time_ds;
  }
  CHECK(found.p90_time_min.has_value() == (p90_ds != kUnreachable_ds));
  if (found.p90_time_min) CHECK(*found.p90_time_min == Approx(p90_ds / 600.0));
}

}  // namespace

TEST_CASE("coverage: equals plain loops over all rows", "[coverage][property]") {
  const auto seed = GENERATE(range(0U, 200U));
  CAPTURE(seed);
  const CoverageCase input = random_case(seed);
  const auto rows = input.coverage();
  double inhabitants = 0.0;
  for (std::size_t m = 0; m < rows.size(); ++m) {
    CAPTURE(m);
    const MunicipalityIdx municipality = m < kMunicipalities ? MunicipalityIdx{m} : MunicipalityIdx{};
    CHECK(rows[m].municipality == municipality);
    CHECK(rows[m].inhabitants == people(input, municipality, [](std::size_t) { return true; }));
    CHECK(rows[m].target_unknown_inhabitants ==
          people(input, municipality, [&](std::size_t row) { return !input.demand.target[row]; }));
    check_mode(input, municipality, rows[m].modes.at(0));
    inhabitants += rows[m].inhabitants;
  }
  double in = 0.0;
  for (const double number : input.demand.inhabitants) in += number;
  CHECK(inhabitants == in);  // nobody is lost
}
