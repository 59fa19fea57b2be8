#include "trek/core/detail/target_place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>
#include <system_error>

#include "trek/core/detail/output_fault.hpp"
#include "trek/core/detail/own_temporaries.hpp"
#include "trek/core/error.hpp"

namespace trek::core::detail {
namespace {

namespace fs = std::filesystem;
using Status = struct stat;

[[noreturn]] void refuse(const fs::path& target, const std::string& what) {
  refuse_argument(target.string() + ": " + what);
}

/// Links followed. Empty: not there; what else the system says is a fault.
std::optional<Status> find_status(const fs::path& path) {
  Status status{};
  if (::stat(path.c_str(), &status) == 0) return status;
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  if (errno == ELOOP) refuse(path, "is a link that leads back to itself; remove it, or give another name");
  fail_with_errno(path, "cannot be used as an output", errno);
}

std::string_view kind_of_file(mode_t mode) {
  if (S_ISDIR(mode)) return "is a folder, not a regular file; give the name of a file in it";
  if (S_ISFIFO(mode)) return "is a pipe; outputs are files that appear whole: give the name of one";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "is a device; outputs are files that appear whole: give the name of one";
  return "is not a regular file; give another name";
}

fs::path absolute_path(const fs::path& target) {
  if (target.empty()) refuse_argument("an output has no name; give one");
  std::error_code error;
  fs::path path = fs::absolute(target, error);
  if (error) fail_with_errno(target, "the folder that trek runs in cannot be found", error.value());
  if (!path.has_filename() || path.filename() == "." || path.filename() == "..")
    refuse(target, "is a folder; give the name of a file in it");
  return path;
}

/// The first part of a path that is there and is no folder.
void check_folder(const fs::path& target) {
  const fs::path folder = target.parent_path();
  if (const auto status = find_status(folder)) {
    if (S_ISDIR(status->st_mode)) return;
  }
  fs::path part;
  for (const fs::path& name : folder) {
    part /= name;
    const auto status = find_status(part);
    if (!status) break;
    if (!S_ISDIR(status->st_mode)) refuse(target, part.string() + " is a file, not a folder; give another name");
  }
  refuse(target, "its folder does not exist; create it first");
}

bool holds_bytes(const fs::path& file) {
  std::error_code ignored;
  const auto size = fs::file_size(file, ignored);
  return !ignored && size > 0;
}

/// SQLite's readers and writers lock bytes just past 1 GiB; asking costs nothing and changes nothing.
bool is_locked(const fs::path& file) {
  const Descriptor descriptor{file, O_RDONLY};
  if (!descriptor.ok()) return false;
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  range.l_start = 0x40000000;
  range.l_len = 512;
  return ::fcntl(descriptor.value(), F_GETLK, &range) == 0 && range.l_type != F_UNLCK;
}

void check_not_in_use(const fs::path& target) {
  const auto beside = [&](const char* suffix) { return fs::path{target.string() + suffix}; };
  // The side files belong to the old content: the next reader would apply them to the new one.
  if (is_locked(target) || holds_bytes(beside("-wal")) || holds_bytes(beside("-journal")))
    refuse(target, "is open in another program (QGIS?), or was left by one that crashed; close it there and run again");
}

/// What is printed would go to a file that nobody can find any more.
void check_not_printed_to(const fs::path& target, const Status& status) {
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    Status printed{};
    if (::fstat(descriptor, &printed) == 0 && printed.st_dev == status.st_dev && printed.st_ino == status.st_ino)
      refuse(target, "is where " + std::string{descriptor == STDOUT_FILENO ? "stdout" : "stderr"} +
                         " goes, and cannot hold the output besides; give another name");
  }
}

/// In a folder such as /tmp only the owner of a file may replace it.
bool is_held_by_another(const fs::path& target, const Status& status) {
  const auto folder = find_status(target.parent_path());
  return folder && (folder->st_mode & S_ISVTX) != 0 && ::geteuid() != 0 && status.st_uid != ::geteuid() &&
         folder->st_uid != ::geteuid();
}

}  // namespace

fs::path target_place(const fs::path& target) {
  fs::path path = absolute_path(target);
  check_folder(path);
  Status status{};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) fail_with_errno(target, "cannot be used as an output", errno);
    return path;
  }
  if (!S_ISLNK(status.st_mode)) return path;
  std::error_code error;
  if (const auto file = find_status(path)) {
    const fs::path real = fs::canonical(path, error);
    return error ? path : real;  // a link to a pipe leads to no name
  }
  const fs::path to = fs::read_symlink(path, error);
  refuse(target, "is a link to " + to.string() + ", which is not there; give that name, or remove the link");
}

void check_replaceable(const fs::path& place, bool overwrite) {
  const auto status = find_status(place);
  if (!status) return;
  if (!S_ISREG(status->st_mode)) refuse(place, std::string{kind_of_file(status->st_mode)});
  if (!overwrite) refuse(place, "exists already; use --overwrite to replace it");
  if (::access(place.c_str(), W_OK) != 0)
    refuse(place, "exists and is read-only; change its permissions or give another name");
  if (is_held_by_another(place, *status))
    refuse(place, "is another user's, in a folder where only they may replace it; give another name");
  check_not_printed_to(place, *status);
  check_not_in_use(place);
}

}  // namespace trek::core::detail
