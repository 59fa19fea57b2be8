#pragma once

#include <string>
#include <string_view>

namespace trek::config {

/// Names that differ only in case, blanks and signs are one: "aantalInwoners", "AANTAL INWONERS"; "Hoogte (m)",
/// "hoogte_m"; "Huur per m\u00B2?", "huur_per_m2".
[[nodiscard]] std::string field_key(std::string_view name);

/// True for a spelling such as "disused:*": any field that begins so.
[[nodiscard]] bool is_pattern(std::string_view spelling) noexcept;

}  // namespace trek::config
