#include "trek/model/mode.hpp"

#include <array>
#include <cstddef>

namespace trek::model {
namespace {

constexpr std::array<std::string_view, 4> kModeNames{"foot", "bicycle", "e_bike", "car"};

}  // namespace

std::string_view name_of(Mode mode) noexcept { return kModeNames[static_cast<std::size_t>(mode)]; }

std::string_view label_of(Mode mode, Language language) noexcept {
  constexpr std::array<std::string_view, 4> kDutch{"te voet", "per fiets", "per e-fiets", "per auto"};
  constexpr std::array<std::string_view, 4> kEnglish{"on foot", "by bicycle", "by e-bike", "by car"};
  return (language == Language::nl ? kDutch : kEnglish)[static_cast<std::size_t>(mode)];
}

std::optional<Mode> find_mode(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kModeNames.size(); ++i) {
    if (kModeNames[i] == name) return static_cast<Mode>(i);
  }
  return std::nullopt;
}

}  // namespace trek::model
