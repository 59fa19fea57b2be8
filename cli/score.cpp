#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "options.hpp"
#include "pair_weights.hpp"
#include "printing.hpp"
#include "ranking_checks.hpp"
#include "told_output.hpp"
#include "trek/score/agreement.hpp"
#include "trek/score/alternatives.hpp"
#include "trek/score/methods.hpp"
#include "trek/score/weights.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

enum class WeightsFrom : std::uint8_t { stated, rank_order, equal };

struct ScoreArguments {
  std::filesystem::path file;
  score::Method method = score::Method::sum;
  WeightsFrom weights = WeightsFrom::stated;
  std::filesystem::path comparisons;
  int best_count = 10;
  model::Language language = model::Language::en;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", file, {"An output of trek run", "twente.gpkg"});
    all.add("--method", method, choices_of(score::all_methods()),
            {"Weighted sum, nearness to the ideal, or outranking with a linear or a usual preference"});
    all.add(
        "--weights", weights,
        Choices<WeightsFrom>{
            {"stated", WeightsFrom::stated}, {"rank_order", WeightsFrom::rank_order}, {"equal", WeightsFrom::equal}},
        {"Those of the project, those that its order of weights alone says, or the same for all with a weight"});
    all.add("--comparisons", comparisons,
            {"CSV with criterion, over, times: weights out of comparisons by two (AHP), each pair once; criteria that "
             "no pair names weigh nothing",
             "pairs.csv", "the weights of --weights"});
    all.add("--best", best_count, {1, 100'000}, {"How many are listed"});
    all.add("--lang", language, languages(), {"Language of what is told"});
    shared.add_format(all);
  }
};

/// 1 for the heaviest; those of equal weight share a rank.
std::vector<std::uint32_t> weight_ranks(const score::CriteriaTable& table, std::span<const std::size_t> weighted) {
  std::vector<std::uint32_t> ranks;
  for (const std::size_t c : weighted) {
    const auto heavier = std::ranges::count_if(
        weighted, [&](std::size_t other) { return table.weight_share(other) > table.weight_share(c) + 1e-9; });
    ranks.push_back(static_cast<std::uint32_t>(heavier + 1));
  }
  return ranks;
}

/// The criteria of an output under the weights that were asked for.
struct Judged {
  score::CriteriaTable table;
  std::optional<double> consistency_ratio;  // of comparisons by two
};

score::CriteriaTable judged_by(score::CriteriaTable table, WeightsFrom from) {
  if (from == WeightsFrom::stated) return table;
  std::vector<std::size_t> weighted;
  for (std::size_t c = 0; c < table.criteria().size(); ++c) {
    if (table.weight_share(c) > 0.0) weighted.push_back(c);
  }
  const auto centroid = score::rank_order_weights(weight_ranks(table, weighted));
  std::vector<double> weight(table.criteria().size());
  for (std::size_t i = 0; i < weighted.size(); ++i)
    weight[weighted[i]] = from == WeightsFrom::equal ? 1.0 : centroid[i];
  return table.weighted(weight);
}

Judged judged(const publish::ReadResults& results, const ScoreArguments& arguments) {
  score::CriteriaTable table = results.criteria_table();
  if (arguments.comparisons.empty()) return {judged_by(std::move(table), arguments.weights), std::nullopt};
  if (arguments.weights != WeightsFrom::stated)
    core::refuse_argument("--comparisons gives weights of its own; leave --weights out");
  std::vector<std::string> ids;
  for (const auto& criterion : results.criteria) ids.push_back(criterion.id);
  const PairWeights pairs = read_pair_weights(arguments.comparisons, ids);
  return {table.weighted(pairs.weight), pairs.consistency_ratio};
}

/// The ranked sites by each method, in the order of the methods.
struct Ranking {
  std::vector<std::size_t> rows;
  std::vector<std::vector<double>> scores;
  std::vector<std::vector<std::uint32_t>> ranks;
};

Ranking ranking_of(const publish::ReadResults& results, const score::CriteriaTable& table) {
  Ranking ranking{score::ranked_rows(results.sites.size(), results.excluded()), {}, {}};
  for (const score::Method method : score::all_methods()) {
    ranking.scores.push_back(score::method_scores(table, ranking.rows, method));
    ranking.ranks.push_back(score::competition_ranks(ranking.scores.back()));
  }
  return ranking;
}

std::size_t place_of(score::Method method) {
  return static_cast<std::size_t>(std::ranges::find(score::all_methods(), method) - score::all_methods().begin());
}

std::vector<std::size_t> best_first(const Ranking& ranking, std::size_t method) {
  std::vector<std::size_t> order(ranking.rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return ranking.ranks[method][a] < ranking.ranks[method][b]; });
  return order;
}

ResultTable ranking_table(const publish::ReadResults& results, const Ranking& ranking, const ScoreArguments& arguments,
                          const Words& words) {
  using Number = ResultTable::Number;
  std::vector<ResultTable::Column> columns{{"rank", words("rang", "rank")},
                                           {"site", words("locatie", "site")},
                                           {"name", words("naam", "name")},
                                           {"municipality", words("gemeente", "municipality")},
                                           {"score", "score"},
                                           {"rank_of_run", words("rang in run", "rank of run")}};
  for (const score::Method method : score::all_methods())
    columns.emplace_back(fmt::format("rank_{}", score::name_of(method)), std::string{score::name_of(method)});
  ResultTable table{std::move(columns)};
  const std::size_t by = place_of(arguments.method);
  const auto order = best_first(ranking, by);
  for (std::size_t i = 0; i < std::min(order.size(), static_cast<std::size_t>(arguments.best_count)); ++i) {
    const std::size_t at = order[i];
    const publish::ReadSite& site = results.sites[ranking.rows[at]];
    std::vector<ResultTable::Cell> row{
        std::int64_t{ranking.ranks[by][at]}, site.key, site.name, site.municipality, Number{ranking.scores[by][at], 4},
        std::int64_t{site.rank.value_or(0)}};
    for (const auto& ranks : ranking.ranks) row.emplace_back(std::int64_t{ranks[at]});
    table.add(std::move(row));
  }
  return table;
}

