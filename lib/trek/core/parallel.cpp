#include "trek/core/parallel.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstdint>
#include <mutex>

namespace trek::core {

void for_each_chunk(std::size_t count, std::size_t grain, const Control& control, std::string_view stage,
                    const std::function<void(std::size_t begin, std::size_t end)>& body) {
  const std::size_t step = std::max<std::size_t>(grain, 1);
  const std::size_t chunk_count = (count + step - 1) / step;
  std::mutex progress_mutex;
  std::uint64_t done = 0;

  const auto run_chunk = [&](std::size_t chunk) {
    control.check_stop();
    const std::size_t begin = chunk * step;
    const std::size_t end = std::min(begin + step, count);
    body(begin, end);
    if (!stage.empty()) {
      const std::lock_guard lock{progress_mutex};
      done += end - begin;
      control.report(stage, done, count);
    }
  };

  if (control.thread_count == 1 || chunk_count <= 1) {
    for (std::size_t chunk = 0; chunk < chunk_count; ++chunk) run_chunk(chunk);
    return;
  }
  const int threads = control.thread_count == 0 ? tbb::task_arena::automatic : static_cast<int>(control.thread_count);
  // More threads than processors is the caller's right; without this, oneTBB warns of it on the standard error stream.
  const auto processors = tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
  const tbb::global_control allowed{tbb::global_control::max_allowed_parallelism,
                                    std::max<std::size_t>(processors, control.thread_count)};
  tbb::task_arena arena{threads};
  arena.execute([&] {
    tbb::parallel_for(
        std::size_t{0}, chunk_count, [&](std::size_t chunk) { run_chunk(chunk); }, tbb::simple_partitioner{});
  });
}

}  // namespace trek::core
