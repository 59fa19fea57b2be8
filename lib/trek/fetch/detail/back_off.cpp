#include "trek/fetch/detail/back_off.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <thread>

#include "trek/core/text.hpp"

namespace trek::fetch::detail {

using std::chrono::milliseconds;
using std::chrono::seconds;

bool is_worth_retrying(int status) noexcept {
  return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

milliseconds pause_before(std::uint32_t next, milliseconds first) {
  return first * (std::uint64_t{1} << (std::clamp(next, 2U, 32U) - 2U));
}

std::optional<seconds> parsed_retry_after(std::string_view value, std::string_view date) {
  const std::string text{core::trimmed(value)};
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc{} && end == text.data() + text.size()) return seconds{count};
  const auto until = curl_getdate(text.c_str(), nullptr);
  const auto now = curl_getdate(std::string{date}.c_str(), nullptr);
  if (text.empty() || until < 0 || now < 0) return std::nullopt;
  constexpr std::int64_t kLongest = std::int64_t{10} * 365 * 86400;  // a year of 2 billion would not fit milliseconds
  return seconds{std::clamp<std::int64_t>(until - now, 0, kLongest)};
}

void sleep_for(milliseconds pause, const core::Control& control) {
  constexpr milliseconds kSlice{100};
  for (milliseconds left = pause; left.count() > 0; left -= kSlice) {
    control.check_stop();
    std::this_thread::sleep_for(std::min(left, kSlice));
  }
  control.check_stop();
}

}  // namespace trek::fetch::detail
