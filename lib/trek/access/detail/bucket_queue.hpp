#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace trek::access::detail {

/// Priority queue of buckets 6.4 s wide, for a search that corrects its labels (Meyer and Sanders 2003, delta-stepping,
/// with one thread).
///
/// Entries come by ascending bucket; within one they come as they were pushed, so that a search that finds a shorter
/// time for a node that it has taken out pushes it again. Most streets take longer than a bucket is wide, which makes
/// that rare; entries that are due together lie together, and few buckets are empty. Buckets cover a window of 54
/// minutes, which holds most searches whole; later times wait in an overflow list until the window moves on. Times
/// pushed must not be before the last time taken.
class BucketQueue {
 public:
  struct Entry {
    std::uint32_t time_ds = 0;
    std::uint32_t node = 0;
  };

  BucketQueue() : bucket_(kCount) {}

  void push(std::uint32_t time_ds, std::uint32_t node) {
    const std::uint32_t bucket = (time_ds - window_start_) >> kWidthBits;
    if (time_ds < window_start_ || bucket >= kCount) {
      overflow_.push_back({time_ds, node});
      return;
    }
    bucket_[bucket].push_back({time_ds, node});
    ++in_window_;
  }

  /// Takes an entry of the first bucket that has one; false when there is none, and then the queue is as new.
  [[nodiscard]] bool pop(Entry& entry) {
    while (in_window_ == 0) {
      leave_bucket();
      cursor_ = 0;
      if (overflow_.empty()) {
        window_start_ = 0;
        return false;
      }
      move_window();
    }
    while (taken_ == bucket_[cursor_].size()) {
      leave_bucket();
      ++cursor_;
    }
    entry = bucket_[cursor_][taken_++];
    --in_window_;
    return true;
  }

 private:
  static constexpr std::uint32_t kWidthBits = 6;
  static constexpr std::uint32_t kCount = 1U << 9U;

  void leave_bucket() {
    bucket_[cursor_].clear();
    taken_ = 0;
  }

  void move_window() {
    std::vector<Entry> waiting;
    waiting.swap(overflow_);
    window_start_ = std::min_element(waiting.begin(), waiting.end(), [](const Entry& a, const Entry& b) {
                      return a.time_ds < b.time_ds;
                    })->time_ds;
    for (const Entry& entry : waiting) push(entry.time_ds, entry.node);
  }

  std::vector<std::vector<Entry>> bucket_;  // kCount
  std::vector<Entry> overflow_;
  std::uint32_t window_start_ = 0;
  std::uint32_t cursor_ = 0;   // no bucket before it holds an entry
  std::size_t taken_ = 0;      // entries of its bucket that are taken
  std::size_t in_window_ = 0;  // entries that are not taken
};

}  // namespace trek::access::detail
