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

std::string with_default(std::string takes, std::string_view fallback) {
  return fallback.empty() ? takes : fmt::format("{}; default {}", takes, fallback);
}

/// "foot, bicycle or car"
std::string choice_of(const Words& words) {
  const auto last = words.end() - 1;
  return words.size() < 2 ? std::string{*last} : fmt::format("{} or {}", fmt::join(words.begin(), last, ", "), *last);
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

void TomlTable::ask(const Key& key, std::string takes) {
  known_.emplace(key.name);
  if (asked_ != nullptr) asked_->push_back({path_, std::string{key.name}, std::move(takes), std::string{key.meaning}});
}

const TomlNode* TomlTable::find(const Key& key, std::string takes) {
  ask(key, std::move(takes));
  return peek(key.name);
}

template <class T>
std::optional<T> TomlTable::value(const Key& key, std::string_view expected, std::string takes) {
  const TomlNode* node = find(key, std::move(takes));
  if (node == nullptr) return std::nullopt;
  if (const auto* const found = get<T>(*node)) return *found;
  fail(key.name, fmt::format("is {}, expected {}", kind_of(*node), expected));
}

std::optional<std::string> TomlTable::text(const Key& key) { return value<std::string>(key, "text in quotes", "text"); }

std::string TomlTable::text(const Key& key, std::string_view fallback) {
  const auto found = value<std::string>(key, "text in quotes", with_default("text", fallback));
  return found.value_or(std::string{fallback});
}

std::string TomlTable::required(const Key& key, std::string takes) {
  const auto found = value<std::string>(key, "text in quotes", std::move(takes) + "; required");
  if (!found || core::trimmed(*found).empty()) fail(key.name, "is missing or empty; it is required here");
  return *found;
}

std::string TomlTable::required_text(const Key& key) { return required(key, "text"); }

std::string TomlTable::one_of(const Key& key, const Words& words, std::string word) const {
  if (std::ranges::find(words, word) != words.end()) return word;
  const std::vector<std::string> names{words.begin(), words.end()};
  fail(key.name, fmt::format("'{}' is not known; choose from {}{}", word, fmt::join(words, ", "),
                             core::did_you_mean(word, names)));
}

std::optional<std::string> TomlTable::word(const Key& key, const Words& words) {
  auto found = value<std::string>(key, "text in quotes", choice_of(words));
  return found ? std::optional{one_of(key, words, std::move(*found))} : std::nullopt;
}

std::string TomlTable::word(const Key& key, const Words& words, std::string_view fallback) {
  const auto found = value<std::string>(key, "text in quotes", with_default(choice_of(words), fallback));
  return one_of(key, words, found.value_or(std::string{fallback}));
}

std::string TomlTable::required_word(const Key& key, const Words& words) {
  return one_of(key, words, required(key, choice_of(words)));
}

std::optional<double> TomlTable::any_number(const Key& key, std::string takes) {
  const TomlNode* node = peek(key.name);
  if (node == nullptr || get<std::int64_t>(*node) == nullptr) return value<double>(key, "a number", std::move(takes));
  return number_in(*find(key, std::move(takes)));
}

void TomlTable::check_within(std::string_view name, double number, double low, double high) const {
  if (!(number >= low && number <= high)) fail(name, fmt::format("is {}, expected {} to {}", number, low, high));
}

std::optional<double> TomlTable::number(const Key& key) { return any_number(key, "number"); }

std::optional<double> TomlTable::number(const Key& key, double low, double high) {
  const auto found = any_number(key, fmt::format("number from {} to {}", low, high));
  if (found) check_within(key.name, *found, low, high);
  return found;
}

double TomlTable::number(const Key& key, double fallback, double low, double high) {
  const double found =
      any_number(key, fmt::format("number from {} to {}; default {}", low, high, fallback)).value_or(fallback);
  check_within(key.name, found, low, high);
  return found;
}

std::int64_t TomlTable::integer(const Key& key, std::int64_t fallback, std::int64_t low, std::int64_t high) {
  const auto found = value<std::int64_t>(key, "a whole number",
                                         fmt::format("whole number from {} to {}; default {}", low, high, fallback));
  if (found && (*found < low || *found > high))
    fail(key.name, fmt::format("is {}, expected {} to {}", *found, low, high));
  return found.value_or(fallback);
}

bool TomlTable::boolean(const Key& key, bool fallback) {
  return value<bool>(key, "true or false", fmt::format("true or false; default {}", fallback)).value_or(fallback);
}

std::vector<std::string> TomlTable::texts(const Key& key) {
  const TomlNode* node = find(key, "list of texts");
  if (node == nullptr) return {};
  if (get<TomlList>(*node) == nullptr)
    fail(key.name, fmt::format("is {}, expected a list of texts: [\"a\", \"b\"]", kind_of(*node)));
  std::vector<std::string> result;
  for (const TomlNode& item : *get<TomlList>(*node)) {
    const auto* const found = get<std::string>(item);
    if (found == nullptr) fail(key.name, fmt::format("holds {}, expected texts in quotes", kind_of(item)));
    result.push_back(*found);
  }
  return result;
}

std::vector<double> TomlTable::numbers(const Key& key) {
  const TomlNode* node = find(key, "list of numbers");
  if (node == nullptr) return {};
  if (get<TomlList>(*node) == nullptr)
    fail(key.name, fmt::format("is {}, expected a list of numbers: [5, 10, 15]", kind_of(*node)));
  std::vector<double> result;
  for (const TomlNode& item : *get<TomlList>(*node)) {
    const auto number = number_in(item);
    if (!number) fail(key.name, fmt::format("holds {}, expected numbers", kind_of(item)));
    result.push_back(*number);
  }
  return result;
}

std::vector<std::vector<double>> TomlTable::number_rows(const Key& key) {
  const TomlNode* node = find(key, "list of pairs of numbers");
  if (node == nullptr) return {};
  std::vector<std::vector<double>> result;
  const auto refuse = [&] { fail(key.name, "expected a list of pairs of numbers: [[0, 0.0], [1000, 1.0]]"); };
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

TomlTable TomlTable::inner(std::string_view name, const TomlNode& node, std::string_view shape) const {
  if (get<TomlEntries>(node) == nullptr) fail(name, fmt::format("is {}, expected a table: {}", kind_of(node), shape));
  return TomlTable{*this, name, node};
}

std::map<std::string, std::string> TomlTable::texts_here() const {
  std::map<std::string, std::string> result;
  for (const auto& [name, item] : *get<TomlEntries>(*table_)) {
    const auto* const found = get<std::string>(item);
    if (found == nullptr) fail(name, fmt::format("is {}, expected text in quotes", kind_of(item)));
    result.emplace(name, *found);
  }
  return result;
}

std::map<std::string, double> TomlTable::numbers_here() const {
  std::map<std::string, double> result;
  for (const auto& [name, item] : *get<TomlEntries>(*table_)) {
    const auto number = number_in(item);
    if (!number) fail(name, fmt::format("is {}, expected a number", kind_of(item)));
    result.emplace(name, *number);
  }
  return result;
}

std::map<std::string, std::string> TomlTable::all_texts(const Key& any, std::string takes) {
  ask(any, std::move(takes));
  auto result = texts_here();
  for (const auto& [name, text] : result) known_.insert(name);
  return result;
}

std::map<std::string, double> TomlTable::all_numbers(const Key& any, double low, double high) {
  ask(any, fmt::format("number from {} to {}", low, high));
  auto result = numbers_here();
  for (const auto& [name, number] : result) {
    known_.insert(name);
    check_within(name, number, low, high);
  }
  return result;
}

std::map<std::string, std::string> TomlTable::text_map(const Key& key) {
  const TomlNode* node = find(key, "table of texts");
  if (node == nullptr) return {};
  return inner(key.name, *node, "{ a = \"b\" }").texts_here();
}

std::map<std::string, double> TomlTable::number_map(const Key& key) {
  const TomlNode* node = find(key, "table of numbers");
  if (node == nullptr) return {};
  return inner(key.name, *node, "{ a = 1.0 }").numbers_here();
}

std::map<std::string, std::map<std::string, std::string>> TomlTable::nested_text_map(const Key& key) {
  std::map<std::string, std::map<std::string, std::string>> result;
  const auto outer = table(key);
  if (!outer) return result;
  for (const auto& [name, item] : *get<TomlEntries>(*outer->table_))
    result.emplace(name, outer->inner(name, item, "{ code = \"meaning\" }").texts_here());
  return result;
}

std::optional<TomlTable> TomlTable::table(const Key& key) {
  const TomlNode* node = find(key, "table");
  if (node == nullptr) return std::nullopt;
  return inner(key.name, *node, fmt::format("[{}]", key.name));
}

bool TomlTable::is_table(std::string_view key) const {
  const TomlNode* node = peek(key);
  return node != nullptr && get<TomlEntries>(*node) != nullptr;
}

bool TomlTable::is_list(std::string_view key) const {
  const TomlNode* node = peek(key);
  return node != nullptr && get<TomlList>(*node) != nullptr;
}

std::vector<TomlTable> TomlTable::tables(const Key& key) {
  const TomlNode* node = find(key, "one or more tables");
  if (node == nullptr) return {};
  const auto* const list = get<TomlList>(*node);
  const auto is_table = [](const TomlNode& item) { return get<TomlEntries>(item) != nullptr; };
  if (list == nullptr || list->empty() || !std::ranges::all_of(*list, is_table))
    fail(key.name, fmt::format("expected one or more tables headed [[{}]]", key.name));
  std::vector<TomlTable> result;
  for (const TomlNode& item : *list) result.push_back(TomlTable{*this, key.name, item});
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
