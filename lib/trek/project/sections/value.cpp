#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {
namespace {

/// Weights of kinds in proportion, brought to 100 together.
measure::KindWeights parsed_weights(config::TomlTable& table, const config::Key& key) {
  const auto stated = table.number_map(key);
  if (stated.empty()) return measure::rank_order_weights();
  measure::KindWeights weights{};
  for (const auto& [word, weight] : stated) {
    const auto kind = model::find_place_kind(word);
    const auto* const found = kind ? std::ranges::find(measure::kValuedKinds, *kind) : measure::kValuedKinds.end();
    if (found == measure::kValuedKinds.end() || word != model::name_of(*found))
      table.fail(key.name,
                 fmt::format("'{}' is no kind of place; choose from third_place, cultural_anchor, hospitality", word));
    if (!(weight >= 0.0 && weight <= 1e6))
      table.fail(key.name, fmt::format("weight {:g} of {}: expected 0 or more", weight, word));
    weights[static_cast<std::size_t>(found - measure::kValuedKinds.begin())] = weight;
  }
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (!(sum > 0.0)) table.fail(key.name, "every weight is 0; give one above 0");
  for (double& weight : weights) weight *= 100.0 / sum;
  return weights;
}

}  // namespace

Section value() {
  Section section{.key = {"value",
                          "What existing places are worth in use and as an option; without it use_value_MODE and "
                          "option_value_MODE are not measured."}};
  section.read = [](config::TomlTable& table, Project& project) {
    measure::ValueSettings value;
    value.use = parsed_weights(table, {"use",
                                       "weight of each kind of place in use: { third_place = 3, cultural_anchor = "
                                       "2 }; without it by rank alone, since the strategy gives no numbers"});
    value.option = parsed_weights(table, {"option", "the same as an option: that there is something within reach"});
    project.value = value;
  };
  return section;
}

}  // namespace trek::project::detail::sections
