#include "trek/publish/detail/both_languages.hpp"

#include <functional>

namespace trek::publish::detail {
namespace {

std::string key_of(std::string_view table, std::string_view column, const std::string& text) {
  std::string key{table};
  key.append("\n").append(column).append("\n").append(text);
  return key;
}

}  // namespace

void BothLanguages::add(std::string_view table, std::string_view column, const std::optional<std::int64_t>& row,
                        const std::string& text, const std::string& translation) {
  if (text.empty() && translation.empty()) return;
  const std::string key = key_of(table, column, text);
  if (is_told(key, text, translation)) return;
  const bool everywhere = is_first(key, text, translation);
  texts_.push_back({std::string{table}, std::string{column}, everywhere ? std::nullopt : row, text, translation});
}

/// Whether the text needs no row: it is alike, or has this translation wherever it stood before.
bool BothLanguages::is_told(const std::string& key, const std::string& text, const std::string& translation) {
  const auto found = translations_.find(key);
  if (found != translations_.end()) return found->second == translation;
  if (text != translation) return false;
  alike_.insert(std::hash<std::string>{}(key));
  return true;
}

bool BothLanguages::is_first(const std::string& key, const std::string& text, const std::string& translation) {
  const bool stands_elsewhere = translations_.contains(key) || alike_.contains(std::hash<std::string>{}(key));
  if (text.empty() || stands_elsewhere) return false;
  translations_.emplace(key, translation);
  return true;
}

}  // namespace trek::publish::detail
