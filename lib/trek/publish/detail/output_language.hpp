#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "trek/model/codes.hpp"
#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish::detail {

/// As whose columns the titles of columns are translated,
inline constexpr char kTitlesTable[] = "gpkg_data_columns";
/// each as one of its own: "sites.type".
[[nodiscard]] std::string title_column(std::string_view table, std::string_view column);

/// What the texts of one column say in the language that is read.
class ColumnTexts {
 public:
  void add(const std::optional<std::int64_t>& row, std::string text, std::string translation);
  /// A text that has no translation (a name, a code, a number), or is not what the run wrote, stays as it is. `row` by
  /// fid; empty: of no row.
  [[nodiscard]] std::string in_language(const std::string& text, const std::optional<std::int64_t>& row) const;

 private:
  std::unordered_map<std::string, std::string> texts_;
  std::map<std::int64_t, std::pair<std::string, std::string>> of_row_;  // text, translation
};

/// The language in which an output is read.
class OutputLanguage {
 public:
  /// `wanted` empty: that of the output. Another is taken from the table `translations`; where there is none, as in an
  /// output of an older trek, texts stay in their own.
  OutputLanguage(const Database& database, const std::optional<model::Language>& wanted);
  /// Of what texts are read in.
  [[nodiscard]] model::Language language() const noexcept { return language_; }
  /// Those of a column; nullptr where all stay as they are.
  [[nodiscard]] const ColumnTexts* find(std::string_view table, std::string_view column) const;

 private:
  using Columns = std::map<std::string, ColumnTexts, std::less<>>;
  void read(const Database& database);

  model::Language language_ = model::Language::nl;
  std::map<std::string, Columns, std::less<>> tables_;
};

}  // namespace trek::publish::detail
