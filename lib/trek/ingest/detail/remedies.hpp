#pragma once

#include <string>
#include <string_view>

#include "trek/ingest/source.hpp"

/// What to do about a source, in the words of whoever reads the message: lines of a project, or options of a verb.
namespace trek::ingest::detail {

/// "name it with fields.x = \"...\"", or with --field x=....
[[nodiscard]] std::string field_remedy(Told told, std::string_view canonical);
[[nodiscard]] std::string layer_remedy(Told told);
[[nodiscard]] std::string decimal_remedy(Told told);
/// "where", "--where": how the filter is called.
[[nodiscard]] std::string_view where_name(Told told) noexcept;

}  // namespace trek::ingest::detail
