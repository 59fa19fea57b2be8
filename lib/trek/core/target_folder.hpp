#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace trek::core {

/// A folder that is filled beside its target and then takes its place whole, or leaves no trace.
///
/// Old     a folder that is there stays as it is until the new one is complete. It is replaced only with `overwrite`,
///         and only if all that is in it stands in its list of files (`kFolderList`): what a user put there is never
///         removed. An empty folder is taken.
/// Links   to a folder are followed.
/// Left    temporary folders of runs that were cut off, beside it, are removed and told (core/leftovers.hpp).
/// Errors  Error{bad_argument}: the target is there (without `overwrite`), is no folder, holds something else, or its
///         own folder is missing or may not be written. Error{output}: the disk is full or at fault.
class TargetFolder {
 public:
  TargetFolder(const std::filesystem::path& target, bool overwrite);
  ~TargetFolder();
  TargetFolder(const TargetFolder&) = delete;
  TargetFolder& operator=(const TargetFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& target() const noexcept { return target_; }
  /// One file, in folders as its name says ("charts/ranking.svg"). Names are the caller's own, never of data.
  void write(const std::filesystem::path& name, std::string_view text);
  /// Writes the list of files, and puts all of it in place.
  void put_in_place();

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  std::vector<std::string> names_;
  int lock_ = -1;
  bool overwrite_;
};

/// In each such folder: the names of its files, one a line.
inline constexpr const char* kFolderList = "files.txt";

}  // namespace trek::core
