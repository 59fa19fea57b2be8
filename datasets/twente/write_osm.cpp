#include <algorithm>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "trek/geo/crs.hpp"
#include "twente/osm_objects.hpp"
#include "twente/write.hpp"

namespace trek::datasets {
namespace {

using Tag = OsmTag;
constexpr osmium::object_id_type kFirstPlaceId = 900'000;
constexpr osmium::object_id_type kFirstNodeId = 1'000'000;
constexpr osmium::object_id_type kFirstWayId = 5'000'000;
constexpr osmium::object_id_type kFirstParkingNodeId = 7'000'000;
constexpr osmium::object_id_type kFirstParkingWayId = 8'000'000;

/// Slower round a roundabout.
const char* maxspeed_of(const Street& street) {
  const bool main = street.road == Road::secondary || street.road == Road::tertiary;
  return street.roundabout && main ? "30" : find_posted_limit(street.road, street.town >= 0);
}

std::vector<Tag> tags_of(const Street& street, const StreetMap& map) {
  std::vector<Tag> tags;
  if (const auto* highway = highway_of(street.road)) tags.emplace_back("highway", highway);
  if (street.road == Road::ferry) {
    tags.insert(tags.end(),
                {{"route", "ferry"}, {"duration", "00:04"}, {"motor_vehicle", "no"}, {"name", "Veerpont (verzonnen)"}});
  }
  if (street.road == Road::motorway) tags.emplace_back("name", "Autosnelweg (verzonnen)");
  if (street.name != 0 && street.road != Road::footway) tags.emplace_back("name", map.names[street.name].c_str());
  if (const auto* limit = maxspeed_of(street)) tags.emplace_back("maxspeed", limit);
  if (street.oneway) tags.emplace_back("oneway", "yes");
  if (street.contraflow) tags.emplace_back("oneway:bicycle", "no");
  if (street.roundabout) tags.emplace_back("junction", "roundabout");
  if (street.sidepath) tags.emplace_back("bicycle", "use_sidepath");
  if (street.road == Road::track) tags.emplace_back("tracktype", "grade2");
  if (street.road == Road::pedestrian) tags.emplace_back("bicycle", street.nodes.size() % 2 == 0 ? "yes" : "no");
  if (street.road == Road::service) tags.emplace_back("service", "driveway");
  tags.emplace_back("source", "verzonnen");
  return tags;
}

std::vector<Tag> tags_of(NodeMark mark) {
  switch (mark) {
    case NodeMark::bollard:
      return {{"barrier", "bollard"}};
    case NodeMark::gate:
      return {{"barrier", "gate"}};
    case NodeMark::signals:
      return {{"highway", "traffic_signals"}};
    case NodeMark::none:
      break;
  }
  return {};
}

std::vector<osmium::Location> locations(const std::vector<geo::Point>& places) {
  std::vector<double> x(places.size());
  std::vector<double> y(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) x[i] = places[i].x_m, y[i] = places[i].y_m;
  geo::Transformation{geo::kRdNew, geo::kWgs84}.apply(x, y);
  std::vector<osmium::Location> result(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) result[i] = osmium::Location{x[i], y[i]};
  return result;
}

/// Ids in the order of the map, nodes without a street left out.
std::vector<osmium::object_id_type> node_ids(const StreetMap& map) {
  std::vector<osmium::object_id_type> ids(map.nodes.size(), 0);
  for (const auto& street : map.streets) {
    for (const auto node : street.nodes) ids[node] = 1;
  }
  auto next = kFirstNodeId;
  for (auto& id : ids) {
    if (id != 0) id = next++;
  }
  return ids;
}

/// By inhabitants, as the wiki of OpenStreetMap divides them (Key:place).
const char* place_of(std::int64_t inhabitants) {
  constexpr std::int64_t kCity = 100'000;
  constexpr std::int64_t kTown = 10'000;
  if (inhabitants >= kCity) return "city";
  return inhabitants >= kTown ? "town" : "village";
}

/// Settlements, which are fact, so that a map can name them.
void add_places(OsmObjects& objects, const std::vector<SettlementFact>& settlements) {
  using namespace osmium::builder::attr;
  std::vector<geo::Point> centres;
  for (const SettlementFact& settlement : settlements) centres.push_back(settlement.place);
  const auto places = locations(centres);
  for (std::size_t i = 0; i < settlements.size(); ++i) {
    const std::vector<Tag> tags{{"place", place_of(settlements[i].inhabitants)}, {"name", settlements[i].name.c_str()}};
    objects.add_node(_id(kFirstPlaceId + static_cast<osmium::object_id_type>(i)), _location(places[i]), _tags(tags));
  }
}

void add_nodes(OsmObjects& objects, const StreetMap& map, const std::vector<osmium::object_id_type>& ids) {
  using namespace osmium::builder::attr;
  const auto places = locations(map.nodes);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] != 0) objects.add_node(_id(ids[i]), _location(places[i]), _tags(tags_of(map.marks[i])));
  }
}

