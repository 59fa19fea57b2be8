#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

namespace trek::core {

/// How far a stage is. `total` is 0 where it cannot be known beforehand.
struct Progress {
  std::string_view stage;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

/// What a caller holds over a long call: told of progress, able to stop it, and the number of threads.
///
/// `on_progress` may be empty; it is called from the calling thread or, one call at a time, from a worker.
/// The result never depends on `thread_count` (0 = all processors).
struct Control {
  std::function<void(const Progress&)> on_progress;
  std::stop_token stop;
  unsigned thread_count = 0;

  void report(std::string_view stage, std::uint64_t done, std::uint64_t total = 0) const {
    if (on_progress) on_progress({stage, done, total});
  }
  /// Throws Error{cancelled} if the caller asked to stop.
  void check_stop() const;
};

}  // namespace trek::core
