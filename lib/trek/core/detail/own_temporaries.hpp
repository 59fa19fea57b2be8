#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace trek::core::detail {

/// An open file or folder; closed with the object.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int value) noexcept : value_{value} {}
  Descriptor(const std::filesystem::path& file, int flags);
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int value() const noexcept { return value_; }
  [[nodiscard]] bool ok() const noexcept { return value_ >= 0; }
  /// From here the caller closes it.
  [[nodiscard]] int release() noexcept { return std::exchange(value_, -1); }

 private:
  int value_ = -1;
};

/// How trek names what is temporary: HEAD, twelve random digits, '-', eight that follow from the rest, TAIL. A name
/// that merely looks alike does not end in the right ones.
[[nodiscard]] std::string new_temporary_name(std::string_view head, std::string_view tail);
[[nodiscard]] bool is_temporary_name(std::string_view name, std::string_view tail);

/// Temporary files lie beside their target and end so, with a dot before them; temporary folders begin so.
inline constexpr std::string_view kPartTail = ".part";

/// Locks what a process has open, for as long as it has: a file by a byte far behind its end, where SQLite's locks are
/// not; a folder whole. False: another process has it, or the file system knows no locks (errno says which).
[[nodiscard]] bool lock_file(const Descriptor& file) noexcept;
[[nodiscard]] bool lock_folder(const Descriptor& folder) noexcept;
/// Whether a path still names what is open: between making and locking another process may have taken it away.
[[nodiscard]] bool is_named(const Descriptor& open, const std::filesystem::path& path) noexcept;

/// Removes the temporary files in a folder of runs that are dead, and tells of each. Left alone: names that trek does
/// not give, what a live run has locked, what is another user's, what is no plain file or has a second name.
void remove_dead_files(const std::filesystem::path& folder);
/// What a temporary folder is for: for what is read, this user's alone (mode 0700), or to become an output, as open as
/// the user's other folders, also the old one that it took the place of.
enum class FolderUse { input, output };
/// The same of temporary folders "NAME-..." in it, of that use.
void remove_dead_folders(const std::filesystem::path& folder, std::string_view name, FolderUse use = FolderUse::input);

/// Removes what this process made; tells where that is refused.
void remove_own(const std::filesystem::path& path);

}  // namespace trek::core::detail
