#include "trek/report/detail/plot.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trek::report::detail {
namespace {

constexpr double kTickSize = 10.0;
constexpr double kTitleSize = 11.0;
constexpr double kThin = 0.5;

}  // namespace

PlotAxis share_axis(const Axis& axis, int tick_count, const model::Words& words, std::string title) {
  const int decimals = std::max(0, axis.decimals(tick_count) - 2);
  return {axis, tick_count, [decimals, words](double share) { return words.percent(share, decimals); },
          std::move(title)};
}

void add_frame(Element& svg, const PlotAxis& across, const PlotAxis& up) {
  const auto& [x, x_count, x_text, x_title] = across;
  const auto& [y, y_count, y_text, y_title] = up;
  for (const double tick : x.ticks(x_count)) {
    svg.add(line(x.at(tick), y.begin, x.at(tick), y.end, colour::kLine, kThin));
    svg.add(label(x.at(tick), y.begin + 15.0, x_text(tick), "middle", colour::kMuted, kTickSize));
  }
  for (const double tick : y.ticks(y_count)) {
    svg.add(line(x.begin, y.at(tick), x.end, y.at(tick), colour::kLine, kThin));
    svg.add(label(x.begin - 6.0, y.at(tick) + 3.5, y_text(tick), "end", colour::kMuted, kTickSize));
  }
  svg.add(label((x.begin + x.end) / 2.0, y.begin + 36.0, x_title, "middle", colour::kInk, kTitleSize));
  const double middle = (y.begin + y.end) / 2.0;
  svg.add(label(16.0, middle, y_title, "middle", colour::kInk, kTitleSize)
              .set("transform", fmt::format("rotate(-90 16 {})", units(middle))));
}

void add_bar_frame(Element& svg, const PlotAxis& across, double top, double bottom) {
  for (const double tick : across.axis.ticks(across.tick_count)) {
    const double x = across.axis.at(tick);
    svg.add(line(x, top - 4.0, x, bottom, colour::kLine, kThin));
    svg.add(label(x, top - 8.0, across.text(tick), "middle", colour::kMuted, kTickSize));
  }
}

void add_bar_label(Element& svg, const Axis& across, double y, const std::string& text) {
  svg.add(label(across.begin - 8.0, y + 14.0, text, "end", colour::kInk, kTitleSize));
}

}  // namespace trek::report::detail
