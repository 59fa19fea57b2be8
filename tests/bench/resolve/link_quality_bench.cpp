/// Precision and recall of the links that resolve_sites makes, against a region whose truth is known, and its time.
#include <fmt/format.h>

#include <algorithm>

#include "bench/support/report.hpp"
#include "bench/support/timing.hpp"
#include "support/link_quality.hpp"

namespace test = trek::test;
namespace resolve = trek::resolve;

namespace {

constexpr std::uint64_t kSeeds[] = {1, 2, 3, 4, 5, 6, 7, 8};

void add(test::LinkQuality& sum, const test::LinkQuality& more) {
  sum.true_count += more.true_count;
  sum.right += more.right;
  sum.wrong += more.wrong;
  sum.doubtful_right += more.doubtful_right;
  sum.doubtful_wrong += more.doubtful_wrong;
}

void add(test::Quality& sum, const test::Quality& more) {
  add(sum.monuments, more.monuments);
  add(sum.monuments_with_evidence, more.monuments_with_evidence);
  add(sum.vacancy, more.vacancy);
  add(sum.units, more.units);
  add(sum.conflicts, more.conflicts);
  add(sum.complexes, more.complexes);
  for (const auto& [method, quality] : more.monuments_by_method) add(sum.monuments_by_method[method], quality);
}

struct Measured {
  test::Quality quality;
  std::size_t monuments = 0;
  std::size_t buildings = 0;
  std::vector<double> ms_per_1000;
};

void print_line(const std::string& mix, const std::string& kind, const test::LinkQuality& q, bool with_recall) {
  const std::string recall = with_recall ? fmt::format("{:.4f} | {:.4f}", q.recall(), q.recall_after_review()) : " | ";
  fmt::print("| {} | {} | {} | {} | {} | {:.4f} | {} | {} | {} |\n", mix, kind,
             with_recall ? fmt::to_string(q.true_count) : "", q.right, q.wrong, q.precision(), recall, q.doubtful_right,
             q.doubtful_wrong);
}

void print(const std::string& mix, const test::Quality& q) {
  print_line(mix, "monument-building", q.monuments, true);
  print_line(mix, "the same, but for bare `globaal` points", q.monuments_with_evidence, true);
  for (const auto& [method, quality] : q.monuments_by_method) print_line(mix, "by " + method, quality, false);
  print_line(mix, "unit-building", q.units, true);
  print_line(mix, "vacancy-building", q.vacancy, true);
  print_line(mix, "conflict about vacancy", q.conflicts, true);
  print_line(mix, "complex", q.complexes, true);
}

Measured measure(const test::EvidenceMix& mix, const bench::Report& report) {
  Measured measured;
  test::RegionOptions options;
  options.mix = mix;
  if (report.quick()) options.town_count = 2;
  for (const std::uint64_t seed : kSeeds) {
    const auto region = test::heritage_region(options, seed);
    resolve::Resolution resolution;
    const double time_s = bench::seconds_of(
        [&] { resolution = resolve::resolve_sites(region.evidence(), test::everything_counts(), {}); });
    add(measured.quality, test::link_quality(region, resolution));
    measured.monuments += region.monuments.size();
    measured.buildings += region.buildings.size();
    measured.ms_per_1000.push_back(1e6 * time_s / static_cast<double>(region.monuments.size()));
  }
  return measured;
}

int measure_all(bench::Report& report) {
  fmt::print(
      "| mix | links | true | right | wrong | precision | recall | recall after review | doubtful: right | wrong |\n"
      "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
  for (const test::EvidenceMix& mix : test::evidence_mixes()) {
    const Measured measured = measure(mix, report);
    print(mix.name, measured.quality);
    bench::require(measured.quality.monuments.true_count > 100, "a region with hardly any monuments measures nothing");
    report.work(fmt::format("{}: {} monuments and {} buildings in {} regions; key {:.0f} %, address {:.0f} %", mix.name,
                            measured.monuments, measured.buildings, std::size(kSeeds), 100.0 * mix.key_share,
                            100.0 * mix.address_share));
    const auto& monuments = measured.quality.monuments;
    const bool goal = mix.name == "joined" || mix.name == "middle";
    report.add({mix.name + ": false among asserted monument-building links",
                1.0 - monuments.precision(),
                "share",
                {},
                {},
                {},
                goal ? bench::at_most(0.01) : bench::Goal{}});
    report.add({mix.name + ": monument-building links not asserted",
                1.0 - monuments.recall(),
                "share",
                {},
                {},
                {},
                goal ? bench::at_most(0.03) : bench::Goal{}});
    report.add({mix.name + ": time of 1,000 monuments", bench::median(measured.ms_per_1000), "ms", {}, {}, {}, {}});
  }
  return report.finish();
}

}  // namespace

int main(int argc, char** argv) { return bench::run("bench_resolve", argc, argv, measure_all); }
