#include "trek/publish/detail/site_sheets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish::detail {

std::string number_shown(const std::string& field, int decimals, const Words& words) {
  return fmt::format("coalesce(format_number(\"{}\", {}, '{}'), '–')", field, decimals, words("nl", "en"));
}

std::string range_shown(const std::string& low, const std::string& high, const Words& words) {
  const auto least = number_shown(low, 2, words);
  const auto most = number_shown(high, 2, words);
  return fmt::format("if({0} = {1}, {0}, {0} || '–' || {1})", least, most);
}

std::string short_site_name() { return said_name_expression("coalesce(\"name\", \"key\")", Town::left_out); }

std::string site_named_shown() {
  return one_line_expression(fmt::format("{} || coalesce(', ' || \"municipality\", '')", short_site_name()));
}

namespace {

std::string pillars_line(const Words& words) {
  std::string line;
  for (const model::Pillar pillar : model::kPillars) {
    const auto name = fmt::format("{}_score", name_of(pillar));
    line += fmt::format("{}'{} ' || {}", line.empty() ? "" : " || ' · ' || ", words(label_of(pillar)),
                        number_shown(name, 2, words));
  }
  return line;
}

/// Sites that the list shows: the ten best, and those that the project names.
bool is_listed(const Results& results, std::size_t site) {
  constexpr int kBest = 10;
  const bool named = site < results.highlighted.size() && results.highlighted[site] != 0;
  const auto& scores = results.judgement.scores;
  return named || (site < scores.size() && scores[site].rank.value_or(kBest + 1) <= kBest);
}

/// Vetoes that nobody has answered yet for a site of the list, each once: they are the same for most, so that the list
/// names them by a letter. As many as there are letters.
std::vector<std::string> listed_questions(const Results& results, const Words& words) {
  constexpr std::size_t kLetters = 26;
  std::vector<std::string> questions;
  for (std::size_t site = 0; site < results.sites.size(); ++site) {
    const profile::Assessment* const best = results.judgement.find_best(site);
    if (best == nullptr || !is_listed(results, site)) continue;
    for (const profile::VetoOutcome& veto : best->vetoes) {
      const std::string& question = words(veto.question);
      const bool is_new = std::ranges::find(questions, question) == questions.end();
      if (veto.verdict == profile::Verdict::unknown && is_new && questions.size() < kLetters)
        questions.push_back(question);
    }
  }
  return questions;
}

/// A text as a literal of an expression, which nothing in it ends: not the literal, nor the expression.
std::string literal(std::string_view text) {
  std::string result{"'"};
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += c;
    if (c == ']' && result.back() == '%') result += "' || '";
    result += c;
  }
  return result + "'";
}

/// "uitzoeken: a, c", as the questions of a site stand in the file now.
std::string open_letters(const std::vector<std::string>& questions, const Words& words) {
  std::string letters;
  char letter = 'a';
  for (const std::string& question : questions)
    letters += fmt::format("{}if(strpos(coalesce(\"veto_questions\", ''), {}) > 0, '{}', '')",
                           letters.empty() ? "" : ", ", literal(question), letter++);
  return fmt::format("coalesce('{}: ' || nullif(array_to_string(array_remove_all(array({}), ''), ', '), ''), '{}')",
                     words("uitzoeken", "find out"), letters, words("geen open uitsluiting", "no open veto"));
}

/// The shortlist as it is now: score with its bounds, sub-scores, and which vetoes are open.
LayerPart shortlist_part(const Results& results, const Words& words) {
  SheetList list;
  list.order_by = "coalesce(\"rank\", 1000000)";
  const auto named = std::ranges::count(results.highlighted, std::uint8_t{1});
  list.rows = 10 + static_cast<int>(std::min<std::ptrdiff_t>(named, 3));
  constexpr int kNameLength = 44;
  list.name = shortened_expression(fmt::format("coalesce(to_string(\"rank\"), '–') || '  ' || {}", site_named_shown()),
                                   kNameLength);
  list.value = range_shown("score_low", "score_high", words);
  list.bar_sure = "\"score_low\"";
  list.bar_at_most = "\"score_high\"";
  list.beside_bar = pillars_line(words);
  const auto questions = listed_questions(results, words);
  list.detail = questions.empty() ? std::string{} : open_letters(questions, words);
  const core::Phrase alone{"De tien beste locaties (score: zeker–hoogstens)",
                           "The ten best sites (score: sure–at most)"};
  const core::Phrase with_named{"De beste tien en genoemde locaties", "The ten best and named sites"};
  return {.sheet = SheetKind::overview,
          .place = 10,
          .part = {.heading = words(results.highlighted.empty() ? alone : with_named), .list = std::move(list)}};
}

