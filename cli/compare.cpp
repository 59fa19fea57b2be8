#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "judged_output.hpp"
#include "options.hpp"
#include "printing.hpp"
#include "told_output.hpp"
#include "trek/publish/explanation.hpp"
#include "trek/publish/site_words.hpp"
#include "trek/score/sensitivity.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

struct CompareArguments {
  std::filesystem::path file;
  std::string first;
  std::string second;
  model::Language language = model::Language::en;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", file, {"An output of trek run", "twente.gpkg"});
    all.add("A", first, {"Rank (3 or #3), key, or a part of key, name or address", "1", {}, true});
    all.add("B", second, {"The other one, likewise", "2", {}, true});
    all.add("--lang", language, languages(), {"Language of what is told"});
    shared.add_format(all);
  }
};

/// Two sites, and what is reckoned of them.
struct Pair {
  std::array<publish::Explanation, 2> site;
  std::size_t ahead = 0;  // of the two, by what is sure
  std::vector<score::WeightChange> single;
  std::optional<score::NearestWeights> nearest;
  double winning_share = 0.5;  // of the first
};

double sure_score(const score::CriteriaTable& table, std::size_t row) {
  double sum = 0.0;
  for (std::size_t c = 0; c < table.criteria().size(); ++c) sum += score::contribution(table, row, c).low;
  return sum;
}

Pair pair_of(const publish::ReadResults& results, std::size_t a, std::size_t b) {
  const score::CriteriaTable table = results.criteria_table();
  const bool first_leads = sure_score(table, a) >= sure_score(table, b);
  const std::size_t ahead = first_leads ? a : b;
  const std::size_t behind = first_leads ? b : a;
  const std::array<std::size_t, 2> rows{a, b};
  Pair pair{{publish::explanation(results, a), publish::explanation(results, b)},
            first_leads ? std::size_t{0} : std::size_t{1},
            score::single_changes(table, ahead, behind),
            score::nearest_weights(table, ahead, behind),
            0.5};
  pair.winning_share = score::winning_shares(drawn_criteria(results), rows, drawn_weightings(results), {})[1];
  return pair;
}

ResultTable side_by_side(const publish::ReadResults& results, const std::array<std::size_t, 2>& rows,
                         const Words& words) {
  using Number = ResultTable::Number;
  ResultTable table{{{"criterion", words("criterium", "criterion")},
                     {"label", words("betekenis", "meaning")},
                     {"unit", words("eenheid", "unit")},
                     {"raw_a", words("A gemeten", "A measured")},
                     {"raw_b", words("B gemeten", "B measured")},
                     {"value_a", words("A waarde 0-1", "A value 0-1")},
                     {"value_b", words("B waarde 0-1", "B value 0-1")},
                     {"weight_share", words("gewicht", "weight")},
                     {"sure_a", words("A telt zeker mee", "A adds for sure")},
                     {"sure_b", words("B telt zeker mee", "B adds for sure")},
                     {"lead_of_a", words("A voor", "A leads")}}};
  const auto known = [&words](const std::optional<double>& number, int decimals) {
    return number ? ResultTable::Cell{Number{*number, decimals}} : ResultTable::Cell{words("onbekend", "unknown")};
  };
  for (std::size_t c = 0; c < results.criteria.size(); ++c) {
    const publish::ReadCriterion& asked = results.criteria[c];
    const publish::ReadMeasure& a = results.sites[rows[0]].measures[c];
    const publish::ReadMeasure& b = results.sites[rows[1]].measures[c];
    const int decimals = std::max(publish::decimals_of(asked.unit, a.raw.value_or(0.0)),
                                  publish::decimals_of(asked.unit, b.raw.value_or(0.0)));
    table.add({asked.id, asked.label, asked.unit, known(a.raw, decimals), known(b.raw, decimals), known(a.value, 3),
               known(b.value, 3), Number{asked.weight_share, 3}, Number{a.contribution_low, 3},
               Number{b.contribution_low, 3}, Number{a.contribution_low - b.contribution_low, 3}});
  }
  return table;
}

std::string change_of_weight(const publish::ReadResults& results, const score::WeightChange& change,
                             const Words& words) {
  return fmt::format("{} ({}): {} {} {} {}", results.criteria[change.criterion].label,
                     results.criteria[change.criterion].id, words("gewicht van", "weight from"),
                     words.percent(change.from_share, 1), words("naar", "to"), words.percent(change.to_share, 1));
}

/// What other weights would do to the order of the two.
void print_swap(const publish::ReadResults& results, const Pair& pair, const Words& words) {
  const std::string ahead = pair.ahead == 0 ? "A" : "B";
  const std::string behind = pair.ahead == 0 ? "B" : "A";
  if (!pair.nearest) {
    print_line("{} {} {}", ahead,
               words("is in elk criterium beter: geen weging ruilt ze om met",
                     "is better in every criterion: no weighting puts before it"),
               behind);
    return;
  }
  print_line(
      "{} {} {}; {} {} {}:", ahead, words("staat voor", "stands before"), behind,
      words("gelijk komen ze als", "they are level if"), words.percent(pair.nearest->moved_share, 1),
      words("van het gewicht verschuift, of door een gewicht alleen", "of the weight moves, or by one weight alone"));
  constexpr std::size_t kShown = 3;
  for (std::size_t i = 0; i < std::min(pair.single.size(), kShown); ++i)
    print_line("  {}", change_of_weight(results, pair.single[i], words));
}

