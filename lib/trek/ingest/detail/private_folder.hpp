#pragma once

#include <filesystem>
#include <utility>

namespace trek::ingest::detail {

/// A folder of its own that disappears with the object.
class PrivateFolder {
 public:
  PrivateFolder() = default;
  ~PrivateFolder();
  PrivateFolder(PrivateFolder&& other) noexcept : path_{std::move(other.path_)} { other.path_.clear(); }
  PrivateFolder& operator=(PrivateFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  /// Makes the folder at the first call.
  const std::filesystem::path& path();

 private:
  std::filesystem::path path_;
};

}  // namespace trek::ingest::detail
