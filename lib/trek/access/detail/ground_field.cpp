#include "trek/access/detail/ground_field.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trek::access::detail {
namespace {

constexpr std::size_t kTileSide = StreetGround::kTileSide;
constexpr std::size_t kMostGridPoints = 8'000'000;
constexpr double kNever = std::numeric_limits<double>::infinity();
/// Outlines keep off the grid points, where they could touch one another: shares of the step.
constexpr double kNearest = 0.02;
constexpr double kFarthest = 1.0 - kNearest;
/// Ground to either side of a site's own way, in steps: so little that it is seen.
constexpr double kOwnWay = 2.0;
constexpr int kHalvings = 6;  // to 1 % of the step
/// A street that passes through a square of the grid is this near to one of its corners.
constexpr double kPasses = 0.75;

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
    ground_[level] = std::make_unique<StreetGround>(graph_, options_, distance_m_,
                                                    step_m_ * static_cast<double>(std::size_t{1} << level));
  });
  return *ground_[level];
}

void GroundField::start(const StreetGrounds& grounds, const StreetArrivals& arrivals, geo::Point place,
                        const network::Snap& site) {
  grounds_ = &grounds;
  arrivals_ = &arrivals;
  connector_ = {place, site.projected};
  geo::Box box = arrivals.bounds();
  box.add(place);
  const StreetGround& finest = grounds.finest();
  const double margin_m = finest.distance_m() + 2.0 * finest.step_m();
  ground_ = &grounds.for_box(box.grown(margin_m));
  tiles_ = ground_->tiles_of(box.grown(ground_->distance_m() + 2.0 * ground_->step_m()));
  origin_ = ground_->south_west(tiles_.first_column, tiles_.first_row);
  const std::size_t tile_columns = tiles_.last_column - tiles_.first_column + 1;
  const std::size_t tile_rows = tiles_.last_row - tiles_.first_row + 1;
  inside_.assign(tile_rows * kTileSide, tile_columns);
  time_ds_.assign(point_count(tiles_), std::numeric_limits<float>::infinity());
  own_way_.assign(time_ds_.size(), 0);
  tile_.assign(tile_columns * tile_rows, nullptr);
  for (std::size_t row = 0; row < tile_rows; ++row) {
    for (std::size_t column = 0; column < tile_columns; ++column) take_tile(column, row);
  }
  take_connector();
}

void GroundField::take_tile(std::size_t tile_column, std::size_t tile_row) {
  const StreetGround::Tile* tile = ground_->tile(tiles_.first_column + tile_column, tiles_.first_row + tile_row);
  tile_[tile_row * inside_.words_a_row() + tile_column] = tile;
  if (tile == nullptr) return;
  for (std::size_t row = 0; row < kTileSide; ++row) {
    float* const times = time_ds_.data() + (tile_row * kTileSide + row) * column_count() + tile_column * kTileSide;
    for (std::size_t column = 0; column < kTileSide; ++column) {
      const StreetGround::Point& point = (*tile)[row * kTileSide + column];
      if (point.edge == StreetGround::kNoEdge) continue;
      times[column] = static_cast<float>(time_ds(point.edge, StreetGround::share(point)));
    }
  }
}

/// The site may stand farther from its street than the ground reaches.
void GroundField::take_connector() {
  geo::Box box;
  for (const geo::Point end : connector_) box.add(end);
  box = box.grown(ground_->distance_m());
  const Piece way = connector();
  const auto column = [&](double x_m) { return static_cast<std::size_t>((x_m - origin_.x_m) / step_m()); };
  const auto row = [&](double y_m) { return static_cast<std::size_t>((y_m - origin_.y_m) / step_m()); };
  for (std::size_t r = row(box.min_y_m); r <= row(box.max_y_m); ++r) {
    for (std::size_t c = column(box.min_x_m); c <= column(box.max_x_m); ++c) {
      const std::size_t at = r * column_count() + c;
      const Foot foot = foot_on(way, place(c, r));
      const double own_m = std::sqrt(foot.distance_square);
      if (own_m >= distance_m(at) || own_m > kOwnWay * step_m()) continue;
      own_way_[at] = 1;
      time_ds_[at] = static_cast<float>(time_ds(kConnector, foot.share));
    }
  }
}

StreetGround::Point GroundField::nearest(std::size_t at) const noexcept {
  const std::size_t column = at % column_count();
  const std::size_t row = at / column_count();
  const StreetGround::Tile* tile = tile_[row / kTileSide * inside_.words_a_row() + column / kTileSide];
  if (tile == nullptr) return {};
  return (*tile)[row % kTileSide * kTileSide + column % kTileSide];
}

GroundField::Foot GroundField::foot_on(const Piece& piece, geo::Point place) noexcept {
  const double x = place.x_m - piece.from.x_m;
  const double y = place.y_m - piece.from.y_m;
  const double square = piece.dx_m * piece.dx_m + piece.dy_m * piece.dy_m;
  const double along = square > 0.0 ? std::clamp((x * piece.dx_m + y * piece.dy_m) / square, 0.0, 1.0) : 0.0;
  const double ex = x - along * piece.dx_m;
  const double ey = y - along * piece.dy_m;
  return {piece.before + along * piece.share, ex * ex + ey * ey};
}

