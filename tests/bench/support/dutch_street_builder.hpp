#pragma once

#include <cstdint>
#include <vector>

#include "support/dutch_streets.hpp"

/// The streets while they are laid out: which lie on which line of the lattice, and which were left out.
namespace trek::bench {

inline constexpr std::uint32_t kNone = ~std::uint32_t{0};

/// A street along a line of the lattice, between crossings of the lattice.
struct LatticeStreet {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Road road = Road::residential;
  bool oneway = false;
  bool contraflow = false;
  bool in_town = false;
};

class StreetBuilder {
 public:
  explicit StreetBuilder(const Landscape& land)
      : land_{land},
        vertex_(land.lattice.crossing_count(), kNone),
        rightward_(land.lattice.crossing_count(), kNone),
        upward_(land.lattice.crossing_count(), kNone) {}

  [[nodiscard]] const Landscape& land() const noexcept { return land_; }
  [[nodiscard]] const Chance& chance() const noexcept { return chance_; }

  void add(const LatticeStreet& street);
  /// Not built unless something would be cut off; `over_water` only if nothing else helps.
  void leave_out(const LatticeStreet& street, bool over_water) { (over_water ? bridges_ : spare_).push_back(street); }
  /// Builds what was left out where it joins parts that nothing else joins: for cars first, then for all.
  void reconnect();

  [[nodiscard]] bool has_vertex(std::uint32_t crossing) const noexcept { return vertex_[crossing] != kNone; }
  [[nodiscard]] std::uint32_t vertex(std::uint32_t crossing) const noexcept { return vertex_[crossing]; }
  /// Row of the street that leaves a crossing to the right or upward; kNone without one.
  [[nodiscard]] std::uint32_t rightward(std::uint32_t crossing) const noexcept { return rightward_[crossing]; }
  [[nodiscard]] std::uint32_t upward(std::uint32_t crossing) const noexcept { return upward_[crossing]; }

  [[nodiscard]] const Street& street(std::uint32_t row) const noexcept { return streets_.street[row]; }
  [[nodiscard]] geo::Point place(std::uint32_t vertex) const noexcept { return streets_.place[vertex]; }
  std::uint32_t add_vertex(geo::Point place);
  void add_between(const Street& street) { streets_.street.push_back(street); }
  /// A new crossing on a street, at a share of its length; the street is cut by finish_cuts().
  std::uint32_t cut(std::uint32_t row, double share);
  void finish_cuts();

  [[nodiscard]] Streets take() { return std::move(streets_); }

 private:
  struct Cut {
    std::uint32_t row = 0;
    double share = 0.0;
    std::uint32_t vertex = 0;
  };
  std::uint32_t vertex_at(std::uint32_t crossing);
  void join_parts(bool cars_only);

  const Landscape& land_;
  Chance chance_{land_.seed};
  Streets streets_;
  std::vector<std::uint32_t> vertex_;  // of each crossing of the lattice
  std::vector<std::uint32_t> rightward_;
  std::vector<std::uint32_t> upward_;
  std::vector<LatticeStreet> spare_;
  std::vector<LatticeStreet> bridges_;
  std::vector<Cut> cuts_;
};

/// Roads along the coarse lattice, and the streets of the blocks within its cells.
void lay_streets(StreetBuilder& builder, const MainRoads& roads);
/// Dead ends, alleys and short cuts in towns; drives, tracks and cycleways in the country. After lay_streets().
void lay_paths(StreetBuilder& builder);
/// Two carriageways each, with ramps to the corners nearest to them. After lay_streets().
void lay_motorway(StreetBuilder& builder, const Motorway& motorway);

}  // namespace trek::bench
