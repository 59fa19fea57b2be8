#include "support/dutch_streets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "support/dutch_street_builder.hpp"

namespace trek::bench {
namespace {

using geo::Point;

enum Purpose : std::uint64_t {
  country_road = 400,
  strips,
  road_class,
  bridge,
  rows_direction,
  cell_style,
  calm,
  oneway_cell,
  kept,
  park_path,
  park_class
};

// ---- Roads along the coarse lattice

/// One side of a coarse cell.
struct CoarseLine {
  std::uint32_t i = 0;  // lower left end, in crossings
  std::uint32_t j = 0;
  bool rightward = true;

  [[nodiscard]] std::uint32_t crossing(const Lattice& lattice, std::uint32_t k) const noexcept {
    return rightward ? lattice.crossing(i + k, j) : lattice.crossing(i, j + k);
  }
};

bool touches_town(const Landscape& land, const CoarseLine& line) noexcept {
  for (std::uint32_t k = 0; k <= Lattice::kBlocks; ++k) {
    if (land.in_town[line.crossing(land.lattice, k)] != 0) return true;
  }
  return false;
}

Road class_of(const Chance& chance, std::uint64_t key, bool in_town) noexcept {
  if (!in_town) return Road::unclassified;
  return chance.of(key, road_class) < 0.35 ? Road::tertiary : Road::residential;
}

/// Land was parcelled out in strips: over some cells the roads run along one direction, with few between them.
double country_share(const Chance& chance, const CoarseLine& line) noexcept {
  constexpr std::uint32_t kPolder = 4 * Lattice::kBlocks;
  const std::uint64_t polder = std::uint64_t{line.j / kPolder} * 65'536 + line.i / kPolder;
  return (chance.of(polder, strips) < 0.5) == line.rightward ? 0.90 : 0.24;
}

void lay_town_road(StreetBuilder& builder, const CoarseLine& line, Road road, bool bridged) {
  const Landscape& land = builder.land();
  for (std::uint32_t k = 0; k < Lattice::kBlocks; ++k) {
    const LatticeStreet street{
        line.crossing(land.lattice, k), line.crossing(land.lattice, k + 1), road, false, false, true};
    if (!bridged && land.is_water_between(street.from, street.to)) {
      builder.leave_out(street, true);
    } else {
      builder.add(street);
    }
  }
}

void lay_country_road(StreetBuilder& builder, const CoarseLine& line, Road road, bool bridged, bool kept) {
  const Landscape& land = builder.land();
  const LatticeStreet street{
      line.crossing(land.lattice, 0), line.crossing(land.lattice, Lattice::kBlocks), road, false, false, false};
  const bool water = !bridged && land.is_water_between(street.from, street.to);
  if (!water && kept) {
    builder.add(street);
  } else {
    builder.leave_out(street, water);
  }
}

void lay_road(StreetBuilder& builder, const CoarseLine& line, Road main_road) {
  const Chance& chance = builder.chance();
  const std::uint64_t key = std::uint64_t{line.crossing(builder.land().lattice, 0)} * 2 + (line.rightward ? 1 : 0);
  const bool in_town = touches_town(builder.land(), line);
  const bool is_main = main_road != Road::footway;
  const Road road = is_main ? main_road : class_of(chance, key, in_town);
  const bool bridged = is_main || chance.of(key, bridge) < 0.08;
  if (in_town) return lay_town_road(builder, line, road, bridged);
  lay_country_road(builder, line, road, bridged, is_main || chance.of(key, country_road) < country_share(chance, line));
}

// ---- Blocks

/// How the streets of a coarse cell are laid out: a neighbourhood of its own.
struct Neighbourhood {
  bool rows_rightward = true;  // long streets run to the right, short ones between them upward
  bool plain_grid = false;     // as in towns of around 1900
  bool calm = false;           // living streets
  bool oneway = false;
  bool contraflow = false;

  Neighbourhood(const Chance& chance, std::uint64_t cell)
      : rows_rightward{chance.of(cell, rows_direction) < 0.5},
        plain_grid{chance.of(cell, cell_style) < 0.07},
        calm{chance.of(cell, Purpose::calm) < 0.2},
        oneway{chance.of(cell, oneway_cell) < 0.25},
        contraflow{chance.of(cell, oneway_cell + 100) < 0.85} {}
};

/// One side of a block, inside a coarse cell.
struct BlockLine {
  std::uint32_t i = 0;
  std::uint32_t j = 0;
  bool rightward = true;

