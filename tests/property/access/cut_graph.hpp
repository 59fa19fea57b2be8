#pragma once

#include <cstdint>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/core/random.hpp"

namespace trek::test {

/// The streets as a plain graph in which every point is a vertex: edges are cut where points lie on them.
/// Made for these tests from the edges alone: no arcs, no search of the library.
class CutGraph {
 public:
  CutGraph(const network::StreetGraph& graph, const access::Endpoints& sites, const access::Endpoints& others);

  [[nodiscard]] std::uint32_t site(std::size_t row) const { return site_vertex_[row]; }
  [[nodiscard]] std::uint32_t other(std::size_t row) const { return other_vertex_[row]; }

  /// Bellman-Ford from one vertex; kUnreachable_ds where there is no way.
  [[nodiscard]] std::vector<std::uint32_t> times(std::uint32_t from) const;

 private:
  struct Arc {
    std::uint32_t tail, head, time;
  };
  struct Stop {
    double share;
    std::uint32_t vertex;
    std::uint32_t connector;
    std::uint32_t edge;
  };

  [[nodiscard]] bool is_point(std::uint32_t vertex) const;
  std::uint32_t add_point(const access::Endpoints& points, std::size_t row);
  void join(std::uint32_t a, std::uint32_t b, double share_a, double share_b, std::size_t edge);
  void cut(std::size_t edge);

  const network::StreetGraph& graph_;
  std::size_t vertex_count_;
  std::vector<Arc> arcs_;
  std::vector<Stop> stops_;
  std::vector<std::uint32_t> site_vertex_;
  std::vector<std::uint32_t> other_vertex_;
};

/// times[site][other] in a direction, from Bellman-Ford.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> all_times(const network::StreetGraph& graph,
                                                                const access::Endpoints& sites,
                                                                const access::Endpoints& others,
                                                                access::Direction direction);

/// A small town without plan, with six sites and twenty-five other points.
struct Town {
  network::StreetGraph graph;
  access::Endpoints sites;
  access::Endpoints others;
};
[[nodiscard]] Town random_town(core::Random& random);

}  // namespace trek::test
