#pragma once

#include <span>
#include <string_view>

#include "trek/core/phrase.hpp"

namespace trek::report::detail {

/// What the interactive map says, by the name that its script and page (datasets/report/map/) call it by. Names in
/// braces stand for values.
struct MapText {
  std::string_view id;
  core::Phrase text;
};
[[nodiscard]] std::span<const MapText> map_texts();

}  // namespace trek::report::detail
