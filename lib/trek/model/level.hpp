#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "trek/core/phrase.hpp"

namespace trek::model {

/// Whether a place lives off its neighbourhood or off the region: the strategy's spread and peaks.
enum class Level : std::uint8_t { local, beacon };
inline constexpr std::array kAllLevels{Level::local, Level::beacon};

[[nodiscard]] std::string_view name_of(Level level) noexcept;
[[nodiscard]] core::Phrase label_of(Level level);
/// Reads the names and the Dutch words ("lokaal", "baken"), folded. Empty for what is none of them.
[[nodiscard]] std::optional<Level> find_level(std::string_view text);

}  // namespace trek::model
