#include "trek/config/toml_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "trek/config/detail/toml_node.hpp"
#include "trek/core/error.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/text.hpp"

namespace trek::config {
namespace {

using detail::TomlEntries;
using detail::TomlEntry;
using detail::TomlList;
using detail::TomlNode;

template <class T>
const T* get(const TomlNode& node) noexcept {
  return std::get_if<T>(&node.value);
}

/// A number, whole or not.
std::optional<double> number_in(const TomlNode& node) {
  if (const auto* const number = get<double>(node)) return *number;
  if (const auto* const whole = get<std::int64_t>(node)) return static_cast<double>(*whole);
  return std::nullopt;
}

}  // namespace

TomlTable::TomlTable(const std::filesystem::path& file, std::string_view text, AskedKeys* asked)
    : parsed_{std::make_shared<const detail::ParsedToml>(detail::parsed_toml(file, text))},
      table_{&parsed_->root},
      asked_{asked} {}

TomlTable::TomlTable(const TomlTable& parent, std::string_view key, const TomlNode& node)
    : parsed_{parent.parsed_},
      path_{parent.path_.empty() ? std::string{key} : fmt::format("{}.{}", parent.path_, key)},
      table_{&node},
      asked_{parent.asked_} {}

std::string TomlTable::where(std::string_view key) const {
  const TomlNode* node = peek(key);
  const auto line = node != nullptr ? node->line : table_->line;
  const std::string full = path_.empty() ? std::string{key} : fmt::format("[{}].{}", path_, key);
  return fmt::format("{}:{}: {}", parsed_->file.string(), line, full);
}

void TomlTable::fail(std::string_view key, std::string_view problem) const {
  throw core::Error{core::ErrorKind::config, core::without_secrets(fmt::format("{}: {}", where(key), problem))};
}

const TomlNode* TomlTable::peek(std::string_view key) const {
  return detail::find_entry(*get<TomlEntries>(*table_), key);
}

const TomlNode* TomlTable::find(std::string_view key, std::string takes) {
  known_.emplace(key);
  if (asked_ != nullptr) asked_->push_back({path_, std::string{key}, std::move(takes)});
  return peek(key);
}

template <class T>
std::optional<T> TomlTable::value(std::string_view key, std::string_view expected, std::string takes) {
  const TomlNode* node = find(key, std::move(takes));
  if (node == nullptr) return std::nullopt;
  if (const auto* const found = get<T>(*node)) return *found;
  fail(key, fmt::format("is {}, expected {}", kind_of(*node), expected));
}

std::optional<std::string> TomlTable::text(std::string_view key) {
  return value<std::string>(key, "text in quotes", "text");
}

std::string TomlTable::required_text(std::string_view key) {
  const auto found = value<std::string>(key, "text in quotes", "text; required");
  if (!found || core::trimmed(*found).empty()) fail(key, "is missing or empty; it is required here");
  return *found;
}

std::optional<double> TomlTable::any_number(std::string_view key, std::string takes) {
  const TomlNode* node = peek(key);
  if (node == nullptr || get<std::int64_t>(*node) == nullptr) return value<double>(key, "a number", std::move(takes));
  return number_in(*find(key, std::move(takes)));
}

std::optional<double> TomlTable::number(std::string_view key) { return any_number(key, "number"); }

double TomlTable::number(std::string_view key, double fallback, double low, double high) {
  const double found =
      any_number(key, fmt::format("number from {} to {}; default {}", low, high, fallback)).value_or(fallback);
  if (!(found >= low && found <= high)) fail(key, fmt::format("is {}, expected {} to {}", found, low, high));
  return found;
}

std::optional<std::int64_t> TomlTable::integer(std::string_view key, std::int64_t low, std::int64_t high) {
  const auto found = value<std::int64_t>(key, "a whole number", fmt::format("whole number from {} to {}", low, high));
  if (found && (*found < low || *found > high)) fail(key, fmt::format("is {}, expected {} to {}", *found, low, high));
  return found;
}

std::optional<bool> TomlTable::boolean(std::string_view key) {
  return value<bool>(key, "true or false", "true or false");
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
  const TomlNode* node = find(key, "list of texts");
  if (node == nullptr) return {};
  if (get<TomlList>(*node) == nullptr)
    fail(key, fmt::format("is {}, expected a list of texts: [\"a\", \"b\"]", kind_of(*node)));
  std::vector<std::string> result;
  for (const TomlNode& item : *get<TomlList>(*node)) {
    const auto* const found = get<std::string>(item);
    if (found == nullptr) fail(key, fmt::format("holds {}, expected texts in quotes", kind_of(item)));
    result.push_back(*found);
  }
  return result;
}

std::vector<double> TomlTable::numbers(std::string_view key) {
  const TomlNode* node = find(key, "list of numbers");
  if (node == nullptr) return {};
  if (get<TomlList>(*node) == nullptr)
    fail(key, fmt::format("is {}, expected a list of numbers: [5, 10, 15]", kind_of(*node)));
  std::vector<double> result;
  for (const TomlNode& item : *get<TomlList>(*node)) {
    const auto number = number_in(item);
    if (!number) fail(key, fmt::format("holds {}, expected numbers", kind_of(item)));
    result.push_back(*number);
  }
  return result;
}

std::vector<std::vector<double>> TomlTable::number_rows(std::string_view key) {
  const TomlNode* node = find(key, "list of pairs of numbers");
  if (node == nullptr) return {};
  std::vector<std::vector<double>> result;
  const auto refuse = [&] { fail(key, "expected a list of pairs of numbers: [[0, 0.0], [1000, 1.0]]"); };
  if (get<TomlList>(*node) == nullptr) refuse();
  for (const TomlNode& row : *get<TomlList>(*node)) {
    if (get<TomlList>(row) == nullptr) refuse();
    std::vector<double>& numbers = result.emplace_back();
    for (const TomlNode& item : *get<TomlList>(row)) {
      const auto number = number_in(item);
      if (!number) refuse();
      numbers.push_back(*number);
    }
  }
  return result;
}

std::map<std::string, std::string> TomlTable::text_map(std::string_view key) {
  const TomlNode* node = find(key, "table of texts");
  if (node == nullptr) return {};
  if (get<TomlEntries>(*node) == nullptr)
    fail(key, fmt::format("is {}, expected a table: {{ a = \"b\" }}", kind_of(*node)));
  std::map<std::string, std::string> result;
  for (const auto& [name, item] : *get<TomlEntries>(*node)) {
    const auto* const found = get<std::string>(item);
    if (found == nullptr) fail(key, fmt::format("'{}' is {}, expected text in quotes", name, kind_of(item)));
    result.emplace(name, *found);
  }
  return result;
}

std::map<std::string, double> TomlTable::number_map(std::string_view key) {
  const TomlNode* node = find(key, "table of numbers");
  if (node == nullptr) return {};
  if (get<TomlEntries>(*node) == nullptr)
    fail(key, fmt::format("is {}, expected a table: {{ a = 1.0 }}", kind_of(*node)));
  std::map<std::string, double> result;
  for (const auto& [name, item] : *get<TomlEntries>(*node)) {
    const auto number = number_in(item);
    if (!number) fail(key, fmt::format("'{}' is {}, expected a number", name, kind_of(item)));
    result.emplace(name, *number);
  }
  return result;
}

std::map<std::string, std::map<std::string, std::string>> TomlTable::nested_text_map(std::string_view key) {
  auto outer = table(key);
  std::map<std::string, std::map<std::string, std::string>> result;
  if (!outer) return result;
  for (const auto& [name, item] : *get<TomlEntries>(*outer->table_)) {
    if (get<TomlEntries>(item) == nullptr)
      outer->fail(name, fmt::format("is {}, expected a table: {{ code = \"meaning\" }}", kind_of(item)));
    result.emplace(name, outer->text_map(name));
  }
  return result;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
  const TomlNode* node = find(key, "table");
  if (node == nullptr) return std::nullopt;
  if (get<TomlEntries>(*node) == nullptr) fail(key, fmt::format("is {}, expected a table: [{}]", kind_of(*node), key));
  return TomlTable{*this, key, *node};
}

bool TomlTable::is_table(std::string_view key) const {
  const TomlNode* node = peek(key);
  return node != nullptr && get<TomlEntries>(*node) != nullptr;
}

bool TomlTable::is_list(std::string_view key) const {
  const TomlNode* node = peek(key);
  return node != nullptr && get<TomlList>(*node) != nullptr;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  const TomlNode* node = find(key, "one or more tables");
  if (node == nullptr) return {};
  const auto* const list = get<TomlList>(*node);
  const auto is_table = [](const TomlNode& item) { return get<TomlEntries>(item) != nullptr; };
  if (list == nullptr || list->empty() || !std::ranges::all_of(*list, is_table))
    fail(key, fmt::format("expected one or more tables headed [[{}]]", key));
  std::vector<TomlTable> result;
  for (const TomlNode& item : *list) result.push_back(TomlTable{*this, key, item});
  return result;
}

void TomlTable::finish() const {
  for (const auto& [name, node] : *get<TomlEntries>(*table_)) {
    if (known_.contains(name)) continue;
    const std::vector<std::string> names{known_.begin(), known_.end()};
    fail(name, fmt::format("unknown key{}. Known here: {}", core::did_you_mean(name, names), fmt::join(names, ", ")));
  }
}

}  // namespace trek::config
