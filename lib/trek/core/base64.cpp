#include "trek/core/base64.hpp"

#include <cstddef>

namespace trek::core {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  std::size_t bits = 0;
  unsigned held = 0;
  for (const char byte : bytes) {
    held = held << 8U | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 6; bits -= 6) text += kDigits[(held >> (bits - 6)) & 0x3FU];
  }
  if (bits > 0) text += kDigits[(held << (6 - bits)) & 0x3FU];
  while (text.size() % 4 != 0) text += '=';
  return text;
}

}  // namespace trek::core
