#pragma once

#include <optional>
#include <string_view>

namespace trek::core {

/// What people write for yes and no, in Dutch or English, in any case: "ja", "yes", "x", "1"; "nee", "no", "0". Empty
/// for anything else.
[[nodiscard]] std::optional<bool> find_yes_or_no(std::string_view text);

}  // namespace trek::core
