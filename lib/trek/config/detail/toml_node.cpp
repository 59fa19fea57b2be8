#include "trek/config/detail/toml_node.hpp"

#include <fmt/format.h>

#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>

#include "trek/config/detail/toml_depth.hpp"
#include "trek/core/error.hpp"

namespace trek::config::detail {
namespace {

/// Goes down as deep as the tables lie in one another, which check_toml_depth bounds.
TomlNode node_of(const toml::node& parsed) {
  TomlNode node{TomlTime{}, parsed.source().begin.line};
  if (const auto* const text = parsed.as_string()) {
    node.value = text->get();
  } else if (const auto* const whole = parsed.as_integer()) {
    node.value = whole->get();
  } else if (const auto* const number = parsed.as_floating_point()) {
    node.value = number->get();
  } else if (const auto* const flag = parsed.as_boolean()) {
    node.value = flag->get();
  } else if (const auto* const list = parsed.as_array()) {
    TomlList& items = node.value.emplace<TomlList>();
    for (const toml::node& item : *list) items.push_back(node_of(item));
  } else if (const auto* const table = parsed.as_table()) {
    TomlEntries& entries = node.value.emplace<TomlEntries>();
    for (const auto& [name, item] : *table) entries.push_back({std::string{name.str()}, node_of(item)});
  }
  return node;
}

}  // namespace

ParsedToml parsed_toml(const std::filesystem::path& file, std::string_view text) {
  check_toml_depth(file, text);
  try {
    return {file, node_of(toml::parse(text, file.string()))};
  } catch (const toml::parse_error& error) {
    throw core::Error{core::ErrorKind::config, fmt::format("{}:{}: not valid TOML: {}", file.string(),
                                                           error.source().begin.line, error.description())};
  }
}

const TomlNode* find_entry(const TomlEntries& entries, std::string_view name) {
  const auto found =
      std::ranges::lower_bound(entries, name, {}, [](const TomlEntry& e) -> std::string_view { return e.name; });
  return found == entries.end() || found->name != name ? nullptr : &found->node;
}

std::string_view kind_of(const TomlNode& node) {
  struct Words {
    std::string_view operator()(const std::string& /*value*/) const { return "text"; }
    std::string_view operator()(std::int64_t /*value*/) const { return "a whole number"; }
    std::string_view operator()(double /*value*/) const { return "a number"; }
    std::string_view operator()(bool /*value*/) const { return "true or false"; }
    std::string_view operator()(TomlTime /*value*/) const { return "a date or time"; }
    std::string_view operator()(const TomlList& /*value*/) const { return "a list"; }
    std::string_view operator()(const TomlEntries& /*value*/) const { return "a table"; }
  };
  return std::visit(Words{}, node.value);
}

}  // namespace trek::config::detail
