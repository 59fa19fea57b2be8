#include "interrupt.hpp"

#include <pthread.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <ctime>
#include <string_view>

#include "log.hpp"
#include "trek/core/leftovers.hpp"
#include "verb.hpp"

namespace trek::cli {
namespace {

sigset_t handled_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
  return set;
}

constexpr std::chrono::milliseconds kPatience{700};

/// Without unwinding: what is at work does not hear. An output is only ever renamed into place, and stays as it was.
[[noreturn]] void leave() {
  log_line("end", "stopped on request");
  const std::string_view message =
      core::remove_leftovers()
          ? "\ntrek: stopped on request; what was not complete is gone\n"
          : "\ntrek: stopped on request; something temporary could not be removed, the next run there tries again\n";
  static_cast<void>(!::write(STDERR_FILENO, message.data(), message.size()));
  _exit(kInterrupted);
}

}  // namespace

Interrupt::Interrupt() {
  signal(SIGXFSZ, SIG_IGN);
  const sigset_t set = handled_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  waiter_ = std::jthread{[this](const std::stop_token& finished) {
    const sigset_t waited = handled_signals();
    const timespec pause{0, 100'000'000};
    std::chrono::steady_clock::time_point asked;
    while (!finished.stop_requested()) {
      const bool again = source_.stop_requested();
      const bool signalled = sigtimedwait(&waited, nullptr, &pause) > 0;
      if (again && (signalled || std::chrono::steady_clock::now() - asked > kPatience)) leave();
      if (again || !signalled) continue;
      asked = std::chrono::steady_clock::now();
      source_.request_stop();
    }
  }};
}

Interrupt::~Interrupt() {
  waiter_.request_stop();
  waiter_.join();
}

}  // namespace trek::cli
