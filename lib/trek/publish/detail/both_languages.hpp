#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace trek::publish::detail {

/// A text of a column, and what the same run says there in the other language.
struct TranslatedText {
  std::string table;
  std::string column;
  std::string text;
  std::string translation;  // empty: that language has nothing to say here
};

/// The texts of an output that its two languages say differently, each once a column, in the order of the file. Of one
/// that has two translations in its column the first holds: it is one, and who reads the text cannot tell them apart.
class BothLanguages {
 public:
  void add(std::string_view table, std::string_view column, const std::string& text, const std::string& translation);
  [[nodiscard]] const std::vector<TranslatedText>& texts() const noexcept { return texts_; }

 private:
  std::vector<TranslatedText> texts_;
  std::unordered_set<std::string> known_;
};

}  // namespace trek::publish::detail
