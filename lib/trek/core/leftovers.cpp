#include "trek/core/leftovers.hpp"

#include <mutex>
#include <set>
#include <system_error>
#include <utility>

namespace trek::core {
namespace {

struct Leftovers {
  std::mutex mutex;
  std::set<std::filesystem::path> paths;
};

/// With a lock of its own: a listener that waits must not keep an interrupt from removing.
struct Listener {
  std::mutex mutex;
  std::function<void(const std::string&)> call;
};

Leftovers& leftovers() {
  static Leftovers all;
  return all;
}

Listener& listener() {
  static Listener only;
  return only;
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

bool remove_leftovers() noexcept {
  const std::lock_guard lock{leftovers().mutex};
  bool all_gone = true;
  for (const auto& path : leftovers().paths) {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    all_gone = all_gone && !error;
  }
  leftovers().paths.clear();
  return all_gone;
}

void set_leftover_listener(std::function<void(const std::string&)> call) {
  const std::lock_guard lock{listener().mutex};
  listener().call = std::move(call);
}

void tell_leftover(const std::string& line) {
  const std::lock_guard lock{listener().mutex};
  if (listener().call) listener().call(line);
}

}  // namespace trek::core
