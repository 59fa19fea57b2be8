#include "trek/ingest/detail/twins.hpp"

#include <algorithm>

#include "trek/core/text.hpp"
#include "trek/geo/topology.hpp"

namespace trek::ingest::detail {

namespace {

bool is_near(const std::vector<geo::Point>& points, const Shape& other, double distance_m) {
  return std::any_of(points.begin(), points.end(), [&](const geo::Point& point) {
    if (!other.polygons.empty() && geo::distance_m(other.polygons, point) <= distance_m) return true;
    return std::any_of(other.points.begin(), other.points.end(),
                       [&](const geo::Point& p) { return geo::distance_m(p, point) <= distance_m; });
  });
}

/// Outlines must overlap: houses of one name in a row are several.
bool is_one_place(const Shape& a, const Shape& b, double distance_m) {
  if (!a.bounds().grown(distance_m).intersects(b.bounds())) return false;
  if (is_near(a.points, b, distance_m) || is_near(b.points, a, distance_m)) return true;
  return !a.polygons.empty() && !b.polygons.empty() && !geo::intersection(a.polygons, b.polygons).empty();
}

}  // namespace

std::optional<std::size_t> Twins::find(const std::string& name, const Record& record,
                                       const std::function<bool(std::size_t row)>& may_be) const {
  const std::string key = core::folded(name);
  if (key.empty() || !record.has_place()) return std::nullopt;
  const auto [first, last] = entries_.equal_range(key);
  const auto twin = std::find_if(first, last, [&](const auto& entry) {
    return may_be(entry.second.row) && is_one_place(entry.second.shape, record.shape(), distance_m_);
  });
  return twin == last ? std::nullopt : std::optional{twin->second.row};
}

void Twins::add(const std::string& name, const Record& record, std::size_t row) {
  const std::string key = core::folded(name);
  if (!key.empty() && record.has_place()) entries_.emplace(key, Entry{row, record.shape()});
}

}  // namespace trek::ingest::detail
