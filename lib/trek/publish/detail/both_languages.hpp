#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace trek::publish::detail {

/// A text of a column, and what the same run says there in the other language.
struct TranslatedText {
  std::string table;
  std::string column;
  std::optional<std::int64_t> row;  // the only one in which it is so, by fid; empty: wherever else the text stands
  std::string text;                 // empty: nothing stands there
  std::string translation;          // empty: that language has nothing to say there
};

/// The texts of an output that its two languages say differently, in the order of the file: each once a column, and by
/// the row where it has another translation, or none, in another row.
class BothLanguages {
 public:
  /// `row` by fid; empty: of no row.
  void add(std::string_view table, std::string_view column, const std::optional<std::int64_t>& row,
           const std::string& text, const std::string& translation);
  [[nodiscard]] const std::vector<TranslatedText>& texts() const noexcept { return texts_; }

 private:
  [[nodiscard]] bool is_told(const std::string& key, const std::string& text, const std::string& translation);
  [[nodiscard]] bool is_first(const std::string& key, const std::string& text, const std::string& translation);

  std::vector<TranslatedText> texts_;
  std::unordered_map<std::string, std::string> translations_;  // the first of each text
  std::unordered_set<std::size_t> alike_;                      // by hash: two that share one are told by row, no worse
};

}  // namespace trek::publish::detail
