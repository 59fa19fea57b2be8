#include "trek/fetch/detail/connection.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <exception>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"

namespace trek::fetch::detail {
namespace {

struct CleanUp {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, CleanUp>;
using List = std::unique_ptr<curl_slist, CleanUp>;

void start_curl() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!started) throw core::Error{core::ErrorKind::internal, "libcurl cannot be started"};
}

/// What libcurl's callbacks share during one request. No exception may pass through its C frames.
struct Transfer {
  const Receiver& receiver;
  const core::Control& control;
  Response response;
  bool started = false;
  std::exception_ptr thrown;

  [[nodiscard]] bool good() const { return response.status >= 200 && response.status < 300; }

  void start() {
    if (started || !good()) return;
    started = true;
    if (receiver.start) receiver.start(response);
  }

  void keep_fault(std::string_view part) {
    constexpr std::size_t kMostBytes = 4096;
    response.fault += part.substr(0, kMostBytes - std::min(kMostBytes, response.fault.size()));
  }

  template <class Work>
  bool guarded(Work work) noexcept {
    try {
      work();
      return true;
    } catch (...) {
      thrown = std::current_exception();
      return false;
    }
  }
};

void read_status(std::string_view line, Response& response) {
  response = {};
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return;
  const std::string_view number = line.substr(space + 1, 3);
  (void)std::from_chars(number.data(), number.data() + number.size(), response.status);
}

std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view line{bytes, size * count};
  const bool read = transfer.guarded([&] {
    if (line.starts_with("HTTP/")) {
      read_status(line, transfer.response);
    } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
      transfer.response.headers.insert_or_assign(lower_case(line.substr(0, colon)),
                                                 std::string{core::trimmed(line.substr(colon + 1))});
    }
  });
  return read ? line.size() : 0;
}

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view part{bytes, size * count};
  const bool taken = transfer.guarded([&] {
    transfer.start();
    if (!transfer.good()) transfer.keep_fault(part);
    if (transfer.good() && transfer.receiver.add) transfer.receiver.add(part);
  });
  return taken ? part.size() : CURL_WRITEFUNC_ERROR;
}

/// Nonzero ends the transfer.
int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const Transfer*>(user)->control.stop.stop_requested() ? 1 : 0;
}

void set_request(CURL* easy, const Request& request, const curl_slist* headers) {
  curl_easy_setopt(easy, CURLOPT_URL, request.address.text.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, request.packed ? "gzip" : nullptr);
  curl_easy_setopt(easy, CURLOPT_MAXCONNECTS, 1L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

void set_limits(CURL* easy, const std::string& user_agent, TimeLimits limits) {
  curl_easy_setopt(easy, CURLOPT_USERAGENT, user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.stall.count()));
}

void set_callbacks(CURL* easy, Transfer& transfer) {
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &transfer);
}

Ending ending_of(CURLcode code, bool asked) {
  switch (code) {
    case CURLE_OK:
      return Ending::complete;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
      return Ending::unreachable;
    case CURLE_OPERATION_TIMEDOUT:
      return asked ? Ending::broken_off : Ending::unreachable;
    default:
      return Ending::broken_off;
  }
}

}  // namespace

std::string Response::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string{} : found->second;
}

struct Connection::Handle {
  Easy easy;
  std::string user_agent;
  TimeLimits limits;
};

Connection::Connection(std::string user_agent, TimeLimits limits) {
  start_curl();
  handle_ = std::make_unique<Handle>(Handle{Easy{curl_easy_init()}, std::move(user_agent), limits});
  if (!handle_->easy) throw core::Error{core::ErrorKind::internal, "libcurl gives no handle"};
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Answer Connection::get(const Request& request, const Receiver& receiver, const core::Control& control) {
  control.check_stop();
  CURL* const easy = handle_->easy.get();
  List headers;
  for (const std::string& line : request.headers) headers.reset(curl_slist_append(headers.release(), line.c_str()));
  Transfer transfer{receiver, control, {}, false, nullptr};
  std::string reason(CURL_ERROR_SIZE, '\0');
  curl_easy_reset(easy);  // options only: the connection stays open
  set_request(easy, request, headers.get());
  set_limits(easy, handle_->user_agent, handle_->limits);
  set_callbacks(easy, transfer);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, reason.data());
  const CURLcode code = curl_easy_perform(easy);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
  if (transfer.thrown) std::rethrow_exception(transfer.thrown);
  control.check_stop();
  if (code == CURLE_OK) transfer.start();
  curl_off_t connected_us = 0;  // 0: a time-out came before there was a connection to ask over
  curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &connected_us);
  const std::string said = reason.substr(0, reason.find('\0'));
  return {std::move(transfer.response), ending_of(code, connected_us > 0),
          core::cleaned(said.empty() ? curl_easy_strerror(code) : said)};
}

}  // namespace trek::fetch::detail
