#include "trek/resolve/detail/zone_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "trek/geo/topology.hpp"

namespace trek::resolve::detail {
namespace {

using model::ZoneGroup;

// Choices of trek: METHODS "Reuse potential" has the reasons.
constexpr double kZonedShare = 0.5;  // of the footprint that lies in zones: below, nobody knows
constexpr double kToldShare = 0.1;   // of the footprint in another group, or in none
constexpr double kEqualShare = 1e-6;

std::vector<geo::Box> zone_boxes(const geo::PolygonColumn& areas) {
  std::vector<geo::Box> boxes;
  for (std::size_t row = 0; row < areas.size(); ++row) boxes.push_back(areas.box(row));
  return boxes;
}

}  // namespace

/// Of a footprint, how much lies in each group; and the zone that has most of it.
struct ZoneFacts::Shares {
  std::array<double, model::kZoneGroupCount> of_group{};
  std::array<double, model::kZoneGroupCount> largest{};  // part of a zone of the group
  std::array<std::optional<std::uint32_t>, model::kZoneGroupCount> zone{};

  void add(ZoneGroup group, std::uint32_t row, double share) {
    const auto at = static_cast<std::size_t>(group);
    of_group[at] = std::min(1.0, of_group[at] + share);
    if (zone[at] && share <= largest[at]) return;
    largest[at] = share;
    zone[at] = row;
  }
  [[nodiscard]] double zoned() const {
    double sum = 0.0;
    for (const double share : of_group) sum += share;
    return std::min(1.0, sum);
  }
  /// The group with the largest share; of equal ones the first. Unknown where a group that nobody knows may be it.
  [[nodiscard]] ZoneGroup main_group() const {
    constexpr auto kUnknown = static_cast<std::size_t>(ZoneGroup::unknown);
    std::size_t best = 0;
    for (std::size_t at = 1; at < kUnknown; ++at) {
      if (of_group[at] > of_group[best] + kEqualShare) best = at;
    }
    return of_group[kUnknown] + kEqualShare >= of_group[best] ? ZoneGroup::unknown : static_cast<ZoneGroup>(best);
  }
  /// "wonen (35 %), buiten elke bestemming (12 %)".
  [[nodiscard]] core::Phrase others(ZoneGroup main) const {
    std::string dutch;
    std::string english;
    const auto add_part = [&](std::string_view in_dutch, std::string_view in_english, double share) {
      if (share < kToldShare) return;
      const char* const between = english.empty() ? "" : ", ";
      dutch += fmt::format("{}{} ({:.0f} %)", between, in_dutch, 100.0 * share);
      english += fmt::format("{}{} ({:.0f} %)", between, in_english, 100.0 * share);
    };
    for (std::size_t at = 0; at < of_group.size(); ++at) {
      const auto group = static_cast<ZoneGroup>(at);
      if (group == main && group != ZoneGroup::unknown) continue;
      add_part(model::label_of(group, model::Language::nl), model::label_of(group, model::Language::en), of_group[at]);
    }
    add_part("buiten elke bestemming", "outside every zone", 1.0 - zoned());
    return {std::move(dutch), std::move(english)};
  }
};

ZoneFacts::ZoneFacts(const Evidence& evidence) : zones_{evidence.zones} {
  if (zones_ != nullptr) index_.emplace(zone_boxes(zones_->area));
}

ZoneFacts::Shares ZoneFacts::at_place(geo::Point place) const {
  Shares shares;
  for (const std::uint32_t row : index_->intersecting({place.x_m, place.y_m, place.x_m, place.y_m})) {
    if (geo::distance_m(zones_->area.feature(row), place) <= 0.0) shares.add(zones_->group[row], row, 1.0);
  }
  return shares;
}

ZoneFacts::Shares ZoneFacts::shares(const Draft& site) const {
  const double whole_m2 = geo::area_m2(site.footprint);
  if (whole_m2 <= 0.0) return site.listed && geo::is_finite(site.place) ? at_place(site.place) : Shares{};
  Shares shares;
  const geo::Box box = geo::bounds(site.footprint);
  for (const std::uint32_t row : index_->intersecting(box)) {
    const auto near = geo::clipped(zones_->area.feature(row), box);  // a zone may have a thousand corners
    const double part_m2 = near.empty() ? 0.0 : geo::area_m2(geo::intersection(site.footprint, near));
    if (part_m2 > 0.0) shares.add(zones_->group[row], row, part_m2 / whole_m2);
  }
  return shares;
}

void ZoneFacts::take(Draft& site) const {
  if (!index_ || site.ranges.link_confidence < 1.0) return;
  const Shares found = shares(site);
  if (found.zoned() + kEqualShare < kZonedShare) return;
  const ZoneGroup main = found.main_group();
  site.other_zoning = found.others(main);
  if (main == ZoneGroup::unknown) return;
  site.zoning = model::name_of(main);
  const auto row = found.zone[static_cast<std::size_t>(main)];
  site.links.push_back({"zoning", zones_->key[*row], model::LinkMethod::inside, 0.0, 1.0});
}

}  // namespace trek::resolve::detail
