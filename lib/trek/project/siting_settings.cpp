#include "trek/project/siting_settings.hpp"

#include <iterator>

namespace trek::project {
namespace {

constexpr std::string_view kSitingProblems[] = {"lscp", "mclp", "p_median", "p_center", "spread_peaks"};

}  // namespace

std::string_view name_of(SitingProblem problem) noexcept { return kSitingProblems[static_cast<std::size_t>(problem)]; }

std::optional<SitingProblem> find_siting_problem(std::string_view name) noexcept {
  for (std::size_t i = 0; i < std::size(kSitingProblems); ++i) {
    if (kSitingProblems[i] == name) return static_cast<SitingProblem>(i);
  }
  return std::nullopt;
}

}  // namespace trek::project
