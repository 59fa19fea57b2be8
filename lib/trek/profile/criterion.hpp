#pragma once

#include <string>

#include "trek/core/phrase.hpp"
#include "trek/model/pillar.hpp"
#include "trek/model/value_function.hpp"

namespace trek::profile {

/// What is asked of every site in a graded way: a measure, what its numbers are worth, and how heavily that counts.
struct Criterion {
  std::string id;       // of the measure
  double weight = 0.0;  // >= 0
  model::ValueFunction value;
  core::Phrase label;
  core::Phrase unit;                            // of the measure; may be empty
  core::Phrase reason;                          // why this criterion, this weight and these anchors; with its source
  model::Pillar pillar = model::Pillar::reuse;  // of the measure
};

}  // namespace trek::profile
