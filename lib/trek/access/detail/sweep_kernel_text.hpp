// The text of the sweep kernels. Each sweep_kernel_<level>.cpp sets TREK_SWEEP_LEVEL (a namespace), TREK_SWEEP_NAME
// (the level's name) and TREK_SWEEP_BYTES (the width of its vectors) and includes this once. No standard algorithm is
// used: see sweep_kernel.hpp for why.
#include "trek/access/detail/sweep_kernel.hpp"

namespace trek::access::detail::TREK_SWEEP_LEVEL {
namespace {

template <class Time>
struct Vectors {
  static constexpr std::size_t kLanesEach = TREK_SWEEP_BYTES / sizeof(Time);
  static constexpr std::size_t kCount = kLaneCount / kLanesEach;
  using Vector __attribute__((vector_size(TREK_SWEEP_BYTES))) = Time;
};

template <class Time>
constexpr Time kNever = static_cast<Time>(~Time{0});

template <class Time>
Time narrowed(std::uint32_t time_ds) {
  return time_ds < kNever<Time> ? static_cast<Time>(time_ds) : kNever<Time>;
}

/// 32 times in registers.
template <class Time>
struct Lanes {
  using V = typename Vectors<Time>::Vector;
  static constexpr std::size_t kCount = Vectors<Time>::kCount;
  V part[kCount];

