#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "csv_file.hpp"
#include "options.hpp"
#include "printing.hpp"
#include "told_output.hpp"
#include "trek/core/target_file.hpp"
#include "trek/publish/read_results.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

struct QuestionsArguments {
  std::filesystem::path file;
  std::string site;
  OutputFile output;
  int most_count = 20;
  model::Language language = model::Language::en;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", file, {"An output of trek run", "twente.gpkg"});
    all.add("SITE", site, {"Rank (3 or #3), key, or a part of key, name or address", "3", "of all sites together"});
    output.declare(all, "-o,--output",
                   {"CSV to fill in, for 'answers' under [profile]: all questions that an answer settles",
                    "answers.csv", "the first are shown"});
    all.add("--most", most_count, {1, 1'000'000}, {"How many are shown"});
    all.add("--lang", language, languages(), {"Language of what is told"});
    shared.add_format(all);
  }
};

std::vector<publish::ReadQuestion> asked_questions(const publish::ReadResults& results, const std::string& site) {
  if (site.empty()) return results.questions;
  const std::string& key = results.sites[publish::site_row(results, site)].key;
  std::vector<publish::ReadQuestion> asked;
  std::ranges::copy_if(results.questions, std::back_inserter(asked),
                       [&](const publish::ReadQuestion& one) { return one.site == key; });
  return asked;
}

ResultTable questions_table(std::span<const publish::ReadQuestion> questions, const Words& words) {
  using Number = ResultTable::Number;
  const auto whole = [](const std::optional<int>& number) {
    return number ? ResultTable::Cell{std::int64_t{*number}} : ResultTable::Cell{std::monostate{}};
  };
  ResultTable table{{{"place", words("volgorde", "place")},
                     {"rank", words("rang", "rank")},
                     {"site", words("locatie", "site")},
                     {"site_name", words("naam", "name")},
                     {"kind", words("soort", "kind")},
                     {"rule", words("regel", "rule")},
                     {"question", words("vraag", "question")},
                     {"change_share", words("kans op andere lijst", "chance of another list")},
                     {"value", words("waard (score)", "worth (score)")},
                     {"value_with_others", words("met de rest", "with the rest")}}};
  for (const publish::ReadQuestion& one : questions) {
    table.add({whole(one.place), whole(one.rank), one.site, one.site_name, one.kind, one.rule, one.question,
               Number{one.change_share, 3}, Number{one.value, 4}, Number{one.value_with_others, 4}});
  }
  return table;
}

/// In the form that `answers` reads, with what is asked behind it; the value is for the reader to fill in.
std::uint64_t write_answers(const QuestionsArguments& arguments, std::span<const publish::ReadQuestion> questions) {
  core::check_target(arguments.output.path, arguments.output.overwrite, std::array{arguments.file});
  CsvFile out{arguments.output.path, arguments.output.overwrite};
  for (const char* name : {"site", "rule", "value", "source", "date", "site_name", "question", "change_share"})
    out.add_verbatim(name);
  out.end_row();
  for (const publish::ReadQuestion& one : questions) {
    if (one.kind != "veto") continue;
    out.add(one.site);
    out.add(one.rule);
    for (int empty = 0; empty < 3; ++empty) out.add_empty();
    out.add(one.site_name);
    out.add(one.question);
    out.add(one.change_share);
    out.end_row();
  }
  out.finish();
  return out.row_count() - 1;
}

ExitCode tell_questions(const QuestionsArguments& arguments) {
  const Interrupt interrupt;  // a copy that is read goes with it
  const auto results = told_results(arguments.file, arguments.language);
  const auto questions = asked_questions(results, arguments.site);
  const Words words{arguments.language};
  if (!arguments.output.path.empty()) {
    const std::uint64_t written = write_answers(arguments, questions);
    say_line(fmt::format(
        "{}: {} {}; {} {}", arguments.output.path, written,
        words("vragen om in te vullen (waarde, bron, datum)", "questions to fill in (value, source, date)"),
        questions.size() - written,
        words("andere volgen uit een bron, niet uit een antwoord", "others follow from a source, not from an answer")));
  }
  const auto shown = std::min(questions.size(), static_cast<std::size_t>(arguments.most_count));
  questions_table(std::span{questions}.first(shown), words).print(arguments.shared.format);
  if (arguments.shared.format == Format::table && shown < questions.size())
    say_line(fmt::format("{} {}", questions.size() - shown, words("meer; zie --most", "more; see --most")));
  return kDone;
}

}  // namespace

Verb questions_verb() {
  return verb(
      "questions", "What to find out first: the open questions that may change the shortlist most, to fill in",
      {"trek questions twente.gpkg", "trek questions twente.gpkg -o answers.csv", "trek questions twente.gpkg 3"},
      tell_questions);
}

}  // namespace trek::cli
