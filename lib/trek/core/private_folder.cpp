#include "trek/core/private_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string>
#include <system_error>

#include "trek/core/detail/output_fault.hpp"
#include "trek/core/detail/own_temporaries.hpp"
#include "trek/core/error.hpp"
#include "trek/core/leftovers.hpp"

namespace trek::core {
namespace {

namespace fs = std::filesystem;

struct NamedFolder {
  std::string said;  // for messages: "TMPDIR=..." or the folder
  fs::path path;
};

NamedFolder wanted_folder() {
  for (const char* const name : {"TMPDIR", "TMP", "TEMP", "TEMPDIR"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return {std::string{name} + "=" + value, value};
  }
  return {"/tmp", "/tmp"};
}

[[noreturn]] void refuse(const NamedFolder& folder, const std::string& what) {
  refuse_argument(folder.said + ": " + what + "; set TMPDIR to a folder where temporary files may be written");
}

NamedFolder checked_folder() {
  NamedFolder folder = wanted_folder();
  std::error_code error;
  folder.path = fs::absolute(folder.path, error);
  const auto status = fs::status(folder.path, error);
  if (status.type() == fs::file_type::not_found) refuse(folder, "is not there");
  if (error) refuse(folder, "cannot be used (" + error.message() + ")");
  if (!fs::is_directory(status)) refuse(folder, "is no folder");
  return folder;
}

/// Made, and locked before another process could take it for a dead one's. Negative: it was taken for one.
int made_and_locked(const NamedFolder& folder, const fs::path& path) {
  if (::mkdir(path.c_str(), 0700) != 0) {
    if (errno == EEXIST) return -1;
    const int error = errno;
    if (detail::kind_of(error) != ErrorKind::bad_argument)
      detail::fail_with_errno(folder.said, "no temporary folder can be made in it", error);
    refuse(folder, "no temporary folder can be made in it (" + std::generic_category().message(error) + ")");
  }
  detail::Descriptor open{path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW};
  if (!open.ok() && errno == ENOENT) return -1;
  if (!open.ok()) {
    const int error = errno;
    ::rmdir(path.c_str());
    detail::fail_with_errno(folder.said, "a temporary folder in it cannot be opened", error);
  }
  // Where a file system knows no locks, nothing is ever taken for dead.
  if (!detail::lock_folder(open) && errno == EWOULDBLOCK) return -1;
  return detail::is_named(open, path) ? open.release() : -1;
}

}  // namespace

fs::path temporary_files_folder() { return checked_folder().path; }

PrivateFolder::PrivateFolder(std::string_view name) {
  const NamedFolder folder = checked_folder();
  detail::remove_dead_folders(folder.path, name);
  for (int attempt = 0; lock_ < 0 && attempt < 100; ++attempt) {
    path_ = folder.path / detail::new_temporary_name(std::string{name} + '-', {});
    lock_ = made_and_locked(folder, path_);
  }
  if (lock_ < 0) refuse(folder, "no temporary folder can be made in it");
  add_leftover(path_);
}

fs::path PrivateFolder::copy(const fs::path& file) const {
  const fs::path copied = path_ / file.filename();
  if (!std::ifstream{file}) throw Error{ErrorKind::data, file.string() + ": cannot be read; check its permissions"};
  std::error_code error;
  fs::copy_file(file, copied, error);
  if (error) {
    throw Error{ErrorKind::output, file.string() + ": a copy of it is needed and cannot be written in " +
                                       path_.string() + "; make room there, or set TMPDIR"};
  }
  return copied;
}

PrivateFolder::~PrivateFolder() {
  detail::remove_own(path_);
  ::close(lock_);
}

void remove_dead_private_folders() {
  std::error_code error;
  const fs::path folder = fs::absolute(wanted_folder().path, error);
  if (!error) detail::remove_dead_folders(folder, "trek");
}

}  // namespace trek::core
