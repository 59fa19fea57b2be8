#include "trek/core/parallel.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <latch>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "trek/core/detail/thread_pool.hpp"

namespace trek::core {
namespace {

/// How many of `wanted` threads can run at once, this one among them; those that can be started are started and joined.
unsigned count_startable(unsigned wanted) {
  std::vector<std::jthread> started;
  std::latch counted{1};
  try {
    started.reserve(wanted);
    while (started.size() + 1 < wanted) started.emplace_back([&counted] { counted.wait(); });
  } catch (const std::exception&) {  // no more, or no memory for more
  }
  counted.count_down();
  return static_cast<unsigned>(started.size() + 1);
}

/// The number of threads to use where `asked` (0 = all processors) are meant. Where a process may start no more, fewer,
/// with one to spare: oneTBB ends the process when it cannot start one. Looked at once a number.
unsigned usable_threads(unsigned asked) {
  static std::mutex mutex;
  static std::map<unsigned, unsigned> known;
  const std::lock_guard lock{mutex};
  const auto [entry, is_new] = known.try_emplace(asked, asked);
  if (!is_new) return entry->second;
  const unsigned wanted = asked == 0 ? std::max(1U, std::thread::hardware_concurrency()) : asked;
  const unsigned startable = count_startable(wanted);
  if (startable < wanted) entry->second = startable > 2 ? startable - 1 : 1;
  return entry->second;
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
