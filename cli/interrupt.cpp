#include "interrupt.hpp"

#include <pthread.h>
#include <csignal>

#include <ctime>

namespace trek::cli {
namespace {

sigset_t handled_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
  return set;
}

}  // namespace

Interrupt::Interrupt() {
  signal(SIGXFSZ, SIG_IGN);
  const sigset_t set = handled_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  waiter_ = std::jthread{[this](const std::stop_token& finished) {
    const sigset_t waited = handled_signals();
    const timespec pause{0, 100'000'000};
    while (!finished.stop_requested()) {
      if (sigtimedwait(&waited, nullptr, &pause) > 0) source_.request_stop();
    }
  }};
}

Interrupt::~Interrupt() {
  waiter_.request_stop();
  waiter_.join();
}

}  // namespace trek::cli
