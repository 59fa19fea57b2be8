#include "trek/fetch/detail/visitor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/core/error.hpp"
#include "trek/fetch/detail/back_off.hpp"
#include "trek/fetch/detail/content.hpp"

namespace trek::fetch::detail {
namespace {

constexpr int kMostRedirects = 5;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string told(const Answer& answer) {
  return answer.ending == Ending::broken_off ? fmt::format("broke off ({})", answer.reason)
                                             : fmt::format("answers {}", answer.response.status);
}

bool is_final(const Answer& answer) {
  return answer.ending == Ending::complete && !is_worth_retrying(answer.response.status);
}

[[noreturn]] void fail(const Address& address, const std::string& what) {
  throw core::Error{core::ErrorKind::data, fmt::format("{} {}", address.text, what)};
}

/// What another try would not mend.
void check_taken(const Address& address, const Answer& answer) {
  if (answer.ending == Ending::too_slow)
    fail(address, fmt::format("{}, and is given up; try again later, or get the file by hand", answer.reason));
  if (answer.ending == Ending::refused)
    fail(address, fmt::format("answers in what is no HTTP that trek takes ({}); get the file by hand", answer.reason));
}

}  // namespace

Request Visitor::request_of(const Visit& visit) const {
  const auto page_until = std::chrono::steady_clock::now() + options_.page_limit;
  return {visit.address, visit.headers ? visit.headers() : std::vector<std::string>{}, visit.packed,
          visit.packed ? std::min(until_, page_until) : until_};
}

Answer Visitor::followed(Visit& visit) {
  const Address first = visit.address;
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    Answer answer = connection_.get(request_of(visit), visit.receiver, control_);
    check_taken(visit.address, answer);
    const std::string location = answer.response.header("location");
    if (answer.ending != Ending::complete || !is_redirect(answer.response.status)) return answer;
    if (location.empty()) fail(visit.address, fmt::format("answers {} without saying where", answer.response.status));
    const Address next = resolved(visit.address, location);
    hosts_.check(next, &visit.address);
    visit.address = next;
  }
  fail(first, fmt::format("redirects more than {} times; get the file by hand", kMostRedirects));
}

void Visitor::pause(const Answer& answer, std::uint32_t next, const Address& address) {
  auto pause = pause_before(next, options_.first_pause);
  const auto asked = parsed_retry_after(answer.response.header("retry-after"), answer.response.header("date"));
  if (asked && answer.ending == Ending::complete) {
    if (*asked > options_.longest_pause)
      fail(address, fmt::format("{} and asks to wait {} s; try again later", told(answer), asked->count()));
    pause = std::max<std::chrono::milliseconds>(pause, *asked);
  }
  options_.wait ? options_.wait(pause, control_) : sleep_for(pause, control_);
}

Response Visitor::visit(Visit& visit) {
  const Address first = visit.address;
  hosts_.check(first, nullptr);
  for (std::uint32_t attempt = 1;; ++attempt) {
    visit.address = first;
    Answer answer = followed(visit);
    if (answer.ending == Ending::unreachable) throw Unreachable{visit.address.text, answer.reason};
    if (is_final(answer)) return answer.response;
    if (attempt >= options_.tries)
      fail(visit.address, fmt::format("{}, {} times in a row; try again later", told(answer), attempt));
    pause(answer, attempt + 1, visit.address);
  }
}

void check_answered(const Address& address, const Response& response) {
  const int status = response.status;
  if (status == 200 || status == 206) return;
  const char* const advice = status == 404 || status == 410   ? "nothing lies there (any more); correct the url"
                             : status == 401 || status == 403 ? "it is not open to everyone; get it by hand"
                                                              : "expected 200; see what the address says in a browser";
  const std::string said = exception_text(response.fault);
  fail(address, said.empty() ? fmt::format("answers {}: {}", status, advice)
                             : fmt::format("answers {}, the service says: {}", status, said));
}

}  // namespace trek::fetch::detail