/// How far another method agrees with the one that was asked for.
struct MethodAgreement {
  score::Method method = score::Method::sum;
  double tau = 0.0;
  std::size_t shared_count = 0;  // of the best
};

std::vector<MethodAgreement> agreements(const Ranking& ranking, score::Method asked, std::size_t top_count) {
  std::vector<MethodAgreement> list;
  const auto& own = ranking.scores[place_of(asked)];
  for (const score::Method method : score::all_methods()) {
    const auto& other = ranking.scores[place_of(method)];
    if (method == asked) continue;
    list.push_back({method, score::kendall_tau(own, other), score::shared_top_count(own, other, top_count)});
  }
  return list;
}

void print_agreement(const std::vector<MethodAgreement>& list, const ScoreArguments& arguments, std::size_t top_count,
                     const Words& words) {
  for (const MethodAgreement& one : list) {
    const std::string tau =
        std::isnan(one.tau) ? words("niets te vergelijken", "nothing to compare") : "tau " + words.number(one.tau, 2);
    print_line("{} {} {} {}: {}; {} {} {} {}", score::name_of(arguments.method), words("en", "and"),
               score::name_of(one.method), words("zijn het eens", "agree"), tau, one.shared_count,
               words("van de beste", "of the best"), top_count, words("zijn dezelfde", "are the same"));
  }
}

nlohmann::ordered_json ranking_json(const publish::ReadResults& results, const Ranking& ranking,
                                    const ScoreArguments& arguments) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  const std::size_t by = place_of(arguments.method);
  const auto order = best_first(ranking, by);
  for (std::size_t i = 0; i < std::min(order.size(), static_cast<std::size_t>(arguments.best_count)); ++i) {
    const std::size_t at = order[i];
    const publish::ReadSite& site = results.sites[ranking.rows[at]];
    nlohmann::ordered_json ranks;
    for (const score::Method method : score::all_methods())
      ranks[std::string{score::name_of(method)}] = ranking.ranks[place_of(method)][at];
    list.push_back({{"rank", ranking.ranks[by][at]},
                    {"site", site.key},
                    {"name", site.name},
                    {"score", ranking.scores[by][at]},
                    {"rank_of_run", site.rank.value_or(0)},
                    {"ranks", std::move(ranks)}});
  }
  return list;
}

void print_score_json(const publish::ReadResults& results, const Ranking& ranking, const RankingChecks& checks,
                      const Judged& judged, const ScoreArguments& arguments) {
  const auto top_count = static_cast<std::size_t>(results.top_count);
  nlohmann::ordered_json object{{"method", score::name_of(arguments.method)},
                                {"ranked_count", ranking.rows.size()},
                                {"sites", ranking_json(results, ranking, arguments)}};
  if (judged.consistency_ratio) object["consistency_ratio"] = *judged.consistency_ratio;
  auto& list = object["agreement"] = nlohmann::ordered_json::array();
  for (const MethodAgreement& one : agreements(ranking, arguments.method, top_count)) {
    const auto tau = std::isnan(one.tau) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(one.tau);
    list.push_back({{"method", score::name_of(one.method)},
                    {"kendall_tau", tau},
                    {"shared_count", one.shared_count},
                    {"top_count", top_count}});
  }
  object.update(checks_json(results, checks));
  print_json(object);
}

ExitCode score_again(const ScoreArguments& arguments) {
  const Interrupt interrupt;  // a copy that is read goes with it
  const auto results = told_results(arguments.file, arguments.language);
  const Judged by = judged(results, arguments);
  const Ranking ranking = ranking_of(results, by.table);
  const Words words{arguments.language};
  if (arguments.shared.format == Format::csv) {
    ranking_table(results, ranking, arguments, words).print(Format::csv);
    return kDone;
  }
  const RankingChecks checks = ranking_checks(by.table, results.excluded());
  if (arguments.shared.format == Format::json) {
    print_score_json(results, ranking, checks, by, arguments);
    return kDone;
  }
  const auto top_count = static_cast<std::size_t>(results.top_count);
  ranking_table(results, ranking, arguments, words).print(Format::table);
  print_line();
  print_agreement(agreements(ranking, arguments.method, top_count), arguments, top_count, words);
  print_line();
  if (by.consistency_ratio) {
    print_line("{} {} ({} {})", words("inconsistentie van de vergelijkingen:", "inconsistency of the comparisons:"),
               words.number(*by.consistency_ratio, 3), words("ten hoogste", "at most"),
               words.number(score::kMostInconsistent, 2));
  }
  print_checks(results, checks, words);
  return kDone;
}

}  // namespace

Verb score_verb() {
  return verb("score", "Rank the sites of an output again, by any method, and what the weights do to the order",
              {"trek score twente.gpkg", "trek score twente.gpkg --method topsis --weights rank_order --lang nl",
               "trek score twente.gpkg --comparisons pairs.csv"},
              score_again);
}

}  // namespace trek::cli
