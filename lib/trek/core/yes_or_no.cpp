#include "trek/core/yes_or_no.hpp"

#include <algorithm>
#include <array>

#include "trek/core/text.hpp"

namespace trek::core {
namespace {

constexpr auto kYes = std::to_array<std::string_view>({"ja", "yes", "j", "y", "true", "waar", "x", "1", "wel"});
constexpr auto kNo = std::to_array<std::string_view>({"nee", "no", "n", "false", "onwaar", "0", "neen", "niet"});

}  // namespace

std::optional<bool> find_yes_or_no(std::string_view text) {
  const std::string word = folded(text);
  if (std::find(kYes.begin(), kYes.end(), word) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), word) != kNo.end()) return false;
  return std::nullopt;
}

}  // namespace trek::core
