#include "trek/config/field_key.hpp"

namespace trek::config {
namespace {

constexpr std::string_view kSuperscriptTwo = "\u00B2";

}  // namespace

std::string field_key(std::string_view name) {
  std::string key;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U;
    if (name.substr(at).starts_with(kSuperscriptTwo)) {
      key.push_back('2');
      at += kSuperscriptTwo.size() - 1;
    } else if (c >= 'A' && c <= 'Z') {
      key.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if (is_letter) {
      key.push_back(c);
    }
  }
  return key;
}

bool is_pattern(std::string_view spelling) noexcept { return spelling.ends_with('*'); }

}  // namespace trek::config
