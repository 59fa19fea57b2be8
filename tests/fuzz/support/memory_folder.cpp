#include "fuzz/support/memory_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace trek::fuzz {
namespace fs = std::filesystem;

MemoryFolder::MemoryFolder() {
  std::error_code ignored;
  const fs::path base = fs::is_directory("/dev/shm", ignored) ? fs::path{"/dev/shm"} : fs::temp_directory_path();
  std::string pattern = (base / "trek-fuzz-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no folder for the inputs can be made"};
  path_ = pattern;
  // What trek itself keeps for a while belongs there too.
  setenv("TMPDIR", path_.c_str(), 1);
}

MemoryFolder::~MemoryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path MemoryFolder::write(std::string_view name, std::string_view bytes) const {
  const fs::path file = path_ / name;
  std::ofstream{file, std::ios::binary} << bytes;
  return file;
}

const MemoryFolder& memory_folder() {
  static const MemoryFolder folder;
  return folder;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace trek::fuzz
