#include "trek/core/parallel.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>

#include "trek/core/detail/thread_pool.hpp"
#include "trek/core/threads.hpp"

namespace trek::core {
namespace {

/// Looked at once a number: oneTBB keeps the threads that it started.
unsigned usable_threads(unsigned asked) {
  static std::mutex mutex;
  static std::map<unsigned, unsigned> known;
  const std::lock_guard lock{mutex};
  const auto found = known.find(asked);
  return found != known.end() ? found->second : known.emplace(asked, startable_threads(asked)).first->second;
}

}  // namespace

void for_each_chunk(std::size_t count, std::size_t grain, const Control& control, std::string_view stage,
                    const std::function<void(std::size_t begin, std::size_t end)>& body) {
  const std::size_t step = std::max<std::size_t>(grain, 1);
  const std::size_t chunk_count = (count + step - 1) / step;
  std::mutex progress_mutex;
  std::uint64_t done = 0;

  if (!stage.empty() && count > 0)
    control.report(stage, 0, count);  // no bar of before stands at 100 % while this works

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

  const unsigned threads = control.thread_count == 1 || chunk_count <= 1 ? 1 : usable_threads(control.thread_count);
  if (threads == 1) {
    for (std::size_t chunk = 0; chunk < chunk_count; ++chunk) run_chunk(chunk);
    return;
  }
  detail::call_on_threads(chunk_count, threads, run_chunk);
}

}  // namespace trek::core
