#pragma once

#include <string>
#include <string_view>

namespace trek::core {

/// Bytes as text (RFC 4648, section 4), padded with "=".
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace trek::core
