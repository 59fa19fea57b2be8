#include <boost/function_output_iterator.hpp>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cstddef>
#include <utility>

#include "bench/geo/baselines.hpp"

namespace bench {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;
using BoostPoint = bg::model::point<double, 2, bg::cs::cartesian>;
using BoostBox = bg::model::box<BoostPoint>;
using BoostPolygon = bg::model::polygon<BoostPoint, false>;  // counter-clockwise, closed
using Entry = std::pair<BoostBox, std::uint32_t>;
using Tree = bgi::rtree<Entry, bgi::rstar<16>>;  // made from a range, it is packed

BoostPolygon converted(const trek::geo::Polygon& polygon) {
  BoostPolygon result;
  for (const auto p : polygon.shell) bg::append(result.outer(), BoostPoint{p.x_m, p.y_m});
  result.inners().resize(polygon.holes.size());
  for (std::size_t hole = 0; hole < polygon.holes.size(); ++hole)
    for (const auto p : polygon.holes[hole]) bg::append(result.inners()[hole], BoostPoint{p.x_m, p.y_m});
  return result;
}

}  // namespace

struct BoostLocator::State {
  std::vector<std::vector<BoostPolygon>> shapes;
  Tree tree;
};

BoostLocator::BoostLocator(const std::vector<trek::geo::MultiPolygon>& shapes) : state_{std::make_unique<State>()} {
  std::vector<Entry> entries;
  for (std::size_t row = 0; row < shapes.size(); ++row) {
    auto& parts = state_->shapes.emplace_back();
    for (const auto& polygon : shapes[row]) parts.push_back(converted(polygon));
    const auto box = trek::geo::bounds(shapes[row]);
    entries.emplace_back(BoostBox{{box.min_x_m, box.min_y_m}, {box.max_x_m, box.max_y_m}},
                         static_cast<std::uint32_t>(row));
  }
  state_->tree = Tree{entries};
}
BoostLocator::~BoostLocator() = default;

void BoostLocator::find_all(const std::vector<trek::geo::Point>& places, Rows& rows) const {
  rows.resize(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const BoostPoint place{places[i].x_m, places[i].y_m};
    std::uint32_t found = kNoRow;
    const auto visit = [&](const Entry& entry) {
      if (entry.second >= found) return;
      for (const auto& part : state_->shapes[entry.second])
        if (bg::covered_by(place, part)) found = entry.second;
    };
    state_->tree.query(bgi::intersects(place), boost::make_function_output_iterator(visit));
    rows[i] = found;
  }
}

}  // namespace bench
