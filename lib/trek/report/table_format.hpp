#pragma once

#include <functional>
#include <string>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/report/page.hpp"
#include "trek/report/subject.hpp"

namespace trek::report {

/// A way to write the tables of a run: one file a table, or one with all of them.
struct TableFormat {
  std::string name;      // by which it is asked for: "xlsx"
  int order = 0;         // in lists
  core::Phrase about{};  // for whom, and what stands in it
  std::function<std::vector<PageFile>(const Subject&)> render{};
};

/// A format for each file of `formats/`, in their order.
[[nodiscard]] const std::vector<TableFormat>& all_table_formats();

/// Their names: what Request::tables may hold.
[[nodiscard]] std::vector<std::string> table_format_names();

}  // namespace trek::report
