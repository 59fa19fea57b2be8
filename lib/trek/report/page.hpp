#pragma once

#include <functional>
#include <string>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/report/subject.hpp"

namespace trek::report {

/// A file of a report.
struct PageFile {
  std::string name;   // in the folder, [a-z0-9_/.] alone: "council_report.html", "charts/ranking.svg"
  std::string title;  // in the language of the report, for the list of contents; empty: not listed there
  std::string text;
  bool for_paper = false;  // a page that one prints
};

/// A kind of page: one file, or one a site or municipality; none where there is nothing to tell.
struct Page {
  int order = 0;  // in the list of contents
  core::Phrase title{};
  core::Phrase about{};  // one sentence: what it is for
  std::function<std::vector<PageFile>(const Subject&)> render{};
  bool for_paper = false;  // its files
};

/// A page for each file of `pages/`, in their order.
[[nodiscard]] std::vector<Page> all_pages();

}  // namespace trek::report
