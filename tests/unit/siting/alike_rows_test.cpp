#include "trek/siting/alike_rows.hpp"

#include "case_count.hpp"
#include "location_case.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/siting/location.hpp"

namespace {

using trek::siting::AlikeRows;
using trek::siting::CoveredRows;
using trek::siting::kNoSite;

}  // namespace

//  rows 0 and 2 are covered by both sites, 1 by the last one, 3 by none; 4 weighs nothing and 5 is unknown
TEST_CASE("CoveredRows: rows that the same sites cover are one", "[siting][unit]") {
  CoveredRows rows{6, 70};
  for (const std::uint32_t row : {0U, 2U, 4U, 5U}) {
    rows.add(row, 3);
    rows.add(row, 69);
  }
  rows.add(1, 69);
  const std::vector<double> weight{1.0, 2.0, 4.0, 8.0, 0.0, trek::test::kUnknownWeight};
  const AlikeRows alike = rows.alike(weight);
  REQUIRE(alike.weight.size() == 3);
  const std::uint32_t both = alike.of_row[0];
  CHECK(alike.of_row[2] == both);
  CHECK(alike.weight[both] == 5.0);
  CHECK(alike.first[both] == 0);
  CHECK(alike.weight[alike.of_row[1]] == 2.0);
  CHECK(alike.weight[alike.of_row[3]] == 8.0);
  CHECK(alike.of_row[4] == kNoSite);
  CHECK(alike.of_row[5] == kNoSite);
  std::vector<std::uint32_t> sites;
  alike.costs.for_each(both, [&](const auto& entry) { sites.push_back(entry.site); });
  CHECK(sites == std::vector<std::uint32_t>{3, 69});
  CHECK_THROWS_AS(rows.alike(std::vector<double>(5, 1.0)), trek::core::Error);
}

TEST_CASE("CoveredRows: the best covering of alike rows is that of the rows themselves", "[property]") {
  const auto seed = GENERATE(range(0U, cases(300U)));
  CAPTURE(seed);
  const trek::test::LocationCase input{seed};
  const std::uint32_t standard = input.largest / 2;
  CoveredRows rows{input.table.row_count(), input.table.site_count()};
  for (std::uint32_t row = 0; row < input.table.row_count(); ++row) {
    input.table.for_each(row, [&](const auto& entry) {
      if (entry.cost <= standard) rows.add(row, entry.site);
    });
  }
  const AlikeRows alike = rows.alike(input.weight);
  const auto of_rows = max_covering(input.task(), standard);
  const auto of_alike = trek::siting::max_covering({alike.costs, alike.weight, input.p, input.forced}, 0);
  CHECK(of_alike.objective == Approx(of_rows.objective).margin(1e-9));
  CHECK(of_alike.weight == Approx(of_rows.weight));
  for (std::size_t row = 0; row < input.weight.size(); ++row)
    CHECK((alike.of_row[row] == kNoSite) == !(input.weight[row] > 0.0));
}
