#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trek::access::detail {

/// One bit per grid point, 64 columns per word: column c is bit c % 64 of word c / 64 of its row.
class BitGrid {
 public:
  using Word = std::uint64_t;
  static constexpr std::size_t kWordBits = 64;

  /// All bits clear.
  void assign(std::size_t rows, std::size_t words_a_row) {
    words_a_row_ = words_a_row;
    words_.assign(rows * words_a_row, 0);
  }

  [[nodiscard]] std::size_t words_a_row() const noexcept { return words_a_row_; }
  [[nodiscard]] std::size_t row_count() const noexcept { return words_a_row_ == 0 ? 0 : words_.size() / words_a_row_; }
  [[nodiscard]] std::span<Word> words() noexcept { return words_; }
  [[nodiscard]] std::span<const Word> row(std::size_t row) const noexcept {
    return {words_.data() + row * words_a_row_, words_a_row_};
  }
  [[nodiscard]] std::span<Word> row(std::size_t row) noexcept {
    return {words_.data() + row * words_a_row_, words_a_row_};
  }

  [[nodiscard]] bool test(std::size_t column, std::size_t row) const noexcept {
    return (words_[row * words_a_row_ + column / kWordBits] >> (column % kWordBits) & 1U) != 0;
  }
  void set(std::size_t column, std::size_t row) noexcept {
    words_[row * words_a_row_ + column / kWordBits] |= Word{1} << (column % kWordBits);
  }
  /// Columns first to last, both included.
  void set(std::size_t first, std::size_t last, std::size_t row) noexcept {
    Word* const words = words_.data() + row * words_a_row_;
    const std::size_t last_word = last / kWordBits;
    Word wanted = ~Word{0} << (first % kWordBits);
    for (std::size_t word = first / kWordBits; word < last_word; ++word) {
      words[word] |= wanted;
      wanted = ~Word{0};
    }
    words[last_word] |= wanted & ~Word{0} >> (kWordBits - 1 - last % kWordBits);
  }
  void clear(std::size_t column, std::size_t row) noexcept {
    words_[row * words_a_row_ + column / kWordBits] &= ~(Word{1} << (column % kWordBits));
  }
  /// Columns first to last, both included.
  [[nodiscard]] bool all(std::size_t first, std::size_t last, std::size_t row) const noexcept {
    const Word* const words = words_.data() + row * words_a_row_;
    const std::size_t last_word = last / kWordBits;
    Word wanted = ~Word{0} << (first % kWordBits);
    for (std::size_t word = first / kWordBits; word < last_word; ++word) {
      if ((words[word] & wanted) != wanted) return false;
      wanted = ~Word{0};
    }
    wanted &= ~Word{0} >> (kWordBits - 1 - last % kWordBits);
    return (words[last_word] & wanted) == wanted;
  }

 private:
  std::size_t words_a_row_ = 0;
  std::vector<Word> words_;
};

/// Rows and words of a grid, ends not included.
struct GridWindow {
  std::size_t first_row = 0, end_row = 0, first_word = 0, end_word = 0;
};

/// Word `word` of a row moved by `columns`: bit c is bit c + columns of the row, 0 beyond it. |columns| < 64.
[[nodiscard]] inline BitGrid::Word moved_word(std::span<const BitGrid::Word> row, std::size_t word,
                                              int columns) noexcept {
  if (columns == 0) return row[word];
  if (columns > 0) {
    const BitGrid::Word next = word + 1 < row.size() ? row[word + 1] : 0;
    return row[word] >> columns | next << (64 - columns);
  }
  const BitGrid::Word before = word > 0 ? row[word - 1] : 0;
  return row[word] << -columns | before >> (64 + columns);
}

}  // namespace trek::access::detail
