#include "trek/core/threads.hpp"

#include <algorithm>
#include <exception>
#include <latch>
#include <thread>
#include <vector>

namespace trek::core {
namespace {

/// How many of `wanted` threads can run at once, this one among them.
unsigned count_startable(unsigned wanted) {
  std::latch counted{1};
  std::vector<std::jthread> started;
  try {
    started.reserve(wanted);
    while (started.size() + 1 < wanted) started.emplace_back([&counted] { counted.wait(); });
  } catch (const std::exception&) {  // no more, or no memory for more
  }
  counted.count_down();
  return static_cast<unsigned>(started.size() + 1);
}

}  // namespace

unsigned startable_threads(unsigned asked) {
  const unsigned wanted = asked == 0 ? std::max(1U, std::thread::hardware_concurrency()) : asked;
  const unsigned startable = count_startable(wanted);
  if (startable >= wanted) return asked;
  return std::max(1U, startable / 2);
}

}  // namespace trek::core
