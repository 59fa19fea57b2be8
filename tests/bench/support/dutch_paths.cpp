#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "support/dutch_street_builder.hpp"

/// What hangs on the streets: dead ends, alleys, short cuts, drives, tracks.
namespace trek::bench {
namespace {

using geo::Point;

enum Purpose : std::uint64_t {
  block_kind = 500,
  block_side,
  cut_share,
  block_class,
  depth,
  drive_count,
  drive_side,
  drive_class,
  drive_depth,
  cross_country,
  cross_class
};

struct RoadShare {
  Road road;
  double share;  // of 1 in all
};

Road drawn(std::span<const RoadShare> shares, double u) noexcept {
  for (const RoadShare& choice : shares) {
    if (u < choice.share) return choice.road;
    u -= choice.share;
  }
  return shares.front().road;
}

// ---- Towns

constexpr std::array<RoadShare, 5> kDeadEnds{{{Road::residential, 0.40},
                                              {Road::service, 0.30},
                                              {Road::living_street, 0.12},
                                              {Road::footway, 0.13},
                                              {Road::cycleway, 0.05}}};
constexpr std::array<RoadShare, 4> kAlleys{
    {{Road::footway, 0.45}, {Road::cycleway, 0.25}, {Road::service, 0.15}, {Road::residential, 0.15}}};
constexpr double kAlleyShare = 0.21;    // of the blocks: from one side to the opposite one
constexpr double kCornerShare = 0.08;   // a short cut between two sides that meet
constexpr double kDeadEndShare = 0.17;  // a street that ends within the block
constexpr double kTwinShare = 0.025;    // two of them, from opposite sides

/// The blocks of towns, one after another; sides are bottom, right, top, left.
class Blocks {
 public:
  explicit Blocks(StreetBuilder& builder)
      : builder_{builder}, cut_(builder.land().lattice.crossing_count() * 2, kNone) {}

  void fill(std::uint32_t i, std::uint32_t j) {
    read_sides(i, j);
    if (std::all_of(side_.begin(), side_.end(), [](const Side& side) { return side.row == kNone; })) return;
    block_ = builder_.land().lattice.crossing(i, j);
    middle_ = middle(i, j);
    const auto first = static_cast<std::size_t>(4.0 * chance(block_side));
    double u = chance(block_kind);
    if (u < kAlleyShare) return add_path(first, 2);
    u -= kAlleyShare;
    if (u < kCornerShare) return add_path(first, 1);
    u -= kCornerShare;
    if (u < kDeadEndShare) return add_some_dead_end(first);
    if (u < kDeadEndShare + kTwinShare) {
      add_dead_end(first);
      add_dead_end(first + 2);
    }
  }

 private:
  struct Side {
    std::uint32_t row = kNone;  // street; kNone if there is none that takes a path
    std::size_t line = 0;       // of the lattice
  };

  [[nodiscard]] double chance(std::uint64_t purpose) const { return builder_.chance().of(block_, purpose); }

  [[nodiscard]] Side side(std::uint32_t row, std::size_t line) const {
    if (row == kNone) return {};
    const Street& street = builder_.street(row);
    const bool fits = street.in_town && street.road >= Road::tertiary && street.road <= Road::living_street;
    return fits ? Side{row, line} : Side{};
  }
  void read_sides(std::uint32_t i, std::uint32_t j) {
    const Lattice& lattice = builder_.land().lattice;
    const std::uint32_t low = lattice.crossing(i, j);
    const std::uint32_t above = lattice.crossing(i, j + 1);
    side_ = {side(builder_.rightward(low), std::size_t{low} * 2),
             side(builder_.upward(low + 1), (std::size_t{low} + 1) * 2 + 1),
             side(builder_.rightward(above), std::size_t{above} * 2),
             side(builder_.upward(low), std::size_t{low} * 2 + 1)};
  }
  [[nodiscard]] Point middle(std::uint32_t i, std::uint32_t j) const {
    return between(builder_.land().place(i, j), builder_.land().place(i + 1, j + 1), 0.5);
  }
  /// The crossing halfway along a side, which both of its blocks share.
  std::uint32_t cut(const Side& side) {
    std::uint32_t& vertex = cut_[side.line];
    if (vertex == kNone) vertex = builder_.cut(side.row, 0.3 + 0.4 * builder_.chance().of(side.line, cut_share));
    return vertex;
  }
  /// Between two sides `apart` sides from each other, the first such pair that has streets.
  void add_path(std::size_t first, std::size_t apart) {
    for (std::size_t turn = 0; turn < 4; ++turn) {
      const Side from = side_[(first + turn) % 4];
      const Side to = side_[(first + turn + apart) % 4];
      if (from.row == kNone || to.row == kNone) continue;
      const std::uint32_t begin = cut(from);
      return builder_.add_between({begin, cut(to), drawn(kAlleys, chance(block_class)), false, false, true});
    }
  }
  bool add_dead_end(std::size_t at) {
    const Side from = side_[at % 4];
    if (from.row == kNone) return false;
    const std::uint32_t begin = cut(from);
    const double reach = 0.45 + 0.45 * builder_.chance().of(block_ * 4 + at % 4, depth);
    const std::uint32_t end = builder_.add_vertex(between(builder_.place(begin), middle_, reach));
    const Road road = drawn(kDeadEnds, builder_.chance().of(block_ * 4 + at % 4, block_class));
    builder_.add_between({begin, end, road, false, false, true});
    return true;
  }
  void add_some_dead_end(std::size_t first) {
    for (std::size_t turn = 0; turn < 4; ++turn) {
      if (add_dead_end(first + turn)) return;
    }
  }

