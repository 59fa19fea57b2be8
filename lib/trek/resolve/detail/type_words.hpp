#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trek/model/codes.hpp"

namespace trek::resolve::detail {

struct SpokenType {
  model::SiteType type = model::SiteType::unknown;
  std::string words;  // that say so, folded
};

/// The kind of site that a sentence or a name speaks of: the first that it names. "Leegstaande boerderij bij de kerk"
/// is a farm; what stands beside it ("naast de school", "geen winkel") says nothing. Empty: no kind is named.
[[nodiscard]] std::optional<SpokenType> find_spoken_type(std::string_view text);

}  // namespace trek::resolve::detail
