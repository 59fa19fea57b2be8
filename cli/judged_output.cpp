#include "judged_output.hpp"

#include <charconv>
#include <map>

#include "trek/score/feasible.hpp"

namespace trek::cli {
namespace {

/// The number of a fact of the run, or what holds without it.
template <class Number>
Number number_of(const publish::ReadResults& results, const char* key, Number otherwise, Number least, Number most) {
  const std::string text = results.find_fact(key);
  Number number{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = !text.empty() && parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
  return whole && number >= least && number <= most ? number : otherwise;
}

}  // namespace

score::CriteriaTable drawn_criteria(const publish::ReadResults& results) {
  std::map<std::string, std::uint32_t> types;
  std::vector<std::uint32_t> type_of_site;
  for (const publish::ReadSite& site : results.sites)
    type_of_site.push_back(types.try_emplace(site.type, static_cast<std::uint32_t>(types.size())).first->second);
  return score::with_feasible_bounds(results.criteria_table(), type_of_site);
}

score::AcceptabilityOptions drawn_weightings(const publish::ReadResults& results) {
  constexpr std::uint32_t kMostDraws = 100'000;  // of two sites, or a few: more would only take time
  score::AcceptabilityOptions options;
  options.seed = number_of(results, "acceptability.seed", options.seed, std::uint64_t{0}, std::uint64_t{INT64_MAX});
  options.draws = number_of(results, "acceptability.draws", options.draws, std::uint32_t{1}, kMostDraws);
  options.weightings =
      score::find_weightings(results.find_fact("acceptability.weightings")).value_or(options.weightings);
  return options;
}

}  // namespace trek::cli
