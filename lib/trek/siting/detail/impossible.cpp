#include "trek/siting/detail/impossible.hpp"

#include <fmt/format.h>

#include <string>

#include "trek/core/error.hpp"
#include "trek/siting/conflict.hpp"
#include "trek/siting/detail/cover_search.hpp"

namespace trek::siting::detail {

void refuse_impossible(const DemandedSites& question, const core::Control& control) {
  const auto conflict = find_conflict(question, control);
  const auto name = [](std::uint32_t row) { return std::to_string(row); };
  throw core::Error{core::ErrorKind::limit,
                    "location: " + (conflict ? words_of(*conflict, question, {name, name, name, 1.0}).en
                                             : std::string{"the demands cannot be met"})};
}

void refuse_unsettled() {
  throw core::Error{
      core::ErrorKind::limit,
      fmt::format("location: no choice that meets the demands was found in {} steps, and none is ruled out; "
                  "ask for less at once: more sites, a smaller spacing, a larger budget",
                  kCoverNodeLimit)};
}

}  // namespace trek::siting::detail
