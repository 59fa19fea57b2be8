#include "trek/model/level.hpp"

#include <string>
#include <utility>

#include "trek/core/text.hpp"

namespace trek::model {
namespace {

constexpr std::array<std::pair<std::string_view, Level>, 11> kLevelWords{{
    {"local", Level::local},
    {"lokaal", Level::local},
    {"dichtbij", Level::local},
    {"basis", Level::local},
    {"buurt", Level::local},
    {"wijk", Level::local},
    {"dorp", Level::local},
    {"beacon", Level::beacon},
    {"baken", Level::beacon},
    {"regionaal", Level::beacon},
    {"regional", Level::beacon},
}};

}  // namespace

std::string_view name_of(Level level) noexcept { return level == Level::local ? "local" : "beacon"; }

core::Phrase label_of(Level level) {
  return level == Level::local ? core::Phrase{"dichtbij", "near by"} : core::Phrase{"baken", "beacon"};
}

std::optional<Level> find_level(std::string_view text) {
  const std::string folded = core::folded(text);
  for (const auto& [word, level] : kLevelWords) {
    if (word == folded) return level;
  }
  return std::nullopt;
}

}  // namespace trek::model
