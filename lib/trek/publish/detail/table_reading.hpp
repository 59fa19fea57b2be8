#pragma once

#include <string_view>

#include "trek/publish/detail/opened_output.hpp"
#include "trek/publish/stored_table.hpp"

namespace trek::publish::detail {

enum class Shapes { left_out, read };

/// By what the file says of itself, with texts in the language of the reading; no columns where it has no such table.
[[nodiscard]] StoredTable stored_table(const OpenedOutput& output, std::string_view name,
                                       Shapes shapes = Shapes::left_out);

}  // namespace trek::publish::detail
