#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// UTF-8 a code point at a time.
namespace trek::core::detail {

inline constexpr char32_t kNoCharacter = 0xFFFFFFFF;

/// Next code point from `text` at `position`, which moves on; kNoCharacter for a byte that is not UTF-8.
inline char32_t next_code_point(std::string_view text, std::size_t& position) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(position++);
  if (lead < 0x80U) return lead;
  const std::size_t more = lead >= 0xF0U ? 3 : lead >= 0xE0U ? 2 : 1;
  if (lead < 0xC2U || lead > 0xF4U || position + more > text.size()) return kNoCharacter;
  char32_t code = lead & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(position + i) & 0xC0U) != 0x80U) return kNoCharacter;
    code = (code << 6U) | (byte(position + i) & 0x3FU);
  }
  const bool overlong = (more == 2 && code < 0x800U) || (more == 3 && code < 0x10000U);
  if (overlong || (code >= 0xD800U && code <= 0xDFFFU) || code > 0x10FFFFU) return kNoCharacter;
  position += more;
  return code;
}

inline void append_utf8(std::string& out, char32_t code) {
  const auto put = [&](char32_t value) { out.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
  if (code < 0x80U) {
    put(code);
  } else if (code < 0x800U) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000U) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

}  // namespace trek::core::detail