/// What was ruled out, and why: how many, and the three that would rank highest. Nothing where nothing was.
std::string ruled_out_shown(const Words& words) {
  constexpr const char* kFailed = "\"veto\" = 'fail'";
  constexpr int kReasonsLength = 90;
  const auto reasons = shortened_expression(one_line_expression("coalesce(\"veto_reasons\", '?')"), kReasonsLength);
  const auto each = one_line_expression(fmt::format("{} || ': ' || {}", short_site_name(), reasons));
  return fmt::format(
      "if(aggregate('{{view1}}', 'count', \"key\", {0}) > 0, aggregate('{{view1}}', 'count', \"key\", {0}) || '{1}' || "
      "coalesce('\\n' || array_to_string(array_slice(aggregate(layer:='{{view1}}', aggregate:='array_agg', "
      "expression:={2}, filter:={0}, order_by:=-coalesce(\"score\", 0)), 0, 2), '\\n'), ''), '')",
      kFailed,
      words(" locaties afgevallen; het hoogst stonden zonder dat:",
            " sites ruled out; without that these would rank highest:"),
      each);
}

/// The questions behind the letters of the list in full, and what was ruled out.
LayerPart questions_part(const Results& results, const Words& words) {
  std::string questions;
  char letter = 'a';
  for (const auto& question : listed_questions(results, words))
    questions += fmt::format("{}{} {}", questions.empty() ? "" : "\n", letter++, one_line(question));
  return {.sheet = SheetKind::overview,
          .place = 20,
          .part = {.heading = questions.empty() ? words("Afgevallen, en waarop", "Ruled out, and why")
                                                : words("Nog uit te zoeken", "Still to find out"),
                   .text = questions.empty() ? questions : questions + "\n",
                   .expression = ruled_out_shown(words),
                   .below_map = true},
          .view = 1};
}

/// The sites of the municipality of a page, the best first.
LayerPart municipality_part(const Words& words) {
  const auto each = fmt::format("coalesce(to_string(\"rank\"), '–') || '  ' || {} || '  ' || {}",
                                one_line_expression(short_site_name()), range_shown("score_low", "score_high", words));
  const auto of_view = [&](int view) {
    return fmt::format(
        "coalesce(aggregate(layer:='{{view{}}}', aggregate:='array_agg', expression:={}, "
        "filter:=\"municipality_code\" = attribute(@atlas_feature, 'code') AND \"rank\" IS NOT NULL, "
        "order_by:=\"rank\"), array())",
        view, each);
  };
  return {.sheet = SheetKind::municipality,
          .place = 30,
          .part = {.heading = words("De beste locaties in de gemeente", "The best sites in the municipality"),
                   .expression = fmt::format("array_to_string(array_slice(array_cat({}, {}), 0, 7), '\\n')", of_view(0),
                                             of_view(1)),
                   .height_mm = 34.0}};
}

/// The card of the site of a page.
LayerPart card_part(const Words& words) {
  std::string pillars;
  for (const model::Pillar pillar : model::kPillars) {
    const std::string name{name_of(pillar)};
    pillars += fmt::format(" || '\\n{}: ' || {} || ' (' || {} || ')'", words(label_of(pillar)),
                           number_shown(name + "_score", 2, words),
                           range_shown(name + "_score_low", name + "_score_high", words));
  }
  return {
      .sheet = SheetKind::site,
      .place = 10,
      .part = {
          .heading = words("Score en oordeel", "Score and verdict"),
          .expression = fmt::format(
              "'{}: ' || coalesce(to_string(\"rank\"), '–') || ' · ' || coalesce(represent_value(\"type\"), '') || "
              "'\\n{}: ' || {}{} || '\\n\\n{}: ' || coalesce(represent_value(\"best_profile\"), '–') || ' (' || {} || "
              "')' || coalesce('\\n{}: ' || {}, '') || '\\n\\n{}: ' || replace({}, '; ', '\\n   ') || '\\n\\n{}: ' || "
              "replace({}, '; ', '\\n   ')",
              words("Rang", "Rank"), words("Score, zeker–hoogstens", "Score, sure–at most"),
              range_shown("score_low", "score_high", words), pillars, words("Past het best als", "Suits best as"),
              range_shown("reuse_potential_low", "reuse_potential_high", words), words("Kan ook zijn", "May be too"),
              one_line_expression("\"other_profiles\""), words("Bijdragen aan de score", "Contributions"),
              one_line_expression("coalesce(\"contributions\", '–')"),
              words("Nog uit te zoeken (uitsluitingen)", "Still to find out (vetoes)"),
              one_line_expression("coalesce(\"veto_questions\", '–')")),
          .height_mm = 130.0}};
}

}  // namespace

std::vector<LayerPart> site_parts(const Results& results, const Words& words) {
  return {shortlist_part(results, words), questions_part(results, words), municipality_part(words), card_part(words)};
}

}  // namespace trek::publish::detail
