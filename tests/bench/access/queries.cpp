#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "access_bench.hpp"
#include "bench/support/timing.hpp"
#include "reference.hpp"
#include "trek/access/catchments.hpp"
#include "trek/access/dense_rows.hpp"
#include "trek/access/detail/search.hpp"
#include "trek/access/detail/sweep.hpp"
#include "trek/core/parallel.hpp"
#include "trek/core/random.hpp"

namespace trek::bench {
namespace {

using access::Direction;
using ::bench::require;

access::Router router_of(const network::ModeNetwork& one, access::Kernel kernel) {
  return access::Router::on_streets(one.graph, {}, {&one.hierarchy, kernel});
}

/// Made-up people a node, not whole, so that the order of adding shows.
std::vector<double> people_at(const network::StreetGraph& graph) {
  core::Random random{7};
  std::vector<double> people(graph.node_count());
  for (double& count : people) count = random.uniform(0.0, 12.0);
  return people;
}

access::Endpoints picked(const access::Endpoints& all, std::size_t begin, std::size_t step, std::size_t count) {
  access::Endpoints points;
  for (std::size_t i = 0; i < count; ++i) {
    points.place.push_back(all.place[begin + i * step]);
    points.snap.push_back(all.snap[begin + i * step]);
  }
  return points;
}

std::uint32_t node_of(const network::StreetGraph& graph, const network::Snap& snap) {
  return (snap.share == 0.0 ? graph.edge_from : graph.edge_to)[snap.edge.value()].value();
}

/// People within the limit of some nodes, by the textbook.
std::vector<double> textbook_people(TextbookSearch& search, const network::StreetGraph& graph,
                                    const access::Endpoints& sites, std::span<const double> people,
                                    std::uint32_t limit_ds) {
  std::vector<double> sums;
  for (const network::Snap& site : sites.snap) {
    double sum = 0.0;
    for (const std::uint32_t node : search.reached(node_of(graph, site), limit_ds)) sum += people[node];
    sums.push_back(sum);
  }
  return sums;
}

bool nearly(double a, double b) { return std::abs(a - b) <= 1e-9 * (1.0 + std::abs(a)); }

/// One sweep over all nodes for 32 sites, without a measure: what a sweep alone costs.
template <class Time>
class AllTimes {
 public:
  explicit AllTimes(const network::ModeNetwork& one)
      : map_{one.hierarchy},
        position_of_{one.hierarchy.position_of},
        streets_{map_.streets(Direction::from_sites)},
        times_{one.graph.node_count() * access::detail::kLaneCount},
        reached_(one.graph.node_count(), 0),
        visited_(streets_.cell_count) {}

  void run(const std::vector<std::uint32_t>& nodes) {
    std::vector<std::uint8_t> is_forced(streets_.cell_count, 0);
    std::vector<std::uint32_t> forced;
    for (const std::uint32_t node : nodes) {
      for (auto cell = map_.cell_of(position_of_[node]); is_forced[cell] == 0; cell = map_.parent(cell)) {
        is_forced[cell] = 1;
        forced.push_back(cell);
      }
    }
    std::sort(forced.begin(), forced.end());
    for (const std::uint32_t cell : forced)
      kernel_.clear(lanes_, streets_.cell_first[cell], streets_.cell_separator_end[cell]);
    for (std::uint32_t lane = 0; lane < nodes.size(); ++lane) {
      lanes_.time[std::size_t{position_of_[nodes[lane]]} * access::detail::kLaneCount + lane] = 0;
      reached_[position_of_[nodes[lane]]] = 1;
    }
    kernel_.climb(streets_, lanes_, forced.data(), static_cast<std::uint32_t>(forced.size()));
    kernel_.descend(streets_, lanes_, {lanes_.time, nullptr}, is_forced.data(), nullptr, visited_.data());
  }
  [[nodiscard]] std::uint32_t time_ds(std::uint32_t node, std::uint32_t lane) const {
    const std::uint32_t position = position_of_[node];
    if (reached_[position] == 0) return kNever_ds;
    const Time time = lanes_.time[std::size_t{position} * access::detail::kLaneCount + lane];
    return time == kMost ? kNever_ds : time;
  }
  void forget() { std::fill(reached_.begin(), reached_.end(), std::uint8_t{0}); }

