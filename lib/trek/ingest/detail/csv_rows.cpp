#include "trek/ingest/detail/csv_rows.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest::detail {
namespace {

constexpr std::size_t kPartBytes = std::size_t{1} << 20U;

/// Walks through the bytes of a CSV; a line break in quotes is part of its cell.
class RowCounter {
 public:
  explicit RowCounter(std::size_t column_count) : column_count_{column_count} {}

  void add(char c) {
    if (c == '"') is_quoted_ = !is_quoted_;
    if (c == '\n') ++line_;
    if (c == '\n' && !is_quoted_) return end_record();
    if (c == '\r' && !is_quoted_) return;
    is_empty_ = false;
    const bool fills = c != ' ' && c != '\t' && c != '"';
    for (std::size_t i = 0; i < kSeparators.size(); ++i) {
      if (c == kSeparators[i] && !is_quoted_) {
        ++cells_[i].separators;
      } else if (fills) {
        cells_[i].last_filled = cells_[i].separators;
      }
    }
  }

  CsvRows finish() {
    end_record();
    return std::move(rows_);
  }

 private:
  struct Cells {
    std::size_t separators = 0;
    std::size_t last_filled = 0;
  };

  void end_record() {
    if (!is_empty_ && !has_header_) {
      has_header_ = true;
      for (std::size_t i = 0; i < kSeparators.size(); ++i) {
        const std::size_t cells = cells_[i].separators + 1;
        if (cells > std::max<std::size_t>(rows_.header_cells, 1) && cells <= column_count_)
          separator_ = i, rows_.header_cells = cells;
      }
    } else if (!is_empty_) {
      rows_.line.push_back(begin_);
      if (separator_ && cells_[*separator_].last_filled >= rows_.header_cells)
        rows_.overfull.push_back({rows_.line.size(), cells_[*separator_].last_filled + 1});
    }
    cells_ = {};
    is_empty_ = true;
    begin_ = line_;
  }

  std::size_t column_count_;
  std::optional<std::size_t> separator_;
  std::array<Cells, kSeparators.size()> cells_{};
  bool has_header_ = false;
  bool is_quoted_ = false;
  bool is_empty_ = true;
  std::uint64_t line_ = 1;
  std::uint64_t begin_ = 1;
  CsvRows rows_;
};

}  // namespace

CsvRows csv_rows(const std::string& target, std::size_t column_count) {
  const VsiFile file{VSIFOpenL(target.c_str(), "rb")};
  RowCounter rows{column_count};
  if (!file) return rows.finish();
  std::string part(kPartBytes, '\0');
  for (std::size_t got = part.size(); got == part.size();) {
    got = VSIFReadL(part.data(), 1, part.size(), file.get());
    for (std::size_t i = 0; i < got; ++i) rows.add(part[i]);
  }
  return rows.finish();
}

}  // namespace trek::ingest::detail
