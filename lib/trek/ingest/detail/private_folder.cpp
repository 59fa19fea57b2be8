#include "trek/ingest/detail/private_folder.hpp"

#include <fmt/format.h>

#include <fstream>

#include "trek/core/error.hpp"

namespace trek::ingest::detail {

namespace fs = std::filesystem;

const fs::path& PrivateFolder::path() {
  if (!folder_) folder_ = std::make_unique<core::PrivateFolder>("trek-read");
  return folder_->path();
}

fs::path PrivateFolder::write(const fs::path& name, std::string_view bytes) {
  const fs::path file = path() / name;
  std::ofstream stream{file, std::ios::binary};
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) {
    throw core::Error{core::ErrorKind::output,
                      fmt::format("{} cannot be written in {}, where it is unpacked; make room there, or set TMPDIR",
                                  name.string(), path().string())};
  }
  return file;
}

fs::path PrivateFolder::copy(const fs::path& file) {
  path();
  return folder_->copy(file);
}

}  // namespace trek::ingest::detail
