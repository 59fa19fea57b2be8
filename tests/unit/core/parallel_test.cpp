#include "trek/core/parallel.hpp"

#include <cstdint>
#include <numeric>
#include <stop_token>
#include <vector>

#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace core = trek::core;

TEST_CASE("for_each_chunk: every row once, on any thread count", "[core][unit][parallel]") {
  const auto threads = GENERATE(0U, 1U, 2U, 4U);
  core::Control control;
  control.thread_count = threads;
  std::vector<int> visits(1001);
  std::uint64_t last_done = 0;
  control.on_progress = [&](const core::Progress& progress) { last_done = progress.done; };
  core::for_each_chunk(visits.size(), 10, control, "test", [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) ++visits[i];
  });
  CHECK(visits == std::vector<int>(1001, 1));
  CHECK(last_done == 1001);
}

TEST_CASE("for_each_chunk: an exception comes out, a stop request ends it", "[core][unit][parallel]") {
  const auto threads = GENERATE(1U, 2U);
  core::Control control;
  control.thread_count = threads;
  CHECK_THROWS_AS(core::for_each_chunk(100, 1, control, "",
                                       [](std::size_t begin, std::size_t) {
                                         if (begin == 50) throw core::Error{core::ErrorKind::data, "row 50"};
                                       }),
                  core::Error);
  std::stop_source source;
  control.stop = source.get_token();
  source.request_stop();
  CHECK_THROWS_AS(core::for_each_chunk(100, 1, control, "", [](std::size_t, std::size_t) {}), core::Error);
}
