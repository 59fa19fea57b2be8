#include "trek/resolve/detail/same_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>

#include "trek/core/text.hpp"
#include "trek/resolve/detail/address_book.hpp"

namespace trek::resolve::detail {
namespace {

/// What is said of sites that share a word: key of a bucket, and how far apart its sites may lie.
struct Bucket {
  std::string key;
  double reach_m = 0.0;
};

std::vector<Bucket> buckets_of(const Draft& site, double gap_m, double complex_m) {
  constexpr double kAnywhere = std::numeric_limits<double>::infinity();
  std::vector<Bucket> result;
  for (std::string& key : whole_address_keys(site.address)) result.push_back({std::move(key), kAnywhere});
  const std::string name = core::folded(site.name);
  if (!name.empty()) result.push_back({"name " + name, gap_m});
  for (const std::string& complex : site.complexes) result.push_back({"complex " + complex, complex_m});
  return result;
}

/// A decision says that they are two.
bool told_apart(const Draft& a, const Draft& b, const DecisionBook& decisions) {
  return std::any_of(a.records.begin(), a.records.end(), [&](const Record& of_a) {
    return std::any_of(b.records.begin(), b.records.end(),
                       [&](const Record& of_b) { return decisions.told_apart(of_a, of_b); });
  });
}

}  // namespace

void mark_same_places(double gap_m, double complex_m, const DecisionBook& decisions, std::vector<Draft>& sites,
                      core::Report& report) {
  std::map<std::string, std::vector<std::size_t>> rows_of;
  std::map<std::string, double> reach_of;
  for (std::size_t row = 0; row < sites.size(); ++row) {
    for (const Bucket& bucket : buckets_of(sites[row], gap_m, complex_m)) {
      rows_of[bucket.key].push_back(row);
      reach_of[bucket.key] = bucket.reach_m;
    }
  }
  std::map<std::size_t, std::set<std::size_t>> others;
  for (const auto& [key, rows] : rows_of) {
    for (const std::size_t a : rows) {
      for (const std::size_t b : rows) {
        if (a == b || geo::distance_m(sites[a].place, sites[b].place) > reach_of[key]) continue;
        if (!told_apart(sites[a], sites[b], decisions)) others[a].insert(b);
      }
    }
  }
  for (const auto& [row, rows] : others) {
    Draft& site = sites[row];
    for (const std::size_t other : rows)
      site.same_address += (site.same_address.empty() ? "" : ", ") + sites[other].key;
    report.add(
        {core::Severity::warning,
         "sites",
         site.key,
         "same_address",
         {fmt::format("{}: ook {}", model::one_line(site.address), site.same_address),
          fmt::format("{}: also {}", model::one_line(site.address), site.same_address)},
         "look whether they are one complex or several; a line 'same' in the file of decisions makes them one, a line "
         "'not' keeps them apart",
         located(site.place)});
  }
}

}  // namespace trek::resolve::detail
