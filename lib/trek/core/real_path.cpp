#include "trek/core/real_path.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <system_error>

#include "trek/core/error.hpp"

namespace trek::core {

namespace fs = std::filesystem;

namespace {

constexpr int kMostLinks = 40;  // as Linux allows

[[noreturn]] void fail(const fs::path& path, const std::string& what) {
  throw Error{ErrorKind::output, path.string() + ": " + what + "; give another path"};
}

/// In front of what is still to come, which follows it.
void put_in_front(std::deque<fs::path>& parts, const fs::path& link) {
  const fs::path relative = link.relative_path();
  parts.insert(parts.begin(), relative.begin(), relative.end());
}

}  // namespace

fs::path real_path(const fs::path& path) {
  const fs::path absolute = fs::absolute(path);
  std::deque<fs::path> parts;
  put_in_front(parts, absolute);
  fs::path real = absolute.root_path();
  for (int links = 0; !parts.empty();) {
    const fs::path part = parts.front();
    parts.pop_front();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      real = real.parent_path();
      continue;
    }
    std::error_code error;
    const fs::path next = real / part;
    const auto status = fs::symlink_status(next, error);
    if (status.type() == fs::file_type::none) fail(path, "cannot be looked up: " + error.message());
    if (status.type() != fs::file_type::symlink) {
      real = next;
      continue;
    }
    const fs::path link = fs::read_symlink(next, error);
    if (error || ++links > kMostLinks) fail(path, "leads through links that never end");
    if (link.is_absolute()) real = link.root_path();
    put_in_front(parts, link);
  }
  return real;
}

bool lies_in(const fs::path& path, const fs::path& folder) {
  const fs::path inner = real_path(path);
  const fs::path outer = real_path(folder);
  const auto [end, same] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  (void)same;
  return end == outer.end();
}

}  // namespace trek::core
