#include "source_counts.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace trek::cli {

namespace {

void add(std::string& text, std::uint64_t count, std::string_view mark, std::string_view what) {
  if (count > 0) text += fmt::format("{}{} {}", mark, count, what);
}

}  // namespace

std::string counts_text(const core::Books& books) {
  std::string text = fmt::format("{} read = {} used", books.read_count, books.used_count);
  add(text, books.joined_count, " + ", "joined");
  add(text, books.rejected_count, " + ", "rejected");
  add(text, books.left_out_count, " + ", "left out");
  return text;
}

std::string source_counts(const model::SourceRecord& source) {
  std::string text = counts_text(
      {source.read_count, source.used_count, source.joined_count, source.rejected_count, source.left_out_count});
  add(text, source.outside_count, "; ", "outside the region");
  add(text, source.elsewhere_count, "; ", "of buildings that the project does not have");
  return text;
}

void tell_user_tables(Console& console, const project::UserTables& tables) {
  for (const project::UserTable& table : tables) {
    console.say(fmt::format("  {:<14} {:<24} {}", table.table,
                            table.file.empty() ? "(lists of candidates)" : table.file, counts_text(table.books)));
    if (table.books.left_out_count == 0) continue;
    console.say(
        fmt::format("    note: {} left out, since a fact of the layers or another answer goes before (see "
                    "answer_outweighed in the findings)",
                    table.books.left_out_count));
  }
}

}  // namespace trek::cli
