#include "trek/access/detail/ground_field.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace trek::access::detail {
namespace {

constexpr std::size_t kTileSide = StreetGround::kTileSide;
constexpr std::size_t kBlockSide = StreetGround::kBlockSide;
constexpr std::size_t kMostGridPoints = 32'000'000;
/// Outlines keep off the grid points, where they could touch one another: shares of the step.
constexpr double kNearest = 0.02;
constexpr double kFarthest = 1.0 - kNearest;
/// Ground to either side of a site's own way, as a share of that beside a street: so little that it is seen; no less
/// than two steps.
constexpr double kOwnWay = 1.0 / 3.0;
constexpr double kOwnWaySteps = 2.0;

std::size_t point_count(const StreetGround::Range& tiles) noexcept {
  return (tiles.last_column - tiles.first_column + 1) * (tiles.last_row - tiles.first_row + 1) * kTileSide * kTileSide;
}

}  // namespace

const StreetGround& StreetGrounds::for_box(const geo::Box& box) const {
  std::size_t level = 0;
  while (level + 1 < kLevelCount && point_count(at(level).tiles_of(box)) > kMostGridPoints) ++level;
  return at(level);
}

const StreetGround& StreetGrounds::at(std::size_t level) const {
  std::call_once(made_[level], [&] {
    ground_[level] = std::make_unique<StreetGround>(graph_, edges_, options_.max_distance.value(), distance_m_,
                                                    step_m_ * static_cast<double>(std::size_t{1} << level));
  });
  return *ground_[level];
}

void GroundField::start(const StreetGrounds& grounds, const StreetArrivals& arrivals, geo::Point place,
                        const network::Snap& site, std::span<const core::Deciseconds> limits) {
  grounds_ = &grounds;
  arrivals_ = &arrivals;
  limit_ds_.clear();
  for (const core::Deciseconds limit : limits) limit_ds_.push_back(limit.count());
  taken_count_ = 0;
  connector_ = {place, site.projected};
  geo::Box box = grounds.edges().bounds(arrivals.entered());
  box.add(place);
  const StreetGround& finest = grounds.finest();
  ground_ = &grounds.for_box(box.grown(finest.distance_m() + 2.0 * finest.step_m()));
  tiles_ = ground_->tiles_of(box.grown(ground_->distance_m() + 2.0 * ground_->step_m()));
  origin_ = ground_->south_west(tiles_.first_column, tiles_.first_row);
  const std::size_t tile_columns = tiles_.last_column - tiles_.first_column + 1;
  const std::size_t tile_rows = tiles_.last_row - tiles_.first_row + 1;
  inside_.assign(tile_rows * kTileSide, tile_columns);
  added_.resize(limits.size());
  for (BitGrid& added : added_) added.assign(tile_rows * kTileSide, tile_columns);
  window_ = {};
  window_added_.assign(limits.size(), {});
  points_.assign(limits.size(), 0);
  reached_edge_.resize(grounds.graph().edge_count());
  if (++stamp_ == 0) {  // the stamps have come round
    std::fill(reached_edge_.begin(), reached_edge_.end(), ReachedEdge{});
    stamp_ = 1;
  }
  tile_.assign(tile_columns * tile_rows, nullptr);
  for (std::size_t row = 0; row < tile_rows; ++row) {
    for (std::size_t column = 0; column < tile_columns; ++column) {
      const StreetGround::Tile* tile = is_near_reached({column, row}) ? made_tile({column, row}) : nullptr;
      tile_[row * tile_columns + column] = tile;
      if (tile != nullptr) take_tile(*tile, {column, row});
    }
  }
  take_connector();
}

GroundField::Reached GroundField::reached(StreetArrivals::Stretch stretch) const noexcept {
  return {limit_number(stretch.first_ds), limit_number(stretch.last_ds)};
}

GroundField::Reached GroundField::reached(std::uint32_t edge) {
  ReachedEdge& known = reached_edge_[edge];
  if (known.stamp != stamp_) known = {stamp_, reached(arrivals_->stretch(edge, 0.0, 1.0))};
  return known.reached;
}

/// The ground of a tile that nobody has asked for is not worked out where no street near it is reached.
bool GroundField::is_near_reached(At tile_at) {
  const std::size_t column = tiles_.first_column + tile_at.column;
  const std::size_t row = tiles_.first_row + tile_at.row;
  if (ground_->is_made(column, row)) return true;
  bool found = false;
  grounds_->edges().for_each_near(ground_->box_near(column, row), [&](network::EdgeIdx edge) {
    found = reached(edge.value()).some != kNever || found;
  });
  return found;
}

