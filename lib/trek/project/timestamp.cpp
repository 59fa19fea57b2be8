#include <fmt/chrono.h>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "trek/core/error.hpp"
#include "trek/project/timestamp.hpp"

namespace trek::project {

std::string run_timestamp() {
  auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  if (const char* const setting = std::getenv("SOURCE_DATE_EPOCH")) {
    const std::string_view text{setting};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size() || seconds < 0) {
      throw core::Error{core::ErrorKind::bad_argument,
                        fmt::format("SOURCE_DATE_EPOCH is '{}', expected whole seconds since 1970", text)};
    }
  }
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.000Z", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

std::string version() { return TREK_VERSION; }

}  // namespace trek::project
