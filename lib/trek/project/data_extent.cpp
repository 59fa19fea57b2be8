#include "trek/project/detail/data_extent.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

#include "trek/geo/crs.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"
#include "trek/network/network_file.hpp"
#include "trek/network/osm.hpp"
#include "trek/project/detail/measure_settings.hpp"

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

geo::Box box_of(const model::Municipalities& municipalities) {
  geo::Box box;
  for (std::size_t row = 0; row < municipalities.size(); ++row) box.add(municipalities.area.box(row));
  return box;
}

/// Every square that a row of the population says something of, secret rows too.
geo::SquareMap settled_squares(const model::PopulationAreas& population, const geo::SquareMap& shape) {
  geo::SquareMap settled = shape;
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

Ground ground_of(const geo::MultiPolygon& area, const geo::SquareMap& settled, const geo::SquareMap& close) {
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

void add_settled(const model::Municipalities& municipalities, const geo::SquareMap& settled,
                 const geo::SquareMap& close, geo::SquareMap& known) {
  for (std::size_t row = 0; row < municipalities.size(); ++row) {
    const auto area = municipalities.area.feature(row);
    const Ground ground = ground_of(area, settled, close);
    if (ground.settled.empty() || is_cut(ground, settled.size_m())) continue;
    known.for_each_square(area, [&](auto column, auto line) { known.put_in(column, line); });
  }
}

/// Municipalities of the region, and those around it that hold one of the points.
geo::SquareMap points_extent(const Inputs& inputs, const std::vector<geo::Point>& points, const geo::SquareMap& shape) {
  geo::SquareMap known = shape;
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
geo::SquareMap stations_extent(const Inputs& inputs, const geo::SquareMap& shape) {
  if (!inputs.stations) return shape;
  geo::SquareMap known = points_extent(inputs, inputs.stations->place, shape);
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

}  // namespace

measure::DataExtent data_extent(const Project& project, const Inputs& inputs) {
  double reach = 0.0;
  const measure::Settings asked = measure_settings(project);
  for (const TravelSettings& mode : asked.modes)
    reach = std::max(reach, measure::reach_m(mode, measure::judged_min(asked, mode)));
  const geo::SquareMap shape{box_of(inputs.municipalities).grown(reach + kPad_m), kSquare_m};
  const geo::SquareMap settled = settled_squares(inputs.population, shape);
  geo::SquareMap close = settled;
  close.close(kCellsApart_m);
  geo::SquareMap people = close;
  add_settled(inputs.municipalities, settled, close, people);
  add_settled(inputs.surrounding_municipalities, settled, close, people);
  geo::SquareMap places =
      points_extent(inputs, inputs.places ? inputs.places->place : std::vector<geo::Point>{}, shape);
  return {std::move(people), std::move(places), stations_extent(inputs, shape), {}};
}

void add_streets(const Project& project, const std::vector<measure::ModeTravel>& travel, measure::DataExtent& extent,
                 const core::Control& control) {
  for (const measure::ModeTravel& mode : travel) {
    std::optional<geo::SquareMap> streets;
    if (mode.settings->on_streets())
      streets = street_extent(*mode.router.graph(), mode.settings->network->path, project.read.crs,
                              project.snap.max_distance.value(), extent.people, control);
    extent.edges.emplace_back(streets);
    extent.streets.push_back(std::move(streets));
  }
}

geo::SquareMap street_extent(const network::StreetGraph& graph, const std::filesystem::path& extract,
                             const std::string& crs, double margin_m, const geo::SquareMap& shape,
                             const core::Control& control) {
  geo::SquareMap known{shape.bounds().grown(-shape.size_m() / 2.0), shape.size_m()};
  const auto put_in = [&](auto column, auto line) { known.put_in(column, line); };
  const std::vector<geo::Point> nodes(graph.node_place.begin(), graph.node_place.end());
  const geo::Polygon hull = geo::convex_hull(nodes);
  if (!hull.shell.empty()) known.for_each_square(geo::buffered({hull}, margin_m), put_in);
  if (nodes.size() >= kFewNodes) return known;
  if (const auto stated = stated_bounds(extract, crs, graph.bounds(), control))
    known.for_each_square({geo::rectangle(*stated)}, put_in);
  return known;
}

}  // namespace trek::project::detail
