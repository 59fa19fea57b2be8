#include "trek/config/detail/toml_depth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "trek/core/error.hpp"

namespace trek::config::detail {
namespace {

/// Behind the text in quotes that begins at `at`, or the end: what is wrong with it, the parser says.
std::size_t behind_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool escapes = quote == '"';
  const std::string_view one = text.substr(at, 1);
  const bool is_long = text.substr(at, 3) == std::string(3, quote);
  std::size_t end = at + (is_long ? 3 : 1);
  for (; end < text.size(); ++end) {
    if (escapes && text[end] == '\\') {
      ++end;
    } else if (!is_long && text[end] == '\n') {
      return end;
    } else if (text.substr(end, 1) == one && (!is_long || text.substr(end, 3) == std::string(3, quote))) {
      return end + (is_long ? 3 : 1);
    }
  }
  return text.size();
}

/// The brackets that are open, each with the parts of the key before it, and the parts of the key that is read.
class Depth {
 public:
  void take(char c) {
    switch (c) {
      case '.':
        ++parts_;
        break;
      case '[':
      case '{':
        open_.push_back(parts_);
        below_ += parts_ + 1;
        parts_ = 0;
        break;
      case ']':
      case '}':
        close();
        break;
      case ',':
        parts_ = 0;
        break;
      case '\n':
        if (open_.empty()) parts_ = 0;
        break;
      default:
        break;
    }
  }
  [[nodiscard]] std::size_t value() const noexcept { return below_ + parts_; }

 private:
  void close() {
    parts_ = 0;
    if (open_.empty()) return;
    below_ -= open_.back() + 1;
    open_.pop_back();
  }

  std::vector<std::size_t> open_;
  std::size_t below_ = 0;
  std::size_t parts_ = 0;
};

}  // namespace

void check_toml_depth(const std::filesystem::path& file, std::string_view text) {
  Depth depth;
  std::size_t line = 1;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t next = at + 1;
    if (c == '#') next = std::min(text.find('\n', at), text.size());
    if (c == '"' || c == '\'') next = behind_quoted(text, at);
    line += static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                                                text.begin() + static_cast<std::ptrdiff_t>(std::min(next, text.size())),
                                                '\n'));
    depth.take(c);
    if (depth.value() > kDeepestToml) {
      throw core::Error{
          core::ErrorKind::config,
          fmt::format("{}:{}: keys, tables and lists lie more than {} deep in one another; a project file "
                      "needs five",
                      file.string(), line, kDeepestToml)};
    }
    at = next;
  }
}

}  // namespace trek::config::detail