void add_streets(OsmObjects& objects, const StreetMap& map, const std::vector<osmium::object_id_type>& ids) {
  using namespace osmium::builder::attr;
  for (std::size_t i = 0; i < map.streets.size(); ++i) {
    std::vector<osmium::object_id_type> refs;
    for (const auto node : map.streets[i].nodes) refs.push_back(ids[node]);
    objects.add_way(_id(kFirstWayId + static_cast<osmium::object_id_type>(i)), _nodes(refs),
                    _tags(tags_of(map.streets[i], map)));
  }
}

/// Its tags, and what they say, in words that outlive them.
struct ParkingTags {
  explicit ParkingTags(const ParkingGround& ground)
      : kind{ground.kind}, access{ground.access}, capacity{ground.capacity ? fmt::to_string(*ground.capacity) : ""} {}
  [[nodiscard]] std::vector<Tag> all() const {
    std::vector<Tag> tags{{"amenity", "parking"}, {"parking", kind.c_str()}};
    if (!access.empty()) tags.emplace_back("access", access.c_str());
    if (!capacity.empty()) tags.emplace_back("capacity", capacity.c_str());
    tags.emplace_back("source", "verzonnen");
    return tags;
  }
  std::string kind;
  std::string access;
  std::string capacity;
};

/// Corners of the grounds, or their middles: the nodes of each, in their order.
std::vector<std::vector<osmium::object_id_type>> add_parking_nodes(OsmObjects& objects,
                                                                   const std::vector<ParkingGround>& parking) {
  using namespace osmium::builder::attr;
  std::vector<std::vector<osmium::object_id_type>> nodes;
  auto next = kFirstParkingNodeId;
  for (const ParkingGround& ground : parking) {
    std::vector<geo::Point> corners{ground.ground.middle};
    if (!ground.is_point) {
      corners = footprint(ground.ground, Shape::rectangle);
      corners.pop_back();  // closed by its first
    }
    auto& own = nodes.emplace_back();
    const ParkingTags tags{ground};
    for (const osmium::Location place : locations(corners)) {
      own.push_back(next);
      objects.add_node(_id(next++), _location(place), _tags(ground.is_point ? tags.all() : std::vector<Tag>{}));
    }
  }
  return nodes;
}

void add_parking(OsmObjects& objects, const std::vector<ParkingGround>& parking,
                 const std::vector<std::vector<osmium::object_id_type>>& nodes) {
  using namespace osmium::builder::attr;
  for (std::size_t row = 0; row < parking.size(); ++row) {
    if (parking[row].is_point) continue;
    auto ring = nodes[row];
    ring.push_back(ring.front());
    objects.add_way(_id(kFirstParkingWayId + static_cast<osmium::object_id_type>(row)), _nodes(ring),
                    _tags(ParkingTags{parking[row]}.all()));
  }
}

}  // namespace

WrittenFile write_osm(const std::filesystem::path& folder, const Facts& facts, const StreetMap& map,
                      const std::vector<ParkingGround>& parking) {
  const auto path = folder / "twente.osm.pbf";
  const auto ids = node_ids(map);
  write_osm_file(path, "trek datasets/twente (verzonnen)", [&](OsmObjects& objects) {
    add_places(objects, facts.settlements);
    add_nodes(objects, map, ids);
    const auto corners = add_parking_nodes(objects, parking);
    add_streets(objects, map, ids);
    add_parking(objects, parking, corners);
  });
  const auto node_count = static_cast<std::uint64_t>(std::ranges::count_if(ids, [](auto id) { return id != 0; }));
  return {path, "straten, wegen, paden en parkeerterreinen (OSM-schema), verzonnen",
          facts.settlements.size() + node_count + map.streets.size() + parking.size()};
}

}  // namespace trek::datasets
