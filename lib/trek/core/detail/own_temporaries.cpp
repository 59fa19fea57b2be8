#include "trek/core/detail/own_temporaries.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <system_error>
#include <utility>
#include <vector>

#include "trek/core/leftovers.hpp"
#include "trek/core/sha256.hpp"

namespace trek::core::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRandomDigits = 12;
constexpr std::size_t kCheckDigits = 8;
constexpr off_t kLockedByte = off_t{1} << 62U;

std::string random_digits() {
  std::uint64_t number = 0;
  if (::getrandom(&number, sizeof number, 0) != sizeof number) {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    number = static_cast<std::uint64_t>(now.tv_nsec) << 20U ^ static_cast<std::uint64_t>(::getpid());
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  for (std::size_t i = 0; i < kRandomDigits; ++i, number >>= 4U) digits += kDigits[number & 15U];
  return digits;
}

std::string check_of(std::string_view head_and_random) {
  return sha256("trek temporary " + std::string{head_and_random}).substr(0, kCheckDigits);
}

bool is_dead_file(const Descriptor& file, const fs::path& path) {
  struct stat status {};
  return file.ok() && ::fstat(file.value(), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1 &&
         status.st_uid == ::geteuid() && lock_file(file) && is_named(file, path);
}

bool is_dead_folder(const Descriptor& folder, const fs::path& path, FolderUse use) {
  struct stat status {};
  const auto is_meant = [&] { return use == FolderUse::output || (status.st_mode & 0777U) == 0700U; };
  return folder.ok() && ::fstat(folder.value(), &status) == 0 && status.st_uid == ::geteuid() && is_meant() &&
         lock_folder(folder) && is_named(folder, path);
}

/// First all names, then what becomes of them: a folder that changes while it is read may give a name twice.
template <class Choice>
std::vector<fs::path> names_in(const fs::path& folder, Choice choice) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    if (choice(entry->path().filename().string())) found.push_back(entry->path());
  }
  return found;
}

void remove_dead(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  tell_leftover(path.string() + ": left behind by a run that was cut off; " +
                (error ? "it cannot be removed (" + error.message() + "): remove it yourself" : "removed"));
}

}  // namespace

Descriptor::Descriptor(const fs::path& file, int flags) : value_{::open(file.c_str(), flags | O_CLOEXEC, 0666)} {}

Descriptor::~Descriptor() {
  if (value_ >= 0) ::close(value_);
}

Descriptor::Descriptor(Descriptor&& other) noexcept : value_{std::exchange(other.value_, -1)} {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(value_, other.value_);
  return *this;
}

std::string new_temporary_name(std::string_view head, std::string_view tail) {
  const std::string begin = std::string{head} + random_digits();
  return begin + '-' + check_of(begin) + std::string{tail};
}

bool is_temporary_name(std::string_view name, std::string_view tail) {
  if (!name.ends_with(tail)) return false;
  name.remove_suffix(tail.size());
  if (name.size() < kRandomDigits + 1 + kCheckDigits) return false;
  const std::string_view begin = name.substr(0, name.size() - kCheckDigits - 1);
  return name[begin.size()] == '-' && name.substr(begin.size() + 1) == check_of(begin);
}

bool lock_file(const Descriptor& file) noexcept {
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  range.l_start = kLockedByte;
  range.l_len = 1;
  return ::fcntl(file.value(), F_OFD_SETLK, &range) == 0;
}

bool lock_folder(const Descriptor& folder) noexcept { return ::flock(folder.value(), LOCK_EX | LOCK_NB) == 0; }

bool is_named(const Descriptor& open, const fs::path& path) noexcept {
  struct stat mine {};
  struct stat named {};
  return ::fstat(open.value(), &mine) == 0 && ::lstat(path.c_str(), &named) == 0 && mine.st_dev == named.st_dev &&
         mine.st_ino == named.st_ino;
}

void remove_dead_files(const fs::path& folder) {
  const auto names = names_in(
      folder, [](const std::string& name) { return name.starts_with('.') && is_temporary_name(name, kPartTail); });
  for (const fs::path& path : names) {
    const Descriptor file{path, O_RDWR | O_NOFOLLOW | O_NONBLOCK};
    if (is_dead_file(file, path)) remove_dead(path);
  }
}

void remove_dead_folders(const fs::path& folder, std::string_view name, FolderUse use) {
  const std::string head = std::string{name} + '-';
  const auto names = names_in(
      folder, [&](const std::string& found) { return found.starts_with(head) && is_temporary_name(found, {}); });
  for (const fs::path& path : names) {
    const Descriptor open{path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW};
    if (is_dead_folder(open, path, use)) remove_dead(path);
  }
}

void remove_own(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error)
    tell_leftover(path.string() + ": is temporary and cannot be removed (" + error.message() +
                  "): the next run in this folder tries again, or remove it yourself");
  forget_leftover(path);
}

}  // namespace trek::core::detail
