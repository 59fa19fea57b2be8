#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "trek/model/codes.hpp"
#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish::detail {

/// As whose column `title` the titles of columns are translated.
inline constexpr char kTitlesTable[] = "gpkg_data_columns";
inline constexpr char kTitlesColumn[] = "title";

/// What the texts of one column say in the language that is read.
class ColumnTexts {
 public:
  void add(std::string text, std::string translation) { texts_.emplace(std::move(text), std::move(translation)); }
  /// A text that has no translation (a name, a code, a number) stays as it is.
  [[nodiscard]] std::string in_language(std::string text) const;

 private:
  std::unordered_map<std::string, std::string> texts_;
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
