#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "trek/core/private_folder.hpp"

namespace trek::ingest::detail {

/// A folder of its own that disappears with the object.
class PrivateFolder {
 public:
  /// Makes the folder at the first call.
  const std::filesystem::path& path();
  /// Puts a file in it, and gives its path.
  /// Errors  Error{output}: there is no room for it.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view bytes);
  /// Puts a copy of a file in it, under the same name.
  /// Errors  as above; Error{data} where the file cannot be read.
  std::filesystem::path copy(const std::filesystem::path& file);

 private:
  std::unique_ptr<core::PrivateFolder> folder_;
};

}  // namespace trek::ingest::detail
