#include "trek/core/shortage.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <mutex>
#include <new>

namespace trek::core {
namespace {

constexpr std::size_t kSpare = std::size_t{32} << 20U;

bool no_more_files() {
  const int descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno == EMFILE || errno == ENFILE;
  ::close(descriptor);
  return false;
}

bool no_more_memory() {
  void* const spare = ::mmap(nullptr, kSpare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (spare == MAP_FAILED) return true;  // NOLINT(performance-no-int-to-ptr): as POSIX spells it
  ::munmap(spare, kSpare);
  return false;
}

/// VmPeak of /proc/self/status, without memory of its own; 0 if it cannot be had.
std::uint64_t peak_bytes() {
  std::array<char, 4096> text{};
  const int descriptor = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return 0;
  const auto got = ::read(descriptor, text.data(), text.size() - 1);
  ::close(descriptor);
  const char* const line = got > 0 ? std::strstr(text.data(), "VmPeak:") : nullptr;
  return line == nullptr ? 0 : std::strtoull(line + 7, nullptr, 10) * 1024U;
}

/// The handler of new is the process's, and takes no argument.
struct Endings {
  std::mutex mutex;
  int count = 0;
  std::new_handler former = nullptr;
};
Endings& endings() {
  static Endings all;
  return all;
}
int& own_ending_count() {
  thread_local int count = 0;
  return count;
}

[[noreturn]] void end_or_throw() {
  if (own_ending_count() > 0) throw std::bad_alloc{};
  try {
    throw std::bad_alloc{};
  } catch (const std::bad_alloc&) {
    std::terminate();
  }
}

rlim_t address_space_limit() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_AS, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
}

}  // namespace

std::string find_shortage() {
  if (no_more_files()) return "no more files can be opened; allow more (ulimit -n)";
  const rlim_t limit = address_space_limit();
  if (limit != RLIM_INFINITY && (no_more_memory() || peak_bytes() + kSpare > limit))
    return "memory ran short: this process may use " + std::to_string(limit >> 20U) + " MiB; allow more (ulimit -v)";
  return no_more_memory() ? "memory ran short; free some, or take a machine with more" : std::string{};
}

void check_shortage(std::string_view told) {
  const std::string shortage = find_shortage();
  if (!shortage.empty()) throw Error{ErrorKind::limit, shortage + ". It was told as: " + std::string{told}};
}

void refuse_want_of_threads(const std::system_error& error) {
  if (error.code() != std::errc::resource_unavailable_try_again) return;
  const std::string told = "no thread can be started (" + error.code().message() + ")";
  check_shortage(told);  // a thread needs memory
  throw Error{ErrorKind::data, told + "; allow more processes (ulimit -u), or wait for others to end"};
}

EndWithoutMemory::EndWithoutMemory() {
  const std::lock_guard lock{endings().mutex};
  ++own_ending_count();
  if (endings().count++ == 0) endings().former = std::set_new_handler(end_or_throw);
}

EndWithoutMemory::~EndWithoutMemory() {
  const std::lock_guard lock{endings().mutex};
  --own_ending_count();
  if (--endings().count == 0) std::set_new_handler(endings().former);
}

}  // namespace trek::core
