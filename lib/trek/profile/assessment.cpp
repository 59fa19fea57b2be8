#include "trek/profile/assessment.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

#include "trek/profile/detail/weighing.hpp"

namespace trek::profile {
namespace {

VetoOutcome outcome(const Veto& veto, const std::vector<KnownAnswer>& known) {
  if (known.empty()) return {veto.id, Verdict::unknown, veto.question};
  const KnownAnswer& first = known.front();
  return {veto.id, first.verdict, first.question.empty() ? veto.question : first.question};
}

Verdict together(const std::vector<VetoOutcome>& outcomes) noexcept {
  const auto any = [&](Verdict verdict) {
    return std::any_of(outcomes.begin(), outcomes.end(), [&](const VetoOutcome& o) { return o.verdict == verdict; });
  };
  if (any(Verdict::fail)) return Verdict::fail;
  return any(Verdict::unknown) ? Verdict::unknown : Verdict::pass;
}

/// The weighted mean of what each criterion is worth, at the worst and at the best.
model::Range weighted_mean(const Profile& profile, const std::vector<CriterionOutcome>& outcomes) {
  double weight = 0.0;
  model::Range sum;
  for (std::size_t c = 0; c < outcomes.size(); ++c) {
    weight += profile.criteria[c].weight;
    sum.low += profile.criteria[c].weight * outcomes[c].value.low;
    sum.high += profile.criteria[c].weight * outcomes[c].value.high;
  }
  if (!(weight > 0.0)) return {0.0, 1.0};
  return {std::min(1.0, sum.low / weight), std::min(1.0, sum.high / weight)};  // but for rounding
}

double completeness_share(const Assessment& assessment) {
  const auto answered = std::count_if(assessment.vetoes.begin(), assessment.vetoes.end(),
                                      [](const VetoOutcome& o) { return o.verdict != Verdict::unknown; });
  const auto known = std::count_if(assessment.criteria.begin(), assessment.criteria.end(),
                                   [](const CriterionOutcome& o) { return o.is_known(); });
  const std::size_t asked = assessment.vetoes.size() + assessment.criteria.size();
  return asked == 0 ? 1.0 : static_cast<double>(answered + known) / static_cast<double>(asked);
}

model::Estimate estimate_of(const std::string& measure, std::size_t row, std::span<const MeasuredSites> measured) {
  const auto found = std::ranges::find(measured, measure, &MeasuredSites::measure);
  return found == measured.end() ? model::Estimate::unknown() : found->of_site[row];
}

Assessment assessment_of(const model::Sites& sites, std::size_t row, const Profile& profile,
                         const detail::Answers& given, std::span<const MeasuredSites> measured) {
  Assessment result;
  for (const Veto& veto : profile.vetoes) {
    auto known = detail::known_answers(sites, row, veto, given);
    result.vetoes.push_back(outcome(veto, known));
    std::move(known.begin(), known.end(), std::back_inserter(result.answers));
  }
  for (const ReuseCriterion& criterion : profile.criteria) {
    result.criteria.push_back(criterion.measure.empty()
                                  ? detail::criterion_outcome(sites, row, criterion, given)
                                  : detail::measured_outcome(criterion, estimate_of(criterion.measure, row, measured)));
  }
  result.verdict = together(result.vetoes);
  result.potential = weighted_mean(profile, result.criteria);
  result.completeness_share = completeness_share(result);
  return result;
}

int order_of(Verdict verdict) noexcept {
  if (verdict == Verdict::pass) return 2;
  return verdict == Verdict::unknown ? 1 : 0;
}

}  // namespace

Profile as_measured(Profile profile, std::span<const std::string> measures) {
  std::erase_if(profile.criteria, [&](const ReuseCriterion& criterion) {
    return !criterion.measure.empty() && std::ranges::find(measures, criterion.measure) == measures.end();
  });
  return profile;
}

std::vector<Assessment> assess(const model::Sites& sites, const Profile& profile,
                               const std::vector<SiteAnswer>& answers, std::span<const MeasuredSites> measured) {
  const detail::Answers given = detail::by_site_and_rule(answers);
  std::vector<Assessment> result;
  result.reserve(sites.size());
  for (std::size_t row = 0; row < sites.size(); ++row)
    result.push_back(assessment_of(sites, row, profile, given, measured));
  return result;
}

std::vector<std::vector<std::size_t>> profile_orders(std::span<const std::vector<Assessment>> by_profile) {
  std::vector<std::vector<std::size_t>> orders(by_profile.empty() ? 0 : by_profile.front().size());
  for (std::size_t site = 0; site < orders.size(); ++site) {
    const auto key_of = [&](std::size_t profile) {
      const Assessment& of = by_profile[profile][site];
      return std::tuple{order_of(of.verdict), of.potential.low, of.potential.high};
    };
    orders[site].resize(by_profile.size());
    std::iota(orders[site].begin(), orders[site].end(), std::size_t{0});
    std::ranges::stable_sort(orders[site], std::ranges::greater{}, key_of);
  }
  return orders;
}

}  // namespace trek::profile
