#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace trek::cli {

enum class Format { table, json, csv };

/// Results for stdout: the same rows as an aligned table, JSON (a list of objects) or CSV (RFC 4180).
class ResultTable {
 public:
  /// Empty, a whole number, a number with decimals for people, or text. JSON and CSV get numbers with all digits.
  struct Number {
    double value = 0.0;
    int decimals = 0;
  };
  using Cell = std::variant<std::monostate, std::int64_t, Number, std::string>;

  struct Column {
    std::string name;    // snake_case: JSON and CSV
    std::string header;  // for people
    Column(std::string column, std::string heading) : name{std::move(column)}, header{std::move(heading)} {}
    Column(const char* both);  // "left_out": for people "left out"
  };

  explicit ResultTable(std::vector<Column> columns) : columns_{std::move(columns)} {}
  void add(std::vector<Cell> row);
  void print(Format format) const;
  [[nodiscard]] nlohmann::ordered_json json() const;

 private:
  void print_table() const;
  void print_csv() const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace trek::cli
