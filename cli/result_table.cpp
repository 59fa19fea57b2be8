#include "result_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "printing.hpp"
#include "trek/core/inert_text.hpp"

namespace trek::cli {
namespace {

using Cell = ResultTable::Cell;

bool is_number(const Cell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<ResultTable::Number>(cell);
}

std::string for_people(const Cell& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
  if (const auto* number = std::get_if<ResultTable::Number>(&cell))
    return fmt::format("{:.{}f}", number->value, number->decimals);
  if (const auto* text = std::get_if<std::string>(&cell)) return core::terminal_text(*text);
  return "-";
}

/// Width on a terminal, near enough: code points, not bytes.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string& text, std::size_t to, bool right) {
  const std::string gap(to - std::min(to, width(text)), ' ');
  return right ? gap + text : text + gap;
}

std::string csv_field(const Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return "";
  if (const auto* number = std::get_if<ResultTable::Number>(&cell)) return fmt::format("{}", number->value);
  if (const auto* text = std::get_if<std::string>(&cell)) return core::csv_cell(*text);
  return for_people(cell);
}

bool is_exact(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr || core::is_utf8(*text);
}

nlohmann::ordered_json json_value(const Cell& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return *whole;
  if (const auto* number = std::get_if<ResultTable::Number>(&cell)) return number->value;
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return nullptr;
}

}  // namespace

ResultTable::Column::Column(const char* both) : name{both}, header{both} {
  std::replace(header.begin(), header.end(), '_', ' ');
}

void ResultTable::add(std::vector<Cell> row) {
  assert(row.size() == columns_.size());
  rows_.push_back(std::move(row));
}

void ResultTable::print(Format format) const {
  switch (format) {
    case Format::table:
      return print_table();
    case Format::json:
      return print_json(json());
    case Format::csv:
      return print_csv();
  }
}

void ResultTable::print_table() const {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    std::size_t widest = width(columns_[c].header);
    for (const auto& row : rows_) widest = std::max(widest, width(for_people(row[c])));
    widths.push_back(widest);
  }
  const auto right = [&](std::size_t c) {
    return std::any_of(rows_.begin(), rows_.end(), [&](const auto& row) { return is_number(row[c]); });
  };
  const auto line = [&](const auto& cell_text) {
    std::string out;
    for (std::size_t c = 0; c < columns_.size(); ++c)
      out += (c == 0 ? "" : "  ") + padded(cell_text(c), widths[c], right(c));
    print_line(out.substr(0, out.find_last_not_of(' ') + 1));
  };
  line([&](std::size_t c) { return columns_[c].header; });
  line([&](std::size_t c) { return std::string(widths[c], '-'); });
  for (const auto& row : rows_) line([&](std::size_t c) { return for_people(row[c]); });
}

nlohmann::ordered_json ResultTable::json() const {
  auto list = nlohmann::ordered_json::array();
  for (const auto& row : rows_) {
    nlohmann::ordered_json object;
    for (std::size_t c = 0; c < columns_.size(); ++c) object[columns_[c].name] = json_value(row[c]);
    list.push_back(std::move(object));
  }
  return list;
}

void ResultTable::print_csv() const {
  std::string text;
  for (std::size_t c = 0; c < columns_.size(); ++c) text += (c == 0 ? "" : ",") + core::csv_cell(columns_[c].name);
  text += "\n";
  bool exact = true;
  for (const auto& row : rows_) {
    for (std::size_t c = 0; c < row.size(); ++c) text += (c == 0 ? "" : ",") + csv_field(row[c]);
    text += "\n";
    exact = exact && std::all_of(row.begin(), row.end(), is_exact);
  }
  cli::print_csv(text, exact);
}

}  // namespace trek::cli
