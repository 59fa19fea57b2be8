#include "trek/project/detail/data_extent.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "trek/geo/crs.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"
#include "trek/network/network_file.hpp"
#include "trek/network/osm.hpp"
#include "trek/project/detail/reach.hpp"

namespace trek::project::detail {
namespace {

// Choices; METHODS "Where the data end" has their reasons.
constexpr double kSquare_m = 100.0;
constexpr double kPad_m = 3000.0;         // around all that can be read
constexpr double kCellsApart_m = 1000.0;  // half of what may be empty between cells of one settled area
constexpr double kDenseShare = 0.25;      // of a municipality: from here its cells say where people end
constexpr double kCutShare = 0.05;        // of a municipality: more behind a straight line is no coincidence
constexpr int kDirections = 36;
constexpr std::size_t kFewNodes = 1000;  // fewer are a drawn map, whose stated bounds say more than its hull
constexpr double kLeastDensity_per_m2 = 0.005;
constexpr double kLeastTargetShare = 0.5;
constexpr double kEdgeFactor = 5.0;  // squares in which the edge of the streets is sought are so much larger

geo::Box box_of(const model::Municipalities& municipalities) {
  geo::Box box;
  for (std::size_t row = 0; row < municipalities.size(); ++row) box.add(municipalities.area.box(row));
  return box;
}

/// Every square that a row of the population says something of, secret rows too.
SquareMap settled_squares(const model::PopulationAreas& population, const SquareMap& shape) {
  SquareMap settled = shape;
  for (std::size_t row = 0; row < population.size(); ++row) {
    const geo::Box& box = population.area.box(row);
    if (box.empty()) continue;
    settled.put_in(box.centre());
    if (std::max(box.max_x_m - box.min_x_m, box.max_y_m - box.min_y_m) < 1.5 * shape.size_m()) continue;
    settled.for_each_square(population.area.feature(row),
                            [&](auto column, auto line) { settled.put_in(column, line); });
  }
  return settled;
}

/// The squares of one municipality, and what people there are on them.
struct Ground {
  std::vector<geo::Point> all;
  std::vector<geo::Point> settled;
  std::size_t close_count = 0;  // of `all`, in or between cells that lie close together
};

Ground ground_of(const geo::MultiPolygon& area, const SquareMap& settled, const SquareMap& close) {
  Ground ground;
  settled.for_each_square(area, [&](auto column, auto line) {
    ground.all.push_back(settled.middle(column, line));
    if (settled.is_in(column, line)) ground.settled.push_back(ground.all.back());
    if (close.is_in(column, line)) ++ground.close_count;
  });
  return ground;
}

/// Whether people live all over a municipality but for a part behind a straight line: there the source ends, not the
/// settlement.
bool is_cut(const Ground& ground, double size_m) {
  const auto squares = static_cast<double>(ground.all.size());
  if (static_cast<double>(ground.close_count) < kDenseShare * squares) return false;
  for (int direction = 0; direction < kDirections; ++direction) {
    const double angle = 2.0 * std::numbers::pi * direction / kDirections;
    const double east = std::cos(angle);
    const double north = std::sin(angle);
    const auto along = [east, north](geo::Point p) { return p.x_m * east + p.y_m * north; };
    double last = -std::numeric_limits<double>::infinity();
    for (const geo::Point& place : ground.settled) last = std::max(last, along(place));
    const auto behind =
        std::count_if(ground.all.begin(), ground.all.end(), [&](geo::Point p) { return along(p) > last + size_m; });
    if (static_cast<double>(behind) > kCutShare * squares) return true;
  }
  return false;
}

void add_settled(const model::Municipalities& municipalities, const SquareMap& settled, const SquareMap& close,
                 SquareMap& known) {
  for (std::size_t row = 0; row < municipalities.size(); ++row) {
    const auto area = municipalities.area.feature(row);
    const Ground ground = ground_of(area, settled, close);
    if (ground.settled.empty() || is_cut(ground, settled.size_m())) continue;
    known.for_each_square(area, [&](auto column, auto line) { known.put_in(column, line); });
  }
}

/// Municipalities of the region, and those around it that hold one of the points.
SquareMap points_extent(const Inputs& inputs, const std::vector<geo::Point>& points, const SquareMap& shape) {
  SquareMap known = shape;
  const auto put_in = [&](const geo::MultiPolygon& area) {
    known.for_each_square(area, [&](auto column, auto line) { known.put_in(column, line); });
  };
  for (std::size_t row = 0; row < inputs.municipalities.size(); ++row) put_in(inputs.municipalities.area.feature(row));
  const geo::PolygonColumn& around = inputs.surrounding_municipalities.area;
  const geo::PolygonLocator locator{around};
  std::vector<std::uint8_t> holds_one(around.size(), 0);
  for (const geo::Point point : points) {
    if (const auto row = locator.find(point)) holds_one[*row] = 1;
  }
  for (std::size_t row = 0; row < around.size(); ++row) {
    if (holds_one[row] != 0) put_in(around.feature(row));
  }
  return known;
}

/// A list of stations goes on between its own: few municipalities have one, so that none in one says nothing.
SquareMap stations_extent(const Inputs& inputs, const SquareMap& shape) {
  if (!inputs.stations) return shape;
  SquareMap known = points_extent(inputs, inputs.stations->place, shape);
  const geo::Polygon hull = geo::convex_hull(inputs.stations->place);
  if (!hull.shell.empty()) known.for_each_square({hull}, [&](auto column, auto line) { known.put_in(column, line); });
  return known;
}

/// The bounds that an extract states, in the project's CRS; empty where they are no more than those of its nodes.
std::optional<geo::Box> stated_bounds(const std::filesystem::path& extract, const std::string& crs,
                                      const geo::Box& nodes, const core::Control& control) {
  if (network::is_nwb(extract)) return std::nullopt;
  const geo::Box degrees = network::osm_bounds(extract, control);
  const geo::Transformation to_project{geo::kWgs84, crs};
  geo::Box box;
  for (const double lon : {degrees.min_x_m, degrees.max_x_m}) {
    for (const double lat : {degrees.min_y_m, degrees.max_y_m}) box.add(to_project.to_point({lon, lat}));
  }
  const geo::Box grown = nodes.grown(std::max(nodes.max_x_m - nodes.min_x_m, nodes.max_y_m - nodes.min_y_m) / 20.0);
  const bool more = box.min_x_m < grown.min_x_m || box.min_y_m < grown.min_y_m || box.max_x_m > grown.max_x_m ||
                    box.max_y_m > grown.max_y_m;
  return more ? std::optional{box} : std::nullopt;
}

/// People of a demand by square of some size: the most of any.
std::pair<double, double> most_in_squares(const SquareMap& shape, const model::Demand& demand) {
  const auto count = static_cast<std::size_t>(shape.column_count() * shape.line_count());
  std::vector<double> inhabitants(count, 0.0);
  std::vector<double> target(count, 0.0);
  for (std::size_t row = 0; row < demand.size(); ++row) {
    const std::int64_t column = shape.column_at(demand.place[row].x_m);
    const std::int64_t line = shape.line_at(demand.place[row].y_m);
    if (!shape.holds(column, line)) continue;
    const auto square = static_cast<std::size_t>(line * shape.column_count() + column);
    inhabitants[square] += demand.inhabitants[row];
    target[square] += demand.target_at_most(row);
  }
  const double least = kLeastDensity_per_m2 * shape.size_m() * shape.size_m();
  return {std::max(least, *std::max_element(inhabitants.begin(), inhabitants.end())),
          std::max(least * kLeastTargetShare, *std::max_element(target.begin(), target.end()))};
}

}  // namespace

DataExtent data_extent(const Project& project, const Inputs& inputs) {
  double reach = 0.0;
  for (const TravelSettings& settings : project.modes)
    reach = std::max(reach, reach_m(settings, judged_min(project, settings)));
  const SquareMap shape{box_of(inputs.municipalities).grown(reach + kPad_m), kSquare_m};
  const SquareMap settled = settled_squares(inputs.population, shape);
  SquareMap close = settled;
  close.close(kCellsApart_m);
  SquareMap people = close;
  add_settled(inputs.municipalities, settled, close, people);
  add_settled(inputs.surrounding_municipalities, settled, close, people);
  SquareMap places = points_extent(inputs, inputs.places ? inputs.places->place : std::vector<geo::Point>{}, shape);
  return {std::move(people), std::move(places), stations_extent(inputs, shape), {}};
}

void add_streets(const Project& project, const std::vector<ModeTravel>& travel, DataExtent& extent,
                 const core::Control& control) {
  for (const ModeTravel& mode : travel) {
    std::optional<SquareMap> streets;
    if (mode.settings->on_streets())
      streets = street_extent(*mode.router.graph(), mode.settings->network->path, project.read.crs,
                              project.snap.max_distance.value(), extent.people, control);
    extent.edges.emplace_back(streets);
    extent.streets.push_back(std::move(streets));
  }
}

SquareMap street_extent(const network::StreetGraph& graph, const std::filesystem::path& extract, const std::string& crs,
                        double margin_m, const SquareMap& shape, const core::Control& control) {
  SquareMap known{shape.bounds().grown(-shape.size_m() / 2.0), shape.size_m()};
  const auto put_in = [&](auto column, auto line) { known.put_in(column, line); };
  const std::vector<geo::Point> nodes(graph.node_place.begin(), graph.node_place.end());
  const geo::Polygon hull = geo::convex_hull(nodes);
  if (!hull.shell.empty()) known.for_each_square(geo::buffered({hull}, margin_m), put_in);
  if (nodes.size() >= kFewNodes) return known;
  if (const auto stated = stated_bounds(extract, crs, graph.bounds(), control))
    known.for_each_square({geo::rectangle(*stated)}, put_in);
  return known;
}

StreetEdge::StreetEdge(const std::optional<SquareMap>& streets) {
  if (streets) outside_.emplace(streets->coarser(kEdgeFactor));
}

double StreetEdge::nearest_m(geo::Point place, double most_m) const {
  return outside_ ? outside_->nearest_m(place, most_m) : most_m;
}

std::vector<double> StreetEdge::nearest_m(const std::vector<geo::Point>& places, double most_m) const {
  std::vector<double> distances;
  for (const geo::Point place : places) distances.push_back(nearest_m(place, most_m));
  return distances;
}

PeopleBeyond::PeopleBeyond(const SquareMap& known, const model::Demand& demand) {
  for (const double factor : {1.0, 5.0, 25.0}) {
    const SquareMap map = factor > 1.0 ? known.coarser(factor) : known;
    const auto [inhabitants, target] = most_in_squares(map, demand);
    scales_.push_back({OutsideCounts{map}, inhabitants, target});
  }
}

double PeopleBeyond::most(geo::Point place, double radius_m, bool target) const {
  double least = std::numeric_limits<double>::infinity();
  for (const Scale& scale : scales_) {
    const auto outside = static_cast<double>(scale.outside.within(place, radius_m).outside);
    if (outside == 0.0) return 0.0;
    least = std::min(least, outside * (target ? scale.most_target : scale.most_inhabitants));
  }
  return least;
}

}  // namespace trek::project::detail