const StreetGround::Tile* GroundField::made_tile(At tile_at) const {
  return ground_->tile(tiles_.first_column + tile_at.column, tiles_.first_row + tile_at.row);
}

void GroundField::take_tile(const StreetGround::Tile& tile, At tile_at) {
  Reached all{kNever, 0};
  for (const std::uint32_t edge : tile.edges) all.add(reached(edge));
  if (all.some == kNever) return;
  if (all.some == all.all && ~tile.is_covered == 0) {
    for (std::size_t row = 0; row < kTileSide; ++row) {
      added_[all.some].row(tile_at.row * kTileSide + row)[tile_at.column] = ~BitGrid::Word{0};
    }
    window_added_[all.some].add(tile_at.column, tile_at.row);
    return;
  }
  find_reached_pieces(tile);
  for (std::size_t block = 0; block < StreetGround::kBlockCount; ++block) {
    Reached here{kNever, 0};
    for (std::uint32_t i = tile.first_near[block]; i < tile.first_near[block + 1]; ++i) {
      here.add(reached_piece_[tile.near[i]]);
    }
    if (here.some == kNever) continue;
    if (here.some == here.all && (tile.is_covered >> block & 1U) != 0) {
      add_block(here.some, tile_at, block, ~std::uint64_t{0});
    } else {
      take_block(tile, tile_at, block, here);
    }
  }
}

void GroundField::find_reached_pieces(const StreetGround::Tile& tile) {
  reached_piece_.resize(tile.pieces.size());
  for (std::size_t i = 0; i < tile.pieces.size(); ++i) {
    const StreetPiece& piece = tile.pieces[i];
    Reached of = reached(piece.edge);
    if (of.some != of.all) of = reached(arrivals_->stretch(piece.edge, piece.before, piece.before + piece.share));
    reached_piece_[i] = of;
  }
}

/// Piece by piece, and point by point only beside those along which a limit is passed.
void GroundField::take_block(const StreetGround::Tile& tile, At tile_at, std::size_t number, Reached all) {
  const StreetGround::Block& block = ground_->block(tile, number);
  const At corner{number % StreetGround::kBlocksASide * kBlockSide, number / StreetGround::kBlocksASide * kBlockSide};
  for (const auto& part : block.parts) {
    const Reached of = reached_piece_[part.piece];
    if (of.some != of.all) {
      take_points(tile.pieces[part.piece], part.points, corner);
    } else if (of.some != kNever) {
      points_[of.some] |= part.points;
    }
  }
  const std::size_t end = std::min<std::size_t>(limit_ds_.size(), std::size_t{all.all} + 1);
  for (std::size_t limit = all.some; limit < end; ++limit) {
    add_block(static_cast<std::uint16_t>(limit), tile_at, number, std::exchange(points_[limit], 0));
  }
}

/// Of the block at hand, each by its own time.
void GroundField::take_points(const StreetPiece& piece, std::uint64_t points, At corner) {
  const auto step = static_cast<float>(step_m());
  for (; points != 0; points &= points - 1) {
    const auto point = static_cast<std::size_t>(std::countr_zero(points));
    const std::size_t column = corner.column + point % kBlockSide;
    const std::size_t row = corner.row + point / kBlockSide;
    const Foot foot = piece.foot(step * static_cast<float>(column), step * static_cast<float>(row));
    const std::uint16_t limit = limit_number(arrivals_->time_ds(piece.edge, foot.share));
    if (limit != kNever) points_[limit] |= points & -points;
  }
}

void GroundField::add_block(std::uint16_t limit, At tile_at, std::size_t number, std::uint64_t points) {
  const std::size_t shift = number % StreetGround::kBlocksASide * kBlockSide;
  std::size_t row = tile_at.row * kTileSide + number / StreetGround::kBlocksASide * kBlockSide;
  if (points != 0) window_added_[limit].add(tile_at.column, tile_at.row);
  for (; points != 0; points >>= kBlockSide) {
    added_[limit].row(row++)[tile_at.column] |= (points & 0xFFU) << shift;
  }
}

