#include "trek/publish/detail/pillar_columns.hpp"

#include <fmt/format.h>

#include <vector>

#include "trek/score/sub_score.hpp"

namespace trek::publish::detail {

void add_pillars(LayerTable& table, const Results& results, const Words& words) {
  for (const model::Pillar pillar : model::kPillars) {
    std::vector<std::uint8_t> counted;
    for (const profile::Criterion& asked : results.judgement.asked) counted.push_back(asked.pillar == pillar ? 1 : 0);
    const std::string name{name_of(pillar)};
    const std::string label = words(label_of(pillar));
    const auto add = [&](const char* end, const core::Phrase& part, double score::ValueInterval::*value) {
      table.add(fmt::format("{}_{}", name, end), FieldType::real, fmt::format("{}{} (0-1)", label, words(part)),
                [&results, counted, value](std::size_t s) {
                  if (s >= results.judgement.criteria.site_count()) return Value{};
                  const auto score = score::sub_score(results.judgement.criteria, s, counted);
                  return score ? real((*score).*value, 4) : Value{};
                },
                {"Gewogen gemiddelde van de criteria van deze pijler; leeg: er telt geen mee.",
                 "Weighted mean of the criteria of this pillar; empty: none of them counts."});
    };
    add("score", {}, &score::ValueInterval::best);
    add("score_low", {", ondergrens", ", lower bound"}, &score::ValueInterval::low);
    add("score_high", {", bovengrens", ", upper bound"}, &score::ValueInterval::high);
  }
}

}  // namespace trek::publish::detail
