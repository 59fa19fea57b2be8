// The head of a server's answer, line by line as libcurl hands it on: status, headers, lengths, interim answers,
// trailers, and what trek reads out of headers.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/fetch/detail/address.hpp"
#include "trek/fetch/detail/answer_head.hpp"
#include "trek/fetch/detail/back_off.hpp"
#include "trek/fetch/detail/download.hpp"
#include "trek/fetch/detail/page_links.hpp"

namespace trek::fuzz {
namespace {

using namespace fetch::detail;

/// With their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7F; });
}

bool is_length(const std::string& text) {
  return !text.empty() && text.size() <= 15 && text.find_first_not_of("0123456789") == std::string::npos;
}

void check_response(const Response& response) {
  require(response.status == 0 || (response.status >= 0 && response.status <= 999), "a status of three digits");
  require(response.headers.size() <= kMostHeaderLines, "no more headers than lines");
  std::size_t bytes = 0;
  for (const auto& [name, value] : response.headers) {
    require(name == lower_case(name), "names in lower case");
    require(!has_control(name) && !has_control(value), "no control characters");
    bytes += name.size() + value.size();
  }
  require(bytes <= kMostHeaderBytes, "no more bytes than lines have");
}

/// What trek reads out of headers.
void check_values(const Response& response) {
  const Address base = parsed_address("https://example.org/a/b?c=d");
  if (const auto range = parsed_content_range(response.header("content-range")))
    require(range->length == 0 || range->first < range->length, "a range within the whole");
  if (const auto pause = parsed_retry_after(response.header("retry-after"), response.header("date")))
    require(pause->count() >= 0, "a pause is not negative");
  static_cast<void>(outcome([&] { return crs_of(response.header("content-crs"), base); }));
  const auto led = outcome([&] { return resolved(base, response.header("location")); });
  if (led) require(led->scheme == "http" || led->scheme == "https", "http or https");
}

/// Adds every line, also after one that was refused. Gives whether all were taken.
bool add_all(AnswerHead& head, const std::vector<std::string_view>& lines) {
  bool refused = false;
  for (const std::string_view line : lines) {
    const bool was_complete = head.complete();
    const int status = head.response().status;
    const auto headers = head.response().headers;
    const bool taken = head.add(line);
    require(taken == head.fault().empty(), "what is refused has a reason");
    require(!taken || !refused, "what is refused stays refused");
    require(!taken || !(line.starts_with(' ') || line.starts_with('\t')), "no line goes on with another");
    require(
        !was_complete || (head.complete() && head.response().status == status && head.response().headers == headers),
        "what comes behind the head says nothing");
    refused = refused || !taken;
    if (!taken) continue;
    const std::string length = head.response().header("content-length");
    require(length.empty() || is_length(length), "a length is one number");
  }
  return !refused;
}

}  // namespace

std::vector<std::string> seeds() {
  return {"HTTP/1.1 200 OK\r\nContent-Length: 12\r\nETag: \"a\"\r\nContent-Type: application/geo+json\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 206 Part\r\nContent-Range: bytes 10-19/20\r\n\r\nTrailer: x\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n",
          "HTTP/1.1 503 x\r\nRetry-After: 120\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n",
          "HTTP/1.1 302 x\r\nLocation: ../c?page=2\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200\r\nContent-Crs: <http://www.opengis.net/def/crs/EPSG/0/28992>\n\n",
          "HTTP/1.1 101 Switching\r\n\r\n"};
}

std::vector<std::string> words() {
  return {"HTTP/1.1 ",
          "200",
          "101",
          "-12",
          "\r\n",
          "\n",
          "\r\n\r\n",
          "Content-Length: ",
          "Content-Range: bytes ",
          "Retry-After: ",
          "Date: ",
          "Location: ",
          "ETag: ",
          "Content-Crs: ",
          "Content-Type: ",
          "\r\n ",
          "\r\n\t",
          ":",
          "99999999999999999999",
          "+1",
          " GMT",
          "://",
          "Transfer-Encoding: chunked"};
}

void run(std::string_view input) {
  AnswerHead head;
  const auto lines = lines_of(input);
  const bool taken = add_all(head, lines);
  check_response(head.response());
  if (head.complete()) require(head.response().status >= 200 || head.response().status == 101, "the last head counts");
  if (!taken) return;
  check_values(head.response());
  // An interim answer before it changes nothing, unless together they are too much.
  AnswerHead after;
  auto more = lines_of("HTTP/1.1 103 Early Hints\r\nContent-Length: 7\r\nX-Interim: a\r\n\r\n");
  more.insert(more.end(), lines.begin(), lines.end());
  std::size_t bytes = 0;
  for (const std::string_view line : more) bytes += line.size();
  if (lines.empty() || more.size() > kMostHeaderLines || bytes > kMostHeaderBytes) return;
  require(add_all(after, more), "what is taken is taken after an interim answer too");
  require(after.response().status == head.response().status && after.response().headers == head.response().headers,
          "an interim answer is no answer");
}

}  // namespace trek::fuzz
