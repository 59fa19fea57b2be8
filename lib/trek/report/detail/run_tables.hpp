#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/report/page.hpp"
#include "trek/report/subject.hpp"

namespace trek::report::detail {

/// A table of the run for a spreadsheet or another program.
struct RunTable {
  std::string name;    // of its file, without an ending: "sites"
  core::Phrase title;  // for the list of contents
  core::Phrase sheet;  // of a workbook: at most 31 characters, none of []:*?/\ in it
  const publish::StoredTable* table;
};

/// Those that the output has rows of. They live as long as the subject.
[[nodiscard]] std::vector<RunTable> run_tables(const Subject& subject);

/// A file a table, in `tables/`: its name with that ending, and its title with the format in brackets.
[[nodiscard]] PageFile table_file(const Subject& subject, const RunTable& one, std::string_view ending,
                                  std::string_view format, std::string text);

/// "EPSG:28992": of the shapes of a run.
[[nodiscard]] std::string crs_of_run(const Subject& subject);

}  // namespace trek::report::detail
