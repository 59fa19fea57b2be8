#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>

#include "trek/core/detail/thread_pool.hpp"

namespace trek::core::detail {

void call_on_threads(std::size_t count, unsigned thread_count, const std::function<void(std::size_t)>& call) {
  const int threads = thread_count == 0 ? tbb::task_arena::automatic : static_cast<int>(thread_count);
  // More threads than processors is the caller's right; without this, oneTBB warns of it on the standard error stream.
  const auto processors = tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
  const tbb::global_control allowed{tbb::global_control::max_allowed_parallelism,
                                    thread_count == 0 ? processors : std::size_t{thread_count}};
  tbb::task_arena arena{threads};
  arena.execute([&] { tbb::parallel_for(std::size_t{0}, count, call, tbb::simple_partitioner{}); });
}

}  // namespace trek::core::detail
