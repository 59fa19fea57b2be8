#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace trek::core {

/// A short text of trek's own in both its languages. What was found verbatim (a name, a key, a number) is one text, the
/// same in both; it becomes a Phrase by itself.
struct Phrase {
  std::string en;
  std::string nl;  // empty: as `en`

  Phrase() = default;
  Phrase(std::string verbatim) : en{std::move(verbatim)} {}  // NOLINT(google-explicit-constructor)
  Phrase(const char* verbatim) : en{verbatim} {}             // NOLINT(google-explicit-constructor)
  /// Dutch first, as everywhere in trek.
  Phrase(std::string dutch, std::string english) : en{std::move(english)}, nl{std::move(dutch)} {}

  [[nodiscard]] const std::string& dutch() const noexcept { return nl.empty() ? en : nl; }
  [[nodiscard]] bool empty() const noexcept { return en.empty(); }

  friend bool operator==(const Phrase&, const Phrase&) = default;
  /// As it stands on the console, which speaks English.
  friend bool operator==(const Phrase& phrase, std::string_view english) noexcept { return phrase.en == english; }
  friend bool operator==(const Phrase& phrase, const std::string& english) noexcept { return phrase.en == english; }
  friend bool operator==(const Phrase& phrase, const char* english) noexcept { return phrase.en == english; }
};

/// A number as Dutch writes it: "4.8" becomes "4,8".
[[nodiscard]] inline std::string with_decimal_comma(std::string number) {
  std::replace(number.begin(), number.end(), '.', ',');
  return number;
}

}  // namespace trek::core
