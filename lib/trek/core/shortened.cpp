#include "trek/core/shortened.hpp"

#include "trek/core/detail/utf8.hpp"

namespace trek::core {

std::string_view beginning(std::string_view text, std::size_t longest) noexcept {
  constexpr std::size_t kMostBytes = 4;  // of a character
  if (text.size() <= longest) return text;
  for (std::size_t back = 1; back < kMostBytes && back <= longest; ++back) {
    std::size_t position = longest - back;
    const bool whole = detail::next_code_point(text, position) != detail::kNoCharacter;
    if (whole && position > longest) return text.substr(0, longest - back);
  }
  return text.substr(0, longest);
}

std::string shortened(std::string_view text, std::size_t longest, std::string_view mark) {
  const std::string_view kept = beginning(text, longest);
  std::string result{kept};
  if (kept.size() < text.size()) result += mark;
  return result;
}

}  // namespace trek::core
