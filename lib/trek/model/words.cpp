#include "trek/model/words.hpp"

#include <fmt/format.h>

#include <array>

#include "trek/core/text.hpp"
#include "trek/model/written.hpp"

namespace trek::model {
namespace {

constexpr std::array kMonths{"januari", "februari", "maart",     "april",   "mei",      "juni",
                             "juli",    "augustus", "september", "oktober", "november", "december"};
constexpr std::array kEnglishMonths{"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};

/// "12345.6", never "-0.0".
std::string plain_number(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.front() == '-' && text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);
  return text;
}

}  // namespace

std::string Words::number(double value, int decimals) const {
  return written(plain_number(value, decimals), language_);
}

std::string Words::grouped(double value, int decimals) const {
  std::string text = number(value, decimals);
  const std::size_t begin = text.front() == '-' ? 1 : 0;
  const std::size_t mark = text.find_first_not_of("0123456789", begin);
  const std::size_t end = mark == std::string::npos ? text.size() : mark;
  for (std::size_t at = end; at > begin + 3; at -= 3) text.insert(at - 3, is_dutch() ? "." : ",");
  return text;
}

std::string Words::date(std::string_view iso) const {
  const bool is_day = iso.size() >= 10 && iso[4] == '-' && iso[7] == '-' && core::all_digits(iso.substr(0, 4)) &&
                      core::all_digits(iso.substr(5, 2)) && core::all_digits(iso.substr(8, 2));
  if (!is_day) return std::string{iso};
  const auto two_digits = [&](std::size_t at) {
    return 10 * static_cast<std::size_t>(iso[at] - '0') + static_cast<std::size_t>(iso[at + 1] - '0');
  };
  const std::size_t month = two_digits(5);
  const std::size_t day = two_digits(8);
  if (month < 1 || month > kMonths.size() || day < 1 || day > 31) return std::string{iso};
  return fmt::format("{} {} {}", day, is_dutch() ? kMonths[month - 1] : kEnglishMonths[month - 1], iso.substr(0, 4));
}

}  // namespace trek::model