  static Lanes never() {
    Lanes lanes{};
    for (std::size_t i = 0; i < kCount; ++i) lanes.part[i] = V{} + kNever<Time>;
    return lanes;
  }
  static Lanes load(const Time* from) {
    Lanes lanes{};
    for (std::size_t i = 0; i < kCount; ++i) {
      lanes.part[i] = *reinterpret_cast<const V*>(from + i * Vectors<Time>::kLanesEach);
    }
    return lanes;
  }
  void store(Time* to) const {
    for (std::size_t i = 0; i < kCount; ++i) *reinterpret_cast<V*>(to + i * Vectors<Time>::kLanesEach) = part[i];
  }
  /// The shorter of these and `from` + time; a sum that does not fit stays "never".
  void improve(const Time* from, Time time) {
    const V most = V{} + static_cast<Time>(~time);
    for (std::size_t i = 0; i < kCount; ++i) {
      const V there = *reinterpret_cast<const V*>(from + i * Vectors<Time>::kLanesEach);
      const V sum = (there < most ? there : most) + time;
      part[i] = part[i] < sum ? part[i] : sum;
    }
  }
  [[nodiscard]] bool any_within(Time limit) const {
    using Mask = decltype(part[0] <= part[0]);
    using Words __attribute__((vector_size(TREK_SWEEP_BYTES))) = std::uint64_t;
    const V most = V{} + limit;
    Mask within = part[0] <= most;
    for (std::size_t i = 1; i < kCount; ++i) within |= part[i] <= most;
    const auto words = reinterpret_cast<Words>(within);
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < TREK_SWEEP_BYTES / sizeof(std::uint64_t); ++i) any |= words[i];
    return any != 0;
  }
};

template <class Time>
Time* row_of(const SweepLanes<Time>& lanes, std::uint32_t position) {
  return lanes.time + std::size_t{position} * kLaneCount;
}

template <class Time>
void clear(const SweepLanes<Time>& lanes, std::uint32_t begin, std::uint32_t end) {
  const auto never = Lanes<Time>::never();
  for (std::uint32_t p = begin; p < end; ++p) {
    never.store(row_of(lanes, p));
    lanes.reached[p] = 0;
  }
}

/// Passes on what one position has to those that can be climbed to from it.
template <class Time>
void climb_from(const SweepStreets& streets, const SweepLanes<Time>& lanes, std::uint32_t p) {
  const Time* own = row_of(lanes, p);
  if (!Lanes<Time>::load(own).any_within(lanes.limit)) {
    lanes.reached[p] = 0;
    return;
  }
  for (std::uint32_t arc = streets.first_climb[p]; arc < streets.first_climb[p + 1]; ++arc) {
    const network::HierarchyArc up = streets.climb[arc];
    Time* const target = row_of(lanes, up.position);
    auto best = Lanes<Time>::load(target);
    best.improve(own, narrowed<Time>(up.time_ds));
    best.store(target);
    lanes.reached[up.position] = 1;
  }
}

template <class Time>
void climb(const SweepStreets& streets, const SweepLanes<Time>& lanes, const std::uint32_t* forced,
           std::uint32_t forced_count) {
  for (std::uint32_t i = forced_count; i > 0; --i) {
    const std::uint32_t cell = forced[i - 1];
    for (std::uint32_t p = streets.cell_separator_end[cell]; p > streets.cell_first[cell]; --p) {
      if (lanes.reached[p - 1] != 0) climb_from(streets, lanes, p - 1);
    }
  }
}

inline bool is_entered(const SweepStreets& streets, const std::uint8_t* reached, std::uint32_t cell) {
  for (std::uint32_t i = streets.first_boundary[cell]; i < streets.first_boundary[cell + 1]; ++i) {
    if (reached[streets.boundary[i]] != 0) return true;
  }
  return false;
}

/// Positions of a cell that the climb came by: their rows hold what it found.
template <class Time>
void descend_forced(const SweepStreets& streets, const SweepLanes<Time>& lanes, const Climbed<Time>& climbed,
                    std::uint32_t cell) {
  for (std::uint32_t p = streets.cell_first[cell]; p < streets.cell_separator_end[cell]; ++p) {
    const std::uint32_t from = climbed.position == nullptr ? p : climbed.position[p];
    auto best = Lanes<Time>::load(climbed.time + std::size_t{from} * kLaneCount);
    for (std::uint32_t arc = streets.first_descent[p]; arc < streets.first_descent[p + 1]; ++arc) {
      const network::HierarchyArc down = streets.descent[arc];
      if (lanes.reached[down.position] != 0) best.improve(row_of(lanes, down.position), narrowed<Time>(down.time_ds));
    }
    best.store(row_of(lanes, p));
    lanes.reached[p] = best.any_within(lanes.limit) ? 1 : 0;
  }
}

template <class Time>
void descend_fresh(const SweepStreets& streets, const SweepLanes<Time>& lanes, std::uint32_t cell) {
  for (std::uint32_t p = streets.cell_first[cell]; p < streets.cell_separator_end[cell]; ++p) {
    auto best = Lanes<Time>::never();
    for (std::uint32_t arc = streets.first_descent[p]; arc < streets.first_descent[p + 1]; ++arc) {
      const network::HierarchyArc down = streets.descent[arc];
      best.improve(row_of(lanes, down.position), narrowed<Time>(down.time_ds));
    }
    best.store(row_of(lanes, p));
    lanes.reached[p] = best.any_within(lanes.limit) ? 1 : 0;
  }
}

template <class Time>
std::uint32_t descend(const SweepStreets& streets, const SweepLanes<Time>& lanes, const Climbed<Time>& climbed,
                      const std::uint8_t* is_forced, const std::uint8_t* is_wanted, std::uint32_t* visited) {
  std::uint32_t visited_count = 0;
  for (std::uint32_t cell = 0; cell < streets.cell_count;) {
    const bool wanted = is_wanted == nullptr || is_wanted[cell] != 0;
    const bool forced = is_forced[cell] != 0;
    if (!wanted || !(forced || is_entered(streets, lanes.reached, cell))) {
      cell = streets.cell_next[cell];
      continue;
    }
    forced ? descend_forced(streets, lanes, climbed, cell) : descend_fresh(streets, lanes, cell);
    visited[visited_count++] = cell++;
  }
  return visited_count;
}

template <class Time>
void gather(const SweepLanes<Time>& lanes, const Entrances* entrances, const std::uint32_t* rows, std::size_t row_count,
            Time* times) {
  for (std::size_t i = 0; i < row_count; ++i) {
    const Entrances& entrance = entrances[rows[i]];
    auto best = Lanes<Time>::never();
    for (std::size_t end = 0; end < 2; ++end) {
      const std::uint32_t p = entrance.position[end];
      if (p != Entrances::kNone && lanes.reached[p] != 0) {
        best.improve(row_of(lanes, p), narrowed<Time>(entrance.rest_ds[end]));
      }
    }
    best.store(times + i * kLaneCount);
  }
}

/// A plain loop: compilers make better vectors of it than can be written with vector types, since times and sums are of
/// different widths.
template <class Time>
void add_within(const Time* __restrict times, const std::uint32_t* __restrict rows, std::size_t row_count,
                const double* __restrict weight, Time limit, double* __restrict sums) {
  for (std::size_t i = 0; i < row_count; ++i) {
    const double added = weight[rows[i]];
    const Time* const row = times + i * kLaneCount;
    for (std::size_t lane = 0; lane < kLaneCount; ++lane) sums[lane] += row[lane] <= limit ? added : 0.0;
  }
}

/// Towards zero; `value` fits. By way of a signed number where it can be, of which processors have vectors.
template <class Time>
Time whole(double value) {
  if constexpr (sizeof(Time) < sizeof(std::int32_t)) return static_cast<Time>(static_cast<std::int32_t>(value));
  return static_cast<Time>(value);
}

/// Plain loops, as above. Half a decisecond behind the limit all times are the same, and none is doubtful.
template <class Time>
std::size_t line_times(const LineLanes& lanes, const geo::Point* places, std::uint32_t first, std::uint32_t count,
                       LineTimes<Time>& found) {
  constexpr double kDoubt = 1e-5;  // times below 2^32 are reckoned to some 1e-6, either way
  const double most = static_cast<double>(lanes.limit_ds) + 1.5;
  std::size_t kept = 0;
  for (std::uint32_t row = first; row < first + count; ++row) {
    const double x_m = places[row].x_m;
    const double y_m = places[row].y_m;
    Time* const time = found.time + kept * kLaneCount;
    std::uint32_t within = 0;
    std::uint32_t doubtful = 0;
    for (std::size_t lane = 0; lane < kLaneCount; ++lane) {
      const double dx = x_m - lanes.x_m[lane];
      const double dy = y_m - lanes.y_m[lane];
      const double exact = __builtin_sqrt(dx * dx + dy * dy) * lanes.ds_per_m + 0.5;
      const double bounded = exact < most ? exact : most;
      const Time rounded = whole<Time>(bounded);
      const double rest = bounded - static_cast<double>(rounded);
      time[lane] = rounded;
      within |= bounded < most - 0.5 ? 1U : 0U;
      doubtful |= rest < kDoubt || rest > 1.0 - kDoubt ? 1U : 0U;
    }
    if ((within | doubtful) == 0U) continue;
    if (doubtful != 0U) found.doubtful[found.doubtful_count++] = static_cast<std::uint32_t>(kept);
    found.row[kept++] = row;
  }
  return kept;
}

template <class Time>
constexpr SweepKernel<Time> kKernel{clear<Time>,  climb<Time>,      descend<Time>,
                                    gather<Time>, add_within<Time>, line_times<Time>};

}  // namespace

extern const SweepKernels kernels;
const SweepKernels kernels{TREK_SWEEP_NAME, kKernel<std::uint16_t>, kKernel<std::uint32_t>};

}  // namespace trek::access::detail::TREK_SWEEP_LEVEL
