#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace trek::core {

/// Compressed rows (CSR): row r is [first[r], first[r+1]) of `values`. Rows are appended in order.
template <class T>
class Rows {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return first_.size() - 1; }
  [[nodiscard]] std::size_t value_count() const noexcept { return values_.size(); }
  [[nodiscard]] std::span<const T> operator[](std::size_t row) const noexcept {
    assert(row < size());
    return {values_.data() + first_[row], values_.data() + first_[row + 1]};
  }
  [[nodiscard]] std::span<const T> values() const noexcept { return values_; }

  /// Adds to the row that is being built; `close_row()` ends it.
  void push(T value) { values_.push_back(std::move(value)); }
  void close_row() { first_.push_back(values_.size()); }
  void append_row(std::span<const T> row) {
    values_.insert(values_.end(), row.begin(), row.end());
    close_row();
  }

 private:
  std::vector<std::size_t> first_{0};  // size() + 1, non-decreasing
  std::vector<T> values_;
};

}  // namespace trek::core
