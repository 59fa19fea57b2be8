#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {

Section acceptability() {
  Section section{.key = {"acceptability", "The random weightings that tell how sure a rank is."}};
  section.read = [](config::TomlTable& table, Project& project) {
    score::AcceptabilityOptions& options = project.acceptability;
    options.seed = static_cast<std::uint64_t>(
        table.integer({"seed", "of the random weightings: the same seed gives the same shares"},
                      static_cast<std::int64_t>(options.seed), 0, INT64_MAX));
    options.draws = table.count({"draws", "number of random weightings"}, options.draws, 100, 10'000'000);
    options.weight_spread = table.number({"weight_spread", "1: any weighting; 0: the stated weights only"},
                                         options.weight_spread, 0.0, 1.0);
  };
  return section;
}

}  // namespace trek::project::detail::sections
