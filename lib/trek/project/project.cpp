#include "trek/project/project.hpp"

#include <algorithm>

namespace trek::project {

const model::Source* Project::find_source(std::string_view table) const noexcept {
  const auto found =
      std::find_if(sources.begin(), sources.end(), [&](const model::Source& s) { return s.table == table; });
  return found == sources.end() ? nullptr : &*found;
}

}  // namespace trek::project
