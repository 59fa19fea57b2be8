#include "trek/project/detail/judgement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/core/error.hpp"

namespace core = trek::core;
namespace model = trek::model;
namespace project = trek::project;
namespace score = trek::score;

namespace {

model::Sites sites_called(const std::vector<std::string>& names) {
  model::Sites sites;
  for (std::size_t row = 0; row < names.size(); ++row) {
    sites.key.push_back("S" + std::to_string(row + 1));
    sites.name.push_back(names[row]);
    sites.address.emplace_back();
    sites.place.emplace_back();
  }
  return sites;
}

/// What is said of names to highlight that mean no site, or several; "" if each means one.
std::string refusal_of(const project::Project& asked, const model::Sites& sites) {
  try {
    static_cast<void>(project::detail::highlighted_sites(asked, sites));
  } catch (const core::Error& error) {
    CHECK(error.kind() == core::ErrorKind::config);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("best_rows: by rank, without those that have none", "[project][unit]") {
  std::vector<score::SiteScore> scores(5);
  scores[0].rank = 3;
  scores[2].rank = 1;
  scores[3].rank = 2;
  scores[4].rank = 3;
  using Rows = std::vector<std::uint32_t>;
  CHECK(project::detail::best_rows(scores, 2) == Rows{2, 3});
  CHECK(project::detail::best_rows(scores, 9) == Rows{2, 3, 0, 4});  // of one rank, the first row
  CHECK(project::detail::best_rows({}, 9).empty());
}

TEST_CASE("highlighted_sites: one site a name; a key is what it is", "[project][unit]") {
  const auto sites = sites_called({"Oude kerk", "Nieuwe kerk", "School", "", "", "", "", "", "", "Hal"});  // S1 to S10
  project::Project asked;
  CHECK(project::detail::highlighted_sites(asked, sites).empty());
  asked.highlight = {"S1", "school"};
  using Flags = std::vector<std::uint8_t>;
  CHECK(project::detail::highlighted_sites(asked, sites) == Flags{1, 0, 1, 0, 0, 0, 0, 0, 0, 0});
  asked.highlight = {"kerk"};
  const auto several = refusal_of(asked, sites);
  CHECK(trek::test::says(several, "is 2 sites: S1 (Oude kerk), S2 (Nieuwe kerk)"));
  asked.highlight = {"molen"};
  CHECK(trek::test::says(refusal_of(asked, sites), "no site has this"));
}
