#pragma once

#include <filesystem>
#include <string_view>

namespace trek::core {

/// Where temporary files go, absolute: $TMPDIR, $TMP, $TEMP or $TEMPDIR, else /tmp.
/// Errors  Error{bad_argument}: it is no folder, or cannot be entered; names the variable.
[[nodiscard]] std::filesystem::path temporary_files_folder();

/// An empty folder that nobody else uses or may read, among the temporary files: "NAME-" and digits. It goes with the
/// object and everything in it; if the process is cut off, with the next folder of this name that this user makes.
/// Errors  Error{bad_argument} as above, or where none may be made; Error{output}: the disk is full or at fault.
class PrivateFolder {
 public:
  explicit PrivateFolder(std::string_view name);
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  /// Puts a copy of a file in it, under the same name, and gives its path.
  /// Errors  Error{data}: the file cannot be read; Error{output}: there is no room for a copy.
  std::filesystem::path copy(const std::filesystem::path& file) const;  // NOLINT(modernize-use-nodiscard)

 private:
  std::filesystem::path path_;
  int lock_ = -1;  // held open: what says that its process lives
};

/// Removes the private folders of runs that were cut off, of any name that begins with "trek", and tells of each. Does
/// nothing where there is no folder for temporary files.
void remove_dead_private_folders();

}  // namespace trek::core
