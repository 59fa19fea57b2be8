#pragma once

#include <string>
#include <string_view>

#include "trek/model/source.hpp"

/// What to do about a source, in the words of whoever reads the message: lines of a project, or options of a verb.
namespace trek::ingest::detail {

/// "name it with fields.x = \"...\"", or with --field x=....
[[nodiscard]] std::string field_remedy(model::Told told, std::string_view canonical);
[[nodiscard]] std::string layer_remedy(model::Told told);
[[nodiscard]] std::string decimal_remedy(model::Told told);
/// Over what the file declares, or where it declares nothing.
[[nodiscard]] std::string crs_remedy(model::Told told, std::string_view crs, std::string_view reason);
/// "where", "--where": how the filter is called; and the day of a source with history, and a field.
[[nodiscard]] std::string_view where_name(model::Told told) noexcept;
[[nodiscard]] std::string_view day_name(model::Told told) noexcept;
[[nodiscard]] std::string field_name(model::Told told, std::string_view canonical);

}  // namespace trek::ingest::detail
