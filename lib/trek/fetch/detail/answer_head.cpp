#include "trek/fetch/detail/answer_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "trek/core/text.hpp"
#include "trek/fetch/detail/address.hpp"

namespace trek::fetch::detail {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7F; }

}  // namespace

std::string Response::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string{} : found->second;
}

bool AnswerHead::add(std::string_view line) {
  bytes_ += line.size();
  if (++lines_ > kMostHeaderLines || bytes_ > kMostHeaderBytes) {
    fault_ = fmt::format("sends more than {} header lines or {} kB of them", kMostHeaderLines, kMostHeaderBytes / 1024);
  } else if (line.starts_with(' ') || line.starts_with('\t')) {
    fault_ = "folds a header line over the next, which HTTP does not allow (RFC 9112, 5.2)";
  }
  if (!fault_.empty()) return false;
  if (complete_) return true;
  if (!begun_) {
    read_status(line);
  } else if (core::trimmed(line).empty()) {
    begun_ = false;
    complete_ = response_.status >= 200 || response_.status == 101;
  } else {
    read_header(line);
  }
  return fault_.empty();
}

/// Two lengths, or one that is no number, are an old way to have two programs read two bodies (RFC 9112, 6.3).
void AnswerHead::check_length(std::string_view value) {
  constexpr std::size_t kMostDigits = 15;
  const bool number =
      !value.empty() && value.size() <= kMostDigits && value.find_first_not_of("0123456789") == std::string_view::npos;
  const std::string before = response_.header("content-length");
  if (!number || (!before.empty() && before != value)) fault_ = "does not tell the length of its body in one number";
}

void AnswerHead::read_status(std::string_view line) {
  begun_ = true;
  response_ = {};
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return;
  constexpr std::size_t kDigits = 3;  // RFC 9112, 4
  const std::string_view number = line.substr(space + 1, kDigits);
  if (number.size() != kDigits || number.find_first_not_of("0123456789") != std::string_view::npos) return;
  (void)std::from_chars(number.data(), number.data() + number.size(), response_.status);
}

void AnswerHead::read_header(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view value = core::trimmed(line.substr(colon + 1));
  const std::string name = lower_case(core::trimmed(line.substr(0, colon)));
  if (std::any_of(value.begin(), value.end(), is_control) || std::any_of(name.begin(), name.end(), is_control)) return;
  if (name == "content-length") check_length(value);
  response_.headers.insert_or_assign(name, std::string{value});
}

}  // namespace trek::fetch::detail
