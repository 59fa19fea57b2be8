#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/detail/local_streets.hpp"
#include "trek/access/detail/search.hpp"
#include "trek/access/travel.hpp"
#include "trek/core/units.hpp"

namespace trek::access::detail {

/// When one is where on the streets, from (or to) a site; one thread's, for site after site.
///
/// A street is entered at either end as soon as the junction there is reached in a way that lets one turn into it, and
/// the site's own street at the site; streets open to their destinations only, at the end of the way.
/// Keeps a reference: the graph must outlive it. Cost of a site: one bounded search, then in proportion to what it met.
class StreetArrivals {
 public:
  StreetArrivals(const network::StreetGraph& graph, Direction direction);

  /// Precondition: the site is connected.
  void find(const network::Snap& site, core::Deciseconds limit);

  /// Deciseconds to the place at this share of the edge's length, by linear interpolation, the site's connector
  /// included; infinite where nothing leads within the limit. A time beyond the limit may be more than the shortest.
  [[nodiscard]] double time_ds(std::uint32_t edge, double share) const noexcept;
  /// Of a stretch of an edge: nobody is on it before `first_ds`, and all of it is reached by `last_ds`.
  struct Stretch {
    double first_ds = 0.0;
    double last_ds = 0.0;
  };
  [[nodiscard]] Stretch stretch(std::uint32_t edge, double from_share, double to_share) const noexcept;
  /// The edges that can be entered within the limit, each once.
  [[nodiscard]] std::span<const std::uint32_t> entered() const noexcept { return entered_; }

 private:
  /// Of an edge, for one site.
  struct Entry {
    std::uint32_t stamp = 0;  // of the site
    std::uint32_t at_from_ds = kUnreachable_ds;
    std::uint32_t at_to_ds = kUnreachable_ds;
  };

  void enter_from(std::uint32_t node);
  void enter_from(const TimedNode& node);
  void enter(std::uint32_t edge, network::NodeIdx junction, std::uint32_t time_ds);
  [[nodiscard]] double junction_ds(network::NodeIdx junction) const noexcept;
  Entry& entry(std::uint32_t edge);

  const network::StreetGraph& graph_;
  Direction direction_;
  std::span<const std::uint32_t> away_from_;  // edge count: time away from edge_from, kClosed_ds where one cannot
  std::span<const std::uint32_t> away_to_;    // edge count: time away from edge_to
  std::span<const network::EdgeIdx> arc_edge_;
  Search search_;
  std::vector<TimedNode> beyond_;  // had over streets open to their destinations only, by node
  std::vector<Entry> entry_;       // edge count
  std::vector<std::uint32_t> entered_;
  std::uint32_t stamp_ = 0;
  network::Snap site_;
};

}  // namespace trek::access::detail
