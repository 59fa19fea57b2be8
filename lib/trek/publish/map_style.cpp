#include "trek/publish/map_style.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace trek::publish {
namespace {

constexpr std::array kUses{
    std::pair{ColorUse::coverage, std::string_view{"coverage"}},
    std::pair{ColorUse::people, std::string_view{"people"}}, std::pair{ColorUse::score, std::string_view{"score"}},
    std::pair{ColorUse::time, std::string_view{"time"}}, std::pair{ColorUse::share, std::string_view{"share"}}};

/// Need, not supply, stands out: few who are served are dark. Of travel times alone what is near is dark.
std::vector<Color> own_ramp(ColorUse use, std::size_t count) {
  switch (use) {
    case ColorUse::coverage: {
      auto colors = ramp(Ramp::blues, count);
      std::ranges::reverse(colors);
      return colors;
    }
    case ColorUse::people:
    case ColorUse::score:
      return ramp(Ramp::fire, count);
    case ColorUse::time: {
      auto colors = ramp(Ramp::viridis, count);
      std::ranges::reverse(colors);
      return colors;
    }
    case ColorUse::share:
      return ramp(Ramp::viridis, count);
  }
  return ramp(Ramp::blues, count);
}

}  // namespace

std::string_view name_of(ColorUse use) noexcept {
  const auto* const found = std::ranges::find(kUses, use, &decltype(kUses)::value_type::first);
  return found == kUses.end() ? std::string_view{} : found->second;
}

std::optional<ColorUse> find_color_use(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kUses, name, &decltype(kUses)::value_type::second);
  return found == kUses.end() ? std::nullopt : std::optional{found->first};
}

const FixedBreaks* MapStyle::find_fixed(std::string_view layer, std::string_view column) const noexcept {
  const auto found =
      std::ranges::find_if(fixed, [&](const FixedBreaks& one) { return one.layer == layer && one.column == column; });
  return found == fixed.end() ? nullptr : &*found;
}

std::vector<Color> MapStyle::ramp_of(ColorUse use, std::size_t count) const {
  const auto own = colors.find(use);
  return own == colors.end() ? own_ramp(use, count) : mixed_colors(own->second, count);
}

}  // namespace trek::publish
