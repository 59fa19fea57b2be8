#pragma once

#include <string>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/model/codes.hpp"
#include "trek/model/known_municipalities.hpp"

namespace trek::cli {

/// What a project is made for.
struct ProjectRegion {
  core::Phrase name;  // "Twente", "Enschede en Hengelo"
  std::vector<model::KnownMunicipality> municipalities;
};

/// "Enschede en Hengelo", or "14 gemeenten".
[[nodiscard]] core::Phrase name_of_all(const std::vector<model::KnownMunicipality>& municipalities);

/// "Twente"; of what is known as a COROP region only, with that word: others draw the Achterhoek otherwise.
[[nodiscard]] core::Phrase name_of(const model::KnownRegion& region);

/// Its name as one word, which needs no quotes in a shell and means it too: "Arnhem-Nijmegen",
/// "Agglomeratie-s-Gravenhage".
[[nodiscard]] std::string word_for(const model::KnownRegion& region);

/// A whole project file: every public source with how it is fetched, norms, profiles and criteria, commented in one
/// language. datasets/region.toml with what follows from the region in its place.
[[nodiscard]] std::string region_project_text(const ProjectRegion& region, model::Language language);

}  // namespace trek::cli
