#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/holds.hpp"
#include "support/sqlite_rows.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/geo/topology.hpp"

namespace {

namespace geo = trek::geo;

/// A multipolygon as GeoPackage writes it, little-endian and without Z, from the hexadecimal text that SQL's hex()
/// gives.
class AreaText {
 public:
  explicit AreaText(const std::string& hex) {
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
      bytes_ += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
  }
  [[nodiscard]] geo::MultiPolygon area() {
    static constexpr std::size_t kEnvelopeBytes[] = {0, 32, 48, 48, 64};
    at_ = 8 + kEnvelopeBytes[(static_cast<unsigned char>(bytes_.at(3)) >> 1U) & 7U];
    at_ += 5;  // byte order and kind of the whole
    geo::MultiPolygon area(take<std::uint32_t>());
    for (auto& polygon : area) {
      at_ += 5;
      const auto ring_count = take<std::uint32_t>();
      polygon.shell = ring();
      for (std::uint32_t hole = 1; hole < ring_count; ++hole) polygon.holes.push_back(ring());
    }
    return area;
  }

 private:
  template <class T>
  T take() {
    T value;
    std::memcpy(&value, bytes_.substr(at_, sizeof value).data(), sizeof value);
    at_ += sizeof value;
    return value;
  }
  geo::Ring ring() {
    geo::Ring points(take<std::uint32_t>());
    for (auto& point : points) {
      point.x_m = take<double>();
      point.y_m = take<double>();
    }
    return points;
  }

  std::string bytes_;
  std::size_t at_ = 0;
};

struct People {
  geo::Point place;
  double count = 0.0;
};

std::vector<People> people() {
  std::vector<People> result;
  for (const auto& row :
       trek::test::sqlite_rows(TREK_DEMO_OUTPUT, "select hex(geom), inhabitants from demand where inhabitants > 0")) {
    result.push_back({geo::bounds(AreaText{row[0]}.area()).centre(), std::stod(row[1])});
  }
  return result;
}

}  // namespace

TEST_CASE("embedded project: the people inside an area are those that the table counts", "[flow]") {
  std::map<std::pair<std::string, std::string>, double> inside;  // site, mode
  const std::vector<People> all = people();
  for (const auto& row :
       trek::test::sqlite_rows(TREK_DEMO_OUTPUT, "select site_key, mode, hex(geom) from isochrones")) {
    const geo::MultiPolygon area = AreaText{row[2]}.area();
    const geo::Box box = geo::bounds(area);
    for (const People& here : all) {
      if (box.contains(here.place) && trek::test::holds(area, here.place)) inside[{row[0], row[1]}] += here.count;
    }
  }
  REQUIRE(inside.size() == 30);  // ten sites, three modes
  for (const auto& [of, count] : inside) {
    const auto& [site, mode] = of;
    CAPTURE(site, mode);
    const double counted = std::stod(trek::test::sqlite_value(
        TREK_DEMO_OUTPUT, "select people_all_" + mode + "_30min from sites where key = '" + site + "'"));
    CHECK(count == Approx(counted).epsilon(0.03));
  }
}
