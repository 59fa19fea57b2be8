#include "trek/project/detail/toml_table.hpp"

#include <fmt/format.h>

#include "trek/core/error.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/text.hpp"

namespace trek::project::detail {
namespace {

std::string kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or time";
  }
}

}  // namespace

std::string TomlTable::where(std::string_view key) const {
  const toml::node* node = table_->get(key);
  const auto line = node != nullptr ? node->source().begin.line : table_->source().begin.line;
  const std::string full = path_.empty() ? std::string{key} : fmt::format("[{}].{}", path_, key);
  return fmt::format("{}:{}: {}", file_->string(), line, full);
}

void TomlTable::fail(std::string_view key, std::string_view problem) const {
  throw core::Error{core::ErrorKind::config, core::without_secrets(fmt::format("{}: {}", where(key), problem))};
}

const toml::node* TomlTable::find(std::string_view key, std::string takes) {
  known_.emplace(key);
  if (asked_ != nullptr) asked_->push_back({path_, std::string{key}, std::move(takes)});
  return table_->get(key);
}

template <class T>
std::optional<T> TomlTable::value(std::string_view key, std::string_view expected, std::string takes) {
  const toml::node* node = find(key, std::move(takes));
  if (node == nullptr) return std::nullopt;
  if (const auto found = node->value_exact<T>()) return *found;
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
  const toml::node* node = table_->get(key);
  if (node == nullptr || !node->is_integer()) return value<double>(key, "a number", std::move(takes));
  return static_cast<double>(find(key, std::move(takes))->as_integer()->get());
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
  const toml::node* node = find(key, "list of texts");
  if (node == nullptr) return {};
  if (!node->is_array()) fail(key, fmt::format("is {}, expected a list of texts: [\"a\", \"b\"]", kind_of(*node)));
  std::vector<std::string> result;
  for (const toml::node& item : *node->as_array()) {
    const auto found = item.value_exact<std::string>();
    if (!found) fail(key, fmt::format("holds {}, expected texts in quotes", kind_of(item)));
    result.push_back(*found);
  }
  return result;
}

std::vector<double> TomlTable::numbers(std::string_view key) {
  const toml::node* node = find(key, "list of numbers");
  if (node == nullptr) return {};
  if (!node->is_array()) fail(key, fmt::format("is {}, expected a list of numbers: [5, 10, 15]", kind_of(*node)));
  std::vector<double> result;
  for (const toml::node& item : *node->as_array()) {
    if (!item.is_number()) fail(key, fmt::format("holds {}, expected numbers", kind_of(item)));
    result.push_back(*item.value<double>());
  }
  return result;
}

std::vector<std::vector<double>> TomlTable::number_rows(std::string_view key) {
  const toml::node* node = find(key, "list of pairs of numbers");
  if (node == nullptr) return {};
  std::vector<std::vector<double>> result;
  const auto refuse = [&] { fail(key, "expected a list of pairs of numbers: [[0, 0.0], [1000, 1.0]]"); };
  if (!node->is_array()) refuse();
  for (const toml::node& row : *node->as_array()) {
    if (!row.is_array()) refuse();
    std::vector<double>& numbers = result.emplace_back();
    for (const toml::node& item : *row.as_array()) {
      if (!item.is_number()) refuse();
      numbers.push_back(*item.value<double>());
    }
  }
  return result;
}

std::map<std::string, std::string> TomlTable::text_map(std::string_view key) {
  const toml::node* node = find(key, "table of texts");
  if (node == nullptr) return {};
  if (!node->is_table()) fail(key, fmt::format("is {}, expected a table: {{ a = \"b\" }}", kind_of(*node)));
  std::map<std::string, std::string> result;
  for (const auto& [name, item] : *node->as_table()) {
    const auto found = item.value_exact<std::string>();
    if (!found) fail(key, fmt::format("'{}' is {}, expected text in quotes", name.str(), kind_of(item)));
    result.emplace(name.str(), *found);
  }
  return result;
}

std::map<std::string, double> TomlTable::number_map(std::string_view key) {
  const toml::node* node = find(key, "table of numbers");
  if (node == nullptr) return {};
  if (!node->is_table()) fail(key, fmt::format("is {}, expected a table: {{ a = 1.0 }}", kind_of(*node)));
  std::map<std::string, double> result;
  for (const auto& [name, item] : *node->as_table()) {
    if (!item.is_number()) fail(key, fmt::format("'{}' is {}, expected a number", name.str(), kind_of(item)));
    result.emplace(name.str(), *item.value<double>());
  }
  return result;
}

std::map<std::string, std::map<std::string, std::string>> TomlTable::nested_text_map(std::string_view key) {
  auto outer = table(key);
  std::map<std::string, std::map<std::string, std::string>> result;
  if (!outer) return result;
  for (const auto& [name, item] : *outer->table_) {
    if (!item.is_table())
      outer->fail(name.str(), fmt::format("is {}, expected a table: {{ code = \"meaning\" }}", kind_of(item)));
    result.emplace(name.str(), outer->text_map(name.str()));
  }
  return result;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
  const toml::node* node = find(key, "table");
  if (node == nullptr) return std::nullopt;
  if (!node->is_table()) fail(key, fmt::format("is {}, expected a table: [{}]", kind_of(*node), key));
  return TomlTable{*file_, path_.empty() ? std::string{key} : fmt::format("{}.{}", path_, key), *node->as_table(),
                   asked_};
}

bool TomlTable::is_table(std::string_view key) const {
  const toml::node* node = table_->get(key);
  return node != nullptr && node->is_table();
}

bool TomlTable::is_list(std::string_view key) const {
  const toml::node* node = table_->get(key);
  return node != nullptr && node->is_array();
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  const toml::node* node = find(key, "one or more tables");
  if (node == nullptr) return {};
  if (!node->is_array_of_tables()) fail(key, fmt::format("expected one or more tables headed [[{}]]", key));
  std::vector<TomlTable> result;
  const std::string path = path_.empty() ? std::string{key} : fmt::format("{}.{}", path_, key);
  for (const toml::node& item : *node->as_array()) result.emplace_back(*file_, path, *item.as_table(), asked_);
  return result;
}

void TomlTable::finish() const {
  for (const auto& [name, node] : *table_) {
    if (known_.contains(name.str())) continue;
    const std::vector<std::string> names{known_.begin(), known_.end()};
    fail(name.str(),
         fmt::format("unknown key{}. Known here: {}", core::did_you_mean(name.str(), names), fmt::join(names, ", ")));
  }
}

}  // namespace trek::project::detail
