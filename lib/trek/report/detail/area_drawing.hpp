#pragma once

#include <string>
#include <utility>

#include "trek/geo/polygon.hpp"
#include "trek/model/words.hpp"
#include "trek/publish/layer_schema.hpp"
#include "trek/report/element.hpp"

namespace trek::report::detail {

/// Where places of a map are drawn: north is up, a metre is as long both ways, and the box lies in the middle.
class AreaDrawing {
 public:
  /// An empty box, or one without size, is drawn as a square kilometre around its middle.
  AreaDrawing(geo::Box box, double width, double height);

  [[nodiscard]] std::pair<double, double> at(geo::Point place) const noexcept;
  /// The d of a path: points that nobody could tell apart are left out.
  [[nodiscard]] std::string path(const geo::MultiPolygon& area) const;
  /// A path, or an empty group where there is no area.
  [[nodiscard]] Element area(const publish::Geometry& shape, const std::string& fill, const std::string& stroke,
                             double stroke_width) const;
  /// A bar of a round number of metres or kilometres at the lower left, with what it is.
  [[nodiscard]] Element scale_bar(const model::Words& words) const;
  [[nodiscard]] double width() const noexcept { return width_; }
  [[nodiscard]] double height() const noexcept { return height_; }

 private:
  double width_;
  double height_;
  double units_a_m_ = 1.0;
  geo::Point middle_;
};

/// What a shape takes; empty where it has none.
[[nodiscard]] geo::Box box_of(const publish::Geometry& shape);

}  // namespace trek::report::detail
