#include "trek/report/report.hpp"

#include "trek/core/target_folder.hpp"
#include "trek/report/chart.hpp"
#include "trek/report/detail/frame.hpp"

namespace trek::report {
namespace {

/// A kind of page, and what there is of it.
struct Rendered {
  Page page;
  std::vector<PageFile> files;
};

Element contents_of(const std::vector<Rendered>& pages, const Subject& subject) {
  const auto& words = subject.words;
  Element body = Element::group();
  const std::string title = subject.fact("title");
  body.add(Element{"h1", title.empty() ? words("Rapport", "Report") : title});
  body.add(detail::notice_of(subject));
  for (const auto& [page, files] : pages) {
    Element list{"ul"};
    bool any = false;
    for (const PageFile& file : files) {
      if (file.title.empty()) continue;
      any = true;
      list.add(Element{"li"}.add(Element{"a", {{"href", file.name}}, file.title}));
    }
    if (!any) continue;
    body.add(Element{"h2", words(page.title)});
    if (!page.about.empty()) body.add(Element{"p", words(page.about)});
    body.add(std::move(list));
  }
  body.add(detail::made_by(subject));
  return body;
}

/// Drawings of the whole run as files of their own.
std::vector<PageFile> chart_files(const Subject& subject) {
  std::vector<PageFile> files;
  for (const Chart& chart : all_charts()) {
    const auto drawing = chart.draw ? chart.draw(subject) : std::nullopt;
    if (!drawing) continue;
    files.push_back({"charts/" + chart.name + ".svg", subject.words(chart.title), drawing->svg_file()});
  }
  return files;
}

}  // namespace

std::vector<PageFile> report_files(const Subject& subject, const core::Control& control) {
  std::vector<Rendered> rendered;
  for (const Page& page : all_pages()) {
    control.check_stop();
    rendered.push_back({page, page.render(subject)});
    for (PageFile& file : rendered.back().files) file.for_paper = page.for_paper;
  }
  rendered.push_back(
      {{.title = {"Grafieken", "Charts"},
        .about = {"Als losse tekening (SVG), voor een eigen stuk.", "As drawings (SVG), for a text of your own."}},
       chart_files(subject)});
  const auto& words = subject.words;
  std::vector<PageFile> files{{"index.html", {}, {}}};
  files.front().text = detail::page_text(subject, words("Inhoud van het rapport", "Contents of the report"), "contents",
                                         contents_of(rendered, subject));
  for (Rendered& one : rendered) {
    for (PageFile& file : one.files) files.push_back(std::move(file));
  }
  return files;
}

void write_report(const std::vector<PageFile>& files, const std::filesystem::path& folder, bool overwrite) {
  core::TargetFolder target{folder, overwrite};
  for (const PageFile& file : files) target.write(file.name, file.text);
  target.put_in_place();
}

}  // namespace trek::report