/// The site may stand farther from its street than the ground reaches.
void GroundField::take_connector() {
  const geo::Point from = connector_[0];
  const auto x = static_cast<float>(connector_[1].x_m - from.x_m);
  const auto y = static_cast<float>(connector_[1].y_m - from.y_m);
  const float square = x * x + y * y;
  connector_piece_ = {kConnector,
                      static_cast<float>(from.x_m - origin_.x_m),
                      static_cast<float>(from.y_m - origin_.y_m),
                      x,
                      y,
                      square > 0.0F ? 1.0F / square : 0.0F,
                      0.0F,
                      1.0F};
  has_own_way_ = false;
  const float most_m = own_way_m();
  geo::Box box;
  for (const geo::Point end : connector_) box.add(end);
  box = box.grown(most_m);
  const auto column = [&](double x_m) { return static_cast<std::size_t>((x_m - origin_.x_m) / step_m()); };
  const auto row = [&](double y_m) { return static_cast<std::size_t>((y_m - origin_.y_m) / step_m()); };
  for (std::size_t r = row(box.min_y_m); r <= row(box.max_y_m); ++r) {
    for (std::size_t c = column(box.min_x_m); c <= column(box.max_x_m); ++c) {
      const Foot foot = connector_piece_.foot(static_cast<float>(c) * static_cast<float>(step_m()),
                                              static_cast<float>(r) * static_cast<float>(step_m()));
      if (foot.square > most_m * most_m) continue;
      Met street;
      meet({c, r}, street);
      if (street.piece != nullptr && street.piece->foot(street.x, street.y).square <= foot.square) continue;
      take_own_way(c, r, foot.share);
    }
  }
}

void GroundField::take_own_way(std::size_t column, std::size_t row, float share) {
  if (!std::exchange(has_own_way_, true)) own_way_.assign(inside_.row_count(), inside_.words_a_row());
  own_way_.set(column, row);
  for (BitGrid& added : added_) added.clear(column, row);
  const std::uint16_t limit = limit_number(time_ds(kConnector, share));
  if (limit == kNever) return;
  added_[limit].set(column, row);
  window_added_[limit].add(column / kTileSide, row / kTileSide);
}

float GroundField::own_way_m() const noexcept {
  return static_cast<float>(std::max(kOwnWay * ground_->distance_m(), kOwnWaySteps * step_m()));
}

/// Written member by member: who reads them so soon would wait for a copy of the whole.
void GroundField::meet(At at, Met& met) const {
  const auto step = static_cast<float>(step_m());
  met.piece = nullptr;
  if (has_own_way_ && own_way_.test(at.column, at.row)) {
    met.piece = &connector_piece_;
    met.x = step * static_cast<float>(at.column);
    met.y = step * static_cast<float>(at.row);
    met.most_m = own_way_m();
    return;
  }
  const StreetGround::Tile* tile = tile_of(at);
  if (tile == nullptr) return;
  const std::size_t in_column = at.column % kTileSide;
  const std::size_t in_row = at.row % kTileSide;
  const StreetGround::Block& block =
      ground_->block(*tile, in_row / kBlockSide * StreetGround::kBlocksASide + in_column / kBlockSide);
  const std::uint8_t part = block.part_of[in_row % kBlockSide * kBlockSide + in_column % kBlockSide];
  if (part == StreetGround::Block::kNoPart) return;
  met.piece = &tile->pieces[block.parts[part].piece];
  met.x = step * static_cast<float>(in_column);
  met.y = step * static_cast<float>(in_row);
  met.most_m = static_cast<float>(ground_->distance_m());
}

double GroundField::time_ds(std::uint32_t edge, double share) const noexcept {
  if (edge != kConnector) return arrivals_->time_ds(edge, share);
  const network::SnapOptions& options = grounds_->options();
  const core::Meters walked{share * geo::distance_m(connector_[0], connector_[1]) * options.connector_detour};
  return 10.0 * core::travel_time(walked, options.connector_speed).count();
}

void GroundField::take_next(double largest_filled_hole_m2) {
  const Tiles& tiles = window_added_[taken_count_];
  window_.add(tiles);
  const BitGrid& added = added_[taken_count_++];
  for (std::size_t row = tiles.first_row * kTileSide; row < tiles.end_row * kTileSide; ++row) {
    const auto from = added.row(row);
    const auto to = inside_.row(row);
    for (std::size_t word = tiles.first_column; word < tiles.end_column; ++word) to[word] |= from[word];
  }
  const double most = largest_filled_hole_m2 / (step_m() * step_m());
  if (most < 1.0) return;
  holes_.fill(inside_, window(), static_cast<std::size_t>(most), [&](const GridRun& run) { return has_street(run); });
}

