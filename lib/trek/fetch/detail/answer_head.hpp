#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace trek::fetch::detail {

struct Response {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; none with control characters
  std::string fault;                           // beginning of the body of an answer that is no 2xx
  /// Empty where there is no such header.
  [[nodiscard]] std::string header(const std::string& name) const;
};

/// All header lines of an answer, with those of the interim answers (1xx) before it and the trailers behind it.
inline constexpr std::size_t kMostHeaderLines = 1000;
inline constexpr std::size_t kMostHeaderBytes = std::size_t{128} << 10U;

/// The head of an answer as it comes in, line by line. Only the last head counts: an interim answer is no answer. What
/// comes behind the body (trailers) is counted and says nothing.
class AnswerHead {
 public:
  /// One line with its end. False: the answer is refused, and fault() says why: a line that goes on with the one before
  /// it (RFC 9112, 5.2: not allowed since 2014, and read differently by every program), a length that is
  /// none, or more lines or bytes than an answer needs.
  [[nodiscard]] bool add(std::string_view line);
  /// A head is whole, and is no interim answer.
  [[nodiscard]] bool complete() const noexcept { return complete_; }
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }
  [[nodiscard]] Response& response() noexcept { return response_; }
  [[nodiscard]] const Response& response() const noexcept { return response_; }

 private:
  void read_status(std::string_view line);
  void read_header(std::string_view line);
  void check_length(std::string_view value);

  Response response_;
  std::string fault_;
  std::size_t lines_ = 0;
  std::size_t bytes_ = 0;
  bool begun_ = false;
  bool complete_ = false;
};

}  // namespace trek::fetch::detail
