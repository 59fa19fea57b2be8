#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/report/element.hpp"
#include "trek/report/subject.hpp"

namespace trek::report {

/// Where in the council report a chart stands.
enum class Section { ranking, coverage, advice, sensitivity, stakeholders };

/// A drawing of numbers as SVG: of the whole run, or of one site. Nothing where the output does not have what it takes.
struct Chart {
  std::string name;  // of its file
  int order = 0;     // in its section
  Section section = Section::ranking;
  core::Phrase title{};
  std::function<std::optional<Element>(const Subject&)> draw{};
  std::function<std::optional<Element>(const Subject&, std::size_t site)> draw_site{};
};

/// A chart for each file of `charts/`, by section and order.
[[nodiscard]] const std::vector<Chart>& all_charts();

}  // namespace trek::report
