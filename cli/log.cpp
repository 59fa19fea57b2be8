#include "log.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <string>

#include "printing.hpp"
#include "trek/core/error.hpp"
#include "trek/core/inert_text.hpp"
#include "trek/core/secrets.hpp"
#include "trek/project/timestamp.hpp"
#include "verb.hpp"

namespace trek::cli {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::string_view kFirstWords = "Z begin trek ";
constexpr std::size_t kTimeLength = 23;  // "2026-11-30T04:41:47.123"

/// Lines are written whole, one call each, so that no lock is needed: a thread that is stuck holds up no other.
struct Log {
  std::atomic<int> file = -1;
  std::atomic<bool> has_lost = false;
  SteadyClock::time_point begun;
};

Log& the_log() {
  static Log only;
  return only;
}

std::string utc_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03d}Z", fmt::gmtime(static_cast<std::time_t>(milliseconds / 1000)),
                     milliseconds % 1000);
}

void write_whole(Log& log, const std::string& line) {
  if (::write(log.file, line.data(), line.size()) != static_cast<ssize_t>(line.size())) log.has_lost = true;
}

bool is_log(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  std::string beginning(kTimeLength + kFirstWords.size(), '\0');
  stream.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  return beginning.substr(kTimeLength) == kFirstWords;
}

double peak_mib() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024.0;
}

}  // namespace

void check_log(const fs::path& file) {
  if (file.extension() != ".log")
    core::refuse_argument(file.string() + ": the name of a log ends in .log, so that no input is taken for one");
  std::error_code ignored;
  if (fs::exists(file, ignored) && fs::file_size(file, ignored) > 0 && !is_log(file))
    core::refuse_argument(file.string() + ": is there, and no log of trek's; give another name");
}

void open_log(const fs::path& file, std::string_view command) {
  Log& log = the_log();
  log.file = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
  if (log.file < 0)
    throw core::Error{core::ErrorKind::output,
                      fmt::format("{}: cannot be opened ({}); give another name", file.string(), std::strerror(errno))};
  log.begun = SteadyClock::now();
  log_line("begin", fmt::format("trek {}: {}", project::version(), command));
}

bool has_log() noexcept { return the_log().file >= 0; }

void log_line(std::string_view kind, std::string_view text) noexcept {
  Log& log = the_log();
  if (log.file < 0) return;
  try {
    write_whole(log, fmt::format("{} {:<5} {}\n", utc_now(), kind, core::terminal_text(core::without_secrets(text))));
  } catch (const std::exception&) {  // no memory for a line
    log.has_lost = true;
  }
}

int close_log(int code) {
  Log& log = the_log();
  if (log.file < 0) return code;
  const std::chrono::duration<double> time = SteadyClock::now() - log.begun;
  log_line("end", fmt::format("exit code {}, {:.3f} s, at most {:.0f} MiB", code, time.count(), peak_mib()));
  const bool has_lost = ::close(log.file.exchange(-1)) != 0 || log.has_lost;
  if (!has_lost) return code;
  complain("the log could not be written, and is not complete: make room, or send it elsewhere");
  return code == kDone || code == kFindings ? static_cast<int>(kData) : code;
}

}  // namespace trek::cli
