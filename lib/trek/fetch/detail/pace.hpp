#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace trek::fetch::detail {

struct TimeLimits {
  std::chrono::seconds connect{20};    // name, connection and TLS
  std::chrono::seconds answer{60};     // from the request to the end of the headers
  std::chrono::seconds window{30};     // over which the speed of a body is taken
  std::uint64_t least_speed = 10'000;  // bytes a second of a body, on average over the window
};

enum class Slowness {
  none,
  silent,  // not a byte of the body in a whole window: the connection may be dead
  slow,    // fewer than the least speed allows
  no_answer,
  too_long,  // all in all
};

/// Whether an answer comes fast enough to be waited for, by what has come and when. No clock of its own.
class Pace {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// `until`: when the answer must be whole.
  Pace(TimeLimits limits, Time until) : limits_{limits}, until_{until} {}

  /// The request went out. Only the first call counts, as for answered().
  void asked(Time now);
  /// The headers are whole.
  void answered(Time now);
  void add(std::uint64_t bytes) noexcept { bytes_ += bytes; }
  /// To be asked every so often.
  [[nodiscard]] Slowness judge(Time now);
  /// "sent fewer than 10 kB a second for 30 s".
  [[nodiscard]] std::string told(Slowness slowness) const;

 private:
  TimeLimits limits_;
  Time until_;
  bool asked_ = false;
  bool answered_ = false;
  Time since_{};             // of what is waited for: the answer, or the next window's bytes
  std::uint64_t bytes_ = 0;  // since then
};

}  // namespace trek::fetch::detail
