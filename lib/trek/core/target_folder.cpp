#include "trek/core/target_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>
#include <system_error>

#include "trek/core/detail/output_fault.hpp"
#include "trek/core/detail/own_temporaries.hpp"
#include "trek/core/error.hpp"
#include "trek/core/leftovers.hpp"
#include "trek/core/target_file.hpp"

namespace trek::core {
namespace {

namespace fs = std::filesystem;
using detail::Descriptor;

constexpr const char* kTemporaryHead = ".trek-folder";
constexpr std::size_t kLongestList = 1U << 20U;  // of names: what has more was not written by trek

/// Absolute, links followed, without a slash at its end. What it lies in is a folder.
fs::path folder_place(const fs::path& target) {
  if (target.empty()) refuse_argument("a folder to write in has no name");
  std::error_code error;
  fs::path place = fs::weakly_canonical(fs::absolute(target), error);
  if (error) detail::fail_with_errno(target, "cannot be used as a folder", error.value());
  if (!place.has_filename()) place = place.parent_path();
  if (!place.has_filename()) refuse_argument(target.string() + ": cannot be replaced; give a folder of its own");
  if (!fs::is_directory(place.parent_path(), error))
    refuse_argument(target.string() + ": its folder " + place.parent_path().string() +
                    " does not exist; make it first");
  return place;
}

/// Of the list in a folder; empty where it has none.
std::set<std::string> listed_names(const fs::path& folder) {
  std::set<std::string> names{kFolderList};
  std::ifstream file{folder / kFolderList};
  std::size_t size = 0;
  for (std::string line; std::getline(file, line) && size < kLongestList; size += line.size()) names.insert(line);
  return names;
}

/// Errors  a file that its list does not name, a link, a device.
void check_own(const fs::path& folder) {
  const auto names = listed_names(folder);
  std::error_code error;
  for (fs::recursive_directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    const fs::file_status status = entry->symlink_status();
    if (fs::is_directory(status)) continue;
    const std::string name = entry->path().lexically_relative(folder).generic_string();
    if (fs::is_regular_file(status) && names.contains(name)) continue;
    refuse_argument(folder.string() + ": holds '" + name +
                    "', which trek did not write there; move it away, or give another folder");
  }
  if (error) detail::fail_with_errno(folder, "cannot be read", error.value());
}

void check_replaceable_folder(const fs::path& place, bool overwrite) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(place, error);
  if (status.type() == fs::file_type::not_found) return;
  if (!fs::is_directory(status)) refuse_argument(place.string() + ": is no folder; give another name");
  if (fs::is_empty(place, error) && !error) return;
  if (!overwrite)
    refuse_argument(place.string() +
                    ": exists already and is not empty; use --overwrite to replace what trek wrote in it");
  check_own(place);
}

struct MadeFolder {
  fs::path path;
  Descriptor open;
};

/// Made, and locked before another process could take it for a dead one's.
MadeFolder made_folder_beside(const fs::path& target) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    MadeFolder made{target.parent_path() / detail::new_temporary_name(std::string{kTemporaryHead} + '-', {}), {}};
    if (::mkdir(made.path.c_str(), 0777) != 0) {
      if (errno == EEXIST) continue;
      detail::fail_with_errno(target, "cannot make a folder beside it", errno);
    }
    made.open = Descriptor{made.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW};
    const bool lost = made.open.ok() && !detail::lock_folder(made.open) && errno == EWOULDBLOCK;
    if (made.open.ok() && !lost && detail::is_named(made.open, made.path)) return made;
  }
  detail::fail_with_errno(target, "cannot make a folder beside it", EEXIST);
}

void sync_folder(const fs::path& folder) {
  const Descriptor open{folder, O_RDONLY | O_DIRECTORY};
  if (open.ok()) ::fsync(open.value());
}

/// The new folder where the old one was, and the old one where the new one was, at once. A file system that cannot
/// exchange has a moment between in which neither is there.
void exchange(const fs::path& made, const fs::path& target) {
  if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) detail::fail_with_errno(target, "cannot be replaced", errno);
  const fs::path aside = made.string() + ".old";
  if (::rename(target.c_str(), aside.c_str()) != 0) detail::fail_with_errno(target, "cannot be moved aside", errno);
  if (::rename(made.c_str(), target.c_str()) != 0) {
    const int error = errno;
    static_cast<void>(::rename(aside.c_str(), target.c_str()));
    detail::fail_with_errno(target, "cannot rename into place", error);
  }
  static_cast<void>(::rename(aside.c_str(), made.c_str()));
}

}  // namespace

TargetFolder::TargetFolder(const fs::path& target, bool overwrite)
    : target_{folder_place(target)}, overwrite_{overwrite} {
  check_replaceable_folder(target_, overwrite_);
  detail::remove_dead_folders(target_.parent_path(), kTemporaryHead, detail::FolderUse::output);
  MadeFolder made = made_folder_beside(target_);
  temporary_ = std::move(made.path);
  lock_ = made.open.release();
  add_leftover(temporary_);
}

TargetFolder::~TargetFolder() {
  if (!temporary_.empty()) detail::remove_own(temporary_);
  ::close(lock_);
}

void TargetFolder::write(const fs::path& name, std::string_view text) try {
  const fs::path place = temporary_ / name;
  std::error_code error;
  fs::create_directories(place.parent_path(), error);
  if (error) detail::fail_with_errno(target_, "cannot make a folder in it", error.value());
  TargetFile file{place, false};
  {
    std::ofstream out{file.temporary(), std::ios::binary};
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out) detail::fail_with_errno(target_ / name, "cannot be written", errno == 0 ? EIO : errno);
  }
  file.put_in_place();
  names_.push_back(name.generic_string());
} catch (const Error& error) {  // of a file in the temporary folder, which nobody asked for
  std::string told = error.what();
  const std::string temporary = temporary_.string();
  if (const std::size_t at = told.find(temporary); at != std::string::npos)
    told.replace(at, temporary.size(), target_.string());
  throw Error{error.kind(), told};
}

void TargetFolder::put_in_place() {
  std::string list;
  std::sort(names_.begin(), names_.end());
  for (const std::string& name : names_) list += name + '\n';
  write(kFolderList, list);
  check_replaceable_folder(target_, overwrite_);
  if (::rename(temporary_.c_str(), target_.c_str()) == 0) {  // nothing there, or an empty folder
    forget_leftover(temporary_);
    temporary_.clear();
  } else if (errno == ENOTEMPTY || errno == EEXIST) {
    exchange(temporary_, target_);  // what is temporary now is the old one
  } else {
    detail::fail_with_errno(target_, "cannot rename into place", errno);
  }
  sync_folder(target_.parent_path());
}

}  // namespace trek::core
