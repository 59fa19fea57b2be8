#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/fetch/detail/address.hpp"
#include "trek/fetch/detail/answer_head.hpp"
#include "trek/fetch/detail/pace.hpp"

namespace trek::fetch::detail {

struct Request {
  Address address;
  std::vector<std::string> headers;  // "Name: value"
  bool packed = false;               // may come compressed: not for a body that is continued or hashed as it is
  std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();  // whole by then
};

/// Takes the body of a 2xx answer. `start` is called once, before any byte, also for an empty body. Both may throw:
/// the transfer ends and the exception goes to the caller.
struct Receiver {
  std::function<void(const Response&)> start;
  std::function<void(std::string_view)> add;
};

/// How a request ended. An answer with a fault in its status is `complete` too.
enum class Ending {
  complete,
  broken_off,
  unreachable,
  too_slow,  // see Pace; but for silence within a body, which is `broken_off`
  refused,   // not HTTP as it is allowed, or more of it than any answer needs
};

struct Answer {
  Response response;
  Ending ending = Ending::complete;
  std::string reason;  // of another ending
};

/// One HTTP connection that is kept open between requests to the same host. Follows nothing and retries nothing. Each
/// request has a handle of libcurl of its own: of 7.88.1 (Debian 12), a handle that is used again keeps a pointer to
/// the headers of the answer before, and a folded first line writes there.
class Connection {
 public:
  Connection(std::string user_agent, TimeLimits limits);
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  /// Errors  Error{cancelled} on a stop; what the receiver throws.
  [[nodiscard]] Answer get(const Request& request, const Receiver& receiver, const core::Control& control);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace trek::fetch::detail
