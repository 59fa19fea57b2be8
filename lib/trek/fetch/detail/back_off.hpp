#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "trek/core/control.hpp"

namespace trek::fetch::detail {

/// Answers after which the same request may succeed: too many requests, and faults of the server.
[[nodiscard]] bool is_worth_retrying(int status) noexcept;

/// Before try `next` (2, 3, ...): `first`, doubled for each further one.
[[nodiscard]] std::chrono::milliseconds pause_before(std::uint32_t next, std::chrono::milliseconds first);

/// A Retry-After header: seconds, or a date (RFC 9110, 10.2.3). A date is counted from the same server's Date header,
/// so that no clock of this machine comes into it. Empty for what is neither.
[[nodiscard]] std::optional<std::chrono::seconds> parsed_retry_after(std::string_view value, std::string_view date);

/// Sleeps, in slices, so that a stop is heard. Errors  Error{cancelled}.
void sleep_for(std::chrono::milliseconds pause, const core::Control& control);

}  // namespace trek::fetch::detail
