#include "trek/report/detail/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/core/shortened.hpp"

namespace trek::report::detail {
namespace {

/// The least of 1, 2, 5, 10, ... times a power of ten that makes at most `count` steps.
double tick_step(double length, int count) {
  const double least = length / std::max(count, 1);
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double times : {1.0, 2.0, 5.0}) {
    if (times * power >= least * (1.0 - 1e-9)) return times * power;
  }
  return 10.0 * power;
}

bool has_length(const Axis& axis) { return std::isfinite(axis.to - axis.from) && axis.to > axis.from; }

}  // namespace

double Axis::at(double value) const noexcept {
  if (!has_length(*this)) return (begin + end) / 2.0;
  return begin + (end - begin) * (value - from) / (to - from);
}

std::vector<double> Axis::ticks(int count) const {
  std::vector<double> values;
  if (!has_length(*this)) return values;
  const double step = tick_step(to - from, count);
  const double first = std::ceil(from / step - 1e-9);
  const double last = std::floor(to / step + 1e-9);
  for (double i = first; i <= last; i += 1.0) values.push_back(i == 0.0 ? 0.0 : i * step);
  return values;
}

int Axis::decimals(int count) const {
  if (!has_length(*this)) return 0;
  return std::clamp(static_cast<int>(-std::floor(std::log10(tick_step(to - from, count)) + 1e-9)), 0, 6);
}

std::string units(double value) {
  if (!std::isfinite(value)) value = 0.0;
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

Element drawing(const std::string& id, double width, double height, const std::string& title,
                const std::string& description) {
  Element svg{"svg",
              {{"viewBox", fmt::format("0 0 {} {}", units(width), units(height))},
               {"role", "img"},
               {"aria-labelledby", fmt::format("{0}-title {0}-desc", id)},
               {"font-family", "'DejaVu Sans', 'Segoe UI', Arial, sans-serif"}}};
  svg.add(Element{"title", {{"id", id + "-title"}}, title});
  svg.add(Element{"desc", {{"id", id + "-desc"}}, description});
  return svg;
}

Element line(double x1, double y1, double x2, double y2, const char* stroke, double width) {
  return Element{"line",
                 {{"x1", units(x1)},
                  {"y1", units(y1)},
                  {"x2", units(x2)},
                  {"y2", units(y2)},
                  {"stroke", stroke},
                  {"stroke-width", units(width)}}};
}

Element rectangle(double x, double y, double width, double height, const char* fill) {
  return Element{"rect",
                 {{"x", units(x)},
                  {"y", units(y)},
                  {"width", units(std::max(width, 0.0))},
                  {"height", units(std::max(height, 0.0))},
                  {"fill", fill}}};
}

Element circle(double x, double y, double radius, const char* fill, const char* stroke) {
  return Element{"circle",
                 {{"cx", units(x)}, {"cy", units(y)}, {"r", units(radius)}, {"fill", fill}, {"stroke", stroke}}};
}

Element label(double x, double y, std::string_view text, const char* anchor, const char* fill, double size) {
  return Element{
      "text",
      {{"x", units(x)}, {"y", units(y)}, {"text-anchor", anchor}, {"fill", fill}, {"font-size", units(size)}},
      text};
}

Element polyline(const std::vector<std::pair<double, double>>& points, const char* stroke, double width,
                 const char* dashes) {
  std::string all;
  for (const auto& [x, y] : points) all += fmt::format("{}{},{}", all.empty() ? "" : " ", units(x), units(y));
  Element line{"polyline", {{"points", all}, {"fill", "none"}, {"stroke", stroke}, {"stroke-width", units(width)}}};
  if (*dashes != '\0') line.set("stroke-dasharray", dashes);
  return line;
}

std::string fitted(std::string_view text, std::size_t most) { return core::shortened(text, most, "…"); }

}  // namespace trek::report::detail
