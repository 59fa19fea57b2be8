#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace trek::test {

/// What the loopback server answers once. Length and end are the server's own unless a test says otherwise.
struct Reply {
  int status = 200;
  std::vector<std::string> headers;  // "Name: value"; without Content-Length and Connection
  std::string body;
  std::size_t promised_bytes = npos;  // Content-Length; npos: of the body
  bool chunked = false;
  bool ends_chunks = true;             // false: hangs up before the last chunk
  std::chrono::milliseconds holds{0};  // keeps silent this long before it hangs up
  std::string raw{};                   // sent as it is in place of all above, where it is not empty
  std::string endless{};               // sent behind it again and again, until the client hangs up
  std::chrono::milliseconds drip{0};   // > 0: pause between two bytes of these two
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// A request as it came in.
struct SeenRequest {
  std::string target;                          // path and query, as sent
  std::map<std::string, std::string> headers;  // names in lower case
  [[nodiscard]] std::string header(const std::string& name) const;
  [[nodiscard]] bool asks(std::string_view part) const { return target.find(part) != std::string::npos; }
};

/// An HTTP server on 127.0.0.1 and a free port that answers from a script: the replies of a path one after another, the
/// last one for ever. What has no script is 404. One connection at a time, closed after each answer.
class LoopbackServer {
 public:
  LoopbackServer();
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  void script(const std::string& path, std::vector<Reply> replies);
  [[nodiscard]] std::string url(std::string_view path) const;
  [[nodiscard]] unsigned port() const noexcept { return port_; }
  [[nodiscard]] std::vector<SeenRequest> requests() const;

 private:
  void serve(const std::stop_token& stop);
  void answer(int connection, const std::stop_token& stop);
  [[nodiscard]] Reply next_reply(const std::string& path);

  int listener_ = -1;
  unsigned port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, std::deque<Reply>> script_;
  std::vector<SeenRequest> requests_;
  std::jthread thread_;
};

}  // namespace trek::test
