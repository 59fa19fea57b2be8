#include "csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "trek/core/input_file.hpp"
#include "trek/core/text.hpp"

namespace trek::cli {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30U;

/// That of , ; tab which cuts a header into most cells.
char separator_of(std::string_view header) {
  constexpr std::array kSeparators{',', ';', '\t'};
  return *std::ranges::max_element(kSeparators, {}, [&](char c) { return std::ranges::count(header, c); });
}

}  // namespace

CsvTable::CsvTable(const std::filesystem::path& file) : file_{file} {
  const std::string bytes = core::read_input(file, kMostBytes, core::ErrorKind::data);
  std::string_view text = bytes;
  if (text.starts_with(core::kByteOrderMark)) text.remove_prefix(core::kByteOrderMark.size());
  separator_ = separator_of(text.substr(0, text.find('\n')));
  cut(text);
  if (names_.empty()) refuse("is empty; expected a header with the names of its columns, and rows below it");
}

void CsvTable::cut(std::string_view text) {
  std::vector<std::string> cells;
  std::string cell;
  std::uint64_t line = 1;
  std::uint64_t first_line = 1;
  bool quoted = false;
  const auto end_cell = [&] {
    cells.emplace_back(core::trimmed(cell));
    cell.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"')
        cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        cell += text[++i];
      else
        quoted = false;
    } else if (c == '"' && core::trimmed(cell).empty()) {
      quoted = true;
      cell.clear();
    } else if (c == separator_) {
      end_cell();
    } else if (c == '\n') {
      end_cell();
      close_row(first_line, cells);
      first_line = line;
    } else {
      cell += c;
    }
  }
  if (quoted) refuse(fmt::format("line {}: a quote begins that does not end; close it", first_line));
  end_cell();
  close_row(first_line, cells);
}

void CsvTable::close_row(std::uint64_t line, std::vector<std::string>& cells) {
  const bool is_empty = std::ranges::all_of(cells, [](const std::string& cell) { return cell.empty(); });
  if (!is_empty && names_.empty()) {
    names_ = cells;
    std::set<std::string> known;
    for (const std::string& name : names_) {
      if (!name.empty() && !known.insert(core::folded(name)).second)
        refuse(fmt::format("line {}: the column '{}' is there twice; rename one", line, name));
    }
  } else if (!is_empty) {
    while (cells.size() > names_.size() && cells.back().empty()) cells.pop_back();
    if (cells.size() > names_.size()) {
      refuse(fmt::format("line {}: {} cells under a header of {}; a decimal comma in a file of commas needs quotes",
                         line, cells.size(), names_.size()));
    }
    cells.resize(names_.size());
    std::ranges::move(cells, std::back_inserter(cells_));
    line_.push_back(line);
  }
  cells.clear();
}

std::optional<std::size_t> CsvTable::find_column(std::initializer_list<std::string_view> names) const {
  for (const std::string_view wanted : names) {
    for (std::size_t column = 0; column < names_.size(); ++column) {
      if (core::folded(names_[column]) == core::folded(wanted)) return column;
    }
  }
  return std::nullopt;
}

std::size_t CsvTable::column(std::initializer_list<std::string_view> names) const {
  if (const auto found = find_column(names)) return *found;
  refuse(fmt::format("line 1: no column '{}'; found {}; rename the column that is meant", fmt::join(names, "' or '"),
                     fmt::join(names_, ", ")));
}

std::string_view CsvTable::cell(std::size_t row, std::size_t column) const {
  return cells_[row * names_.size() + column];
}

std::optional<double> CsvTable::number(std::size_t row, std::size_t column) const {
  const std::string_view text = cell(row, column);
  if (text.empty()) return std::nullopt;
  const auto value = core::parsed_number(text);
  if (!value) refuse(row, fmt::format("{} is '{}', expected a number; correct it", names_[column], text));
  return value;
}

std::optional<double> CsvTable::amount(std::size_t row, std::size_t column) const {
  const auto value = number(row, column);
  if (value && *value < 0.0)
    refuse(row, fmt::format("{} is {}, expected 0 or more; correct it", names_[column], cell(row, column)));
  return value;
}

std::string_view CsvTable::key(std::size_t row, std::size_t column) const {
  const std::string_view text = cell(row, column);
  if (text.empty()) refuse(row, fmt::format("{} is empty; give what the row is about", names_[column]));
  return text;
}

void CsvTable::refuse(std::size_t row, const std::string& words) const {
  refuse(fmt::format("line {}: {}", line_[row], words));
}

void CsvTable::refuse(const std::string& words) const {
  throw core::Error{core::ErrorKind::data, fmt::format("{}: {}", file_.string(), words)};
}

}  // namespace trek::cli
