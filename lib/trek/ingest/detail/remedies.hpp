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
/// Over what the file declares, or where it declares nothing.
[[nodiscard]] std::string crs_remedy(Told told, std::string_view crs, std::string_view reason);
/// "where", "--where": how the filter is called; and the day of a source with history, and a field.
[[nodiscard]] std::string_view where_name(Told told) noexcept;
[[nodiscard]] std::string_view day_name(Told told) noexcept;
[[nodiscard]] std::string field_name(Told told, std::string_view canonical);

}  // namespace trek::ingest::detail
