#include "trek/publish/detail/geometry_blob.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <span>

namespace trek::publish::detail {
namespace {

/// Little-endian bytes, whatever the machine.
class Writer {
 public:
  explicit Writer(std::vector<std::byte>& bytes) : bytes_{bytes} {}
  void byte(std::uint8_t value) { bytes_.push_back(std::byte{value}); }
  void u32(std::uint32_t value) { number(value); }
  void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  void point(geo::Point p) {
    real(p.x_m);
    real(p.y_m);
  }
  void points(std::span<const geo::Point> points) {
    if constexpr (std::endian::native == std::endian::little) {
      const auto bytes = std::as_bytes(points);  // a point is two doubles and nothing else, as WKB has it
      bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    } else {
      for (const auto p : points) point(p);
    }
  }
  void count(std::size_t value) { u32(static_cast<std::uint32_t>(value)); }
  void wkb(std::uint32_t type) {
    byte(1);
    u32(type);
  }

 private:
  template <class Unsigned>
  void number(Unsigned value) {
    std::array<std::byte, sizeof(Unsigned)> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>((value >> (8 * i)) & 0xFFU);
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  std::vector<std::byte>& bytes_;
};
static_assert(sizeof(geo::Point) == 2 * sizeof(double));

/// As it is where it has no area, and so no direction.
void write_ring(Writer& out, const geo::Ring& ring, bool counter_clockwise) {
  const double area_m2 = geo::signed_area_m2(ring);
  out.count(ring.size());
  if (counter_clockwise ? area_m2 < 0.0 : area_m2 > 0.0) {
    for (std::size_t i = ring.size(); i > 0; --i) out.point(ring[i - 1]);
  } else {
    out.points(ring);
  }
}

void write_body(Writer& out, geo::Point place) {
  out.wkb(kWkbPoint);
  out.point(place);
}

void write_body(Writer& out, const geo::LineString& line) {
  out.wkb(kWkbLine);
  out.count(line.size());
  out.points(line);
}

void write_body(Writer& out, const geo::MultiPolygon& polygons) {
  out.wkb(kWkbMultiPolygon);
  out.count(polygons.size());
  for (const auto& polygon : polygons) {
    out.wkb(kWkbPolygon);
    out.count(1 + polygon.holes.size());
    write_ring(out, polygon.shell, true);
    for (const auto& hole : polygon.holes) write_ring(out, hole, false);
  }
}

void write_header(Writer& out, std::int32_t srs_id, bool with_envelope) {
  out.byte('G');
  out.byte('P');
  out.byte(0);
  out.byte(with_envelope ? 0x03 : 0x01);
  out.u32(static_cast<std::uint32_t>(srs_id));
}

void write_envelope(Writer& out, const geo::Box& box) {
  out.real(box.min_x_m);
  out.real(box.max_x_m);
  out.real(box.min_y_m);
  out.real(box.max_y_m);
}

bool all_finite(const std::vector<geo::Point>& points) { return std::ranges::all_of(points, geo::is_finite); }
bool is_closed(const geo::Ring& ring) { return ring.size() >= 4 && ring.front() == ring.back(); }

std::string_view misfit_of(const geo::Ring& ring) {
  if (!is_closed(ring)) return "a ring with fewer than 4 points, or not closed";
  if (!all_finite(ring)) return "a coordinate that is not a finite number";
  return {};
}

std::string_view misfit_of(const geo::MultiPolygon& polygons) {
  if (polygons.empty()) return "an empty polygon";
  for (const auto& polygon : polygons) {
    if (const auto misfit = misfit_of(polygon.shell); !misfit.empty()) return misfit;
    for (const auto& hole : polygon.holes) {
      if (const auto misfit = misfit_of(hole); !misfit.empty()) return misfit;
    }
  }
  return {};
}

std::string_view misfit_of_line(const geo::LineString& line) {
  if (line.size() < 2) return "a line with fewer than 2 points";
  return all_finite(line) ? std::string_view{} : "a coordinate that is not a finite number";
}

}  // namespace

void encode(const Geometry& geometry, std::int32_t srs_id, std::vector<std::byte>& bytes) {
  bytes.clear();
  Writer out{bytes};
  const bool is_point = std::holds_alternative<geo::Point>(geometry);
  write_header(out, srs_id, !is_point);
  if (!is_point) write_envelope(out, bounds_of(geometry));
  if (const auto* place = std::get_if<geo::Point>(&geometry)) write_body(out, *place);
  if (const auto* line = std::get_if<geo::LineString>(&geometry)) write_body(out, *line);
  if (const auto* polygons = std::get_if<geo::MultiPolygon>(&geometry)) write_body(out, *polygons);
}

geo::Box bounds_of(const Geometry& geometry) {
  geo::Box box;
  if (const auto* place = std::get_if<geo::Point>(&geometry)) box.add(*place);
  if (const auto* line = std::get_if<geo::LineString>(&geometry)) {
    for (const auto p : *line) box.add(p);
  }
  if (const auto* polygons = std::get_if<geo::MultiPolygon>(&geometry)) {
    for (const auto& polygon : *polygons) {
      for (const auto p : polygon.shell) box.add(p);
    }
  }
  return box;
}

std::string_view find_misfit(const Geometry& geometry, GeometryType type) {
  const auto* place = std::get_if<geo::Point>(&geometry);
  const auto* line = std::get_if<geo::LineString>(&geometry);
  const auto* polygons = std::get_if<geo::MultiPolygon>(&geometry);
  switch (type) {
    case GeometryType::none:
      return std::holds_alternative<std::monostate>(geometry) ? "" : "a geometry in a table without geometry";
    case GeometryType::point:
      if (place == nullptr) return "no point";
      return geo::is_finite(*place) ? "" : "a coordinate that is not a finite number";
    case GeometryType::line:
      return line == nullptr ? "no line" : misfit_of_line(*line);
    case GeometryType::multipolygon:
      return polygons == nullptr ? "no polygon" : misfit_of(*polygons);
  }
  return "an unknown geometry type";
}

}  // namespace trek::publish::detail
