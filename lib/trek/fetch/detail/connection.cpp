#include "trek/fetch/detail/connection.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <exception>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"

namespace trek::fetch::detail {
namespace {

struct CleanUp {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
struct CleanUpMulti {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
using Easy = std::unique_ptr<CURL, CleanUp>;
using List = std::unique_ptr<curl_slist, CleanUp>;
using Multi = std::unique_ptr<CURLM, CleanUpMulti>;
using Clock = std::chrono::steady_clock;

void start_curl() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!started) throw core::Error{core::ErrorKind::internal, "libcurl cannot be started"};
}

/// What libcurl's callbacks share during one request. No exception may pass through its C frames.
struct Transfer {
  const Receiver& receiver;
  Pace pace;
  AnswerHead head;
  bool started = false;
  bool enough = false;  // of the body of an answer that is no 2xx: it may go on for ever
  std::exception_ptr thrown;

  [[nodiscard]] bool good() const { return head.response().status >= 200 && head.response().status < 300; }

  void start() {
    if (started || !good()) return;
    started = true;
    if (receiver.start) receiver.start(head.response());
  }

  void keep_fault(std::string_view part) {
    constexpr std::size_t kMostBytes = 4096;
    std::string& fault = head.response().fault;
    fault += part.substr(0, kMostBytes - std::min(kMostBytes, fault.size()));
    enough = fault.size() == kMostBytes;
  }

  template <class Work>
  bool guarded(Work work) noexcept {
    try {
      return work();
    } catch (...) {
      thrown = std::current_exception();
      return false;
    }
  }
};

std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view line{bytes, size * count};
  const bool read = transfer.guarded([&] {
    const bool taken = transfer.head.add(line);
    if (transfer.head.complete()) transfer.pace.answered(Clock::now());
    return taken;
  });
  return read ? line.size() : 0;
}

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view part{bytes, size * count};
  const bool taken = transfer.guarded([&] {
    transfer.pace.add(part.size());
    transfer.start();
    if (!transfer.good()) transfer.keep_fault(part);
    if (transfer.good() && transfer.receiver.add) transfer.receiver.add(part);
    return !transfer.enough;
  });
  return taken ? part.size() : CURL_WRITEFUNC_ERROR;
}

/// HTTP/1.1 without what trek has no use for: no cookies, no password files, no other protocol or version of it.
void set_request(CURL* easy, const Request& request, const curl_slist* headers) {
  curl_easy_setopt(easy, CURLOPT_URL, request.address.text.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NETRC, CURL_NETRC_IGNORED);
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, request.packed ? "gzip" : nullptr);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

void set_callbacks(CURL* easy, Transfer& transfer, std::string& reason) {
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, reason.data());
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
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:   // an answer without any head (HTTP/0.9)
    case CURLE_BAD_FUNCTION_ARGUMENT:  // so libcurl calls a header line that it cannot read
    case CURLE_BAD_CONTENT_ENCODING:
      return Ending::refused;
    default:
      return Ending::broken_off;
  }
}

/// A request in the hands of the multi handle, and out of them on whatever way.
class Running {
 public:
  Running(CURLM* multi, CURL* easy) : multi_{multi}, easy_{easy} {
    if (curl_multi_add_handle(multi, easy) != CURLM_OK)
      throw core::Error{core::ErrorKind::internal, "libcurl takes no request"};
  }
  ~Running() { curl_multi_remove_handle(multi_, easy_); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// Empty: still at work, after it was waited for a little.
  [[nodiscard]] std::optional<CURLcode> step() {
    constexpr int kPatienceMs = 50;
    int at_work = 0;
    if (curl_multi_perform(multi_, &at_work) != CURLM_OK) return CURLE_FAILED_INIT;
    int left = 0;
    while (const CURLMsg* const message = curl_multi_info_read(multi_, &left)) {
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): libcurl's own form; `msg` says which member it is
      if (message->msg == CURLMSG_DONE) return message->data.result;
    }
    if (curl_multi_poll(multi_, nullptr, 0, kPatienceMs, nullptr) != CURLM_OK) return CURLE_FAILED_INIT;
    return std::nullopt;
  }

  /// The request itself went out; before that there was at most a connection.
  [[nodiscard]] bool asked() const {
    curl_off_t connected_us = 0;
    curl_easy_getinfo(easy_, CURLINFO_PRETRANSFER_TIME_T, &connected_us);
    return connected_us > 0;
  }

 private:
  CURLM* multi_;
  CURL* easy_;
};

Answer slow_answer(Transfer& transfer, Slowness slowness) {
  const Ending ending = slowness == Slowness::silent ? Ending::broken_off : Ending::too_slow;
  return {std::move(transfer.head.response()), ending, transfer.pace.told(slowness)};
}

Answer answer_of(Transfer& transfer, CURLcode code, bool asked, const std::string& reason) {
  if (transfer.thrown) std::rethrow_exception(transfer.thrown);
  if (!transfer.head.fault().empty()) return {{}, Ending::refused, transfer.head.fault()};
  if (transfer.enough) code = CURLE_OK;
  if (code == CURLE_OK) transfer.start();
  std::string said =
      code == CURLE_BAD_FUNCTION_ARGUMENT ? "a header line that is none" : reason.substr(0, reason.find('\0'));
  if (said.empty()) said = curl_easy_strerror(code);
  return {std::move(transfer.head.response()), ending_of(code, asked), core::cleaned(said)};
}

}  // namespace

struct Connection::Handle {
  Multi multi;
  std::string user_agent;
  TimeLimits limits;
};

Connection::Connection(std::string user_agent, TimeLimits limits) {
  start_curl();
  handle_ = std::make_unique<Handle>(Handle{Multi{curl_multi_init()}, std::move(user_agent), limits});
  if (!handle_->multi) throw core::Error{core::ErrorKind::internal, "libcurl gives no handle"};
  curl_multi_setopt(handle_->multi.get(), CURLMOPT_MAXCONNECTS, 1L);
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Answer Connection::get(const Request& request, const Receiver& receiver, const core::Control& control) {
  control.check_stop();
  List headers;
  for (const std::string& line : request.headers) headers.reset(curl_slist_append(headers.release(), line.c_str()));
  Transfer transfer{receiver, Pace{handle_->limits, request.until}, {}, false, false, nullptr};
  std::string reason(CURL_ERROR_SIZE, '\0');
  const Easy easy{curl_easy_init()};
  if (!easy) throw core::Error{core::ErrorKind::internal, "libcurl gives no handle"};
  set_request(easy.get(), request, headers.get());
  curl_easy_setopt(easy.get(), CURLOPT_USERAGENT, handle_->user_agent.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_CONNECTTIMEOUT, static_cast<long>(handle_->limits.connect.count()));
  set_callbacks(easy.get(), transfer, reason);
  Running running{handle_->multi.get(), easy.get()};
  for (;;) {
    const auto code = running.step();
    if (code && !transfer.thrown) control.check_stop();
    if (code) return answer_of(transfer, *code, running.asked(), reason);
    control.check_stop();
    if (running.asked()) transfer.pace.asked(Clock::now());
    const Slowness slowness = transfer.pace.judge(Clock::now());
    if (slowness != Slowness::none) return slow_answer(transfer, slowness);
  }
}

}  // namespace trek::fetch::detail
