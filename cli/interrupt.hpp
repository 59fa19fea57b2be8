#pragma once

#include <stop_token>
#include <thread>

namespace trek::cli {

/// Turns Ctrl-C (SIGINT), SIGTERM and SIGHUP into a stop request while it lives, heard at the next chunk. If not within
/// a second, or asked twice, the process ends with code 130 and takes its temporary files along. Make it before any
/// other thread, so that they inherit the blocked signals. SIGXFSZ (file size limit) is ignored: writing then fails.
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
