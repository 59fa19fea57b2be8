#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "trek/core/control.hpp"

namespace trek::fetch {

/// What fetching may cost, and how it is done.
struct Options {
  bool refresh = false;                          // ask again for what is there, on the condition that it has changed
  bool whole = false;                            // a service without region: all that it has
  std::uint64_t largest_bytes = 10'000'000'000;  // a body that grows beyond is cut off; the BAG has 7.8 GB
  std::string timestamp;                         // ISO 8601 UTC: kept beside what is fetched
  std::uint32_t tries = 5;                       // of one request, the first one counted
  std::chrono::milliseconds first_pause{1000};   // before the second try; doubled before each further one
  std::chrono::milliseconds longest_pause{120'000};  // a server that asks for a longer one is not asked again
  std::chrono::seconds connect_limit{20};
  std::chrono::seconds answer_limit{60};         // from a request to the end of the headers of its answer
  std::chrono::seconds speed_window{30};         // a body that sends fewer than ...
  std::uint64_t least_speed = 10'000;            // ... these bytes a second over it is given up
  std::chrono::seconds page_limit{600};          // one page of a service
  std::chrono::seconds source_limit{12 * 3600};  // one source, all in all
  std::uint64_t most_pages = 100'000;            // of a service: links may go on for ever
  /// How a pause is spent; empty: asleep, awake to a stop.
  std::function<void(std::chrono::milliseconds, const core::Control&)> wait;
};

}  // namespace trek::fetch
