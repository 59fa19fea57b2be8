#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace trek::config {

namespace detail {
struct ParsedToml;
struct TomlNode;
}  // namespace detail

/// A key that a reader asked for, and what it takes there: what the reference of project files is made from.
struct AskedKey {
  std::string table;  // "mode"; empty: the file itself
  std::string key;
  std::string takes;  // "number from 1 to 5000; default 250"
  friend bool operator==(const AskedKey&, const AskedKey&) = default;
};
using AskedKeys = std::vector<AskedKey>;

/// A table of a TOML file (a project, a mapping) that is read key by key. Remembers what was asked for, so that
/// `finish()` can refuse the rest and name the nearest key that exists. Every error is Error{config} with file, line
/// and the full key. What is absent is an empty optional, list or map. Tables of one file share it, and outlive each
/// other.
class TomlTable {
 public:
  /// The table that is the whole file. `asked` takes down every key that is asked for, here and in the tables below,
  /// and outlives them; null: nobody wants to know. Errors  a text that is no TOML, or lies too deep in itself.
  TomlTable(const std::filesystem::path& file, std::string_view text, AskedKeys* asked = nullptr);

  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  [[nodiscard]] std::string required_text(std::string_view key);
  [[nodiscard]] std::optional<double> number(std::string_view key);  // integers too
  [[nodiscard]] double number(std::string_view key, double fallback, double low, double high);
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t low, std::int64_t high);
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  [[nodiscard]] std::vector<double> numbers(std::string_view key);
  [[nodiscard]] std::vector<std::vector<double>> number_rows(std::string_view key);
  [[nodiscard]] std::map<std::string, std::string> text_map(std::string_view key);
  [[nodiscard]] std::map<std::string, double> number_map(std::string_view key);
  [[nodiscard]] std::map<std::string, std::map<std::string, std::string>> nested_text_map(std::string_view key);
  [[nodiscard]] std::optional<TomlTable> table(std::string_view key);
  [[nodiscard]] bool is_table(std::string_view key) const;
  [[nodiscard]] bool is_list(std::string_view key) const;
  [[nodiscard]] std::vector<TomlTable> tables(std::string_view key);  // [[key]]

  /// Throws for a key that nobody asked for.
  void finish() const;
  /// "trek.toml:12: [mode].norm_min": where `key` stands (or the table, if it is absent).
  [[nodiscard]] std::string where(std::string_view key) const;
  [[noreturn]] void fail(std::string_view key, std::string_view problem) const;

 private:
  TomlTable(const TomlTable& parent, std::string_view key, const detail::TomlNode& node);
  [[nodiscard]] const detail::TomlNode* peek(std::string_view key) const;
  [[nodiscard]] const detail::TomlNode* find(std::string_view key, std::string takes);
  template <class T>
  [[nodiscard]] std::optional<T> value(std::string_view key, std::string_view expected, std::string takes);
  [[nodiscard]] std::optional<double> any_number(std::string_view key, std::string takes);

  std::shared_ptr<const detail::ParsedToml> parsed_;
  std::string path_;
  const detail::TomlNode* table_;  // in parsed_; holds entries
  AskedKeys* asked_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace trek::config
