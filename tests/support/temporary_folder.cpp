#include "support/temporary_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "trek/core/private_folder.hpp"

namespace trek::test {

void put_text(const std::filesystem::path& file, std::string_view text) {
  std::ofstream{file, std::ios::binary} << text;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = core::temporary_files_folder() / "trek-test-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{pattern + " cannot be made"};
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(std::string_view name, std::string_view text) const {
  const auto file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  put_text(file, text);
  return file;
}

}  // namespace trek::test
