#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace trek::test {

/// A file of the real layers that the tests with label `data` need: below $TREK_DATA, else ../shared/data beside the
/// sources. Without that folder the program ends with code 77, which ctest shows as "Skipped"; a missing file in a
/// folder that is there is a failure.
[[nodiscard]] std::filesystem::path real_data(std::string_view relative_path);

/// The folder itself, where it is: for tests that have more to look at than the real layers.
[[nodiscard]] std::optional<std::filesystem::path> find_real_layers();

}  // namespace trek::test
