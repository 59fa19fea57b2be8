#pragma once

#include <string>
#include <string_view>

#include "trek/core/phrase.hpp"
#include "trek/model/codes.hpp"

namespace trek::model {

/// The words and numbers of one language. Dutch first, as everywhere in trek.
class Words {
 public:
  explicit Words(Language language) noexcept : language_{language} {}
  [[nodiscard]] std::string operator()(std::string_view dutch, std::string_view english) const {
    return std::string{is_dutch() ? dutch : english};
  }
  [[nodiscard]] const std::string& operator()(const core::Phrase& phrase) const noexcept {
    return is_dutch() ? phrase.dutch() : phrase.en;
  }
  /// With a comma in Dutch: "12,5". "-0.0" is "0.0".
  [[nodiscard]] std::string number(double value, int decimals) const;
  /// For people to read, with its thousands apart: "12.345,6" in Dutch, "12,345.6" in English.
  [[nodiscard]] std::string grouped(double value, int decimals = 0) const;
  [[nodiscard]] std::string percent(double share, int decimals = 0) const {
    return number(100.0 * share, decimals) + " %";
  }
  /// "30 november 2026", of an ISO date or what begins with one; another text stays as it is.
  [[nodiscard]] std::string date(std::string_view iso) const;
  [[nodiscard]] Language language() const noexcept { return language_; }
  [[nodiscard]] bool is_dutch() const noexcept { return language_ == Language::nl; }

 private:
  Language language_;
};

}  // namespace trek::model
