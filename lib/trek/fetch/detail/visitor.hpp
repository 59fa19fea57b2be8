#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/fetch/detail/address.hpp"
#include "trek/fetch/detail/connection.hpp"
#include "trek/fetch/options.hpp"

namespace trek::fetch::detail {

/// There is no connection to the server, perhaps none to any. Thrown, and caught where it is known what to put where.
struct Unreachable {
  std::string url;
  std::string reason;
};

/// What a visit asks for. Headers are made anew for each try: a broken-off file is continued where it is by then.
struct Visit {
  Address address;
  std::function<std::vector<std::string>()> headers;  // may be empty
  Receiver receiver;
  bool packed = false;  // and a page of a service, which may take no longer than Options say
};

/// Requests for one source, with redirects followed and passing faults tried again, within the named hosts and the time
/// that a source may take.
class Visitor {
 public:
  Visitor(Connection& connection, const NamedHosts& hosts, const Options& options, const core::Control& control)
      : connection_{connection},
        hosts_{hosts},
        options_{options},
        control_{control},
        until_{std::chrono::steady_clock::now() + options.source_limit} {}

  /// The final answer: never a redirect or a status that is worth retrying. `visit.address` becomes the one that
  /// answered.
  /// Errors  Unreachable: no connection. Error{data}: the tries are used up, a host that is not named, a redirect
  ///         loop, a server that asks for too long a pause, is too slow, or answers in what is no HTTP.
  ///         Error{cancelled}.
  [[nodiscard]] Response visit(Visit& visit);

  [[nodiscard]] const core::Control& control() const noexcept { return control_; }
  [[nodiscard]] const NamedHosts& hosts() const noexcept { return hosts_; }
  [[nodiscard]] std::uint64_t most_pages() const noexcept { return options_.most_pages; }
  [[nodiscard]] std::uint64_t largest_bytes() const noexcept { return options_.largest_bytes; }

 private:
  [[nodiscard]] Answer followed(Visit& visit);
  [[nodiscard]] Request request_of(const Visit& visit) const;
  void pause(const Answer& answer, std::uint32_t next, const Address& address);

  Connection& connection_;
  const NamedHosts& hosts_;
  const Options& options_;
  const core::Control& control_;
  std::chrono::steady_clock::time_point until_;
};

/// Errors  Error{data} unless the answer is 200 (or 206), with what the status means for the user.
void check_answered(const Address& address, const Response& response);

}  // namespace trek::fetch::detail
