#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/detail/local_streets.hpp"
#include "trek/access/detail/search.hpp"
#include "trek/access/router.hpp"
#include "trek/core/units.hpp"
#include "trek/geo/point.hpp"

namespace trek::access::detail {

/// A straight piece of street.
struct Line {
  geo::Point from;
  geo::Point to;
};

/// The streets within reach of a site, limit after limit; one thread's, for site after site.
///
/// An edge is reached from either end as far as the time that is left goes, by linear interpolation; the site's own
/// edge also from the site itself; and the connector. Cost of a site: one bounded search, then in proportion to the
/// streets reached. Keeps a reference: the graph must outlive it.
class ReachedStreets {
 public:
  ReachedStreets(const network::StreetGraph& graph, Direction direction);

  /// Preconditions: the site is connected, the limits ascend.
  void find(geo::Point place, const network::Snap& site, std::span<const core::Deciseconds> limits);

  /// What comes within reach with the limit of this number, beyond what the ones before gave; pieces may overlap.
  [[nodiscard]] std::span<const Line> lines(std::size_t limit) const noexcept {
    return {lines_.data() + first_line_[limit], lines_.data() + first_line_[limit + 1]};
  }
  /// Of the lines of all limits.
  [[nodiscard]] const geo::Box& bounds() const noexcept { return bounds_; }

 private:
  enum class End : std::uint8_t { from, to };
  /// On the way along an edge, from one of its ends.
  struct Partly {
    std::uint32_t edge = 0;
    std::uint32_t time_ds = 0;  // at that end
    double share = 0.0;         // as far as it was given
    End end = End::from;
  };

  void begin_site(const network::Snap& site, std::uint32_t limit_ds);
  void go_on(std::uint32_t limit_ds);
  void leave(std::uint32_t node, std::uint32_t limit_ds);
  void leave_beyond(const TimedNode& node, std::uint32_t limit_ds);
  void leave_by(std::uint32_t edge, network::NodeIdx junction, std::uint32_t time_ds, std::uint32_t limit_ds);
  /// False when there is no more to come from this end of the edge.
  bool advance(Partly& way, std::uint32_t limit_ds);
  void add_site(geo::Point place, const network::Snap& site, std::uint32_t limit_ds);
  void add_whole(std::uint32_t edge);
  void add_stretch(std::uint32_t edge, double begin_share, double end_share);
  void add(geo::Point from, geo::Point to);
  [[nodiscard]] std::uint32_t away_ds(std::uint32_t edge, End end) const noexcept {
    return end == End::from ? away_from_[edge] : away_to_[edge];
  }

  const network::StreetGraph& graph_;
  Direction direction_;
  std::span<const std::uint32_t> away_from_;  // edge count: time away from edge_from, kClosed_ds where one cannot
  std::span<const std::uint32_t> away_to_;    // edge count: time away from edge_to
  std::span<const network::EdgeIdx> arc_edge_;
  Search search_;
  std::vector<TimedNode> beyond_;     // nodes had over streets open to their destinations only, by time
  std::size_t beyond_left_ = 0;       // those that are within the limits so far
  std::vector<std::uint64_t> next_;   // a bit a node: reached with the limit at hand
  std::vector<Partly> partly_;        // edges on the way
  std::vector<std::uint32_t> whole_;  // edge count: the stamp of the site that was given the whole edge
  std::uint32_t stamp_ = 0;
  std::uint32_t left_ds_ = 0;  // nodes at less are within the limits so far
  std::vector<Line> lines_;
  std::vector<std::size_t> first_line_;  // limit count + 1
  geo::Box bounds_;
};

}  // namespace trek::access::detail
