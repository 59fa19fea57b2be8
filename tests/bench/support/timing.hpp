#pragma once

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

namespace bench {

enum class Clock { wall, processor };

/// The clock that all timings of this program read. `processor` counts what its threads ran, not what they waited: for
/// work on one thread and no disk that is the wall time of an idle machine, on one that others use.
inline Clock& clock_in_use() {
  static Clock clock = Clock::wall;
  return clock;
}

inline double now_s() {
  if (clock_in_use() == Clock::processor) {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Time of one call, in seconds.
template <class Work>
double seconds_of(Work&& work) {
  const double start_s = now_s();
  std::forward<Work>(work)();
  return now_s() - start_s;
}

/// The middle value, or the mean of the two in the middle. Precondition: not empty.
inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

struct Paired {
  double own_s = 0.0;       // median over the runs
  double baseline_s = 0.0;  // the same
  double ratio = 0.0;       // median of baseline / own within a run: what slows the machine down slows both
};

/// Runs A B A B ... and compares: a machine that others use, or whose clock changes, is fairer to pairs than to blocks.
template <class Own, class Baseline>
Paired interleaved(std::size_t runs, Own&& own, Baseline&& baseline) {
  std::vector<double> own_s;
  std::vector<double> baseline_s;
  std::vector<double> ratio;
  for (std::size_t run = 0; run < runs; ++run) {
    own_s.push_back(seconds_of(own));
    baseline_s.push_back(seconds_of(baseline));
    ratio.push_back(baseline_s.back() / own_s.back());
  }
  return {median(std::move(own_s)), median(std::move(baseline_s)), median(std::move(ratio))};
}

/// Keeps a result alive, so that the compiler cannot leave out the work that made it.
template <class T>
inline void keep(const T& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

}  // namespace bench
