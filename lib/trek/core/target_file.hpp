#pragma once

#include <filesystem>
#include <span>
#include <vector>

namespace trek::core {

/// A file that is written beside its target and then takes its place, or leaves no trace.
///
/// Links   are followed: of a target that is a link, the file that it leads to is replaced and the link stays. One that
///         leads nowhere, or in a circle, is refused. A second name (hard link) of the old file keeps the old content.
/// Left    temporary files of runs that were cut off, in the same folder, are removed and told (core/leftovers.hpp).
/// From the first one on, a process that outgrows its file size limit gets an error instead of dying of SIGXFSZ.
/// Errors  Error{bad_argument}: the target exists (without `overwrite`), is no regular file, is read-only, is held open
///         by another program or by this one's stdout or stderr, or its folder is missing or may not be written.
///         Error{output}: the disk is full or at fault.
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
  int lock_ = -1;  // of the temporary file, open: what says that its process lives
  bool overwrite_;
};

/// Throws where TargetFile would, before a long piece of work of which the result could not be kept; and where the
/// target is one of `inputs` (files, or folders of which all files are read): the same file by whatever name or link,
/// one that is not there yet but would be read with them next time (`x.shp` and `x.dbf`), or one in such a folder.
/// Errors  as TargetFile; Error{bad_argument} for an input, with its name.
void check_target(const std::filesystem::path& target, bool overwrite,
                  std::span<const std::filesystem::path> inputs = {});

/// The part of check_target that is about inputs alone.
void check_no_input(const std::filesystem::path& target, std::span<const std::filesystem::path> inputs);

/// Whether two names are of one file, links followed; of files that are not there, whether they would be.
[[nodiscard]] bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other);

/// Of outputs of one command, each other than all before it.
/// Errors  Error{bad_argument}.
void check_different(std::span<const std::filesystem::path> targets);

/// What every TargetFile does in its folder: removes the temporary files of runs that were cut off, and tells of each.
/// For a verb that may find that nothing is to be written. Nothing happens where there is no such folder.
void remove_dead_temporaries(const std::filesystem::path& folder);

/// Puts a file that is complete at `target`, over an older one, with the checks of TargetFile: for files that grow over
/// several calls, and so have a lasting name of their own. Both on one file system.
void replace_file(const std::filesystem::path& finished, const std::filesystem::path& target);

}  // namespace trek::core