  StreetBuilder& builder_;
  std::vector<std::uint32_t> cut_;  // of each line of the lattice: 2 * crossing, and 1 more for the upward one
  std::array<Side, 4> side_;
  Point middle_;
  std::uint64_t block_ = 0;
};

// ---- The country

constexpr std::array<RoadShare, 5> kDrives{{{Road::service, 0.50},
                                            {Road::track, 0.28},
                                            {Road::unclassified, 0.10},
                                            {Road::cycleway, 0.04},
                                            {Road::footway, 0.08}}};
constexpr std::array<RoadShare, 3> kCrossCountry{{{Road::track, 0.45}, {Road::cycleway, 0.35}, {Road::footway, 0.20}}};
constexpr double kCrossCountryShare = 0.14;  // of the cells without streets

bool is_open_country(const Landscape& land, std::uint32_t a, std::uint32_t b) noexcept {
  return a < land.lattice.cell_count && b < land.lattice.cell_count &&
         land.cell_kind[land.lattice.corner(a, b)] == CellKind::country;
}

/// Farm drives and tracks off a country road, into the cells on both sides of it.
void add_drives(StreetBuilder& builder, std::uint32_t a, std::uint32_t b, bool rightward) {
  const Landscape& land = builder.land();
  const Lattice& lattice = land.lattice;
  const std::uint32_t crossing = lattice.crossing(a * Lattice::kBlocks, b * Lattice::kBlocks);
  const std::uint32_t row = rightward ? builder.rightward(crossing) : builder.upward(crossing);
  if (row == kNone || builder.street(row).in_town) return;
  const Chance& chance = builder.chance();
  const std::uint64_t key = std::uint64_t{crossing} * 2 + (rightward ? 1 : 0);
  const auto count = static_cast<std::uint32_t>(1.9 * chance.of(key, drive_count));
  for (std::uint32_t k = 0; k < count; ++k) {
    const std::uint64_t drive = key * 4 + k;
    const bool beyond = chance.of(drive, drive_side) < 0.5;
    const std::uint32_t left = a - (beyond && !rightward ? 1 : 0);  // wraps at the edge of the land, and is not open
    const std::uint32_t low = b - (beyond && rightward ? 1 : 0);
    if (!is_open_country(land, left, low)) continue;
    const std::uint32_t begin = builder.cut(row, (k + 0.3 + 0.4 * chance.of(drive, cut_share)) / count);
    const Point middle = land.place(Point{(left + 0.5) * Lattice::kCell_m, (low + 0.5) * Lattice::kCell_m});
    const Point far = between(builder.place(begin), middle, 0.15 + 0.55 * chance.of(drive, drive_depth));
    const std::uint32_t end = builder.add_vertex(far);
    builder.add_between({begin, end, drawn(kDrives, chance.of(drive, drive_class)), false, false, false});
  }
}

/// A track or a cycleway from one corner of a cell to the opposite one.
void add_cross_country(StreetBuilder& builder, std::uint32_t a, std::uint32_t b) {
  const Lattice& lattice = builder.land().lattice;
  const std::uint64_t cell = lattice.corner(a, b);
  if (builder.chance().of(cell, cross_country) >= kCrossCountryShare || !is_open_country(builder.land(), a, b)) return;
  const auto at = [&](std::uint32_t i, std::uint32_t j) {
    return lattice.crossing(i * Lattice::kBlocks, j * Lattice::kBlocks);
  };
  const bool rises = builder.chance().of(cell, cross_country + 100) < 0.5;
  const std::uint32_t from = rises ? at(a, b) : at(a, b + 1);
  const std::uint32_t to = rises ? at(a + 1, b + 1) : at(a + 1, b);
  if (!builder.has_vertex(from) || !builder.has_vertex(to) || builder.land().is_water_between(from, to)) return;
  builder.add_between({builder.vertex(from), builder.vertex(to),
                       drawn(kCrossCountry, builder.chance().of(cell, cross_class)), false, false, false});
}

}  // namespace

void lay_paths(StreetBuilder& builder) {
  const Lattice& lattice = builder.land().lattice;
  Blocks blocks{builder};
  for (std::uint32_t j = 0; j < lattice.side(); ++j) {
    for (std::uint32_t i = 0; i < lattice.side(); ++i) blocks.fill(i, j);
  }
  for (std::uint32_t b = 0; b < lattice.cell_count; ++b) {
    for (std::uint32_t a = 0; a < lattice.cell_count; ++a) {
      add_drives(builder, a, b, true);
      add_drives(builder, a, b, false);
      add_cross_country(builder, a, b);
    }
  }
  builder.finish_cuts();
}

}  // namespace trek::bench
