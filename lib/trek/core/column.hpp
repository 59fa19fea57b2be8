#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace trek::core {

/// Values that no longer change: owned, or a view of memory that something else holds (a mapped file). A copy shares
/// them; they live as long as the last copy.
template <class T>
class Column {
 public:
  Column() = default;
  Column(std::vector<T> values)  // NOLINT(google-explicit-constructor): a finished vector is a column
      : Column{std::make_shared<const std::vector<T>>(std::move(values))} {}
  /// `keeper` owns the memory of `view`.
  Column(std::span<const T> view, std::shared_ptr<const void> keeper) : keeper_{std::move(keeper)}, view_{view} {}

  [[nodiscard]] std::size_t size() const noexcept { return view_.size(); }
  [[nodiscard]] bool empty() const noexcept { return view_.empty(); }
  [[nodiscard]] const T* data() const noexcept { return view_.data(); }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept {
    assert(i < size());
    return view_[i];
  }
  [[nodiscard]] const T& front() const noexcept { return view_.front(); }
  [[nodiscard]] const T& back() const noexcept { return view_.back(); }
  [[nodiscard]] const T* begin() const noexcept { return view_.data(); }
  [[nodiscard]] const T* end() const noexcept { return view_.data() + view_.size(); }
  [[nodiscard]] std::span<const T> span() const noexcept { return view_; }
  operator std::span<const T>() const noexcept { return view_; }  // NOLINT(google-explicit-constructor): it is one

  friend bool operator==(const Column& a, const Column& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  explicit Column(std::shared_ptr<const std::vector<T>> owned) : Column{std::span<const T>{*owned}, owned} {}

  std::shared_ptr<const void> keeper_;
  std::span<const T> view_;
};

}  // namespace trek::core
