#pragma once

#include <stdexcept>
#include <string_view>

namespace trek::core {

/// Calls visit(key, value) for each pair of texts that lie one behind the other, each with a zero byte at its end.
/// Errors  std::runtime_error where the last pair is none: a text with a zero byte in it has shifted those behind it.
template <class Visit>
void for_each_zero_ended_pair(std::string_view bytes, Visit visit) {
  while (!bytes.empty()) {
    const auto key_end = bytes.find('\0');
    const auto end = key_end == std::string_view::npos ? key_end : bytes.find('\0', key_end + 1);
    if (end == std::string_view::npos) throw std::runtime_error{"a tag with a zero byte in it"};
    visit(bytes.substr(0, key_end), bytes.substr(key_end + 1, end - key_end - 1));
    bytes.remove_prefix(end + 1);
  }
}

}  // namespace trek::core
