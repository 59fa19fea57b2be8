#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "best_table.hpp"
#include "options.hpp"
#include "printing.hpp"
#include "told_output.hpp"
#include "trek/core/text.hpp"
#include "trek/publish/explanation.hpp"
#include "trek/publish/site_words.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

struct ExplainArguments {
  std::filesystem::path file;
  std::string site;
  int best_count = 10;
  model::Language language = model::Language::en;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", file, {"An output of trek run", "twente.gpkg"});
    all.add("SITE", site,
            {"Rank (3 or #3), key, or a part of key, name or address; several are listed", "3", "the best are listed"});
    all.add("--best", best_count, {1, 100'000}, {"Without SITE: how many to list"});
    all.add("--lang", language, languages(), {"Language of what is told"});
    shared.add_format(all);
  }
};

ResultTable criteria_table(const publish::Explanation& site, const Words& words) {
  using Number = ResultTable::Number;
  ResultTable table{{{"criterion", words("criterium", "criterion")},
                     {"label", words("betekenis", "meaning")},
                     {"raw", words("gemeten", "measured")},
                     {"raw_high", words("hoogstens", "at most")},
                     {"unit", words("eenheid", "unit")},
                     {"value", words("waarde 0-1", "value 0-1")},
                     {"weight_share", words("gewicht", "weight")},
                     {"contribution", words("telt mee", "adds")},
                     {"reason", words("waarom het telt", "why it counts")}}};
  const auto optional = [&words](const std::optional<double>& number, int decimals) {
    return number ? ResultTable::Cell{Number{*number, decimals}} : ResultTable::Cell{words("onbekend", "unknown")};
  };
  // What a lower bound may come to: nothing beside an exact number, and no end where only "more than" is known.
  const auto at_most = [&words](const publish::ExplainedCriterion& c) -> ResultTable::Cell {
    if (!c.raw || !c.raw_low) return std::string{};
    if (!c.raw_high) return words("meer", "more");
    return *c.raw_high > *c.raw
               ? ResultTable::Cell{Number{*c.raw_high, publish::decimals_of(c.unit, c.raw.value_or(0.5))}}
               : ResultTable::Cell{std::string{}};
  };
  for (const publish::ExplainedCriterion& c : site.criteria) {
    table.add({c.id, c.label, optional(c.raw, publish::decimals_of(c.unit, c.raw.value_or(0.5))), at_most(c), c.unit,
               optional(c.value, 3), Number{c.weight_share, 3}, Number{c.contribution, 3}, c.reason});
  }
  return table;
}

void print_answer(const publish::ReadAnswer& answer, const Words& words) {
  const char* const comma = answer.source.empty() || answer.date.empty() ? "" : ", ";
  const std::string behind = answer.source + comma + answer.date;
  print_line("  {}{}: {} {}{} [{}]", answer.verdict, answer.decides ? "" : words(" (overtroefd)", " (overruled)"),
             answer.question, answer.answer, behind.empty() ? "" : " (" + behind + ")", answer.rule);
}

/// "0.62-0.82"
std::string between(double low, double high, const Words& words) {
  return words.number(low, 2) + "-" + words.number(high, 2);
}

void print_pillars(const publish::Explanation& site, const Words& words) {
  std::string line;
  for (const publish::ReadPillar& pillar : site.pillars) {
    line +=
        fmt::format("{}{} {} ({})", line.empty() ? "" : ", ", publish::pillar_text(pillar.name, words),
                    words.number(pillar.score, 3), between(pillar.low.value_or(0.0), pillar.high.value_or(1.0), words));
  }
  if (!line.empty()) print_line("{}: {}", words("pijlers", "pillars"), line);
}

/// The profile that suits best with its reasons, the others in a line each.
void print_profiles(const publish::Explanation& site, const Words& words) {
  for (const publish::ReadProfile& profile : site.profiles) {
    const bool is_best = &profile == &site.profiles.front();
    print_line("{}{} [{}]: {}, {} {}, {} {}", is_best ? words("past het best als ", "suits best as ") : "  ",
               profile.name, profile.id, profile.verdict, words("herbestemmingspotentie", "reuse potential"),
               between(profile.potential_low, profile.potential_high, words), words.percent(profile.completeness_share),
               words("van de vragen beantwoord", "of its questions answered"));
    if (!profile.ruled_out_by.empty())
      print_line("    {}: {}", words("valt af door", "ruled out"), profile.ruled_out_by);
    if (!is_best) continue;
    if (!profile.speaks_for.empty()) print_line("    {}: {}", words("ervoor", "for it"), profile.speaks_for);
    if (!profile.speaks_against.empty())
      print_line("    {}: {}", words("ertegen", "against it"), profile.speaks_against);
    for (const std::string& question : core::split(profile.criterion_questions, ';'))
      print_line("    {}: {}", words("zou meer zeggen", "would tell more"), question);
  }
}

std::string firmness_text(const publish::Explanation& site, const Words& words) {
  const std::string top = std::to_string(site.top_count);
  const auto shares = [&](double first, double best) {
    return words("eerste in ", "first in ") + words.percent(first, 1) + words(" en bij de beste ", " and in the top ") +
           top + words(" in ", " in ") + words.percent(best, 1);
  };
  std::string text = shares(*site.first_share, *site.top_share) + words(" van de wegingen", " of random weightings");
  if (site.first_share_free && site.top_share_free) {
    text += words(" die de volgorde van de gewichten houden; ", " that keep the order of the weights; ") +
            shares(*site.first_share_free, *site.top_share_free) + words(" van alle wegingen", " of any weightings");
  }
  return text;
}

/// The questions about the site; an output of an older trek has them without what they are worth.
void print_questions(const publish::Explanation& site, const Words& words) {
  constexpr std::size_t kShown = 8;
  if (site.questions.empty()) {
    for (const std::string& question : site.veto_questions)
      print_line("  {}: {}", words("uit te zoeken", "to find out"), question);
    return;
  }
  print_line(words("wat het eerst uit te zoeken:", "what to find out first:"));
  for (std::size_t i = 0; i < std::min(site.questions.size(), kShown); ++i) {
    const publish::ReadQuestion& one = site.questions[i];
    print_line("  {} [{}]: {} {}", one.question, one.rule,
               words("kans dat de korte lijst verandert", "chance that the shortlist changes"),
               words.percent(one.change_share, 1));
  }
  const std::size_t more = site.questions.size() - std::min(site.questions.size(), kShown);
  if (more > 0) print_line("  {} {}", words("en verder", "and more:"), more);
}

void print_changes(const publish::ReadResults& results, const publish::Explanation& site, const Words& words) {
  const auto& [is_among_best, changes] = site.counterfactuals;
  if (changes.empty()) return;
  const std::string top = std::to_string(site.top_count);
  print_line("{}:", is_among_best ? words("niet meer bij de beste " + top + ", als een van deze zo was",
                                          "no longer in the top " + top + " if one of these were so")
                                  : words("wel bij de beste " + top + ", als een van deze zo was",
                                          "in the top " + top + " if one of these were so"));
  for (const score::Counterfactual& change : changes)
    print_line("  {}", publish::change_text(results.criteria[change.criterion], change, words));
}

void print_views(const publish::Explanation& site, const Words& words) {
  for (const publish::ReadView& view : site.views) {
    if (!view.rank || !view.regret) continue;
    print_line("  {} {}: {} {}, {} {}", words("voor", "for"), view.stakeholder, words("rang", "rank"), *view.rank,
               words("spijt", "regret"), words.number(*view.regret, 3));
  }
}

/// "12", or "10 to 12" where it is not proven.
std::string loss_text(const publish::ReadSiting& one, const Words& words) {
  const std::string high = words.number(*one.loss_high, 2);
  const std::string low = words.number(one.loss_low.value_or(0.0), 2);
  return (low == high ? high : low + words(" tot ", " to ") + high) + " " + one.unit;
}

/// In which answers to where the next places go it is chosen, and what it costs to leave it out or to take it in.
void print_siting(const publish::Explanation& site, const Words& words) {
  for (const publish::ReadSiting& one : site.siting) {
    const std::string question = words("volgende plekken", "next places") + " '" + one.question + "'";
    if (!one.chosen) {
      if (one.loss_high)
        print_line("  {}: {} {}", question, words("niet gekozen; erbij nemen kost", "not chosen; taking it in costs"),
                   loss_text(one, words));
      continue;
    }
    const std::string as =
        one.level == "beacon" ? words("gekozen als baken", "chosen as beacon") : words("gekozen", "chosen");
    print_line("  {}: {} {}; {}{}", question, as, one.place.value_or(0),
               one.loss_high
                   ? words("weglaten kost ", "leaving it out costs ") + loss_text(one, words)
                   : words("kan niet weg, of dat is niet beslist", "cannot be left out, or that is not settled"),
               one.instead.empty() ? "" : words(", dan komt ", ", then comes ") + one.instead);
  }
}

/// By each mode how many it would draw, and from which places most of them come.
void print_draws(const publish::Explanation& site, const Words& words) {
  constexpr std::size_t kNamed = 3;
  for (auto first = site.draws.begin(); first != site.draws.end();) {
    const auto last = std::find_if(first, site.draws.end(), [&](const auto& one) { return one.mode != first->mode; });
    double people = 0.0;
    std::vector<std::string> places;
    std::string others;
    for (auto draw = first; draw != last; ++draw) {
      people += draw->people;
      if (draw->taken_from == "home") {
        others += fmt::format("; {} {}", words.number(draw->people, 0), words("bleven thuis", "stayed home"));
      } else if (draw->taken_from == "nowhere") {
        others += fmt::format("; {} {}", words.number(draw->people, 0),
                              words("hadden geen plek binnen bereik", "had no place within reach"));
      } else if (draw->taken_from == "place" && places.size() < kNamed) {
        places.push_back(fmt::format("{} ({}, {} {})", draw->name, words.number(draw->people, 0),
                                     words.percent(draw->share_of_place.value_or(0.0), 1),
                                     words("van wie daar nu komt", "of those who go there now")));
      }
    }
    const auto mode = model::find_mode(first->mode);
    const std::string by{mode ? model::label_of(*mode, words.language()) : std::string_view{first->mode}};
    const std::string most =
        places.empty() ? std::string{}
                       : fmt::format("{}{}", words(", het meest van ", "; takes most of "), fmt::join(places, ", "));
    print_line("  {}: {} {} {}{}{}", by, words("trekt", "draws"), words.number(people, 0),
               words("20-40-jarigen", "people of 20-40"), most, others);
    first = last;
  }
}

void print_text(const publish::ReadResults& results, const publish::Explanation& site, const Words& words) {
  print_line("{} ({})", site.name, site.key);
  print_line("{}, {}", site.type, site.municipality);
  print_line("{}; score {} ({} {} {} {} {}; {} {})", publish::rank_text(site, site.ranked_count, words),
             words.number(site.score, 3), words("tussen", "between"), words.number(site.low, 3), words("en", "and"),
             words.number(site.high, 3), words("door wat onbekend is", "for what is unknown"),
             words.percent(site.completeness_share), words("van het gewicht is bekend", "of the weight is known"));
  if (site.first_share && site.top_share) print_line(firmness_text(site, words));
  print_pillars(site, words);
  print_profiles(site, words);
  print_views(site, words);
  print_siting(site, words);
  print_draws(site, words);
  print_line("{}: {}", words("uitsluitingen", "vetoes"), publish::veto_text(site.veto, words));
  for (const publish::ReadAnswer& answer : site.answers) print_answer(answer, words);
  print_questions(site, words);
  for (const std::string& fact : site.facts) print_line("  {}", fact);
  print_changes(results, site, words);
  print_line();
  criteria_table(site, words).print(Format::table);
}

template <class T>
nlohmann::ordered_json json_of(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json finite_json(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

void print_explanation_json(const publish::ReadResults& results, const publish::Explanation& site) {
  nlohmann::ordered_json object{{"site", site.key},
                                {"name", site.name},
                                {"type", site.type},
                                {"municipality", site.municipality},
                                {"rank", json_of(site.rank)},
                                {"ranked_count", site.ranked_count},
                                {"rank_group", site.rank_group},
                                {"score", site.score},
                                {"low", site.low},
                                {"high", site.high},
                                {"first_share", json_of(site.first_share)},
                                {"top_share", json_of(site.top_share)},
                                {"first_share_free", json_of(site.first_share_free)},
                                {"top_share_free", json_of(site.top_share_free)},
                                {"top_count", site.top_count},
                                {"completeness_share", site.completeness_share},
                                {"veto", site.veto},
                                {"veto_questions", site.veto_questions},
                                {"facts", site.facts}};
  auto& answers = object["answers"] = nlohmann::ordered_json::array();
  for (const publish::ReadAnswer& answer : site.answers) {
    answers.push_back({{"rule", answer.rule},
                       {"question", answer.question},
                       {"answer", answer.answer},
                       {"verdict", answer.verdict},
                       {"source", answer.source},
                       {"date", answer.date},
                       {"decides", answer.decides}});
  }
  auto& pillars = object["pillars"] = nlohmann::ordered_json::array();
  for (const publish::ReadPillar& pillar : site.pillars) {
    pillars.push_back({{"pillar", pillar.name},
                       {"score", pillar.score},
                       {"low", json_of(pillar.low)},
                       {"high", json_of(pillar.high)}});
  }
  auto& profiles = object["by_profile"] = nlohmann::ordered_json::array();
  for (const publish::ReadProfile& profile : site.profiles) {
    profiles.push_back({{"profile", profile.id},
                        {"name", profile.name},
                        {"verdict", profile.verdict},
                        {"potential_low", profile.potential_low},
                        {"potential_high", profile.potential_high},
                        {"completeness_share", profile.completeness_share},
                        {"speaks_for", profile.speaks_for},
                        {"speaks_against", profile.speaks_against},
                        {"ruled_out_by", profile.ruled_out_by},
                        {"criterion_questions", core::split(profile.criterion_questions, ';')}});
  }
  auto& questions = object["questions"] = nlohmann::ordered_json::array();
  for (const publish::ReadQuestion& one : site.questions) {
    questions.push_back({{"place", json_of(one.place)},
                         {"kind", one.kind},
                         {"rule", one.rule},
                         {"question", one.question},
                         {"change_share", one.change_share},
                         {"value", one.value},
                         {"value_with_others", one.value_with_others}});
  }
  object["is_among_best"] = site.counterfactuals.is_among_best;
  auto& changes = object["counterfactuals"] = nlohmann::ordered_json::array();
  for (const score::Counterfactual& one : site.counterfactuals.changes) {
    changes.push_back({{"criterion", results.criteria[one.criterion].id},
                       {"raw", finite_json(one.from_raw)},
                       {"raw_at_least", finite_json(one.to_raw_low)},
                       {"raw_at_most", finite_json(one.to_raw_high)},
                       {"value", one.from_value},
                       {"to_value", one.to_value}});
  }
  auto& views = object["stakeholders"] = nlohmann::ordered_json::array();
  for (const publish::ReadView& view : site.views) {
    views.push_back({{"stakeholder", view.stakeholder},
                     {"rank", json_of(view.rank)},
                     {"score_low", view.score_low},
                     {"regret", json_of(view.regret)}});
  }
  auto& siting = object["siting"] = nlohmann::ordered_json::array();
  for (const publish::ReadSiting& one : site.siting) {
    siting.push_back({{"question", one.question},
                      {"unit", one.unit},
                      {"chosen", one.chosen},
                      {"level", one.level},
                      {"place", json_of(one.place)},
                      {"gain", json_of(one.gain)},
                      {"loss_low", json_of(one.loss_low)},
                      {"loss_high", json_of(one.loss_high)},
                      {"instead", one.instead}});
  }
  auto& draws = object["draws"] = nlohmann::ordered_json::array();
  for (const publish::ReadDraw& draw : site.draws) {
    draws.push_back({{"mode", draw.mode},
                     {"taken_from", draw.taken_from},
                     {"name", draw.name},
                     {"people", draw.people},
                     {"share_of_place", json_of(draw.share_of_place)}});
  }
  auto& criteria = object["criteria"] = nlohmann::ordered_json::array();
  for (const publish::ExplainedCriterion& c : site.criteria) {
    criteria.push_back({{"criterion", c.id},
                        {"label", c.label},
                        {"unit", c.unit},
                        {"raw", json_of(c.raw)},
                        {"raw_low", json_of(c.raw_low)},
                        {"raw_high", json_of(c.raw_high)},
                        {"value", json_of(c.value)},
                        {"weight_share", c.weight_share},
                        {"contribution", c.contribution},
                        {"reason", c.reason}});
  }
  cli::print_json(object);
}

/// What a text may mean: to choose from.
ResultTable hits_table(const publish::ReadResults& results, const std::vector<std::size_t>& rows) {
  ResultTable table{{"rank", "site", "name", "type", "municipality", "address"}};
  for (const std::size_t row : rows) {
    const publish::ReadSite& site = results.sites[row];
    table.add({rank_cell(site), site.key, site.name, site.type, site.municipality, site.address});
  }
  return table;
}

ExitCode explain_site(const ExplainArguments& arguments) {
  const Interrupt interrupt;  // a copy that is read goes with it
  const auto results = told_results(arguments.file, arguments.language);
  if (arguments.site.empty()) {
    best_table(results, arguments.best_count).print(arguments.shared.format);
    return kDone;
  }
  const auto found = publish::find_site_rows(results, arguments.site);
  if (found.size() > 1) {
    hits_table(results, found).print(arguments.shared.format);
    return kDone;
  }
  const publish::Explanation site = publish::explanation(results, found.front());
  const Words words{arguments.language};
  switch (arguments.shared.format) {
    case Format::table:
      print_text(results, site, words);
      break;
    case Format::json:
      print_explanation_json(results, site);
      break;
    case Format::csv:
      criteria_table(site, words).print(Format::csv);
      break;
  }
  return kDone;
}

}  // namespace

Verb explain_verb() {
  return verb("explain", "Why a site has its score, and what would change it; without a site, the best ones",
              {"trek explain twente.gpkg", "trek explain twente.gpkg 3",
               "trek explain twente.gpkg 'De Stationsfabriek' --lang nl"},
              explain_site);
}

}  // namespace trek::cli
