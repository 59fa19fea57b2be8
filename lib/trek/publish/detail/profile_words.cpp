#include "trek/publish/detail/profile_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "trek/model/written.hpp"
#include "trek/publish/detail/answer_words.hpp"

namespace trek::publish::detail {
namespace {

constexpr const char* kBetween = "; ";
constexpr double kSpeaksFor = 2.0 / 3.0;
constexpr double kSpeaksAgainst = 1.0 / 3.0;

std::string range_words(const model::Range& range, const Words& words) {
  const std::string low = fmt::format("{:.2f}", range.low);
  const std::string high = fmt::format("{:.2f}", range.high);
  return model::written(low == high ? low : fmt::format("{}-{}", low, high), words.language());
}

/// A criterion that counts, and by how much it does.
struct Argument {
  const profile::ReuseCriterion* criterion;
  const profile::CriterionOutcome* outcome;
  double strength;
};

/// Those with a strength above 0, the strongest first.
template <class Strength>
std::vector<Argument> arguments(const SiteProfile& of, const Strength& strength) {
  std::vector<Argument> list;
  for (std::size_t c = 0; c < of.assessment.criteria.size(); ++c) {
    const profile::CriterionOutcome& outcome = of.assessment.criteria[c];
    const double strong = of.profile.criteria[c].weight * strength(outcome);
    if (strong > 0.0) list.push_back({&of.profile.criteria[c], &outcome, strong});
  }
  std::ranges::stable_sort(list, std::ranges::greater{}, &Argument::strength);
  return list;
}

std::string argument_words(const std::vector<Argument>& list, const Words& words) {
  std::vector<std::string> texts;
  for (const auto& [criterion, outcome, strength] : list) {
    const std::string found = outcome->found.empty() ? "" : fmt::format(" ({})", words(outcome->found));
    texts.push_back(fmt::format("{} {}{}", words(criterion->label), range_words(outcome->value, words), found));
  }
  return joined(texts, kBetween);
}

}  // namespace

std::string ruled_out_words(const SiteProfile& of, const Words& words) {
  std::vector<std::string> reasons;
  for (const profile::KnownAnswer& answer : of.assessment.answers) {
    if (!answer.decides || answer.verdict != profile::Verdict::fail) continue;
    std::string reason = question_words(of.profile, answer.rule, words) + " " + answer_words(answer, words);
    const std::string source = source_words(answer, words);
    const std::string behind = source + (source.empty() || answer.date.empty() ? "" : ", ") + answer.date;
    if (!behind.empty()) reason += " (" + behind + ")";
    reasons.push_back(std::move(reason));
  }
  return joined(reasons, kBetween);
}

std::string veto_question_words(const SiteProfile& of, const Words& words) {
  std::vector<std::string> questions;
  for (const profile::VetoOutcome& veto : of.assessment.vetoes) {
    if (veto.verdict == profile::Verdict::unknown) questions.push_back(words(veto.question));
  }
  return joined(questions, kBetween);
}

std::string criterion_question_words(const SiteProfile& of, const Words& words) {
  std::vector<std::string> questions;
  const auto open = [](const profile::CriterionOutcome& outcome) { return outcome.value.high - outcome.value.low; };
  for (const Argument& argument : arguments(of, open)) questions.push_back(words(argument.outcome->question));
  return joined(questions, kBetween);
}

std::string for_words(const SiteProfile& of, const Words& words) {
  return argument_words(arguments(of,
                                  [](const profile::CriterionOutcome& outcome) {
                                    return outcome.value.low >= kSpeaksFor ? outcome.value.low : 0.0;
                                  }),
                        words);
}

std::string against_words(const SiteProfile& of, const Words& words) {
  return argument_words(arguments(of,
                                  [](const profile::CriterionOutcome& outcome) {
                                    return outcome.value.high <= kSpeaksAgainst ? 1.0 - outcome.value.high : 0.0;
                                  }),
                        words);
}

std::string potential_words(const SiteProfile& of, const Words& words) {
  return range_words(of.assessment.potential, words);
}

}  // namespace trek::publish::detail
