#include "trek/core/target_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string>
#include <system_error>

#include "trek/core/detail/output_fault.hpp"
#include "trek/core/detail/own_temporaries.hpp"
#include "trek/core/detail/target_place.hpp"
#include "trek/core/error.hpp"
#include "trek/core/leftovers.hpp"
#include "trek/core/real_path.hpp"
#include "trek/core/shortened.hpp"

namespace trek::core {
namespace {

namespace fs = std::filesystem;
using detail::Descriptor;

void ignore_file_size_signal() {
  struct sigaction current {};
  if (::sigaction(SIGXFSZ, nullptr, &current) != 0 || current.sa_handler != SIG_DFL) return;
  current.sa_handler = SIG_IGN;
  ::sigaction(SIGXFSZ, &current, nullptr);
}

/// Enough of the target's name to know it by; a name may be as long as the file system takes, this one is never longer.
std::string beginning_of(const std::string& name) {
  constexpr std::size_t kLongest = 40;
  return std::string{beginning(name, kLongest)};
}

struct Made {
  fs::path path;
  Descriptor open;
};

Made made_beside(const fs::path& target) {
  const std::string head = '.' + beginning_of(target.filename().string()) + '.';
  for (int attempt = 0; attempt < 100; ++attempt) {
    Made made{target.parent_path() / detail::new_temporary_name(head, detail::kPartTail), {}};
    made.open = Descriptor{made.path, O_RDWR | O_CREAT | O_EXCL};
    if (!made.open.ok()) {
      if (errno == EEXIST) continue;
      detail::fail_with_errno(target, "cannot create a file in its folder", errno);
    }
    // Before it was locked, another process may have taken it for a dead one's. No locks at all: nobody takes any.
    const bool lost = !detail::lock_file(made.open) && (errno == EAGAIN || errno == EACCES);
    if (!lost && detail::is_named(made.open, made.path)) return made;
  }
  detail::fail_with_errno(target, "cannot create a file in its folder", EEXIST);
}

/// Without `overwrite`, what has come to stand there since it was looked at stays.
int renamed(const fs::path& finished, const fs::path& target, bool overwrite) {
  if (!overwrite) {
    if (::renameat2(AT_FDCWD, finished.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
  }
  return ::rename(finished.c_str(), target.c_str());
}

void move_into_place(const fs::path& finished, const fs::path& target, bool overwrite) {
  {
    const Descriptor file{finished, O_RDWR};
    if (!file.ok() || ::fsync(file.value()) != 0) detail::fail_with_errno(target, "cannot sync to disk", errno);
  }
  if (renamed(finished, target, overwrite) != 0) {
    if (errno == EEXIST) refuse_argument(target.string() + ": exists already; use --overwrite to replace it");
    detail::fail_with_errno(target, "cannot rename into place", errno);
  }
  // From here the new file is in place; that its folder cannot be synced (some network drives) is no reason to fail.
  const Descriptor folder{target.parent_path(), O_RDONLY | O_DIRECTORY};
  if (folder.ok()) ::fsync(folder.value());
}

/// A file in a folder of which all is read.
bool lies_in_folder(const fs::path& target, const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder, error) && lies_in(target, folder);
}

/// Links in a folder may lead to files elsewhere.
bool is_read_from(const fs::path& target, const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error) || !fs::exists(target, error)) return false;
  for (fs::recursive_directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (fs::equivalent(entry->path(), target, ignored) && !ignored) return true;
  }
  return false;
}

}  // namespace

TargetFile::TargetFile(const fs::path& target, bool overwrite)
    : target_{detail::target_place(target)}, overwrite_{overwrite} {
  detail::check_replaceable(target_, overwrite_);
  ignore_file_size_signal();
  detail::remove_dead_files(target_.parent_path());
  Made made = made_beside(target_);
  temporary_ = std::move(made.path);
  lock_ = made.open.release();
  add_leftover(temporary_);
}

TargetFile::~TargetFile() {
  if (!temporary_.empty()) detail::remove_own(temporary_);
  ::close(lock_);
}

void TargetFile::put_in_place() {
  detail::check_replaceable(target_, overwrite_);
  move_into_place(temporary_, target_, overwrite_);
  forget_leftover(temporary_);
  temporary_.clear();
}

void check_target(const fs::path& target, bool overwrite, std::span<const fs::path> inputs) {
  static_cast<void>(detail::target_place(target));
  check_no_input(target, inputs);
  static_cast<void>(TargetFile{target, overwrite});
}

void check_no_input(const fs::path& target, std::span<const fs::path> inputs) {
  for (const fs::path& input : inputs) {
    if (is_same_file(target, input))
      refuse_argument(target.string() + ": is one of the inputs (" + input.string() +
                      "); an output never takes the place of what it is made from: give another name");
    if (lies_in_folder(target, input) || is_read_from(target, input))
      refuse_argument(target.string() + ": is in a folder that is read as a whole (" + input.string() +
                      "); give a name elsewhere");
  }
}

bool is_same_file(const fs::path& one, const fs::path& other) {
  std::error_code error;
  if (fs::equivalent(one, other, error) && !error) return true;
  std::error_code ignored;
  if (fs::exists(one, ignored) || fs::exists(other, ignored)) return false;
  // Of a name that is not there weakly_canonical keeps what is relative.
  const fs::path first = fs::weakly_canonical(fs::absolute(one, ignored), error);
  return !error && first == fs::weakly_canonical(fs::absolute(other, ignored), error) && !error;
}

void check_different(std::span<const fs::path> targets) {
  for (std::size_t later = 1; later < targets.size(); ++later) {
    for (std::size_t i = 0; i < later; ++i) {
      if (!is_same_file(targets[i], targets[later])) continue;
      refuse_argument(targets[later].string() + ": two outputs of this command have this name; give each its own");
    }
  }
}

void remove_dead_temporaries(const fs::path& folder) { detail::remove_dead_files(folder); }

void replace_file(const fs::path& finished, const fs::path& target) {
  const fs::path place = detail::target_place(target);
  detail::check_replaceable(place, true);
  move_into_place(finished, place, true);
}

}  // namespace trek::core
