#include "trek/ingest/detail/private_folder.hpp"

#include <fmt/format.h>

#include <fstream>

#include "trek/core/error.hpp"

namespace trek::ingest::detail {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& file, const fs::path& folder) {
  throw core::Error{
      core::ErrorKind::output,
      fmt::format("{}: a copy of it is needed and cannot be written in {}; make room there, or set TMPDIR",
                  file.string(), folder.string())};
}

}  // namespace

const fs::path& PrivateFolder::path() {
  if (!folder_) folder_ = std::make_unique<core::PrivateFolder>("trek-read");
  return folder_->path();
}

fs::path PrivateFolder::write(const fs::path& name, std::string_view bytes) {
  const fs::path file = path() / name;
  std::ofstream stream{file, std::ios::binary};
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) fail(name, path());
  return file;
}

fs::path PrivateFolder::copy(const fs::path& file) {
  const fs::path copied = path() / file.filename();
  if (!std::ifstream{file})
    throw core::Error{core::ErrorKind::data, fmt::format("{}: cannot be read; check its permissions", file.string())};
  std::error_code error;
  fs::copy_file(file, copied, error);
  if (error) fail(file, path());
  return copied;
}

}  // namespace trek::ingest::detail
