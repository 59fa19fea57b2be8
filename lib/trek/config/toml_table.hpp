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

/// A key, where its reader asks for it: what it means is said there, and nowhere else.
struct Key {
  constexpr Key(std::string_view key_name, std::string_view key_meaning) noexcept
      : name{key_name}, meaning{key_meaning} {}
  std::string_view name;
  std::string_view meaning;  // one sentence, in English as all of the reference
};

/// What a key may hold, where that is one of a few words.
using Words = std::vector<std::string_view>;

/// A key that a reader asked for: what the reference of project files is made from.
struct AskedKey {
  std::string table;  // "mode"; empty: the file itself
  std::string key;
  std::string takes;  // "number from 1 to 5000; default 250"
  std::string meaning;
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

  [[nodiscard]] std::optional<std::string> text(const Key& key);
  [[nodiscard]] std::string text(const Key& key, std::string_view fallback);
  [[nodiscard]] std::string required_text(const Key& key);
  /// One of a list.
  [[nodiscard]] std::optional<std::string> word(const Key& key, const Words& words);
  [[nodiscard]] std::string word(const Key& key, const Words& words, std::string_view fallback);
  [[nodiscard]] std::string required_word(const Key& key, const Words& words);
  [[nodiscard]] std::optional<double> number(const Key& key);  // integers too
  [[nodiscard]] std::optional<double> number(const Key& key, double low, double high);
  [[nodiscard]] double number(const Key& key, double fallback, double low, double high);
  [[nodiscard]] std::int64_t integer(const Key& key, std::int64_t fallback, std::int64_t low, std::int64_t high);
  [[nodiscard]] std::uint32_t count(const Key& key, std::uint32_t fallback, std::uint32_t low, std::uint32_t high) {
    return static_cast<std::uint32_t>(integer(key, fallback, low, high));
  }
  [[nodiscard]] bool boolean(const Key& key, bool fallback);
  [[nodiscard]] std::vector<std::string> texts(const Key& key);
  [[nodiscard]] std::vector<double> numbers(const Key& key);
  [[nodiscard]] std::vector<std::vector<double>> number_rows(const Key& key);
  [[nodiscard]] std::map<std::string, std::string> text_map(const Key& key);
  [[nodiscard]] std::map<std::string, double> number_map(const Key& key);
  [[nodiscard]] std::map<std::string, std::map<std::string, std::string>> nested_text_map(const Key& key);
  /// All that stands here, where the keys are words of the user's: `any` says what they are.
  [[nodiscard]] std::map<std::string, std::string> all_texts(const Key& any, std::string takes);
  [[nodiscard]] std::map<std::string, double> all_numbers(const Key& any, double low, double high);
  [[nodiscard]] std::optional<TomlTable> table(const Key& key);
  [[nodiscard]] bool is_table(std::string_view key) const;
  [[nodiscard]] bool is_list(std::string_view key) const;
  [[nodiscard]] std::vector<TomlTable> tables(const Key& key);  // [[key]]

  /// Throws for a key that nobody asked for.
  void finish() const;
  /// "trek.toml:12: [mode].norm_min": where `key` stands (or the table, if it is absent).
  [[nodiscard]] std::string where(std::string_view key) const;
  [[noreturn]] void fail(std::string_view key, std::string_view problem) const;

 private:
  TomlTable(const TomlTable& parent, std::string_view key, const detail::TomlNode& node);
  [[nodiscard]] const detail::TomlNode* peek(std::string_view key) const;
  void ask(const Key& key, std::string takes);
  [[nodiscard]] const detail::TomlNode* find(const Key& key, std::string takes);
  template <class T>
  [[nodiscard]] std::optional<T> value(const Key& key, std::string_view expected, std::string takes);
  [[nodiscard]] std::string required(const Key& key, std::string takes);
  [[nodiscard]] std::string one_of(const Key& key, const Words& words, std::string word) const;
  [[nodiscard]] std::optional<double> any_number(const Key& key, std::string takes);
  [[nodiscard]] TomlTable inner(std::string_view name, const detail::TomlNode& node, std::string_view shape) const;
  [[nodiscard]] std::map<std::string, std::string> texts_here() const;
  [[nodiscard]] std::map<std::string, double> numbers_here() const;
  void check_within(std::string_view name, double number, double low, double high) const;

  std::shared_ptr<const detail::ParsedToml> parsed_;
  std::string path_;
  const detail::TomlNode* table_;  // in parsed_; holds entries
  AskedKeys* asked_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace trek::config
