#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace trek::network {

/// The tags of one OSM object, looked up by key. Keeps views: the texts must outlive it.
class Tags {
 public:
  Tags() = default;
  Tags(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) : pairs_{pairs} {}

  void clear() noexcept { pairs_.clear(); }
  void add(std::string_view key, std::string_view value) { pairs_.emplace_back(key, value); }
  /// Empty when the key is absent.
  [[nodiscard]] std::string_view operator[](std::string_view key) const noexcept {
    const auto found = std::find_if(pairs_.begin(), pairs_.end(), [&](const auto& pair) { return pair.first == key; });
    return found == pairs_.end() ? std::string_view{} : found->second;
  }
  [[nodiscard]] bool has(std::string_view key) const noexcept { return !(*this)[key].empty(); }
  [[nodiscard]] bool is(std::string_view key, std::string_view value) const noexcept { return (*this)[key] == value; }
  /// In the place of whatever the key said before.
  void set(std::string_view key, std::string_view value) {
    remove(key);
    add(key, value);
  }
  void remove(std::string_view key) {
    std::erase_if(pairs_, [&](const auto& pair) { return pair.first == key; });
  }
  [[nodiscard]] const std::vector<std::pair<std::string_view, std::string_view>>& pairs() const noexcept {
    return pairs_;
  }

 private:
  std::vector<std::pair<std::string_view, std::string_view>> pairs_;
};

}  // namespace trek::network
