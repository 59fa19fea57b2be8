#pragma once

#include <filesystem>

namespace trek::core {

/// A file that is written beside its target and then takes its place, or leaves no trace.
///
/// From the first one on, a process that outgrows its file size limit gets an error instead of dying of SIGXFSZ.
/// Errors  Error{output}: target exists (without `overwrite`), is no regular file, is held open by another program, or
///         its folder is missing or may not be written.
class TargetFile {
 public:
  TargetFile(const std::filesystem::path& target, bool overwrite);
  ~TargetFile();
  TargetFile(const TargetFile&) = delete;
  TargetFile& operator=(const TargetFile&) = delete;

  [[nodiscard]] const std::filesystem::path& target() const noexcept { return target_; }
  [[nodiscard]] const std::filesystem::path& temporary() const noexcept { return temporary_; }
  /// Syncs the temporary file to disk, renames it to the target and syncs the folder.
  void put_in_place();

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  bool overwrite_;
};

/// Throws where TargetFile would, before a long piece of work of which the result could not be kept.
void check_target(const std::filesystem::path& target, bool overwrite);

/// Puts a file that is complete at `target`, over an older one, with the checks of TargetFile: for files that grow over
/// several calls, and so have a lasting name of their own. Both on one file system.
void replace_file(const std::filesystem::path& finished, const std::filesystem::path& target);

}  // namespace trek::core
