#include "trek/score/learning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/core/random.hpp"
#include "trek/score/alternatives.hpp"

namespace trek::score {
namespace {

constexpr std::size_t kSitesPerChunk = 64;

/// An unknown part of a score: as likely anywhere within half its width of the middle.
struct OpenPart {
  std::size_t criterion = 0;
  double width = 0.0;  // in score
};

/// What is known of one site.
struct Prospect {
  double score = 0.0;  // expected, if no veto fails
  double pass = 1.0;   // chance that none fails
  std::vector<OpenPart> parts;
  std::vector<const OpenVeto*> vetoes;

  [[nodiscard]] double worth() const noexcept { return score * pass; }
};

/// What a site has to pass, or to fall behind, for the shortlist to change.
struct Mark {
  bool on_shortlist = false;
  double worth = 0.0;

  /// What it is worth to the shortlist to learn that the site is worth this.
  [[nodiscard]] double gain(double learnt) const noexcept {
    return std::max(0.0, on_shortlist ? worth - learnt : learnt - worth);
  }
};

/// Mean gain and chance of any, over a worth that is as likely anywhere in [low, high].
std::pair<double, double> over_range(const Mark& mark, double low, double high) noexcept {
  const double beyond = mark.on_shortlist ? mark.worth - low : high - mark.worth;
  const double reached = std::clamp(beyond, 0.0, high - low);
  if (reached <= 0.0) return {0.0, 0.0};
  return {reached * (beyond - reached / 2.0) / (high - low), reached / (high - low)};
}

Prospect prospect_of(const CriteriaTable& table, std::size_t site) {
  Prospect result;
  for (std::size_t c = 0; c < table.criteria().size(); ++c) {
    const ValueInterval value = table.interval(site, c);
    const double share = table.weight_share(c);
    result.score += share * std::midpoint(value.low, value.high);
    if (const double width = share * (value.high - value.low); width > 0.0) result.parts.push_back({c, width});
  }
  return result;
}

void add_vetoes(std::span<const OpenVeto> vetoes, std::vector<Prospect>& prospects) {
  for (const OpenVeto& veto : vetoes) {
    if (veto.site >= prospects.size())
      core::refuse_argument(fmt::format("learning: a veto of row {}, where no site stands", veto.site));
    if (!(veto.pass_chance > 0.0 && veto.pass_chance < 1.0))
      core::refuse_argument(fmt::format("learning: a chance of {}, expected one between 0 and 1", veto.pass_chance));
    prospects[veto.site].vetoes.push_back(&veto);
    prospects[veto.site].pass *= veto.pass_chance;
  }
}

Question asked_of(const Prospect& prospect, const Mark& mark, std::size_t site, const OpenPart& part) {
  const double half = part.width / 2.0 * prospect.pass;
  const auto [value, chance] = over_range(mark, prospect.worth() - half, prospect.worth() + half);
  return {site, part.criterion, 0, value, 0.0, chance};
}

Question asked_of(const Prospect& prospect, const Mark& mark, std::size_t site, const OpenVeto& veto) {
  const double if_pass = mark.gain(prospect.worth() / veto.pass_chance);
  const double if_fail = mark.gain(0.0);
  Question question{site, std::nullopt, veto.veto, 0.0, 0.0, 0.0};
  for (const auto& [gain, chance] :
       {std::pair{if_pass, veto.pass_chance}, std::pair{if_fail, 1.0 - veto.pass_chance}}) {
    question.value += chance * gain;
    question.change_chance += gain > 0.0 ? chance : 0.0;
  }
  return question;
}

/// What all answers on a site together are worth.
double value_of_all(const Prospect& prospect, const Mark& mark, const LearningOptions& options, std::size_t site) {
  core::Random random{options.seed, site};
  double if_pass = 0.0;
  for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
    double score = prospect.score;
    for (const OpenPart& part : prospect.parts) score += part.width * (random.uniform() - 0.5);
    if_pass += mark.gain(score) / options.draws;
  }
  return prospect.pass * if_pass + (1.0 - prospect.pass) * mark.gain(0.0);
}

/// By how much the expected worth moves with the answer: its variance.
double variance_of(const Prospect& prospect, const OpenPart& part) {
  const double width = part.width * prospect.pass;
  return width * width / 12.0;
}
double variance_of(const Prospect& prospect, const OpenVeto& veto) {
  return prospect.worth() * prospect.worth() * (1.0 - veto.pass_chance) / veto.pass_chance;
}

std::vector<Question> questions_of(const Prospect& prospect, const Mark& mark, const LearningOptions& options,
                                   std::size_t site) {
  std::vector<Question> questions;
  double variance = 0.0;
  const auto add = [&](const auto& open) {
    questions.push_back(asked_of(prospect, mark, site, open));
    questions.back().with_others = variance_of(prospect, open);
    variance += questions.back().with_others;
  };
  for (const OpenPart& part : prospect.parts) add(part);
  for (const OpenVeto* const veto : prospect.vetoes) add(*veto);
  const double together = questions.size() < 2 ? 0.0 : value_of_all(prospect, mark, options, site);
  for (Question& question : questions) {
    question.with_others =
        questions.size() < 2 || variance <= 0.0 ? question.value : together * question.with_others / variance;
  }
  return questions;
}

/// Ranked rows, those of the highest worth first; ties by row.
std::vector<std::size_t> by_worth(std::vector<std::size_t> rows, const std::vector<Prospect>& prospects) {
  std::ranges::stable_sort(
      rows, [&](std::size_t a, std::size_t b) { return prospects[a].worth() > prospects[b].worth() + 1e-12; });
  return rows;
}

}  // namespace

double pass_chance(std::size_t pass_count, std::size_t fail_count) noexcept {
  return static_cast<double>(pass_count + 1) / static_cast<double>(pass_count + fail_count + 2);
}

Learning learning(const CriteriaTable& table, std::span<const std::uint8_t> excluded, std::span<const OpenVeto> vetoes,
                  const LearningOptions& options, const core::Control& control) {
  const auto rows = ranked_rows(table.site_count(), excluded);
  if (options.shortlist_count == 0) core::refuse_argument("learning: a shortlist of no sites, expected 1 or more");
  std::vector<Prospect> prospects;
  for (std::size_t site = 0; site < table.site_count(); ++site) prospects.push_back(prospect_of(table, site));
  add_vetoes(vetoes, prospects);
  Learning result{std::vector<double>(table.site_count(), std::nan("")), by_worth(rows, prospects), {}};
  for (const std::size_t row : rows) result.expected[row] = prospects[row].worth();
  const std::size_t count = options.shortlist_count;
  const auto order = result.shortlist;
  if (order.size() <= count) return result;
  result.shortlist.resize(count);
  const Mark in{true, prospects[order[count]].worth()};  // what those on it must not fall behind
  const Mark out{false, prospects[order[count - 1]].worth()};
  std::vector<std::vector<Question>> of_place(order.size());
  core::for_each_chunk(order.size(), kSitesPerChunk, control, "questions", [&](std::size_t begin, std::size_t end) {
    for (std::size_t place = begin; place < end; ++place)
      of_place[place] = questions_of(prospects[order[place]], place < count ? in : out, options, order[place]);
  });
  for (auto& questions : of_place) result.questions.insert(result.questions.end(), questions.begin(), questions.end());
  std::ranges::stable_sort(result.questions, [](const Question& a, const Question& b) {
    return std::max(a.value, a.with_others) > std::max(b.value, b.with_others);
  });
  return result;
}

}  // namespace trek::score
