#pragma once

#include <cstddef>
#include <string>

#include "trek/report/element.hpp"
#include "trek/report/subject.hpp"

/// What all pages have: head, notice, language, foot.
namespace trek::report::detail {

/// A whole page: it needs no other file and no network, and says so to the browser. `kind` is its class ("sheet").
[[nodiscard]] std::string page_text(const Subject& subject, const std::string& title, const std::string& kind,
                                    Element body);

/// What the run warns of (made-up data), as loud as it is meant; an empty group where there is nothing.
/// Longer than `most` it is cut.
[[nodiscard]] Element notice_of(const Subject& subject, std::size_t most = 2000);

/// Of when a source of the run is, in words (model::told_time): a row of its table `sources`.
[[nodiscard]] std::string time_of_source(const Subject& subject, std::size_t row);

/// Sources with of when they are, licence and whose they are, in one line each.
[[nodiscard]] Element source_list(const Subject& subject);

/// By what, when and from which file it was made.
[[nodiscard]] Element made_by(const Subject& subject);

/// A chart or map with its title below it; an empty group where there is nothing drawn.
[[nodiscard]] Element figure(Element drawing, const std::string& caption);

/// A table with a caption, column heads and rows; cells that are numbers stand to the right.
struct Cell {
  std::string text;
  bool is_number = false;
  std::string link{};  // of a file beside the page; empty: none
};
[[nodiscard]] Element table_of(const std::string& caption, const std::vector<std::string>& heads,
                               const std::vector<std::vector<Cell>>& rows);

}  // namespace trek::report::detail
