#include "trek/core/target_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <system_error>

#include "trek/core/error.hpp"
#include "trek/core/leftovers.hpp"

namespace trek::core {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  Descriptor(const fs::path& file, int flags) : value_{::open(file.c_str(), flags | O_CLOEXEC, 0666)} {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int value() const noexcept { return value_; }
  [[nodiscard]] bool ok() const noexcept { return value_ >= 0; }

 private:
  int value_;
};

[[noreturn]] void fail(const fs::path& target, std::string_view what) {
  throw Error{ErrorKind::output, target.string() + ": " + std::string{what}};
}

[[noreturn]] void fail_with_errno(const fs::path& target, std::string_view action) {
  fail(target, std::string{action} + ": " + std::generic_category().message(errno));
}

void ignore_file_size_signal() {
  struct sigaction current {};
  if (::sigaction(SIGXFSZ, nullptr, &current) != 0 || current.sa_handler != SIG_DFL) return;
  current.sa_handler = SIG_IGN;
  ::sigaction(SIGXFSZ, &current, nullptr);
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
    fail(target, "is open in another program (QGIS?), or was left by one that crashed; close it there and run again");
}

fs::path created_temporary(const fs::path& target) {
  static std::atomic<unsigned> serial{0};
  for (int attempt = 0; attempt < 100; ++attempt) {
    const std::string name =
        "." + target.filename().string() + "." + std::to_string(::getpid()) + "-" + std::to_string(serial++) + ".part";
    const auto file = target.parent_path() / name;
    if (Descriptor{file, O_RDWR | O_CREAT | O_EXCL}.ok()) return file;
    if (errno != EEXIST) break;
  }
  fail_with_errno(target, "cannot create a file in its folder");
}

fs::path resolved(const fs::path& target) {
  std::error_code ignored;
  const auto absolute = fs::absolute(target);
  return fs::is_symlink(absolute, ignored) ? fs::weakly_canonical(absolute) : absolute;
}

void check_existing(const fs::path& target, bool overwrite) {
  std::error_code ignored;
  const auto status = fs::status(target, ignored);
  if (!fs::exists(status)) return;
  if (!fs::is_regular_file(status)) fail(target, "is not a regular file; give another name");
  if (!overwrite) fail(target, "exists already; use --overwrite to replace it");
  if (::access(target.c_str(), W_OK) != 0)
    fail(target, "exists and is read-only; change its permissions or give another name");
  check_not_in_use(target);
}

void move_into_place(const fs::path& finished, const fs::path& target) {
  {
    const Descriptor file{finished, O_RDWR};
    if (!file.ok() || ::fsync(file.value()) != 0) fail_with_errno(target, "cannot sync to disk");
  }
  if (::rename(finished.c_str(), target.c_str()) != 0) fail_with_errno(target, "cannot rename into place");
  // From here the new file is in place; that its folder cannot be synced (some network drives) is no reason to fail.
  const Descriptor folder{target.parent_path(), O_RDONLY | O_DIRECTORY};
  if (folder.ok()) ::fsync(folder.value());
}

}  // namespace

TargetFile::TargetFile(const fs::path& target, bool overwrite) : target_{resolved(target)}, overwrite_{overwrite} {
  std::error_code ignored;
  if (!fs::is_directory(target_.parent_path(), ignored)) fail(target_, "its folder does not exist; create it first");
  check_existing(target_, overwrite_);
  ignore_file_size_signal();
  temporary_ = created_temporary(target_);
  add_leftover(temporary_);
}

TargetFile::~TargetFile() {
  if (temporary_.empty()) return;
  std::error_code ignored;
  fs::remove(temporary_, ignored);
  forget_leftover(temporary_);
}

void TargetFile::put_in_place() {
  check_existing(target_, overwrite_);
  move_into_place(temporary_, target_);
  forget_leftover(temporary_);
  temporary_.clear();
}

void check_target(const fs::path& target, bool overwrite) { static_cast<void>(TargetFile{target, overwrite}); }

void replace_file(const fs::path& finished, const fs::path& target) {
  const fs::path real_target = resolved(target);
  check_existing(real_target, true);
  move_into_place(finished, real_target);
}

}  // namespace trek::core
