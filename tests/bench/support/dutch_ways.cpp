#include "support/dutch_ways.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace trek::bench {
namespace {

using geo::Point;

constexpr std::size_t kLongestWay = 12;  // streets of a way over crossings
enum Purpose : std::uint64_t { straight_on = 600, shape_points, bulge, wiggle };

/// Whether two streets can be parts of one way.
bool is_alike(const Street& a, const Street& b) noexcept {
  return a.road == b.road && a.oneway == b.oneway && a.contraflow == b.contraflow && a.in_town == b.in_town;
}

/// What a street between two others takes on: its looks may change where nothing branches off, its use may not.
bool is_used_alike(const Street& a, const Street& b) noexcept {
  return a.oneway == b.oneway && a.contraflow == b.contraflow && is_for_cars(a.road) == is_for_cars(b.road) &&
         (a.road == b.road || !(is_motorway(a.road) || is_motorway(b.road)));
}

class WayBuilder {
 public:
  WayBuilder(const Streets& streets, std::uint64_t seed)
      : streets_{streets}, at_{streets}, chance_{seed}, used_(streets.street.size(), 0) {}

  Ways build() {
    for (std::uint32_t row = 0; row < used_.size(); ++row) {
      if (used_[row] == 0) add_way(row);
    }
    return std::move(ways_);
  }

 private:
  struct Part {
    std::uint32_t row;
    std::uint8_t backwards;
  };

  /// From `row` on in its direction, then before it; both ends until nothing follows.
  void add_way(std::uint32_t row) {
    used_[row] = 1;
    after_ = {{row, 0}};
    before_.clear();
    extend(after_, streets_.street[row], streets_.street[row].to, true);
    extend(before_, streets_.street[row], streets_.street[row].from, false);
    std::reverse(before_.begin(), before_.end());
    for (const auto* parts : {&before_, &after_}) {
      for (const Part& part : *parts) {
        ways_.street.push_back(part.row);
        ways_.backwards.push_back(part.backwards);
      }
    }
    ways_.first.push_back(ways_.street.size());
  }

  void extend(std::vector<Part>& parts, const Street& kind, std::uint32_t end, bool forward) {
    std::uint32_t before = forward ? kind.from : kind.to;
    while (const auto next = find_next(kind, before, end, forward, after_.size() + before_.size())) {
      const Street& street = streets_.street[*next];
      used_[*next] = 1;
      const bool from_end = street.from == end;
      parts.push_back({*next, static_cast<std::uint8_t>(from_end == forward ? 0 : 1)});
      before = std::exchange(end, from_end ? street.to : street.from);
    }
  }

  /// The street that goes on at `end` for someone who comes from `before`.
  [[nodiscard]] std::optional<std::uint32_t> find_next(const Street& kind, std::uint32_t before, std::uint32_t end,
                                                       bool forward, std::size_t length) const {
    const std::uint32_t count = at_.first[end + 1] - at_.first[end];
    const bool over_crossing = count > 2;
    if (over_crossing && (length >= kLongestWay || chance_.of(end, straight_on) < 0.35)) return std::nullopt;
    for (std::uint32_t k = at_.first[end]; k < at_.first[end + 1]; ++k) {
      const Street& street = streets_.street[at_.street[k]];
      if (used_[at_.street[k]] != 0 || street.from == street.to) continue;
      if (kind.oneway && (street.from == end) != forward) continue;
      const std::uint32_t next = street.from == end ? street.to : street.from;
      if (over_crossing ? is_alike(kind, street) && is_straight(before, end, next) : is_used_alike(kind, street)) {
        return at_.street[k];
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool is_straight(std::uint32_t before, std::uint32_t end, std::uint32_t next) const noexcept {
    const Point a = streets_.place[before];
    const Point b = streets_.place[end];
    const Point c = streets_.place[next];
    const double along = (b.x_m - a.x_m) * (c.x_m - b.x_m) + (b.y_m - a.y_m) * (c.y_m - b.y_m);
    return along > 0.85 * geo::distance_m(a, b) * geo::distance_m(b, c);
  }

  const Streets& streets_;
  StreetsAt at_;
  Chance chance_;
  std::vector<std::uint8_t> used_;
  std::vector<Part> after_;
  std::vector<Part> before_;
  Ways ways_;
};

}  // namespace

Ways build_ways(const Streets& streets, std::uint64_t seed) { return WayBuilder{streets, seed}.build(); }

std::uint64_t bicycle_junction_count(const Streets& streets, const Ways& ways) {
  std::vector<std::uint8_t> visits(streets.place.size(), 0);
  const auto visit = [&](std::uint32_t crossing, unsigned times) {
    visits[crossing] = static_cast<std::uint8_t>(std::min(2U, visits[crossing] + times));
  };
  for (std::size_t way = 0; way < ways.size(); ++way) {
    if (is_motorway(streets.street[ways.street[ways.first[way]]].road)) continue;
    for (std::size_t k = ways.first[way]; k < ways.first[way + 1]; ++k) {
      const Street& street = streets.street[ways.street[k]];
      const bool backwards = ways.backwards[k] != 0;
      visit(backwards ? street.to : street.from, k == ways.first[way] ? 2 : 1);
      if (k + 1 == ways.first[way + 1]) visit(backwards ? street.from : street.to, 2);
    }
  }
  return static_cast<std::uint64_t>(std::count(visits.begin(), visits.end(), std::uint8_t{2}));
}

std::uint32_t shape_count(const Street& street, std::uint32_t row, const Chance& chance) noexcept {
  constexpr std::array<double, 4> kAtLeast{0.85, 0.50, 0.25, 0.10};  // 1.7 points a street
  if (is_motorway(street.road)) return 1;
  const double u = chance.of(row, shape_points);
  return static_cast<std::uint32_t>(std::count_if(kAtLeast.begin(), kAtLeast.end(), [&](double p) { return u < p; }));
}

Point shape_point(const Streets& streets, std::uint32_t row, std::uint32_t k, std::uint32_t count,
                  const Chance& chance) noexcept {
  const Point a = streets.place[streets.street[row].from];
  const Point b = streets.place[streets.street[row].to];
  const double t = (k + 1.0) / (count + 1.0);
  const double aside = is_motorway(streets.street[row].road)
                           ? 0.0
                           : 0.2 * t * (1.0 - t) * chance.either_way(row, bulge) +
                                 0.015 * chance.either_way(std::uint64_t{row} * 8 + k, wiggle);
  return {a.x_m + t * (b.x_m - a.x_m) - aside * (b.y_m - a.y_m), a.y_m + t * (b.y_m - a.y_m) + aside * (b.x_m - a.x_m)};
}

}  // namespace trek::bench
