#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/fetch/detail/address.hpp"

namespace trek::fetch::detail {

struct Request {
  Address address;
  std::vector<std::string> headers;  // "Name: value"
  bool packed = false;               // may come compressed: not for a body that is continued or hashed as it is
};

struct Response {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string fault;                           // beginning of the body of an answer that is no 2xx
  /// Empty where there is no such header.
  [[nodiscard]] std::string header(const std::string& name) const;
};

/// Takes the body of a 2xx answer. `start` is called once, before any byte, also for an empty body. Both may throw:
/// the transfer ends and the exception goes to the caller.
struct Receiver {
  std::function<void(const Response&)> start;
  std::function<void(std::string_view)> add;
};

/// How a request ended. An answer with a fault in its status is `complete` too.
enum class Ending { complete, broken_off, unreachable };

struct Answer {
  Response response;
  Ending ending = Ending::complete;
  std::string reason;  // of another ending
};

struct TimeLimits {
  std::chrono::seconds connect{20};
  std::chrono::seconds stall{60};
};

/// One HTTP connection that is kept open between requests to the same host. Follows nothing and retries nothing.
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
