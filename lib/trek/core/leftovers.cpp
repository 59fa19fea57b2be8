#include "trek/core/leftovers.hpp"

#include <mutex>
#include <set>
#include <system_error>

namespace trek::core {
namespace {

struct Leftovers {
  std::mutex mutex;
  std::set<std::filesystem::path> paths;
};

Leftovers& leftovers() {
  static Leftovers all;
  return all;
}

}  // namespace

void add_leftover(const std::filesystem::path& path) {
  const std::lock_guard lock{leftovers().mutex};
  leftovers().paths.insert(path);
}

void forget_leftover(const std::filesystem::path& path) {
  const std::lock_guard lock{leftovers().mutex};
  leftovers().paths.erase(path);
}

void remove_leftovers() noexcept {
  const std::lock_guard lock{leftovers().mutex};
  std::error_code ignored;
  for (const auto& path : leftovers().paths) std::filesystem::remove_all(path, ignored);
  leftovers().paths.clear();
}

}  // namespace trek::core
