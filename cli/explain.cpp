#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "best_table.hpp"
#include "options.hpp"
#include "printing.hpp"
#include "trek/core/text.hpp"
#include "trek/publish/explanation.hpp"

namespace trek::cli {
namespace {

struct ExplainArguments {
  std::filesystem::path file;
  std::string site;
  int best_count = 10;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", file, {"An output of trek run", "twente.gpkg"});
    all.add("SITE", site,
            {"Rank (3 or #3), key, or a part of key, name or address; several are listed", "3", "the best are listed"});
    all.add("--best", best_count, {1, 100'000}, {"Without SITE: how many to list"});
    shared.add_format(all);
  }
};

/// Digits that a measured number is worth, by its unit.
int decimals_of(const publish::ExplainedCriterion& c) {
  const bool whole = c.raw && *c.raw == std::round(*c.raw);
  if (c.unit.empty()) return whole ? 0 : 2;  // years, storeys
  for (const std::string_view counted : {"personen", "people", "aantal", "count", "m2", "m3"}) {
    if (c.unit.starts_with(counted)) return 0;
  }
  return c.unit == "min" || c.unit == "m" ? 1 : 3;
}

ResultTable criteria_table(const publish::Explanation& site) {
  using Number = ResultTable::Number;
  ResultTable table{{"criterion",
                     {"label", "meaning"},
                     {"raw", "measured"},
                     {"raw_high", "at most"},
                     "unit",
                     {"value", "value 0-1"},
                     {"weight_share", "weight"},
                     {"contribution", "adds"},
                     {"reason", "why it counts"}}};
  const auto optional = [](const std::optional<double>& number, int decimals) {
    return number ? ResultTable::Cell{Number{*number, decimals}} : ResultTable::Cell{std::string{"unknown"}};
  };
  // What a lower bound may come to: nothing beside an exact number, and no end where only "more than" is known.
  const auto at_most = [](const publish::ExplainedCriterion& c) -> ResultTable::Cell {
    if (!c.raw || !c.raw_low) return std::string{};
    if (!c.raw_high) return std::string{"more"};
    return *c.raw_high > *c.raw ? ResultTable::Cell{Number{*c.raw_high, decimals_of(c)}}
                                : ResultTable::Cell{std::string{}};
  };
  for (const publish::ExplainedCriterion& c : site.criteria) {
    table.add({c.id, c.label, optional(c.raw, decimals_of(c)), at_most(c), c.unit, optional(c.value, 3),
               Number{c.weight_share, 3}, Number{c.contribution, 3}, c.reason});
  }
  return table;
}

void print_answer(const publish::ExplainedAnswer& answer) {
  const char* const comma = answer.source.empty() || answer.date.empty() ? "" : ", ";
  const std::string behind = answer.source + comma + answer.date;
  print_line("  {}{}: {} {}{} [{}]", answer.verdict, answer.decides ? "" : " (overruled)", answer.question,
             answer.answer, behind.empty() ? "" : " (" + behind + ")", answer.rule);
}

/// "0.62-0.82"
std::string between(double low, double high) { return fmt::format("{:.2f}-{:.2f}", low, high); }

void print_pillars(const publish::Explanation& site) {
  std::string line;
  for (const publish::ExplainedPillar& pillar : site.pillars) {
    line += fmt::format("{}{} {:.3f} ({})", line.empty() ? "" : ", ", pillar.name, *pillar.score,
                        between(pillar.low.value_or(0.0), pillar.high.value_or(1.0)));
  }
  if (!line.empty()) print_line("pillars: {}", line);
}

/// The profile that suits best with its reasons, the others in a line each.
void print_profiles(const publish::Explanation& site) {
  for (const publish::ExplainedProfile& profile : site.profiles) {
    const bool is_best = &profile == &site.profiles.front();
    print_line("{}{} [{}]: {}, reuse potential {}, {:.0f} % of its questions answered",
               is_best ? "suits best as " : "  ", profile.name, profile.id, profile.verdict,
               between(profile.potential_low, profile.potential_high), 100.0 * profile.completeness_share);
    if (!profile.ruled_out_by.empty()) print_line("    ruled out: {}", profile.ruled_out_by);
    if (!is_best) continue;
    if (!profile.speaks_for.empty()) print_line("    for it: {}", profile.speaks_for);
    if (!profile.speaks_against.empty()) print_line("    against it: {}", profile.speaks_against);
    for (const std::string& question : core::split(profile.criterion_questions, ';'))
      print_line("    would tell more: {}", question);
  }
}

void print_text(const publish::Explanation& site) {
  const bool firm = !site.rank || site.rank_group.empty() || site.rank_group == std::to_string(*site.rank);
  const std::string group = firm ? std::string{} : fmt::format(" (order not firm within {})", site.rank_group);
  const std::string rank = site.rank ? fmt::format("rank {} of {}{}", *site.rank, site.ranked_count, group)
                                     : std::string{"not ranked: ruled out by a veto"};
  print_line("{} ({})", site.name, site.key);
  print_line("{}, {}", site.type, site.municipality);
  print_line("{}; score {:.3f} (between {:.3f} and {:.3f} for what is unknown; {:.0f} % of the weight is known)", rank,
             site.score, site.low, site.high, 100.0 * site.completeness_share);
  if (site.first_share && site.top_share) {
    print_line("first in {:.1f} % and in the top {} in {:.1f} % of random weightings", 100.0 * *site.first_share,
               site.top_count, 100.0 * *site.top_share);
  }
  print_pillars(site);
  print_profiles(site);
  print_line("vetoes: {}", site.veto);
  for (const publish::ExplainedAnswer& answer : site.answers) print_answer(answer);
  for (const std::string& question : site.veto_questions) print_line("  to find out: {}", question);
  for (const std::string& fact : site.facts) print_line("  {}", fact);
  print_line();
  criteria_table(site).print(Format::table);
}

template <class T>
nlohmann::ordered_json json_of(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

void print_explanation_json(const publish::Explanation& site) {
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
                                {"top_count", site.top_count},
                                {"completeness_share", site.completeness_share},
                                {"veto", site.veto},
                                {"veto_questions", site.veto_questions},
                                {"facts", site.facts}};
  auto& answers = object["answers"] = nlohmann::ordered_json::array();
  for (const publish::ExplainedAnswer& answer : site.answers) {
    answers.push_back({{"rule", answer.rule},
                       {"question", answer.question},
                       {"answer", answer.answer},
                       {"verdict", answer.verdict},
                       {"source", answer.source},
                       {"date", answer.date},
                       {"decides", answer.decides}});
  }
  auto& pillars = object["pillars"] = nlohmann::ordered_json::array();
  for (const publish::ExplainedPillar& pillar : site.pillars) {
    pillars.push_back({{"pillar", pillar.name},
                       {"score", json_of(pillar.score)},
                       {"low", json_of(pillar.low)},
                       {"high", json_of(pillar.high)}});
  }
  auto& profiles = object["by_profile"] = nlohmann::ordered_json::array();
  for (const publish::ExplainedProfile& profile : site.profiles) {
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
ResultTable hits_table(const std::vector<publish::Explanation>& sites) {
  ResultTable table{{"rank", "site", "name", "type", "municipality", "address"}};
  for (const publish::Explanation& site : sites) {
    table.add({rank_cell(site), site.key, site.name, site.type, site.municipality, site.address});
  }
  return table;
}

ExitCode explain_site(const ExplainArguments& arguments) {
  const Interrupt interrupt;  // a copy that is read goes with it
  if (arguments.site.empty()) {
    best_table(arguments.file, arguments.best_count).print(arguments.shared.format);
    return kDone;
  }
  const auto found = publish::find_sites(arguments.file, arguments.site);
  if (found.size() > 1) {
    hits_table(found).print(arguments.shared.format);
    return kDone;
  }
  const publish::Explanation& site = found.front();
  switch (arguments.shared.format) {
    case Format::table:
      print_text(site);
      break;
    case Format::json:
      print_explanation_json(site);
      break;
    case Format::csv:
      criteria_table(site).print(Format::csv);
      break;
  }
  return kDone;
}

}  // namespace

Verb explain_verb() {
  return verb(
      "explain", "Why a site has its score; without a site, the best ones",
      {"trek explain twente.gpkg", "trek explain twente.gpkg 3", "trek explain twente.gpkg 'De Stationsfabriek'"},
      explain_site);
}

}  // namespace trek::cli
