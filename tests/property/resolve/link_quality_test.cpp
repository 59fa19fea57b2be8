#include "support/link_quality.hpp"

#include <set>
#include <string>

#include "support/catch.hpp"

namespace core = trek::core;
namespace resolve = trek::resolve;
namespace test = trek::test;

namespace {

test::HeritageRegion small_region(const std::string& mix, std::uint64_t seed) {
  test::RegionOptions options;
  for (const auto& known : test::evidence_mixes()) {
    if (known.name == mix) options.mix = known;
  }
  options.town_count = 2;
  return test::heritage_region(options, seed);
}

/// What a small region must reach; below what the bench measures on a large one, by what chance takes.
struct Floors {
  std::string mix;
  double precision = 0.0;
  double recall = 0.0;
  double recall_with_evidence = 0.0;  // but for bare `globaal` points
  double vacancy_precision = 0.0;
  double complex_precision = 0.0;
  double conflict_recall = 0.0;
};

}  // namespace

TEST_CASE("resolve_sites: links of a region with known truth keep to their floors", "[resolve][property]") {
  const auto floors =
      GENERATE(Floors{"joined", 0.99, 0.97, 0.98, 0.98, 0.97, 0.9}, Floors{"rich", 0.99, 0.95, 0.97, 0.98, 0.97, 0.7},
               Floors{"middle", 0.98, 0.90, 0.92, 0.94, 0.95, 0.65}, Floors{"poor", 0.95, 0.35, 0.90, 0.90, 0.95, 0.5});
  const auto seed = GENERATE(range(std::uint64_t{11}, std::uint64_t{14}));
  CAPTURE(floors.mix, seed);
  const auto region = small_region(floors.mix, seed);
  const auto quality =
      test::link_quality(region, resolve::resolve_sites(region.evidence(), test::everything_counts(), {}));
  REQUIRE(quality.monuments.true_count > 300);
  REQUIRE(quality.vacancy.true_count > 50);
  CHECK(quality.monuments.precision() >= floors.precision);
  CHECK(quality.monuments.recall() >= floors.recall);
  CHECK(quality.monuments_with_evidence.recall() >= floors.recall_with_evidence);
  CHECK(quality.vacancy.precision() >= floors.vacancy_precision);
  CHECK(quality.complexes.precision() >= floors.complex_precision);
  CHECK(quality.conflicts.true_count > 5);
  CHECK(quality.conflicts.recall() >= floors.conflict_recall);
  CHECK(quality.conflicts.precision() >= 0.9);
  CHECK(quality.units.precision() == 1.0);
}

TEST_CASE("resolve_sites: every record of the region is linked, doubted or listed", "[resolve][property]") {
  const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{4}));
  CAPTURE(seed);
  const auto region = small_region(seed % 2 == 0 ? "middle" : "poor", seed);
  const auto result = resolve::resolve_sites(region.evidence(), test::everything_counts(), {});
  std::set<std::string> linked;
  std::set<std::string> doubted;
  for (const auto& link : result.links) {
    linked.insert(link.table + link.record);
    if (link.doubtful) doubted.insert(link.table + link.record);
    const bool founds_nothing = region.says_in_use(link.record);
    CHECK((founds_nothing || !link.site.empty()));  // every site counts
  }
  std::set<std::string> listed;
  std::set<std::string> reported_doubts;
  for (const auto& finding : result.report.findings()) {
    const std::string record = (finding.source == "monuments" ? "monument" : "vacancy") + finding.record.en;
    if (finding.rule == "doubtful_link") {
      reported_doubts.insert(record);
    } else if (finding.severity != core::Severity::warning) {
      listed.insert(record);
    }
  }
  CHECK(doubted == reported_doubts);
  const auto check = [&](const std::string& record) {
    CAPTURE(record);
    CHECK(linked.contains(record) != listed.contains(record));
  };
  for (const auto& number : region.monuments.number) check("monument" + number);
  for (const auto& record : region.vacancy.record) {
    if (!region.says_in_use(record)) check("vacancy" + record);
  }
}
