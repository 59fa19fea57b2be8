#include "trek/ingest/detail/private_folder.hpp"

#include <system_error>

#include "trek/core/private_folder.hpp"

namespace trek::ingest::detail {

namespace fs = std::filesystem;

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

const fs::path& PrivateFolder::path() {
  if (path_.empty()) path_ = core::make_private_folder("trek-read");
  return path_;
}

}  // namespace trek::ingest::detail
