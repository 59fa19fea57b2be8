#include "trek/publish/run_differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace trek::publish {
namespace {

using Kind = Difference::Kind;
using Facts = std::vector<std::pair<std::string, std::string>>;

/// What a key of the table `run` is; nothing for what a run found out, or what it is called.
std::optional<Kind> kind_of(std::string_view key) {
  constexpr auto kMethods =
      std::to_array<std::string_view>({"trek.version", "gdal.version", "geos.version", "proj.version"});
  // Of what begins so the run tells what it read, made or counted.
  constexpr auto kFound =
      std::to_array<std::string_view>({"population.", "sites.", "left_out.", "not_routable.", "records.",
                                       "stakeholders.", "network.", "target.share_15_25.", "target.share_25_45."});
  constexpr auto kCalled =
      std::to_array<std::string_view>({"title", "notice", "language", "timestamp", "identity", "run.timestamp",
                                       "project.name", "project.file", "project.sha256"});
  constexpr auto kInputs =
      std::to_array<std::string_view>({"answers.", "answers_of_lists.", "decisions", "project.profile_file."});
  const auto begins = [key](std::string_view prefix) { return key.starts_with(prefix); };
  if (std::ranges::find(kMethods, key) != kMethods.end()) return Kind::method;
  if (std::ranges::any_of(kInputs, begins)) return Kind::input;
  if (std::ranges::any_of(kFound, begins) || std::ranges::find(kCalled, key) != kCalled.end()) return std::nullopt;
  return Kind::option;
}

std::string find_value(const Facts& facts, const std::string& key) {
  const auto found = std::ranges::find(facts, key, &Facts::value_type::first);
  return found == facts.end() ? std::string{} : found->second;
}

/// Every key of either that has another value in the other; of a key that stands twice the first counts.
template <class Add>
void for_each_difference(const Facts& a, const Facts& b, const Add& add) {
  for (const auto& [key, value] : a) {
    const std::string other = find_value(b, key);
    if (other != value && find_value(a, key) == value) add(key, value, other);
  }
  for (const auto& [key, value] : b) {
    const bool in_a = std::ranges::find(a, key, &Facts::value_type::first) != a.end();
    if (!in_a && !value.empty()) add(key, std::string{}, value);
  }
}

/// Weights and anchors, as facts.
Facts criteria_facts(const ComparedResults& compared) {
  Facts facts;
  for (const StatedCriterion& criterion : compared.criteria) {
    facts.emplace_back("weight." + criterion.id, criterion.weight ? fmt::format("{:g}", *criterion.weight) : "");
    facts.emplace_back("anchors." + criterion.id, criterion.anchors);
  }
  return facts;
}

/// Two sources may have one name only in a file that no run wrote.
Facts source_facts(const ComparedResults& compared, std::string StatedSource::*part) {
  Facts facts;
  for (const StatedSource& source : compared.sources) facts.emplace_back(source.name, source.*part);
  return facts;
}

std::string described(const ComparedResults& compared, const std::string& name) {
  constexpr std::size_t kShown = 12;  // of a SHA-256: enough to tell two apart
  const auto found = std::ranges::find(compared.sources, name, &StatedSource::name);
  if (found == compared.sources.end()) return {};
  const std::string vintage = found->vintage.empty() ? "" : found->vintage + ", ";
  return fmt::format("{}sha256 {}", vintage, found->sha256.substr(0, kShown));
}

void add_sources(const ComparedResults& a, const ComparedResults& b, std::vector<Difference>& all) {
  const auto add = [&](const std::string& name, const std::string&, const std::string&) {
    const auto known = [&](const Difference& one) { return one.kind == Kind::input && one.what == name; };
    if (std::ranges::any_of(all, known)) return;
    all.push_back({Kind::input, name, described(a, name), described(b, name)});
  };
  for (const auto part : {&StatedSource::sha256, &StatedSource::vintage})
    for_each_difference(source_facts(a, part), source_facts(b, part), add);
}

}  // namespace

std::string_view name_of(Difference::Kind kind) noexcept {
  switch (kind) {
    case Kind::method:
      return "method";
    case Kind::option:
      return "option";
    case Kind::input:
      return "input";
  }
  return "";
}

std::vector<Difference> run_differences(const ComparedResults& a, const ComparedResults& b) {
  std::vector<Difference> all;
  for_each_difference(a.results.run, b.results.run,
                      [&](const std::string& key, const std::string& was, const std::string& is) {
                        if (const auto kind = kind_of(key)) all.push_back({*kind, key, was, is});
                      });
  for_each_difference(criteria_facts(a), criteria_facts(b),
                      [&](const std::string& key, const std::string& was, const std::string& is) {
                        all.push_back({Kind::option, key, was, is});
                      });
  add_sources(a, b, all);
  std::ranges::stable_sort(all, {}, &Difference::kind);
  return all;
}

}  // namespace trek::publish
