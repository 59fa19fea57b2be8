#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace trek::access::detail {

/// Monotone priority queue of Dial (1969): one bucket a decisecond.
///
/// Buckets cover a window of 54 minutes, which holds most searches whole; later times wait in an overflow list until
/// the window moves on. Times pushed must not be before the last time popped.
class BucketQueue {
 public:
  struct Entry {
    std::uint32_t time_ds = 0;
    std::uint32_t node = 0;
  };

  BucketQueue() : head_(kWidth, kNone) {}

  void push(std::uint32_t time_ds, std::uint32_t node) {
    if (time_ds < window_start_ || time_ds - window_start_ >= kWidth) {
      overflow_.push_back({time_ds, node});
      return;
    }
    const std::uint32_t bucket = time_ds - window_start_;
    links_.push_back({node, head_[bucket]});
    head_[bucket] = static_cast<std::uint32_t>(links_.size() - 1);
    ++in_window_;
  }

  /// Takes an entry with the smallest time; false when there is none, and then the queue is as new.
  [[nodiscard]] bool pop(Entry& entry) {
    while (in_window_ == 0) {
      if (overflow_.empty()) {
        reset();
        return false;
      }
      move_window();
    }
    while (head_[cursor_] == kNone) ++cursor_;
    const Link link = links_[head_[cursor_]];
    head_[cursor_] = link.next;
    --in_window_;
    entry = {window_start_ + cursor_, link.node};
    return true;
  }

 private:
  static constexpr std::uint32_t kWidth = 1U << 15U;
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  struct Link {
    std::uint32_t node;
    std::uint32_t next;
  };

  void reset() {
    links_.clear();
    window_start_ = 0;
    cursor_ = 0;
  }

  void move_window() {
    links_.clear();
    cursor_ = 0;
    std::vector<Entry> waiting;
    waiting.swap(overflow_);
    window_start_ = std::min_element(waiting.begin(), waiting.end(), [](const Entry& a, const Entry& b) {
                      return a.time_ds < b.time_ds;
                    })->time_ds;
    for (const Entry& entry : waiting) push(entry.time_ds, entry.node);
  }

  std::vector<std::uint32_t> head_;  // kWidth: first link of each bucket
  std::vector<Link> links_;          // entries pushed since the window was last moved
  std::vector<Entry> overflow_;
  std::uint32_t window_start_ = 0;
  std::uint32_t cursor_ = 0;  // no bucket before it holds an entry
  std::size_t in_window_ = 0;
};

}  // namespace trek::access::detail
