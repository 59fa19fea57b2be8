#include "fuzz/support/memory_folder.hpp"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace trek::fuzz {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kName = "trek-fuzz-";

/// Those of targets that crashed.
void remove_leftovers(const fs::path& base) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator{base, ignored}) {
    const std::string name = entry.path().filename().string();
    const int process = name.starts_with(kName) ? std::atoi(name.c_str() + kName.size()) : 0;
    if (process > 0 && ::kill(process, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

MemoryFolder::MemoryFolder() {
  std::error_code ignored;
  const fs::path base = fs::is_directory("/dev/shm", ignored) ? fs::path{"/dev/shm"} : fs::temp_directory_path();
  remove_leftovers(base);
  path_ = base / (std::string{kName} + std::to_string(::getpid()));
  if (!fs::create_directory(path_)) throw std::runtime_error{path_.string() + " cannot be made"};
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

void MemoryFolder::close_files() const {
  std::error_code ignored;
  std::vector<int> left;
  for (const auto& entry : fs::directory_iterator{"/proc/self/fd", ignored}) {
    if (fs::read_symlink(entry.path(), ignored).string().starts_with(path_.string()))
      left.push_back(std::atoi(entry.path().filename().c_str()));
  }
  for (const int descriptor : left) ::close(descriptor);
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
