#pragma once

#include <string>
#include <string_view>

#include "trek/model/codes.hpp"

namespace trek::cli {

/// What a verb says, in the language that was asked for. Dutch first, as everywhere in trek.
class Words {
 public:
  explicit Words(model::Language language) noexcept : language_{language} {}
  [[nodiscard]] std::string operator()(std::string_view dutch, std::string_view english) const {
    return std::string{is_dutch() ? dutch : english};
  }
  /// A number, with a comma in Dutch.
  [[nodiscard]] std::string number(double value, int decimals) const;
  [[nodiscard]] std::string percent(double share, int decimals = 0) const {
    return number(100.0 * share, decimals) + " %";
  }
  [[nodiscard]] model::Language language() const noexcept { return language_; }
  [[nodiscard]] bool is_dutch() const noexcept { return language_ == model::Language::nl; }

 private:
  model::Language language_;
};

}  // namespace trek::cli