void print_site(const char* name, const publish::Explanation& site, const Words& words) {
  print_line("{}: {} ({})", name, site.name, site.key);
  print_line("   {}; score {} ({} {}); {}: {}", publish::rank_text(site, site.ranked_count, words),
             words.number(site.score, 3), words("zeker", "for sure"), words.number(site.low, 3),
             words("uitsluitingen", "vetoes"), publish::veto_text(site.veto, words));
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < std::min(site.questions.size(), kShown); ++i)
    print_line("   {}: {}", words("uit te zoeken", "to find out"), site.questions[i].question);
}

void print_pair(const publish::ReadResults& results, const Pair& pair, const std::array<std::size_t, 2>& rows,
                const Words& words) {
  print_site("A", pair.site[0], words);
  print_site("B", pair.site[1], words);
  print_swap(results, pair, words);
  print_line("{} {} {}", words("A scoort hoger dan B in", "A scores above B in"), words.percent(pair.winning_share, 1),
             words("van de wegingen, met wat onbekend is geloot", "of random weightings, with what is unknown drawn"));
  print_line();
  side_by_side(results, rows, words).print(Format::table);
}

void print_pair_json(const publish::ReadResults& results, const Pair& pair, const std::array<std::size_t, 2>& rows) {
  nlohmann::ordered_json object;
  for (std::size_t i = 0; i < 2; ++i) {
    const publish::Explanation& site = pair.site[i];
    nlohmann::ordered_json questions = nlohmann::ordered_json::array();
    for (const publish::ReadQuestion& one : site.questions) questions.push_back(one.rule);
    object[i == 0 ? "a" : "b"] = {
        {"site", site.key},
        {"name", site.name},
        {"rank", site.rank ? nlohmann::ordered_json(*site.rank) : nlohmann::ordered_json(nullptr)},
        {"score", site.score},
        {"low", site.low},
        {"high", site.high},
        {"veto", site.veto},
        {"questions", std::move(questions)}};
  }
  object["ahead"] = pair.ahead == 0 ? "a" : "b";
  object["a_wins_share"] = pair.winning_share;
  object["moved_share"] =
      pair.nearest ? nlohmann::ordered_json(pair.nearest->moved_share) : nlohmann::ordered_json(nullptr);
  auto& changes = object["level_by_one_weight"] = nlohmann::ordered_json::array();
  for (const score::WeightChange& one : pair.single) {
    changes.push_back({{"criterion", results.criteria[one.criterion].id},
                       {"from_share", one.from_share},
                       {"to_share", one.to_share}});
  }
  auto& criteria = object["criteria"] = nlohmann::ordered_json::array();
  for (std::size_t c = 0; c < results.criteria.size(); ++c) {
    nlohmann::ordered_json entry{{"criterion", results.criteria[c].id},
                                 {"weight_share", results.criteria[c].weight_share}};
    for (std::size_t i = 0; i < 2; ++i) {
      const publish::ReadMeasure& measure = results.sites[rows[i]].measures[c];
      const auto raw = measure.raw ? nlohmann::ordered_json(*measure.raw) : nlohmann::ordered_json(nullptr);
      entry[i == 0 ? "a" : "b"] = {{"raw", raw}, {"sure", measure.contribution_low}, {"adds", measure.contribution}};
    }
    criteria.push_back(std::move(entry));
  }
  print_json(object);
}

ExitCode compare_sites(const CompareArguments& arguments) {
  const Interrupt interrupt;  // a copy that is read goes with it
  const auto results = told_results(arguments.file, arguments.language);
  const std::array<std::size_t, 2> rows{publish::site_row(results, arguments.first),
                                        publish::site_row(results, arguments.second)};
  if (rows[0] == rows[1])
    core::refuse_argument(fmt::format("'{}' and '{}' are one site, {}; give two", arguments.first, arguments.second,
                                      results.sites[rows[0]].key));
  const Words words{arguments.language};
  if (arguments.shared.format == Format::csv) {
    side_by_side(results, rows, words).print(Format::csv);
    return kDone;
  }
  const Pair pair = pair_of(results, rows[0], rows[1]);
  if (arguments.shared.format == Format::json)
    print_pair_json(results, pair, rows);
  else
    print_pair(results, pair, rows, words);
  return kDone;
}

}  // namespace

Verb compare_verb() {
  return verb("compare", "Two sites side by side: what each offers, what is unknown, which weights would swap them",
              {"trek compare twente.gpkg 1 2", "trek compare twente.gpkg 1 'De Stationsfabriek' --lang nl"},
              compare_sites);
}

}  // namespace trek::cli
