#include "trek/ingest/detail/private_folder.hpp"

#include <system_error>

#include "trek/core/leftovers.hpp"
#include "trek/core/private_folder.hpp"

namespace trek::ingest::detail {

namespace fs = std::filesystem;

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  if (path_.empty()) return;
  fs::remove_all(path_, ignored);
  core::forget_leftover(path_);
}

const fs::path& PrivateFolder::path() {
  if (path_.empty()) {
    path_ = core::make_private_folder("trek-read");
    core::add_leftover(path_);
  }
  return path_;
}

}  // namespace trek::ingest::detail