/// With a rim that is outside, as far as the grid has one.
GridWindow GroundField::window() const noexcept {
  if (window_.end_row == 0) return {};
  const std::size_t first_row = window_.first_row * kTileSide;
  const std::size_t end_row = window_.end_row * kTileSide;
  return {first_row == 0 ? 0 : first_row - 1, std::min(end_row + 1, inside_.row_count()),
          window_.first_column == 0 ? 0 : window_.first_column - 1,
          std::min(window_.end_column + 1, inside_.words_a_row())};
}

/// Outside it is not reached.
bool GroundField::has_street(const GridRun& run) const {
  for (std::size_t column = run.first; column <= run.last;) {
    const std::size_t next = (column / kBlockSide + 1) * kBlockSide;
    const StreetGround::Tile* tile = tile_of({column, run.row});
    const std::size_t number =
        run.row % kTileSide / kBlockSide * StreetGround::kBlocksASide + column % kTileSide / kBlockSide;
    if (tile != nullptr && (tile->has_street >> number & 1U) != 0) {
      const std::uint64_t bits = ground_->block(*tile, number).has_street >> run.row % kBlockSide * kBlockSide & 0xFFU;
      const std::uint64_t from = 0xFFU << column % kBlockSide;
      const std::uint64_t to = next - 1 <= run.last ? 0xFFU : 0xFFU >> (next - 1 - run.last);
      if ((bits & from & to) != 0) return true;
    }
    column = next;
  }
  return false;
}

/// How a piece of street looks from a grid line between two neighbours: 0 at the one inside, 1 at the one outside.
class GroundField::View {
 public:
  View(const Met& of, float at, float dx, float dy) noexcept
      : piece_{of.piece}, x_{of.x - at * dx}, y_{of.y - at * dy}, dx_{dx}, dy_{dy} {}
  [[nodiscard]] Foot foot(float share) const noexcept { return piece_->foot(x_ + share * dx_, y_ + share * dy_); }

 private:
  const StreetPiece* piece_;
  float x_, y_, dx_, dy_;
};

namespace {

/// The same of the pieces met at both ends of four lines: how much farther off the one outside is than the one inside.
struct FourLines {
  FourPieces inner, outer;
  Floats inner_x, inner_y, outer_x, outer_y;  // the place at 0, as seen from there
  Floats dx, dy;
  FourLanes has_outer;
  Floats most_m;  // without a piece outside, how far the ground of the one inside reaches

  [[nodiscard]] Floats farther_m(Floats share) const noexcept {
    const Floats from_inner = roots(squares(inner, inner_x + share * dx, inner_y + share * dy));
    const Floats from_outer = roots(squares(outer, outer_x + share * dx, outer_y + share * dy));
    return (has_outer ? from_outer : most_m) - from_inner;
  }
};

/// Where something that falls, and is not below 0 at 0, becomes 0 on the way to 1: by two straight lines. Without
/// branches: nobody could foresee them.
Floats where_zero(const FourLines& lines) noexcept {
  Floats low{};
  Floats high = Floats{} + 1.0F;
  Floats low_value = lines.farther_m(low);
  Floats high_value = lines.farther_m(high);
  const auto zero = [&] {
    const Floats at = low + (high - low) * low_value / (low_value - high_value);
    const Floats not_below = at < low ? low : at;
    const Floats within = high < not_below ? high : not_below;
    return low_value > high_value ? within : high;
  };
  const Floats first = zero();
  const Floats first_value = lines.farther_m(first);
  const auto is_low = first_value >= 0.0F;
  low = is_low ? first : low;
  low_value = is_low ? first_value : low_value;
  high = is_low ? high : first;
  high_value = is_low ? high_value : first_value;
  return zero();
}

}  // namespace

