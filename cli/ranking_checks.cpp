#include "ranking_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "printing.hpp"
#include "result_table.hpp"
#include "trek/score/ranking.hpp"

namespace trek::cli {
namespace {

ResultTable weights_table(const publish::ReadResults& results, const RankingChecks& checks, const Words& words) {
  using Number = ResultTable::Number;
  ResultTable table{{{"criterion", words("criterium", "criterion")},
                     {"label", words("betekenis", "meaning")},
                     {"weight_share", words("gewicht", "weight")},
                     {"effective_share", words("werkzaam", "effective")},
                     {"known_count", words("bekend", "known")},
                     {"beyond_best_count", words("voorbij het beste anker", "beyond the best anchor")},
                     {"beyond_worst_count", words("voorbij het slechtste", "beyond the worst")}}};
  for (std::size_t c = 0; c < checks.spreads.size(); ++c) {
    const score::CriterionSpread& spread = checks.spreads[c];
    const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
    table.add({results.criteria[c].id, results.criteria[c].label, Number{spread.weight_share, 3},
               Number{spread.effective_share, 3}, count(spread.known_count), count(spread.beyond_best_count),
               count(spread.beyond_worst_count)});
  }
  return table;
}

std::string saturated_text(const publish::ReadCriterion& criterion, std::size_t beyond_count, std::size_t known_count,
                           bool is_best, const Words& words) {
  return fmt::format(
      "'{}': {} {} {} {} {}", criterion.id, beyond_count, words("van", "of"), known_count,
      is_best ? words("locaties liggen voorbij het beste ankerpunt", "sites lie beyond the best anchor")
              : words("locaties liggen voorbij het slechtste ankerpunt", "sites lie beyond the worst anchor"),
      words("en zijn daar gelijk; verzet het ankerpunt als zij verschillen",
            "and are equal there; move the anchor if they differ"));
}

/// What misleads, a line each.
std::vector<std::string> warnings(const publish::ReadResults& results, const RankingChecks& checks,
                                  const Words& words) {
  std::vector<std::string> lines;
  for (const score::SameTale& tale : checks.same) {
    lines.push_back(fmt::format("'{}' {} '{}' {} (r = {}): {} {} {}", results.criteria[tale.first].id,
                                words("en", "and"), results.criteria[tale.second].id,
                                words("zeggen grotendeels hetzelfde", "largely tell the same thing"),
                                words.number(tale.correlation, 2), words("samen wegen ze", "together they weigh"),
                                words.percent(tale.both_share), words("en telt dat dubbel", "and that counts twice")));
  }
  for (std::size_t c = 0; c < checks.spreads.size(); ++c) {
    const score::CriterionSpread& spread = checks.spreads[c];
    if (spread.weight_share == 0.0) continue;
    if (score::is_saturated(spread.beyond_best_count, spread.known_count))
      lines.push_back(saturated_text(results.criteria[c], spread.beyond_best_count, spread.known_count, true, words));
    if (score::is_saturated(spread.beyond_worst_count, spread.known_count))
      lines.push_back(saturated_text(results.criteria[c], spread.beyond_worst_count, spread.known_count, false, words));
    if (spread.effective_share < spread.weight_share / 3.0) {
      lines.push_back(fmt::format("'{}' {} {} {} {}", results.criteria[c].id, words("weegt", "weighs"),
                                  words.percent(spread.weight_share),
                                  words("maar doet met deze lijst niet meer dan", "but does no more to this list than"),
                                  words.percent(spread.effective_share, 1)));
    }
  }
  return lines;
}

std::string site_text(const publish::ReadSite& site) { return fmt::format("{} ({})", site.name, site.key); }

void print_unseating(const publish::ReadResults& results, const RankingChecks& checks, const Words& words) {
  if (!checks.unseating) {
    print_line(std::string_view{
        words("Geen andere weging zet een ander op de eerste plaats.", "No other weighting puts another site first.")});
    return;
  }
  const score::Unseating& one = *checks.unseating;
  print_line("{} {} {} {} {} {}", site_text(results.sites[one.rival]), words("komt gelijk met", "comes level with"),
             site_text(results.sites[one.leader]), words("als", "if"), words.percent(one.weights.moved_share, 1),
             words("van het gewicht verschuift", "of the weight moves"));
  if (!one.single) return;
  print_line("{} {}: {} {} {} {} ({})", words("door een gewicht alleen: dat van", "by one weight alone: that of"),
             results.criteria[one.single->criterion].id, words("van", "from"), words.percent(one.single->from_share, 1),
             words("naar", "to"), words.percent(one.single->to_share, 1), site_text(results.sites[one.single_rival]));
}

void print_tornado(const publish::ReadResults& results, const RankingChecks& checks, const Words& words) {
  if (checks.tornado.empty()) return;
  print_line("{}", words("De eerste, als een gewicht een kwart minder en meer is (score, rang):",
                         "The first one, if a weight is a quarter less and more (score, rank):"));
  for (const score::TornadoBar& bar : checks.tornado) {
    print_line("  {}: {} ({}) .. {} ({})", results.criteria[bar.criterion].id, words.number(bar.score_less, 3),
               bar.rank_less, words.number(bar.score_more, 3), bar.rank_more);
  }
}

nlohmann::ordered_json finite_or_null(double value) {
  return std::isnan(value) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(value);
}

}  // namespace

RankingChecks ranking_checks(const score::CriteriaTable& table, std::span<const std::uint8_t> excluded) {
  RankingChecks checks{score::criterion_spreads(table, excluded), score::correlations(table, excluded), {}, {}, {}};
  checks.same = score::same_tales(table, checks.correlations);
  checks.unseating = score::unseating(table, excluded);
  const auto scores = score::weighted_sum(table, excluded);
  const auto leader = std::ranges::find_if(scores, [](const score::SiteScore& site) { return site.rank == 1U; });
  if (leader != scores.end())
    checks.tornado = score::tornado(table, excluded, static_cast<std::size_t>(leader - scores.begin()));
  return checks;
}

void print_checks(const publish::ReadResults& results, const RankingChecks& checks, const Words& words) {
  weights_table(results, checks, words).print(Format::table);
  print_line();
  for (const std::string& line : warnings(results, checks, words))
    print_line("{}: {}", words("let op", "warning"), line);
  print_unseating(results, checks, words);
  print_tornado(results, checks, words);
}

nlohmann::ordered_json checks_json(const publish::ReadResults& results, const RankingChecks& checks) {
  nlohmann::ordered_json criteria = nlohmann::ordered_json::array();
  nlohmann::ordered_json correlations = nlohmann::ordered_json::array();
  const std::size_t n = checks.spreads.size();
  for (std::size_t c = 0; c < n; ++c) {
    const score::CriterionSpread& spread = checks.spreads[c];
    criteria.push_back({{"criterion", results.criteria[c].id},
                        {"weight_share", spread.weight_share},
                        {"effective_share", spread.effective_share},
                        {"deviation", spread.deviation},
                        {"known_count", spread.known_count},
                        {"beyond_best_count", spread.beyond_best_count},
                        {"beyond_worst_count", spread.beyond_worst_count}});
    nlohmann::ordered_json row = nlohmann::ordered_json::array();
    for (std::size_t other = 0; other < n; ++other) row.push_back(finite_or_null(checks.correlations[c * n + other]));
    correlations.push_back(std::move(row));
  }
  nlohmann::ordered_json object{{"criteria", std::move(criteria)}, {"correlations", std::move(correlations)}};
  object["warnings"] = warnings(results, checks, Words{model::Language::en});
  auto& tornado = object["tornado"] = nlohmann::ordered_json::array();
  for (const score::TornadoBar& bar : checks.tornado) {
    tornado.push_back({{"criterion", results.criteria[bar.criterion].id},
                       {"score_less", bar.score_less},
                       {"rank_less", bar.rank_less},
                       {"score_more", bar.score_more},
                       {"rank_more", bar.rank_more}});
  }
  object["unseating"] = nullptr;
  if (checks.unseating) {
    object["unseating"] = {{"leader", results.sites[checks.unseating->leader].key},
                           {"rival", results.sites[checks.unseating->rival].key},
                           {"moved_share", checks.unseating->weights.moved_share}};
  }
  return object;
}

}  // namespace trek::cli
