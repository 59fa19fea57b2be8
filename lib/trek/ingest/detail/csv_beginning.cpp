#include "trek/ingest/detail/csv_beginning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "trek/core/date.hpp"
#include "trek/core/shortened.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/number_text.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

namespace {

constexpr std::size_t kMostLines = 50;

struct Line {
  std::size_t begin = 0;
  std::string_view text;
};

/// Lines of the file; a line break in quotes is part of its cell. The last may be cut off, and is left out then.
std::vector<Line> lines_of(std::string_view bytes) {
  std::vector<Line> lines;
  std::size_t begin = bytes.starts_with(core::kByteOrderMark) ? core::kByteOrderMark.size() : 0;
  bool quoted = false;
  for (std::size_t at = begin; at < bytes.size() && lines.size() < kMostLines; ++at) {
    if (bytes[at] == '"') quoted = !quoted;
    if (bytes[at] != '\n' || quoted) continue;
    lines.push_back({begin, core::trimmed(bytes.substr(begin, at - begin))});
    begin = at + 1;
  }
  const bool is_last = begin < bytes.size() && !quoted && lines.size() < kMostLines;
  if (is_last) lines.push_back({begin, core::trimmed(bytes.substr(begin))});
  return lines;
}

std::vector<std::string> cells_of(std::string_view line, char separator) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      cells.emplace_back();
    } else {
      cells.back().push_back(c);
    }
  }
  for (auto& cell : cells) cell = core::trimmed(cell);
  return cells;
}

/// The separator of "sep=;", a line that spreadsheets read; 0 for any other line.
char stated_separator(std::string_view line) {
  std::string text{line};
  std::erase(text, '"');
  const bool says_so = text.size() >= 5 && core::folded(text.substr(0, 3)) == "sep" && text[3] == '=';
  return says_so && text.find_first_not_of(text[4], 4) == std::string::npos ? text[4] : '\0';
}

/// The separator by which most lines have as many cells as each other.
char separator_of(const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    if (const char stated = stated_separator(line.text)) return stated;
  }
  char best = ';';
  std::size_t most = 0;
  for (const char separator : {';', '\t', '|', ','}) {
    std::map<std::size_t, std::size_t> lines_with;
    for (const Line& line : lines) ++lines_with[cells_of(line.text, separator).size()];
    lines_with.erase(1);
    for (const auto& [cells, count] : lines_with) {
      if (count > most) best = separator, most = count;
    }
  }
  return best;
}

std::size_t filled_count(const std::vector<std::string>& cells) {
  return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](const auto& c) { return !c.empty(); }));
}

bool is_value(const std::string& cell) {
  const auto number = find_number_text(cell);
  if (number && number->unit.empty() && !readings_of(number->number).none()) {
    const bool year = cell.size() == 4 && (cell.starts_with("19") || cell.starts_with("20"));
    return !year;  // columns of years have such names
  }
  return cell.size() > 7 && core::find_iso_date(cell).has_value();
}

}  // namespace

std::size_t header_row(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> filled;
  for (const auto& row : rows) filled.push_back(filled_count(row));
  auto later = filled;
  std::erase(later, 0U);
  if (later.size() < 2) {
    const auto first = std::find_if(filled.begin(), filled.end(), [](std::size_t count) { return count > 0; });
    return first == filled.end() ? 0 : static_cast<std::size_t>(first - filled.begin());
  }
  std::nth_element(later.begin(), later.begin() + static_cast<std::ptrdiff_t>(later.size() / 2), later.end());
  const std::size_t usual = later[later.size() / 2];
  const auto is_header = [&](std::size_t count) {
    return count > 0 && (usual < 2 || count >= 2) && count * 5 >= usual * 3;
  };
  const auto found = std::find_if(filled.begin(), filled.end(), is_header);
  return found == filled.end() ? 0 : static_cast<std::size_t>(found - filled.begin());
}

CsvBeginning csv_beginning(std::string_view bytes) {
  const auto lines = lines_of(bytes);
  const char separator = separator_of(lines);
  std::vector<std::vector<std::string>> rows;
  for (const Line& line : lines) {
    const bool is_statement = stated_separator(line.text) != '\0';
    rows.push_back(is_statement ? std::vector<std::string>{} : cells_of(line.text, separator));
  }
  CsvBeginning beginning;
  const std::size_t header = header_row(rows);
  if (header < rows.size()) beginning.names = rows[header];
  if (header == 0) return beginning;
  beginning.header_at = lines[header].begin;
  for (std::size_t i = 0; i < header; ++i) {
    if (!lines[i].text.empty()) beginning.passed_over.emplace_back(lines[i].text);
  }
  return beginning;
}

std::string header_fault(const std::vector<std::string>& names) {
  std::map<std::string, std::size_t> column_of;
  for (std::size_t column = 0; column < names.size(); ++column) {
    if (names[column].empty()) continue;
    const auto [at, is_new] = column_of.try_emplace(core::folded(names[column]), column);
    if (is_new || names[at->second].size() != names[column].size()) continue;
    return fmt::format("columns {} and {} of its header have the same name '{}'; give each a name of its own",
                       at->second + 1, column + 1, names[column]);
  }
  const auto values = std::count_if(names.begin(), names.end(), is_value);
  const bool long_value =
      std::any_of(names.begin(), names.end(), [](const auto& name) { return name.size() > 4 && is_value(name); });
  if (values == 0 || (!long_value && static_cast<std::size_t>(values) * 3 < filled_count(names))) return {};
  const auto first = std::find_if(names.begin(), names.end(), is_value);
  return fmt::format(
      "its first line holds values ('{}') where the names of the columns should be; put a line with names before it",
      core::shortened(*first, 60));
}

std::string_view utf16_of(std::string_view bytes) noexcept {
  if (bytes.size() < 4) return {};
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
  if (bytes[0] != '\0' && bytes[1] == '\0' && bytes[3] == '\0') return "UTF-16LE";
  if (bytes[0] == '\0' && bytes[1] != '\0' && bytes[2] == '\0') return "UTF-16BE";
  return {};
}

}  // namespace trek::ingest::detail
