#include "trek/ingest/detail/private_folder.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <system_error>

#include "trek/core/error.hpp"

namespace trek::ingest::detail {

namespace fs = std::filesystem;

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

const fs::path& PrivateFolder::path() {
  if (!path_.empty()) return path_;
  std::string pattern = (fs::temp_directory_path() / "trek-read-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw core::Error{core::ErrorKind::output, fmt::format("{}: no temporary folder can be made; set TMPDIR", pattern)};
  }
  path_ = pattern;
  return path_;
}

}  // namespace trek::ingest::detail
