#include "trek/access/detail/contours.hpp"

#include <array>
#include <bit>
#include <utility>

namespace trek::access::detail {
namespace {

using Word = BitGrid::Word;

/// Points of two outlines that are nearer than this share of the step are one.
constexpr double kSamePlace = 0.03;

template <class Visit>
void for_each_bit(Word bits, std::size_t word, Visit&& visit) {
  for (; bits != 0; bits &= bits - 1) {
    visit(word * BitGrid::kWordBits + static_cast<std::size_t>(std::countr_zero(bits)));
  }
}

}  // namespace

void Contours::start() {
  area_count_ = 0;
  points_.clear();
  borders_.clear();
  border_points_.clear();
}

void Contours::trace(const GroundField& field) {
  if (outline_.size() <= area_count_) outline_.emplace_back();
  outline_[area_count_].clear();
  lines_.clear();
  for (RowOfCrossings* row : {&south_, &north_, &upright_}) row->resize(field.column_count());
  const GridWindow window = field.window();
  cross_to_the_east(field, window.first_row, north_);
  for (std::size_t row = window.first_row; row + 1 < window.end_row; ++row) {
    std::swap(south_, north_);
    cross_to_the_north(field, row, upright_);
    cross_to_the_east(field, row + 1, north_);
    link_squares(field, row);
  }
  place_crossings(field);
  ++area_count_;
}

void Contours::cross_to_the_east(const GroundField& field, std::size_t row, RowOfCrossings& found) {
  const GridWindow window = field.window();
  const auto inside = field.inside().row(row);
  for (std::size_t word = window.first_word; word < window.end_word; ++word) {
    for_each_bit(inside[word] ^ moved_word(inside, word, 1), word, [&](std::size_t column) {
      found[column] = cross(field, {column, row}, false);
    });
  }
}

void Contours::cross_to_the_north(const GroundField& field, std::size_t row, RowOfCrossings& found) {
  const GridWindow window = field.window();
  const auto inside = field.inside().row(row);
  const auto north = field.inside().row(row + 1);
  for (std::size_t word = window.first_word; word < window.end_word; ++word) {
    for_each_bit(inside[word] ^ north[word], word, [&](std::size_t column) {
      found[column] = cross(field, {column, row}, true);
    });
  }
}

/// From the south or the west; where on the line is found out later.
std::uint32_t Contours::cross(const GroundField& field, GroundField::At at, bool to_the_north) {
  Outline& outline = outline_[area_count_];
  const auto number = static_cast<std::uint32_t>(outline.size());
  const std::size_t line_row = 2 * at.row + (to_the_north ? 1 : 0);
  outline.emplace_back().grid_line = static_cast<std::uint32_t>(line_row * field.column_count() + at.column);
  const std::size_t east = to_the_north ? 0 : 1;
  const std::size_t north = to_the_north ? 1 : 0;
  const std::size_t in = field.inside().test(at.column, at.row) ? 0 : 1;  // of the two, 0 the first
  lines_.push_back(
      {{at.column + in * east, at.row + in * north}, {at.column + (1 - in) * east, at.row + (1 - in) * north}});
  return number;
}

/// Of the next smaller area's outline, on a grid line; asked by ascending line.
const Contours::Crossing* Contours::find_smaller(std::uint32_t grid_line) {
  if (area_count_ == 0) return nullptr;
  const Outline& smaller = outline_[area_count_ - 1];
  while (inner_at_ < smaller.size() && smaller[inner_at_].grid_line < grid_line) ++inner_at_;
  const bool found = inner_at_ < smaller.size() && smaller[inner_at_].grid_line == grid_line;
  return found ? &smaller[inner_at_] : nullptr;
}

/// Each on its grid line, at the smaller area's point if that is as good as there.
void Contours::place_crossings(const GroundField& field) {
  Outline& outline = outline_[area_count_];
  places_.resize(lines_.size());
  field.find_crossings(lines_, places_);
  inner_at_ = 0;
  for (std::size_t at = 0; at < outline.size(); ++at) {
    Crossing& crossing = outline[at];
    crossing.share = places_[at].share;
    const Crossing* const smaller = find_smaller(crossing.grid_line);
    if (smaller != nullptr && crossing.share < smaller->share + kSamePlace) {
      crossing.inner = static_cast<std::uint32_t>(inner_at_);
      crossing.point = smaller->point;
      crossing.share = smaller->share;
      continue;
    }
    const auto& [in, out] = lines_[at];
    crossing.point = static_cast<std::uint32_t>(points_.size());
    points_.push_back(geo::between(field.place(in.column, in.row), field.place(out.column, out.row), crossing.share));
  }
}

void Contours::link_squares(const GroundField& field, std::size_t row) {
  const GridWindow window = field.window();
  const auto south = field.inside().row(row);
  const auto north = field.inside().row(row + 1);
  for (std::size_t word = window.first_word; word < window.end_word; ++word) {
    const Word south_east = moved_word(south, word, 1);
    const Word north_east = moved_word(north, word, 1);
    const Word mixed = (south[word] ^ south_east) | (south[word] ^ north[word]) | (north[word] ^ north_east);
    for_each_bit(mixed, word, [&](std::size_t column) { link_square(field.inside(), column, row); });
  }
}

void Contours::link_square(const BitGrid& inside, std::size_t column, std::size_t row) {
  const unsigned corners = (inside.test(column, row) ? 1U : 0U) | (inside.test(column + 1, row) ? 2U : 0U) |
                           (inside.test(column + 1, row + 1) ? 4U : 0U) | (inside.test(column, row + 1) ? 8U : 0U);
  // Compass points, one letter each so that the table below can be read. NOLINTNEXTLINE(readability-*)
  constexpr int S = 0, E = 1, N = 2, W = 3, none = -1;
  struct Lines {
    int from1, to1, from2, to2;
  };
  // By corners inside (SW 1, SE 2, NE 4, NW 8), the inside on the left.
  static constexpr std::array<Lines, 16> kLines{{{none, none, none, none},
                                                 {S, W, none, none},
                                                 {E, S, none, none},
                                                 {E, W, none, none},
                                                 {N, E, none, none},
                                                 {S, W, N, E},
                                                 {N, S, none, none},
                                                 {N, W, none, none},
                                                 {W, N, none, none},
                                                 {S, N, none, none},
                                                 {E, S, W, N},
                                                 {E, N, none, none},
                                                 {W, E, none, none},
                                                 {S, E, none, none},
                                                 {W, S, none, none},
                                                 {none, none, none, none}}};
  Outline& outline = outline_[area_count_];
  const auto link = [&](int from, int to) {
    const auto crossing_on = [&](int side) {
      if (side == S) return south_[column];
      if (side == N) return north_[column];
      return side == W ? upright_[column] : upright_[column + 1];
    };
    outline[crossing_on(from)].next = crossing_on(to);
    outline[crossing_on(to)].previous = crossing_on(from);
  };
  const Lines& lines = kLines[corners];
  link(lines.from1, lines.to1);
  if (lines.from2 != none) link(lines.from2, lines.to2);
}

void Contours::join() {
  find_meetings();
  for (std::uint32_t area = 0; area < area_count_; ++area) cut(area);
}

void Contours::find_meetings() {
  meeting_.assign(points_.size(), 0);
  for (std::size_t area = 1; area < area_count_; ++area) {
    Outline& smaller = outline_[area - 1];
    for (std::uint32_t at = 0; at < outline_[area].size(); ++at) {
      Crossing& crossing = outline_[area][at];
      if (crossing.inner == kNone) continue;
      Crossing& inner = smaller[crossing.inner];
      inner.outer = at;
      const bool together = outline_[area][crossing.next].point == smaller[inner.next].point &&
                            outline_[area][crossing.previous].point == smaller[inner.previous].point;
      if (!together) meeting_[crossing.point] = 1;
    }
  }
}

void Contours::cut(std::uint32_t area) {
  const Outline& outline = outline_[area];
  seen_.assign(outline.size(), 0);
  for (const bool whole_rings : {false, true}) {  // first from every meeting, then the outlines that meet none
    for (std::uint32_t at = 0; at < outline.size(); ++at) {
      if (seen_[at] != 0) continue;
      if (whole_rings || meeting_[outline[at].point] != 0) cut_from(area, at);
    }
  }
}

/// The border of this outline from a crossing on to the next meeting, or all round.
void Contours::cut_from(std::uint32_t area, std::uint32_t start) {
  Outline& outline = outline_[area];
  const bool known = outline[start].inner != kNone && [&] {
    const Outline& smaller = outline_[area - 1];
    return smaller[smaller[outline[start].inner].next].point == outline[outline[start].next].point;
  }();
  const auto number =
      known ? outline_[area - 1][outline[start].inner].leaving : static_cast<std::uint32_t>(borders_.size());
  if (!known) {
    borders_.push_back({area, area, static_cast<std::uint32_t>(border_points_.size()), 0, start, start});
    border_points_.push_back(outline[start].point);
  }
  Border& border = borders_[number];
  border.last_area = area;
  outline[start].leaving = number;
  std::uint32_t at = start;
  do {
    seen_[at] = 1;
    at = outline[at].next;
    if (!known) border_points_.push_back(outline[at].point);
  } while (at != start && meeting_[outline[at].point] == 0);
  outline[at].arriving = number;
  if (known) return;
  border.end = at;
  border.count = static_cast<std::uint32_t>(border_points_.size()) - border.first;
}

}  // namespace trek::access::detail
