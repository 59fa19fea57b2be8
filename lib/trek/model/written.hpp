#pragma once

#include <string>
#include <utility>

#include "trek/core/phrase.hpp"
#include "trek/model/codes.hpp"

namespace trek::model {

/// A number as the language writes it: of "4.8", "4,8" in Dutch.
[[nodiscard]] inline std::string written(std::string number, Language language) {
  return language == Language::nl ? core::with_decimal_comma(std::move(number)) : number;
}

}  // namespace trek::model
