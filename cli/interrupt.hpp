#pragma once

#include <stop_token>
#include <thread>

namespace trek::cli {

/// Turns Ctrl-C (SIGINT), SIGTERM and SIGHUP into a stop request for as long as it lives: the run then ends at the next
/// chunk, without a trace. Make it before any other thread, so that they inherit the blocked signals. SIGXFSZ (file
/// size limit) is ignored: the write then fails with an error that is reported.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread waiter_;
};

}  // namespace trek::cli
