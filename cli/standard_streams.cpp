#include "standard_streams.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>

#include "log.hpp"
#include "printing.hpp"
#include "verb.hpp"

namespace trek::cli {
namespace {

bool is_open(int descriptor) noexcept { return ::fcntl(descriptor, F_GETFD) >= 0; }

/// A descriptor opened now gets the lowest free number. Not for what the stream is for, so that using it fails.
void open_on_nothing(int descriptor) noexcept {
  const int flags = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
  int opened = ::open("/dev/null", flags);
  if (opened < 0) opened = ::open("/", O_RDONLY);
  if (opened < 0) _exit(kData);
}

bool has_no_reader() noexcept {
  pollfd pipe{STDOUT_FILENO, POLLOUT, 0};
  return ::poll(&pipe, 1, 0) == 1 && (pipe.revents & POLLERR) != 0;
}

int lost_stdout(int error, int code) {
  if (error == EPIPE || has_no_reader()) {
    log_line("end", "nobody read stdout to its end");
    ::signal(SIGPIPE, SIG_DFL);
    ::raise(SIGPIPE);
  }
  const std::string reason = error == 0 ? std::string{} : fmt::format(" ({})", std::strerror(error));
  complain(
      fmt::format("stdout could not be written{}; what was printed there is not complete: make room, or send it "
                  "elsewhere",
                  reason));
  return code == kDone || code == kFindings ? static_cast<int>(kData) : code;
}

}  // namespace

void prepare_standard_streams() noexcept {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (!is_open(descriptor)) open_on_nothing(descriptor);
  }
  ::signal(SIGPIPE, SIG_IGN);
}

bool stdout_failed() noexcept { return std::ferror(stdout) != 0; }

int finish_stdout(int code) {
  const bool failed = stdout_failed();
  errno = 0;
  const bool flushed = std::fflush(stdout) == 0;
  if (!failed && flushed) return code;
  return lost_stdout(errno, code);
}

}  // namespace trek::cli
