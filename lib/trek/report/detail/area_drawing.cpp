#include "trek/report/detail/area_drawing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/report/detail/axis.hpp"

namespace trek::report::detail {
namespace {

constexpr double kSmallest_m = 1000.0;
constexpr double kFinest = 0.35;  // units of a drawing that nobody tells apart

/// The greatest of 1, 2, 5 times a power of ten that is no more.
double round_length(double most) {
  const double power = std::pow(10.0, std::floor(std::log10(most)));
  for (const double times : {5.0, 2.0}) {
    if (times * power <= most) return times * power;
  }
  return power;
}

}  // namespace

AreaDrawing::AreaDrawing(geo::Box box, double width, double height) : width_{width}, height_{height} {
  if (box.empty()) box.add(geo::Point{0.0, 0.0});
  middle_ = box.centre();
  const double across_m = std::max(box.max_x_m - box.min_x_m, kSmallest_m);
  const double up_m = std::max(box.max_y_m - box.min_y_m, kSmallest_m);
  units_a_m_ = std::min(width / across_m, height / up_m);
}

std::pair<double, double> AreaDrawing::at(geo::Point place) const noexcept {
  return {width_ / 2.0 + (place.x_m - middle_.x_m) * units_a_m_,
          height_ / 2.0 - (place.y_m - middle_.y_m) * units_a_m_};
}

std::string AreaDrawing::path(const geo::MultiPolygon& area) const {
  std::string all;
  const auto add_ring = [&](const geo::Ring& ring) {
    std::string one;
    std::pair<double, double> last{};
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {  // the last is the first
      const auto here = at(ring[i]);
      const bool is_near = std::abs(here.first - last.first) < kFinest && std::abs(here.second - last.second) < kFinest;
      if (!one.empty() && is_near) continue;
      one += fmt::format("{}{} {}", one.empty() ? "M" : "L", units(here.first), units(here.second));
      last = here;
    }
    all += one + (one.empty() ? "" : "Z");
  };
  for (const geo::Polygon& polygon : area) {
    add_ring(polygon.shell);
    for (const geo::Ring& hole : polygon.holes) add_ring(hole);
  }
  return all;
}

Element AreaDrawing::area(const publish::Geometry& shape, const std::string& fill, const std::string& stroke,
                          double stroke_width) const {
  const auto* const polygons = std::get_if<geo::MultiPolygon>(&shape);
  if (polygons == nullptr) return Element::group();
  return Element{"path",
                 {{"d", path(*polygons)},
                  {"fill", fill},
                  {"fill-rule", "evenodd"},
                  {"stroke", stroke},
                  {"stroke-width", units(stroke_width)}}};
}

Element AreaDrawing::scale_bar(const model::Words& words) const {
  constexpr double kMargin = 8.0;
  const double length_m = round_length(width_ / 4.0 / units_a_m_);
  const double length = length_m * units_a_m_;
  const double y = height_ - kMargin;
  Element bar{"g"};
  bar.add(rectangle(kMargin - 3.0, y - 17.0, length + 6.0, 22.0, "#ffffff").set("fill-opacity", "0.8"));
  bar.add(line(kMargin, y, kMargin + length, y, colour::kInk, 2.0));
  const std::string text =
      length_m >= 1000.0 ? words.grouped(length_m / 1000.0) + " km" : words.grouped(length_m) + " m";
  bar.add(label(kMargin + length / 2.0, y - 5.0, text, "middle"));
  return bar;
}

geo::Box box_of(const publish::Geometry& shape) {
  geo::Box box;
  if (const auto* const place = std::get_if<geo::Point>(&shape)) box.add(*place);
  if (const auto* const polygons = std::get_if<geo::MultiPolygon>(&shape)) box.add(geo::bounds(*polygons));
  return box;
}

}  // namespace trek::report::detail
