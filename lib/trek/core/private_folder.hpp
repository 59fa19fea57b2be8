#pragma once

#include <filesystem>
#include <string_view>

namespace trek::core {

/// Makes an empty folder that nobody else uses or may read, among the temporary files: "NAME-" and six characters. The
/// caller removes it.
/// Errors  Error{output}: none can be made there.
[[nodiscard]] std::filesystem::path make_private_folder(std::string_view name);

}  // namespace trek::core
