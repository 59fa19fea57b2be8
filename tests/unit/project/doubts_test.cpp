#include "trek/project/detail/doubts.hpp"

#include <algorithm>

#include "support/catch.hpp"

namespace geo = trek::geo;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace project = trek::project;

namespace {

model::SourceRecord source(std::string name, std::string table, std::string vintage) {
  model::SourceRecord record;
  record.source.name = std::move(name);
  record.source.table = std::move(table);
  record.source.vintage = std::move(vintage);
  record.source.licence = "CC0";
  record.source.attribution = "A";
  return record;
}

/// "source rule" of each finding, ordered.
std::vector<std::string> rules(const trek::core::Report& report) {
  std::vector<std::string> found;
  for (const auto& finding : report.findings()) found.push_back(finding.source + " " + finding.rule);
  std::sort(found.begin(), found.end());
  return found;
}

void add_municipality(model::Municipalities& table, std::string code, double x, std::optional<double> inhabitants) {
  table.code.push_back(std::move(code));
  table.name.emplace_back("x");
  table.area.append({geo::rectangle({x, 0.0, x + 1000.0, 1000.0})});
  table.inhabitants.push_back(inhabitants);
}

void add_people(model::Demand& demand, double x, double inhabitants, std::uint32_t municipality) {
  demand.key.emplace_back("d");
  demand.place.push_back({x, 500.0});
  demand.inhabitants.push_back(inhabitants);
  demand.target.emplace_back();
  demand.target_estimated.push_back(0);
  demand.municipality.emplace_back(municipality);
}

}  // namespace

TEST_CASE("doubts of sources: licence, attribution, vintage, age, and years that are apart", "[project][unit]") {
  auto bare = source("bare", "places", "");
  bare.source.licence.clear();
  bare.source.attribution = {};
  auto invented = bare;
  invented.source.name = "invented";
  invented.source.made_up = true;
  const std::vector<model::SourceRecord> sources{bare, invented, source("fresh", "buildings", "2025-11-01"),
                                                 source("cells", "population", "2021"),
                                                 source("gone", "townscapes", "2012")};
  CHECK(rules(project::detail::source_doubts(sources, "2026-11-26", 5)) ==
        std::vector<std::string>{"bare no_attribution", "bare no_licence", "bare no_vintage", "fresh vintages_apart",
                                 "gone old_source"});
  // The day of download is told, and is no vintage: nothing follows from it.
  auto fetched = source("fetched", "buildings", "");
  fetched.fetched = "2019-03-01";
  const auto found = project::detail::source_doubts({fetched, source("cells", "population", "2024")}, "2026-11-26", 5);
  REQUIRE(rules(found) == std::vector<std::string>{"fetched no_vintage"});
  CHECK(found.findings().front().value ==
        trek::core::Phrase{"opgehaald op 1 maart 2019", "downloaded on 1 March 2019"});
  // Exactly as old as is allowed is not too old, and three years are not apart.
  const std::vector<model::SourceRecord> edge{source("a", "buildings", "2024"), source("b", "population", "2021")};
  CHECK(project::detail::source_doubts(edge, "2026-01-01", 5).findings().empty());
  CHECK(rules(project::detail::source_doubts(edge, "2027-01-01", 5)) == std::vector<std::string>{"b old_source"});
}

TEST_CASE("doubts of municipalities: what is not there, and people that do not add up", "[project][unit]") {
  project::detail::Inputs inputs;
  add_municipality(inputs.municipalities, "GM0001", 0.0, 100.0);
  add_municipality(inputs.municipalities, "GM0002", 1000.0, 100.0);
  add_municipality(inputs.municipalities, "GM0003", 2000.0, std::nullopt);
  model::Demand demand;
  add_people(demand, 500.0, 95.0, 0);   // 5 % off: within bounds
  add_people(demand, 1500.0, 94.0, 1);  // 6 % off
  model::Sites sites;
  sites.place = {{500.0, 500.0}, {1500.0, 500.0}, {2500.0, 500.0}};
  inputs.monuments.emplace();
  inputs.monuments->place = {geo::Point{500.0, 500.0}, geo::Point{2500.0, 500.0}, std::nullopt};
  const auto report = project::detail::municipality_doubts(inputs, demand, sites);
  std::vector<std::string> found;
  for (const auto& finding : report.findings()) {
    found.push_back(finding.record.en + " " + finding.rule);
    CHECK(finding.location.has_value());
  }
  std::sort(found.begin(), found.end());
  // No source of buildings or places: nothing is said of those.
  CHECK(found == std::vector<std::string>{"GM0002 municipality_without_monuments", "GM0002 population_differs",
                                          "GM0003 municipality_without_people"});
}

TEST_CASE("doubts of a ranking: ends that many have reached, and ranks that several share", "[project][unit]") {
  namespace score = trek::score;
  // Of twenty sites two lie beyond 100 and share the lead; one at 100 exactly is not beyond.
  score::CriteriaTable table{{{"people", 1.0, model::ValueFunction{{{0.0, 0.0}, {100.0, 1.0}}}},
                              {"minutes", 0.0, model::ValueFunction{{{5.0, 1.0}, {30.0, 0.0}}}}},
                             20};
  for (std::size_t site = 0; site < 20; ++site) {
    table.set(site, 0, site < 2 ? 150.0 + static_cast<double>(site) : 90.0 - static_cast<double>(site));
    table.set(site, 1, 1.0);  // beyond its best anchor, but without weight
  }
  const std::vector<std::uint8_t> all(20, 0);
  const auto told = project::detail::ranking_doubts(table, score::weighted_sum(table, all));
  CHECK(rules(told) == std::vector<std::string>{"people criterion_saturated", "sites rank_shared"});
  CHECK(told.findings()[0].value.en == "2 of 20 sites beyond 100");
  CHECK(told.findings()[1].record == "rank 1");
  CHECK(told.findings()[1].value.en == "2 sites, sure score 1.000");

  table.set(1, 0, 100.0);  // one beyond: a twentieth; the two still score the same
  CHECK(rules(project::detail::ranking_doubts(table, score::weighted_sum(table, all))) ==
        std::vector<std::string>{"sites rank_shared"});
  std::vector<std::uint8_t> first_out(20, 0);
  first_out[0] = 1;
  CHECK(rules(project::detail::ranking_doubts(table, score::weighted_sum(table, first_out))).empty());
}
