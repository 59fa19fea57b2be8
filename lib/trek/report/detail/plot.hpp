#pragma once

#include <functional>
#include <string>

#include "trek/model/words.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/element.hpp"

/// Frames of drawings: lines at round numbers, with these beside them.
namespace trek::report::detail {

/// An axis, and how it is written.
struct PlotAxis {
  Axis axis;
  int tick_count = 5;
  std::function<std::string(double)> text;  // of a tick
  std::string title{};
};

/// Shares as percentages, with the digits that tell the ticks apart.
[[nodiscard]] PlotAxis share_axis(const Axis& axis, int tick_count, const model::Words& words, std::string title = {});

/// Two axes that cross, `across` below and `up` at the left, each with its title.
void add_frame(Element& svg, const PlotAxis& across, const PlotAxis& up);

/// Bars that lie: the axis above them, its lines down to `bottom`.
void add_bar_frame(Element& svg, const PlotAxis& across, double top, double bottom);
/// What a bar is of, to the left of it. `y` is the top of its row.
void add_bar_label(Element& svg, const Axis& across, double y, const std::string& text);

}  // namespace trek::report::detail
