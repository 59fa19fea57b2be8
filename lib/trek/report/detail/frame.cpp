#include "trek/report/detail/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/core/text.hpp"
#include "trek/model/source.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/embedded_text.hpp"

namespace trek::report::detail {
namespace {

/// Nothing is loaded, and no script runs, whatever a page may come to hold.
constexpr const char* kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

Element head_of(const std::string& title) {
  Element head{"head"};
  head.add(Element{"meta", {{"charset", "utf-8"}}});
  head.add(Element{"meta", {{"http-equiv", "Content-Security-Policy"}, {"content", kPolicy}}});
  head.add(Element{"meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}});
  head.add(Element{"title", title});
  head.add(Element::of_own_code("style", page_style));
  return head;
}

/// The class of a cell: numbers stand to the right, and a word that is wider than a column is broken.
void classify(Element& cell, std::string_view text, bool is_number) {
  constexpr std::size_t kLongWord = 24;
  const auto words = core::split(text, ' ');
  const bool is_long = std::ranges::any_of(words, [](const std::string& word) { return word.size() > kLongWord; });
  if (is_number) cell.set("class", "number");
  if (is_long && !is_number) cell.set("class", "long");
}

}  // namespace

std::string page_text(const Subject& subject, const std::string& title, const std::string& kind, Element body) {
  Element page{"html", {{"lang", subject.words("nl", "en")}}};
  page.add(head_of(title));
  Element main{"main"};
  main.add(std::move(body));
  page.add(Element{"body", {{"class", kind}}}.add(std::move(main)));
  return "<!DOCTYPE html>\n" + page.html() + "\n";
}

Element notice_of(const Subject& subject, std::size_t most) {
  const std::string notice = subject.fact("notice");
  if (notice.empty()) return Element::group();
  return Element{"p", {{"class", "notice"}, {"role", "note"}}, fitted(notice, most)};
}

std::string time_of_source(const Subject& subject, std::size_t row) {
  const auto& sources = subject.layers.sources;
  return model::told_time(subject.words, sources.text(row, "vintage"), sources.text(row, "fetched"));
}

Element source_list(const Subject& subject) {
  const auto& sources = subject.layers.sources;
  Element list{"ul", {{"class", "sources"}}};
  for (std::size_t row = 0; row < sources.rows.size(); ++row) {
    const std::string title = sources.text(row, "title");
    std::string line = title.empty() ? sources.text(row, "name") : title;
    if (const std::string time = time_of_source(subject, row); !time.empty()) line += " (" + time + ")";
    for (const char* const part : {"attribution", "licence"}) {
      if (const std::string text = sources.text(row, part); !text.empty()) line += "; " + text;
    }
    if (sources.flag(row, "made_up")) line += subject.words(" [verzonnen]", " [made up]");
    list.add(Element{"li", line});
  }
  return list;
}

Element made_by(const Subject& subject) {
  const auto& words = subject.words;
  const std::string version = subject.fact("trek.version");
  const std::string day = words.date(subject.fact("timestamp"));
  std::string line = fitted(subject.fact("title"), 100);
  line += (line.empty() ? "" : ". ") + words("Gemaakt met trek", "Made with trek");
  if (!version.empty()) line += " " + version;
  if (!day.empty()) line += words(" uit de doorrekening van ", " from the run of ") + day;
  line += fmt::format(" ({}).", subject.results.file.filename().string());
  return Element{"p", {{"class", "made-by"}}, line};
}

Element figure(Element drawing, const std::string& caption) {
  Element whole{"figure"};
  whole.add(std::move(drawing));
  if (!caption.empty()) whole.add(Element{"figcaption", caption});
  return whole;
}

Element table_of(const std::string& caption, const std::vector<std::string>& heads,
                 const std::vector<std::vector<Cell>>& rows) {
  Element table{"table"};
  if (!caption.empty()) table.add(Element{"caption", caption});
  const auto is_number = [&](std::size_t column) { return !rows.empty() && rows.front()[column].is_number; };
  Element head{"tr"};
  for (std::size_t c = 0; c < heads.size(); ++c) {
    Element cell{"th", {{"scope", "col"}}, heads[c]};
    classify(cell, heads[c], is_number(c));
    head.add(std::move(cell));
  }
  table.add(Element{"thead"}.add(std::move(head)));
  Element body{"tbody"};
  for (const auto& row : rows) {
    Element line{"tr"};
    for (std::size_t c = 0; c < row.size(); ++c) {
      Element cell = c == 0 ? Element{"th", {{"scope", "row"}}} : Element{"td"};
      classify(cell, row[c].text, row[c].is_number);
      if (row[c].link.empty())
        cell.add_text(row[c].text);
      else
        cell.add(Element{"a", {{"href", row[c].link}}, row[c].text});
      line.add(std::move(cell));
    }
    body.add(std::move(line));
  }
  return table.add(std::move(body));
}

}  // namespace trek::report::detail
