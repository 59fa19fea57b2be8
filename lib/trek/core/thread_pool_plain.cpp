// For builds with the thread sanitizer alone: Debian's oneTBB is not instrumented, so that the sanitizer sees neither
// its hand-over of work nor the end of its loops, and reports races where there are none. It understands these threads.
#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "trek/core/detail/thread_pool.hpp"

namespace trek::core::detail {

void call_on_threads(std::size_t count, unsigned thread_count, const std::function<void(std::size_t)>& call) {
  std::atomic<std::size_t> next{0};
  std::mutex failure_mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) call(i);
    } catch (...) {
      next = count;  // no further calls
      const std::lock_guard lock{failure_mutex};
      if (!failure) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads(thread_count == 0 ? std::max(2U, std::thread::hardware_concurrency())
                                                        : thread_count);
    for (auto& thread : threads) thread = std::jthread{work};
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace trek::core::detail