GroundField::Piece GroundField::piece_at(std::size_t at) const noexcept {
  if (own_way_[at] != 0) return connector();
  const StreetGround::Point point = nearest(at);
  Piece piece;
  if (point.edge == StreetGround::kNoEdge || point.piece == StreetGround::kLastPiece) return piece;
  const auto shape = grounds_->graph().shape(network::EdgeIdx{point.edge});
  const geo::Point from = shape[point.piece];
  const geo::Point to = shape[point.piece + std::size_t{1}];
  const double length_m = std::max<double>(grounds_->graph().edge_length_m[point.edge], 1e-6);
  piece = {point.edge, from, to.x_m - from.x_m, to.y_m - from.y_m, 0.0, 0.0};
  piece.share = std::sqrt(piece.dx_m * piece.dx_m + piece.dy_m * piece.dy_m) / length_m;
  // What lies before it follows from where the grid point itself meets it.
  piece.before = StreetGround::share(point) - foot_on(piece, place(at % column_count(), at / column_count())).share;
  return piece;
}

GroundField::Piece GroundField::connector() const noexcept {
  return {kConnector, connector_[0], connector_[1].x_m - connector_[0].x_m, connector_[1].y_m - connector_[0].y_m, 0.0,
          1.0};
}

double GroundField::distance_m(std::size_t at) const noexcept {
  const Piece piece = piece_at(at);
  if (piece.edge == StreetGround::kNoEdge) return kNever;
  return std::sqrt(foot_on(piece, place(at % column_count(), at / column_count())).distance_square);
}

double GroundField::time_ds(std::uint32_t edge, double share) const noexcept {
  if (edge != kConnector) return arrivals_->time_ds(edge, share);
  const network::SnapOptions& options = grounds_->options();
  const core::Meters walked{share * geo::distance_m(connector_[0], connector_[1]) * options.connector_detour};
  return 10.0 * core::travel_time(walked, options.connector_speed).count();
}

void GroundField::take(core::Deciseconds limit) {
  limit_ds_ = limit.count();
  const auto limit_ds = static_cast<float>(limit_ds_);
  const auto words = inside_.words();
  for (std::size_t word = 0; word < words.size(); ++word) {
    BitGrid::Word bits = 0;
    const float* const times = time_ds_.data() + word * BitGrid::kWordBits;
    for (std::size_t bit = 0; bit < BitGrid::kWordBits; ++bit) {
      bits |= BitGrid::Word{times[bit] <= limit_ds} << bit;
    }
    words[word] |= bits;
  }
}

bool GroundField::has_unreached_street(std::size_t at) const noexcept {
  const StreetGround::Point point = nearest(at);
  return point.edge != StreetGround::kNoEdge && distance_m(at) < kPasses * step_m() &&
         arrivals_->time_ds(point.edge, StreetGround::share(point)) > limit_ds_;
}

bool GroundField::fill(std::size_t column, std::size_t row) {
  waiting_.clear();
  bool may_stay = true;
  const auto visit = [&](std::size_t c, std::size_t r) {
    if (inside_.test(c, r)) return;
    inside_.set(c, r);
    const std::size_t at = r * column_count() + c;
    waiting_.push_back(static_cast<std::uint32_t>(at));
    may_stay = may_stay && !has_unreached_street(at);
  };
  visit(column, row);
  std::size_t next = 0;
  while (next < waiting_.size()) {  // it grows meanwhile
    const std::size_t c = waiting_[next] % column_count();
    const std::size_t r = waiting_[next] / column_count();
    ++next;
    for (std::size_t next_row = r - 1; next_row <= r + 1; ++next_row) {
      for (std::size_t next_column = c - 1; next_column <= c + 1; ++next_column) visit(next_column, next_row);
    }
  }
  if (may_stay) return true;
  for (const std::uint32_t at : waiting_) inside_.clear(at % column_count(), at / column_count());
  return false;
}

/// By the nearer of the two.
bool GroundField::is_reached(const Piece& one, const Piece& other, geo::Point place) const noexcept {
  const Foot first = one.edge == StreetGround::kNoEdge ? Foot{} : foot_on(one, place);
  const Foot second = other.edge == StreetGround::kNoEdge ? Foot{} : foot_on(other, place);
  const bool first_is_nearer = first.distance_square <= second.distance_square;
  const Foot& nearer = first_is_nearer ? first : second;
  const bool own_way = (first_is_nearer ? one.edge : other.edge) == kConnector;
  const double ground_m = own_way ? kOwnWay * step_m() : ground_->distance_m();
  return nearer.distance_square <= ground_m * ground_m &&
         time_ds(first_is_nearer ? one.edge : other.edge, nearer.share) <= limit_ds_;
}

double GroundField::crossing_share(std::size_t in, std::size_t out) const noexcept {
  const Piece inner = piece_at(in);
  const Piece outer = piece_at(out);
  const auto place_at = [&](std::size_t at) { return place(at % column_count(), at / column_count()); };
  const geo::Point from = place_at(in);
  const geo::Point to = place_at(out);
  double inside = 0.0;
  double outside = 1.0;
  for (int halving = 0; halving < kHalvings; ++halving) {
    const double middle = (inside + outside) / 2.0;
    (is_reached(inner, outer, geo::between(from, to, middle)) ? inside : outside) = middle;
  }
  return std::clamp((inside + outside) / 2.0, kNearest, kFarthest);
}

}  // namespace trek::access::detail