/// Up to where the piece nearest to the one inside is the nearer one, and near enough.
void GroundField::find_nearer(std::span<const GridLine> lines, FourMet& met_at) const noexcept {
  static const StreetPiece kNothing;
  const auto step = static_cast<float>(step_m());
  std::array<const StreetPiece*, kFour> inner{};
  std::array<const StreetPiece*, kFour> outer{};
  inner.fill(&kNothing);
  outer.fill(&kNothing);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    meet(lines[i].in, met_at.inner[i]);
    meet(lines[i].out, met_at.outer[i]);
    if (met_at.inner[i].piece != nullptr) inner[i] = met_at.inner[i].piece;
    if (met_at.outer[i].piece != nullptr) outer[i] = met_at.outer[i].piece;
    met_at.dx[i] = lines[i].in.row != lines[i].out.row ? 0.0F : lines[i].in.column < lines[i].out.column ? step : -step;
    met_at.dy[i] = lines[i].in.column != lines[i].out.column ? 0.0F : lines[i].in.row < lines[i].out.row ? step : -step;
  }
  const auto of_inner = [&](auto value) { return four_of([&](std::size_t i) { return value(met_at.inner[i]); }); };
  const auto of_outer = [&](auto value) { return four_of([&](std::size_t i) { return value(met_at.outer[i]); }); };
  const auto x = [](const Met& met) { return met.x; };
  const auto y = [](const Met& met) { return met.y; };
  const Floats dx = four_of([&](std::size_t i) { return met_at.dx[i]; });
  const Floats dy = four_of([&](std::size_t i) { return met_at.dy[i]; });
  const FourLanes has_outer{outer[0] != &kNothing ? ~0 : 0, outer[1] != &kNothing ? ~0 : 0,
                            outer[2] != &kNothing ? ~0 : 0, outer[3] != &kNothing ? ~0 : 0};
  const FourLines four{FourPieces{inner},
                       FourPieces{outer},
                       of_inner(x),
                       of_inner(y),
                       of_outer(x) - dx,
                       of_outer(y) - dy,
                       dx,
                       dy,
                       has_outer,
                       of_inner([](const Met& met) { return met.most_m; })};
  const Floats share = where_zero(four);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    met_at.share[i] = met_at.inner[i].piece == met_at.outer[i].piece ? 1.0F : share[i];
  }
}

/// From `share` on along a line, up to `end`, where the time runs out on a street: times grow evenly along it.
float GroundField::where_time_ends(const StreetPiece& piece, const View& view, float share, float end) const noexcept {
  const auto left_ds = [&](float at) { return limit_ds() - time_ds(piece.edge, view.foot(at).share); };
  const double last_ds = left_ds(end);
  if (last_ds >= 0.0) return end;
  const double first_ds = left_ds(share);
  if (!(first_ds > 0.0) || !std::isfinite(last_ds)) return share;
  return share + (end - share) * static_cast<float>(first_ds / (first_ds - last_ds));
}

void GroundField::find_crossings(std::span<const GridLine> lines, std::span<CrossingPlace> places) const noexcept {
  FourMet four;
  for (std::size_t first = 0; first < lines.size(); first += kFour) {
    const auto part = lines.subspan(first, std::min(kFour, lines.size() - first));
    find_nearer(part, four);
    for (std::size_t i = 0; i < part.size(); ++i) {
      places[first + i] = crossing_place(four, i);
    }
  }
}

/// Exact where distances and times grow evenly along the line, as they do but for bends and ends of streets.
GroundField::CrossingPlace GroundField::crossing_place(const FourMet& four, std::size_t lane) const noexcept {
  const Met& inner = four.inner[lane];
  const Met& outer = four.outer[lane];
  if (inner.piece == nullptr) return {0.5};
  const float dx = four.dx[lane];
  const float dy = four.dy[lane];
  const float nearer_until = four.share[lane];
  const std::size_t limit = taken_count_ - 1;
  const float ends = reached_before(*inner.piece).all <= limit
                         ? nearer_until
                         : where_time_ends(*inner.piece, {inner, 0.0F, dx, dy}, 0.0F, nearer_until);
  const bool goes_on = ends == nearer_until && outer.piece != nullptr && outer.piece != inner.piece &&
                       reached_before(*outer.piece).some <= limit;
  const float share = goes_on ? where_time_ends(*outer.piece, {outer, 1.0F, dx, dy}, nearer_until, 1.0F) : ends;
  return {std::clamp<double>(share, kNearest, kFarthest)};
}

/// What is known of it since its tile was taken.
GroundField::Reached GroundField::reached_before(const StreetPiece& piece) const noexcept {
  if (piece.edge == kConnector) return {0, kNever};
  return reached_edge_[piece.edge].reached;
}

}  // namespace trek::access::detail
