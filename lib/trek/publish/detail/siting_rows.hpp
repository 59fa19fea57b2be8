#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/results.hpp"

/// What the tables about next places share.
namespace trek::publish::detail {

[[nodiscard]] std::string key_of(const Results& results, const SitingPlace& place);
[[nodiscard]] std::string name_of(const Results& results, const SitingPlace& place);
/// Names with their keys: "Oude school; ..."
[[nodiscard]] std::string names_of(const Results& results, const std::vector<SitingPlace>& places);

/// The rows of one part of all answers, in their order: the answer of each, and which of its parts it is.
using SitingRows = std::vector<std::pair<std::size_t, std::size_t>>;
template <class Part>
[[nodiscard]] SitingRows siting_rows(const std::vector<SitingAnswer>& answers, std::vector<Part> SitingAnswer::*part) {
  SitingRows rows;
  for (std::size_t answer = 0; answer < answers.size(); ++answer) {
    for (std::size_t i = 0; i < (answers[answer].*part).size(); ++i) rows.emplace_back(answer, i);
  }
  return rows;
}

/// The columns `question_number` and `question`, of the answer that `answer_of` gives.
void add_question(LayerTable& table, const Results& results, const Words& words,
                  const std::function<std::size_t(std::size_t)>& answer_of);

}  // namespace trek::publish::detail