 private:
  static constexpr Time kMost = static_cast<Time>(~Time{0});
  access::detail::SweepMap map_;
  std::span<const std::uint32_t> position_of_;
  access::detail::SweepStreets streets_;
  access::detail::AlignedRoom<Time> times_;
  std::vector<std::uint8_t> reached_;
  access::detail::SweepLanes<Time> lanes_{times_.data(), reached_.data(), static_cast<Time>(kMost - 1)};
  const access::detail::SweepKernel<Time>& kernel_ = access::detail::kernel_for<Time>(access::detail::sweep_kernels());
  std::vector<std::uint32_t> visited_;
};

std::vector<std::uint32_t> spread(const network::StreetGraph& graph, std::size_t count, std::size_t shift) {
  std::vector<std::uint32_t> nodes;
  const std::size_t step = graph.node_count() / count;
  for (std::size_t i = 0; i < count; ++i) nodes.push_back(static_cast<std::uint32_t>(i * step + shift % step));
  return nodes;
}

template <class Time>
void measure_all(Report& report, const network::ModeNetwork& one, const char* name, double goal) {
  AllTimes<Time> sweep{one};
  TextbookSearch textbook{one.graph};
  const auto sources = spread(one.graph, access::detail::kLaneCount, 5);
  sweep.run(sources);
  for (const std::uint32_t lane : {0U, 13U, 31U}) {
    textbook.reached(sources[lane], kNever_ds - 1);
    for (std::uint32_t node = 0; node < one.graph.node_count(); ++node)
      require(sweep.time_ds(node, lane) == textbook.time_ds(node), fmt::format("{}: times to all", name));
  }
  sweep.forget();
  constexpr std::size_t kSweeps = 8;  // one alone would be measured with a cold cache
  constexpr std::size_t kFew = 4;
  const auto nodes_near = [&](std::size_t at) {
    std::vector<std::uint32_t> nodes(access::detail::kLaneCount);
    const std::size_t begin = at * 7919 % (one.graph.node_count() - nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = static_cast<std::uint32_t>(begin + i);
    return nodes;
  };
  for (const bool near : {false, true}) {
    std::size_t shift = 0;
    const auto paired = ::bench::interleaved(
        report.runs(),
        [&] {
          for (std::size_t i = 0; i < kSweeps; ++i) {
            ++shift;
            sweep.run(near ? nodes_near(shift) : spread(one.graph, access::detail::kLaneCount, shift));
            sweep.forget();
          }
        },
        [&] {
          for (const std::uint32_t node : spread(one.graph, kFew, shift)) textbook.reached(node, kNever_ds - 1);
        });
    constexpr double kSources = kSweeps * access::detail::kLaneCount;
    report.add({fmt::format("one to all, {} ({} nodes), 32 {} sources a sweep of {} bits, 1 thread", name,
                            one.graph.node_count(), near ? "near" : "scattered", 8 * sizeof(Time)),
                paired.own_s * 1000.0 / kSources, "ms a source", "textbook Dijkstra", paired.baseline_s * 1000.0 / kFew,
                paired.ratio * kSources / kFew, near ? ::bench::Goal{} : ::bench::at_least_times(goal)});
  }
}

}  // namespace

access::Endpoints near_nodes(const access::Endpoints& all, std::size_t count) {
  count = std::min(count, all.size());
  return picked(all, (all.size() - count) / 2, 1, count);
}

access::Endpoints spread_nodes(const access::Endpoints& all, std::size_t count) {
  count = std::min(count, all.size());
  return picked(all, 0, all.size() / count, count);
}

void check_times(const network::ModeNetwork& one) {
  const auto all = access::endpoints_at_nodes(one.graph);
  const auto sites = spread_nodes(all, 10);
  BoostSearch boost{one.graph};
  TextbookSearch textbook{one.graph};
  for (const std::uint32_t limit_ds : {9000U, 36'000U, access::kUnreachable_ds - 1}) {
    for (const auto kernel : {access::Kernel::search, access::Kernel::sweep}) {
      const auto table = router_of(one, kernel)
                             .travel_table(sites, all, core::Deciseconds{limit_ds}, Direction::from_sites, threads(2));
      for (std::size_t site = 0; site < sites.size(); ++site) {
        const std::uint32_t from = node_of(one.graph, sites.snap[site]);
        const auto& times_ds = boost.times_ds(from, limit_ds);
        const std::size_t reached = textbook.reached(from, limit_ds).size();
        require(table[site].size() == reached, "reached nodes");
        for (const access::Reach& reach : table[site]) {
          require(reach.time_ds == times_ds[reach.row], "a time of Boost.Graph");
          require(reach.time_ds == textbook.time_ds(reach.row), "a time of the textbook");
        }
      }
    }
  }
}

void measure_catchments(Report& report, const network::ModeNetwork& bicycle) {
  const network::StreetGraph& graph = bicycle.graph;
  const auto all = access::endpoints_at_nodes(graph);
  const auto people = people_at(graph);
  const auto router = router_of(bicycle, access::Kernel::automatic);
  TextbookSearch textbook{graph};
  const auto people_within = [&](const access::Endpoints& sites, std::uint32_t minutes, unsigned thread_count) {
    const access::WeightedSum sum[] = {{people, access::Step{static_cast<double>(minutes)}}};
    return std::move(access::weighted_sums(router, sites, all, sum,
                                           {core::Deciseconds{minutes * 600}, Direction::from_sites},
                                           threads(thread_count))
                         .front());
  };
  const auto check = [&](const access::Endpoints& sites, std::uint32_t minutes) {
    const auto own = people_within(sites, minutes, 2);
    const auto expected = textbook_people(textbook, graph, sites, people, minutes * 600);
    for (std::size_t i = 0; i < own.size(); ++i) require(nearly(own[i], expected[i]), "people within reach");
  };

  constexpr std::size_t kSample = 500;  // of the textbook's sources: all of them take a minute
  check(spread_nodes(all, kSample), 15);
  for (const unsigned thread_count : {2U, 1U}) {
    const auto paired = ::bench::interleaved(
        report.runs(), [&] { ::bench::keep(people_within(all, 15, thread_count)); },
        [&] { ::bench::keep(textbook_people(textbook, graph, spread_nodes(all, kSample), people, 9000)); });
    const double scale = static_cast<double>(all.size()) / kSample;
    const std::string task = fmt::format("people within 15 min bicycle of all {} nodes, {} thread{}", all.size(),
                                         thread_count, thread_count == 1 ? "" : "s");
    if (thread_count == 2) report.add({task, paired.own_s, "s", "", {}, {}, ::bench::at_most(1.0)});
    report.add({task, paired.own_s, "s", "textbook Dijkstra, 1 thread", paired.baseline_s * scale, paired.ratio * scale,
                thread_count == 2 ? ::bench::at_least_times(60.0) : ::bench::Goal{}});
  }
  for (const auto& [minutes, goal] : {std::pair{30U, 15.0}, std::pair{60U, 55.0}}) {
    constexpr std::size_t kSources = 3200;
    constexpr std::size_t kFew = 32;
    const auto sites = near_nodes(all, kSources);
    const auto few = spread_nodes(sites, kFew);
    check(few, minutes);
    const auto paired = ::bench::interleaved(
        report.runs(), [&, m = minutes] { ::bench::keep(people_within(sites, m, 1)); },
        [&, m = minutes] { ::bench::keep(textbook_people(textbook, graph, few, people, m * 600)); });
    report.add({fmt::format("people within {} min bicycle, a source of 3,200 near ones, 1 thread", minutes),
                paired.own_s * 1000.0 / kSources, "ms a source", "textbook Dijkstra", paired.baseline_s * 1000.0 / kFew,
                paired.ratio * kSources / kFew, ::bench::at_least_times(goal)});
  }

  access::detail::Search search{graph.node_count()};
  const auto arcs = access::detail::arcs_of(graph, Direction::from_sites);
  for (const std::uint32_t minutes : {15U, 30U}) {
    const auto sites = spread_nodes(all, 200);
    std::size_t own_count = 0;
    std::size_t textbook_count = 0;
    const auto paired = ::bench::interleaved(
        report.runs(),
        [&] {
          own_count = 0;
          for (const network::Snap& site : sites.snap) {
            search.start(minutes * 600);
            search.seed(node_of(graph, site), 0);
            search.run(arcs);
            own_count += search.reached().size();
          }
        },
        [&] {
          textbook_count = 0;
          for (const network::Snap& site : sites.snap)
            textbook_count += textbook.reached(node_of(graph, site), minutes * 600).size();
        });
    require(own_count == textbook_count, "nodes within a bounded search");
    report.add({fmt::format("bounded search of one source, {} min bicycle, no preparation", minutes),
                paired.own_s * 1000.0 / static_cast<double>(sites.size()), "ms", "textbook Dijkstra",
                paired.baseline_s * 1000.0 / static_cast<double>(sites.size()), paired.ratio,
                ::bench::at_least_times(2.5)});
  }
}

void measure_one_to_all(Report& report, const network::ModeNetwork& one, const char* name, double goal) {
  // Times past 109 minutes need 32 bits; whether there are any, one search tells.
  TextbookSearch textbook{one.graph};
  std::uint32_t longest_ds = 0;
  for (const std::uint32_t from : spread(one.graph, 5, 1)) {
    const auto reached = textbook.reached(from, kNever_ds - 1);
    longest_ds = std::max(longest_ds, textbook.time_ds(reached.back()));
  }
  if (2 * longest_ds < 0xFFFFU) {
    measure_all<std::uint16_t>(report, one, name, goal);
  } else {
    measure_all<std::uint32_t>(report, one, name, goal);
  }
}

/// The sum and number of times: of each row first, so that the look at a table takes a small part of making it.
struct TimeSum {
  std::uint64_t sum_ds = 0;
  std::uint64_t pair_count = 0;
  friend bool operator==(const TimeSum&, const TimeSum&) = default;
};

/// Of all pairs, as dense rows.
TimeSum dense_sum(const access::Router& router, const access::Endpoints& origins, const access::Endpoints& destinations,
                  core::Deciseconds limit) {
  TimeSum sum;
  const auto add = [&sum](auto row) {
    std::uint64_t row_ds = 0;
    std::uint64_t row_count = 0;
    for (const auto time : row) {
      const bool reached = time != access::kNotReached<typename decltype(row)::value_type>;
      row_ds += reached ? time : 0U;
      row_count += reached ? 1U : 0U;
    }
    sum.sum_ds += row_ds;
    sum.pair_count += row_count;
  };
  access::for_each_dense_row(router, origins, destinations, {limit, Direction::from_sites}, threads(2),
                             [&](std::uint32_t, const access::DenseRow& row) { std::visit(add, row); });
  return sum;
}

/// The same as rows of pairs.
TimeSum pair_sum(const access::Router& router, const access::Endpoints& origins, const access::Endpoints& destinations,
                 core::Deciseconds limit) {
  TimeSum sum;
  access::for_each_travel_row(router, origins, destinations, {limit, Direction::from_sites}, threads(2),
                              [&](std::uint32_t, std::span<const access::Reach> row) {
                                std::uint64_t row_ds = 0;
                                for (const access::Reach& reach : row) row_ds += reach.time_ds;
                                sum.sum_ds += row_ds;
                                sum.pair_count += row.size();
                              });
  return sum;
}

void measure_matrix(Report& report, const network::ModeNetwork& one, const char* name, double goal, double goal_s,
                    double dense_goal_s) {
  const auto all = access::endpoints_at_nodes(one.graph);
  const auto origins = spread_nodes(all, 1000);
  const auto destinations = spread_nodes(all, 50'000);
  const auto router = router_of(one, access::Kernel::automatic);
  TextbookSearch textbook{one.graph};
  std::vector<std::uint32_t> destination_nodes;
  for (const network::Snap& snap : destinations.snap) destination_nodes.push_back(node_of(one.graph, snap));
  const core::Deciseconds any_time{access::kUnreachable_ds};
  const std::uint64_t pair_count = pair_sum(router, origins, destinations, any_time).pair_count;
  std::uint64_t expected_ds = 0;
  std::uint64_t expected_count = 0;
  access::for_each_travel_row(router, spread_nodes(origins, 5), destinations, {any_time, Direction::from_sites},
                              threads(2), [&](std::uint32_t site, std::span<const access::Reach> row) {
                                textbook.reached(node_of(one.graph, spread_nodes(origins, 5).snap[site]),
                                                 kNever_ds - 1);
                                for (const access::Reach& reach : row)
                                  require(reach.time_ds == textbook.time_ds(destination_nodes[reach.row]), "a matrix");
                                expected_count += row.size();
                              });
  require(expected_count > 0, "a matrix with pairs");
  constexpr std::size_t kRows = 4;
  const auto matrix = [&] { ::bench::keep(pair_sum(router, origins, destinations, any_time).sum_ds); };
  const auto paired = ::bench::interleaved(report.runs(), matrix, [&] {
    for (const network::Snap& origin : spread_nodes(origins, kRows).snap) {
      textbook.reached(node_of(one.graph, origin), kNever_ds - 1);
      for (const std::uint32_t node : destination_nodes) expected_ds += textbook.time_ds(node);
    }
  });
  ::bench::keep(expected_ds);
  const double scale = static_cast<double>(origins.size()) / kRows;
  const std::string task =
      fmt::format("matrix {} x {}, {}, {} pairs, 2 threads", origins.size(), destinations.size(), name, pair_count);
  report.add({task, paired.own_s, "s", "", {}, {}, ::bench::at_most(goal_s)});
  report.add({task, paired.own_s, "s", "textbook Dijkstra a row, 1 thread", paired.baseline_s * scale,
              paired.ratio * scale, ::bench::at_least_times(goal)});

  for (const std::uint32_t limit_ds : {access::kUnreachable_ds, 36'000U}) {
    const core::Deciseconds limit{limit_ds};
    require(dense_sum(router, origins, destinations, limit) == pair_sum(router, origins, destinations, limit),
            "dense rows");
    const auto dense = ::bench::interleaved(
        report.runs(), [&] { ::bench::keep(dense_sum(router, origins, destinations, limit).sum_ds); },
        [&] { ::bench::keep(pair_sum(router, origins, destinations, limit).sum_ds); });
    const bool whole = limit_ds == access::kUnreachable_ds;
    report.add({fmt::format("matrix {} x {}, {}, {}, dense rows, 2 threads", origins.size(), destinations.size(), name,
                            whole ? "all pairs, u32" : "within an hour, u16"),
                dense.own_s, "s", "rows of pairs", dense.baseline_s, dense.ratio,
                whole ? ::bench::at_most(dense_goal_s) : ::bench::Goal{}});
  }
}

void measure_growth(Report& report, const network::ModeNetwork& bicycle) {
  const auto all = access::endpoints_at_nodes(bicycle.graph);
  const auto router = router_of(bicycle, access::Kernel::automatic);
  const auto measure = [&](const access::Endpoints& sites, const access::Endpoints& others) {
    const std::vector<double> people(others.size(), 1.0);
    const access::WeightedSum sum[] = {{people, access::Step{15.0}}};
    std::vector<double> times_s;
    for (std::size_t run = 0; run < report.runs(); ++run) {
      times_s.push_back(::bench::seconds_of([&] {
        ::bench::keep(access::weighted_sums(router, sites, others, sum,
                                            {core::Deciseconds{9000}, Direction::from_sites}, threads(2)));
      }));
    }
    report.add({fmt::format("growth: people within 15 min bicycle, {} sources, {} cells, 2 threads", sites.size(),
                            others.size()),
                ::bench::median(times_s),
                "s",
                "",
                {},
                {},
                {}});
  };
  for (const std::size_t part : {100U, 10U, 1U}) measure(near_nodes(all, all.size() / part), all);
  for (const std::size_t part : {100U, 10U}) measure(all, spread_nodes(all, all.size() / part));
}

}  // namespace trek::bench
