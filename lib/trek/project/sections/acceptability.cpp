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
    const std::string weightings = table.word(
        {"weightings", "ordinal: those that keep the order of the weights; bounded: those near them; free: any"},
        {"ordinal", "bounded", "free"}, score::name_of(options.weightings));
    options.weightings = *score::find_weightings(weightings);
    options.weight_margin = table.number({"weight_margin", "bounded: how far each weight may be off, as a part of it"},
                                         options.weight_margin, 0.0, 1.0);
    options.weight_spread = table.number({"weight_spread", "1: weightings as drawn; 0: the stated weights only"},
                                         options.weight_spread, 0.0, 1.0);
    options.value_noise =
        table.number({"value_noise", "standard deviation of an error in every value (0 to 1) of a criterion"},
                     options.value_noise, 0.0, 1.0);
  };
  return section;
}

}  // namespace trek::project::detail::sections