  [[nodiscard]] bool meets_coarse_line() const noexcept {
    const std::uint32_t at = rightward ? i : j;
    return at % Lattice::kBlocks == 0 || (at + 1) % Lattice::kBlocks == 0;
  }
};

/// Long streets are kept, of the short ones every other: crossings of three streets, as in bricklaying.
double kept_share(const Neighbourhood& hood, const BlockLine& line) noexcept {
  if (hood.plain_grid) return 0.92;
  if (hood.rows_rightward == line.rightward) return line.meets_coarse_line() ? 0.93 : 0.98;
  return ((line.i + line.j) % 2 == 0 ? 0.74 : 0.24) * (line.meets_coarse_line() ? 0.85 : 1.0);
}

/// A path crosses its cell as a whole.
void lay_park_path(StreetBuilder& builder, const BlockLine& line, LatticeStreet path, bool water) {
  const std::uint64_t row = line.rightward ? line.j : line.i;
  const std::uint64_t cell = (line.rightward ? line.i : line.j) / Lattice::kBlocks;
  const std::uint64_t key = row * 65'536 + cell * 2 + (line.rightward ? 1 : 0);
  path.road = builder.chance().of(key, park_class) < 0.4 ? Road::cycleway : Road::footway;
  if (!water && builder.chance().of(key, park_path) < 0.4) return builder.add(path);
  builder.leave_out(path, water);
}

void lay_block_line(StreetBuilder& builder, const Neighbourhood& hood, const BlockLine& line) {
  const Landscape& land = builder.land();
  const std::uint32_t from = land.lattice.crossing(line.i, line.j);
  const std::uint32_t to = line.rightward ? from + 1 : land.lattice.crossing(line.i, line.j + 1);
  if (land.in_town[from] == 0 || land.in_town[to] == 0) return;
  const bool water = land.is_water_between(from, to);
  LatticeStreet street{from, to, hood.calm ? Road::living_street : Road::residential, false, false, true};
  if (land.in_park[from] != 0 || land.in_park[to] != 0) return lay_park_path(builder, line, street, water);
  if (hood.oneway && hood.rows_rightward == line.rightward) {
    street.oneway = true;
    street.contraflow = hood.contraflow;
    if ((line.rightward ? line.j : line.i) % 2 == 0) std::swap(street.from, street.to);
  }
  const std::uint64_t key = std::uint64_t{from} * 2 + (line.rightward ? 1 : 0);
  if (!water && builder.chance().of(key, kept) < kept_share(hood, line)) return builder.add(street);
  builder.leave_out(street, water);
}

void lay_blocks(StreetBuilder& builder, std::uint32_t a, std::uint32_t b) {
  const Neighbourhood hood{builder.chance(), builder.land().lattice.corner(a, b)};
  for (std::uint32_t j = b * Lattice::kBlocks; j < (b + 1) * Lattice::kBlocks; ++j) {
    for (std::uint32_t i = a * Lattice::kBlocks; i < (a + 1) * Lattice::kBlocks; ++i) {
      if (j % Lattice::kBlocks != 0) lay_block_line(builder, hood, {i, j, true});
      if (i % Lattice::kBlocks != 0) lay_block_line(builder, hood, {i, j, false});
    }
  }
}

void lay_island(StreetBuilder& builder, std::uint32_t a, std::uint32_t b) {
  const Lattice& lattice = builder.land().lattice;
  for (std::uint32_t j = 1; j < Lattice::kBlocks; ++j) {
    for (std::uint32_t i = 1; i < Lattice::kBlocks; ++i) {
      const std::uint32_t at = lattice.crossing(a * Lattice::kBlocks + i, b * Lattice::kBlocks + j);
      if (i + 1 < Lattice::kBlocks) builder.add({at, at + 1, Road::service, false, false, false});
      if (j + 1 < Lattice::kBlocks) builder.add({at, at + lattice.side() + 1, Road::service, false, false, false});
    }
  }
}

// ---- Motorways

/// The nearest corner of the lattice where cars get: within three corners of the place.
std::optional<std::uint32_t> find_ramp_end(const StreetBuilder& builder, Point plan) {
  const Lattice& lattice = builder.land().lattice;
  std::optional<std::uint32_t> best;
  double best_m = 3.0 * Lattice::kCell_m;
  const auto low = [](double at_m) { return static_cast<std::uint32_t>(std::max(0.0, at_m / Lattice::kCell_m - 2.0)); };
  for (std::uint32_t b = low(plan.y_m); b <= std::min(low(plan.y_m) + 5, lattice.cell_count); ++b) {
    for (std::uint32_t a = low(plan.x_m); a <= std::min(low(plan.x_m) + 5, lattice.cell_count); ++a) {
      const std::uint32_t crossing = lattice.crossing(a * Lattice::kBlocks, b * Lattice::kBlocks);
      const double apart_m = geo::distance_m(plan, {a * Lattice::kCell_m, b * Lattice::kCell_m});
      if (!builder.has_vertex(crossing) || apart_m >= best_m) continue;
      best_m = apart_m;
      best = builder.vertex(crossing);
    }
  }
  return best;
}

/// A carriageway along `line` in its direction, with a ramp off at each interchange and one on a little further.
void lay_carriageway(StreetBuilder& builder, const std::vector<Point>& line) {
  constexpr std::size_t kInterchange = 9;  // points between interchanges: 4.5 km
  constexpr double kAside_m = 12.0;
  const auto last = line.size() - 1;
  std::uint32_t before = kNone;
  for (std::size_t k = 0; k <= last; ++k) {
    const Point here = builder.land().place(line[k]);
    const Point back = builder.land().place(line[k == 0 ? 0 : k - 1]);
    const Point ahead = builder.land().place(line[std::min(k + 1, last)]);
    const double length_m = std::max(1.0, geo::distance_m(back, ahead));
    const std::uint32_t at = builder.add_vertex({here.x_m + kAside_m * (ahead.y_m - back.y_m) / length_m,
                                                 here.y_m - kAside_m * (ahead.x_m - back.x_m) / length_m});
    if (before != kNone) builder.add_between({before, at, Road::motorway, true, false, false});
    before = at;
    const bool off = k == last || (k % kInterchange == 0 && k > 0 && k + 2 < last);
    const bool on = k == 0 || (k % kInterchange == 1 && k > 1 && k + 1 < last);
    if (!off && !on) continue;
    const auto end = find_ramp_end(builder, line[k]);
    if (!end) continue;
    if (off) builder.add_between({at, *end, Road::motorway_link, true, false, false});
    if (on) builder.add_between({*end, at, Road::motorway_link, true, false, false});
  }
}

// ---- One-way streets

/// The crossings that cars reach from `hub` (or from which they reach it), motorways aside.
std::vector<std::uint8_t> flood(const Streets& streets, const StreetsAt& at, std::uint32_t hub, bool forward) {
  std::vector<std::uint8_t> reached(streets.place.size(), 0);
  std::vector<std::uint32_t> open{hub};
  reached[hub] = 1;
  while (!open.empty()) {
    const std::uint32_t here = open.back();
    open.pop_back();
    for (std::uint32_t k = at.first[here]; k < at.first[here + 1]; ++k) {
      const Street& street = streets.street[at.street[k]];
      if (!is_for_cars(street.road) || is_motorway(street.road)) continue;
      const bool leaves = street.from == here;
      if (street.oneway && leaves != forward) continue;
      const std::uint32_t next = leaves ? street.to : street.from;
      if (reached[next] != 0) continue;
      reached[next] = 1;
      open.push_back(next);
    }
  }
  return reached;
}

/// One-way streets at crossings that cannot be reached, or left, become two-way, until there are none.
void open_traps(Streets& streets) {
  const StreetsAt at{streets};
  const auto main_road = std::find_if(streets.street.begin(), streets.street.end(), [](const Street& street) {
    return street.road == Road::primary || street.road == Road::secondary;
  });
  const std::uint32_t hub = main_road->from;  // every land has towns, and roads between them
  for (bool opened = true; opened;) {
    opened = false;
    const auto reached = flood(streets, at, hub, true);
    const auto left = flood(streets, at, hub, false);
    const auto is_trap = [&](std::uint32_t c) { return reached[c] == 0 || left[c] == 0; };
    for (Street& street : streets.street) {
      if (!street.oneway || is_motorway(street.road) || !(is_trap(street.from) || is_trap(street.to))) continue;
      street.oneway = street.contraflow = false;
      opened = true;
    }
  }
}

}  // namespace

void lay_streets(StreetBuilder& builder, const MainRoads& roads) {
  const Lattice& lattice = builder.land().lattice;
  for (std::uint32_t b = 0; b <= lattice.cell_count; ++b) {
    for (std::uint32_t a = 0; a <= lattice.cell_count; ++a) {
      const CoarseLine right{a * Lattice::kBlocks, b * Lattice::kBlocks, true};
      if (a < lattice.cell_count) lay_road(builder, right, roads.rightward[lattice.corner(a, b)]);
      if (b < lattice.cell_count) lay_road(builder, {right.i, right.j, false}, roads.upward[lattice.corner(a, b)]);
      if (a < lattice.cell_count && b < lattice.cell_count) lay_blocks(builder, a, b);
    }
  }
  builder.reconnect();
  for (std::uint32_t b = 0; b < lattice.cell_count; ++b) {
    for (std::uint32_t a = 0; a < lattice.cell_count; ++a) {
      if (builder.land().cell_kind[lattice.corner(a, b)] == CellKind::island) lay_island(builder, a, b);
    }
  }
}

void lay_motorway(StreetBuilder& builder, const Motorway& motorway) {
  std::vector<Point> line = motorway.line;
  lay_carriageway(builder, line);
  std::reverse(line.begin(), line.end());
  lay_carriageway(builder, line);
}

StreetsAt::StreetsAt(const Streets& streets) : first(streets.place.size() + 1, 0), street(streets.street.size() * 2) {
  for (const Street& s : streets.street) ++first[s.from + 1], ++first[s.to + 1];
  for (std::size_t c = 1; c < first.size(); ++c) first[c] += first[c - 1];
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (std::uint32_t row = 0; row < streets.street.size(); ++row) {
    street[next[streets.street[row].from]++] = row;
    street[next[streets.street[row].to]++] = row;
  }
}

Streets build_streets(std::uint32_t cell_count, std::uint64_t seed) {
  Landscape land = build_landscape(cell_count, seed);
  const MainRoads roads = build_main_roads(land);
  StreetBuilder builder{land};
  lay_streets(builder, roads);
  lay_paths(builder);
  for (const Motorway& motorway : build_motorways(land)) lay_motorway(builder, motorway);
  Streets streets = builder.take();
  open_traps(streets);
  return streets;
}

}  // namespace trek::bench
