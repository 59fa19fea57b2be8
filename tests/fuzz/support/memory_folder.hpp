#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace trek::fuzz {

/// A folder of this process in memory (/dev/shm, else among the temporary files), removed at its end.
class MemoryFolder {
 public:
  MemoryFolder();
  ~MemoryFolder();
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  /// Writes a file anew and gives its path.
  std::filesystem::path write(std::string_view name, std::string_view bytes) const;
  /// Closes what libraries left open in the folder: GDAL 3.6 a zip when a member of it cannot be unpacked, libosmium
  /// 2.19 a PBF that it refuses.
  void close_files() const;

 private:
  std::filesystem::path path_;
};

/// The one of this process, made at the first call.
[[nodiscard]] const MemoryFolder& memory_folder();

/// The bytes of a file; empty where it cannot be read.
[[nodiscard]] std::string bytes_of(const std::filesystem::path& file);

}  // namespace trek::fuzz
