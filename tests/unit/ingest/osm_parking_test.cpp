#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>

#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/geo/polygon.hpp"

namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;
namespace geo = trek::geo;

namespace {

using OsmTag = std::pair<const char*, const char*>;
constexpr double kEast_deg = 6.79;
constexpr double kNorth_deg = 52.26;  // Hengelo: one thousandth is 111.3 m north, 68.3 m east

/// An extract: places by number, in thousandths of a degree; then what is drawn with them.
class ParkingExtract {
 public:
  void node(osmium::object_id_type id, double east, double north, const std::vector<OsmTag>& tags = {}) {
    using namespace osmium::builder::attr;
    osmium::builder::add_node(buffer_, _id(id),
                              _location(osmium::Location{kEast_deg + east / 1000.0, kNorth_deg + north / 1000.0}),
                              _tags(tags));
  }
  void way(osmium::object_id_type id, const std::vector<osmium::object_id_type>& nodes,
           const std::vector<OsmTag>& tags = {}) {
    using namespace osmium::builder::attr;
    osmium::builder::add_way(buffer_, _id(id), _nodes(nodes), _tags(tags));
  }
  void relation(osmium::object_id_type id, const std::vector<osmium::builder::attr::member_type>& members,
                const std::vector<OsmTag>& tags) {
    using namespace osmium::builder::attr;
    osmium::builder::add_relation(buffer_, _id(id), _members(members), _tags(tags));
  }
  std::filesystem::path write(const test::TemporaryFolder& folder) {
    const auto path = folder / "drawn.osm.pbf";
    osmium::io::Writer writer{osmium::io::File{path.string(), "pbf"}, osmium::io::overwrite::allow};
    writer(std::move(buffer_));
    writer.close();
    return path;
  }

 private:
  osmium::memory::Buffer buffer_{4096, osmium::memory::Buffer::auto_grow::yes};
};

model::Parking read_parking(const std::filesystem::path& path) {
  auto loaded = ingest::read_parking(test::source_of(path, "parking"), {}, test::kControl);
  test::check_balance(loaded);
  return std::move(loaded.table);
}

}  // namespace

//  A way of one by one thousandth of a degree; a frame of two by two (in two lines) with a hole of one by one; a point.
TEST_CASE("parking of an OSM extract: points, closed ways, and outlines with a hole in them", "[ingest][unit]") {
  ParkingExtract extract;
  extract.node(1, 0, 0);
  extract.node(2, 1, 0);
  extract.node(3, 1, 1);
  extract.node(4, 0, 1);
  extract.node(5, 10, 0);
  extract.node(6, 12, 0);
  extract.node(7, 12, 2);
  extract.node(8, 10, 2);
  extract.node(11, 10.5, 0.5);
  extract.node(12, 11.5, 0.5);
  extract.node(13, 11.5, 1.5);
  extract.node(14, 10.5, 1.5);
  extract.node(20, 5, 5, {{"amenity", "parking"}, {"capacity", "12"}});
  extract.node(21, 6, 5, {{"amenity", "bench"}});
  extract.way(100, {1, 2, 3, 4, 1}, {{"amenity", "parking"}, {"parking", "surface"}, {"name", "Plein"}});
  extract.way(101, {5, 6, 7});
  extract.way(102, {5, 8, 7});
  extract.way(103, {11, 12, 13, 14, 11});
  extract.way(104, {1, 3, 5, 1}, {{"highway", "service"}});
  extract.relation(200,
                   {{osmium::item_type::way, 101, "outer"},
                    {osmium::item_type::way, 102, "outer"},
                    {osmium::item_type::way, 103, "inner"}},
                   {{"type", "multipolygon"}, {"amenity", "parking"}, {"capacity", "80"}});
  const test::TemporaryFolder folder;
  const auto loaded = ingest::read_parking(test::source_of(extract.write(folder), "parking"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.record.driver == "OSM");
  CHECK(loaded.record.mapping == "osm_parking");
  CHECK(loaded.record.sha256.size() == 64);
  const auto& table = loaded.table;
  CHECK(table.key == std::vector<std::string>{"relation/200", "way/100", "node/20"});
  CHECK(table.capacity == std::vector<std::optional<double>>{80.0, std::nullopt, 12.0});
  CHECK(table.name == std::vector<std::string>{"", "Plein", ""});
  const double square_m2 = 111.27 * 68.3;
  CHECK(geo::area_m2(table.area.feature(0)) == Approx(3.0 * square_m2).epsilon(0.005));
  CHECK(geo::area_m2(table.area.feature(1)) == Approx(square_m2).epsilon(0.005));
  CHECK(table.area.feature(2).empty());
  CHECK(geo::distance_m(table.place[2], geo::centroid(table.area.feature(1))) ==
        Approx(std::hypot(4.5 * 68.3, 4.5 * 111.27)).epsilon(0.005));
}

TEST_CASE("parking of an OSM extract: what is not whole has no place, and is told", "[ingest][unit]") {
  ParkingExtract extract;
  extract.node(1, 0, 0);
  extract.node(2, 1, 0);
  extract.node(3, 1, 1);
  extract.way(100, {1, 2, 3}, {{"amenity", "parking"}});     // not closed
  extract.way(101, {1, 2, 9, 1}, {{"amenity", "parking"}});  // a node is not in the extract
  extract.way(102, {1, 2, 3, 1}, {{"amenity", "parking"}});
  extract.relation(200, {{osmium::item_type::way, 999, "outer"}}, {{"type", "multipolygon"}, {"amenity", "parking"}});
  const test::TemporaryFolder folder;
  const auto loaded = ingest::read_parking(test::source_of(extract.write(folder), "parking"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.key == std::vector<std::string>{"way/102"});
  CHECK(loaded.record.rejected_count == 3);
  const auto broken = folder.write("broken.osm.pbf", "no extract");
  CHECK(test::data_error([&] { static_cast<void>(read_parking(broken)); }).find("no OSM PBF") != std::string::npos);
}

TEST_CASE("parking: only what anybody may use; a number that is none is told and unknown", "[ingest][unit]") {
  const auto ground = [](const std::string& id, const std::string& tags) {
    return test::feature(
        R"("@id":")" + id + R"(","amenity":"parking","parking":null,"access":null,"capacity":null)" + tags,
        test::square(250'000.0 + 100.0 * std::stod(id), 475'000.0, 50.0));
  };
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "parkeren.geojson",
      test::collection({ground("1", ""), ground("2", R"(,"access":"private")"), ground("3", R"(,"access":"customers")"),
                        ground("4", R"(,"parking":"garage_boxes")"), ground("5", R"(,"access":"yes","capacity":"30")"),
                        ground("6", R"(,"capacity":"yes")"), ground("7", R"(,"capacity":"-4")")}));
  const auto loaded = ingest::read_parking(test::source_of(path, "parking"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.key == std::vector<std::string>{"1", "5", "6", "7"});
  CHECK(loaded.table.capacity == std::vector<std::optional<double>>{std::nullopt, 30.0, std::nullopt, std::nullopt});
  CHECK(loaded.record.left_out_count == 3);
  CHECK(loaded.report.findings().size() == 2);
}
