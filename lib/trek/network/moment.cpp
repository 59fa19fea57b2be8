#include "trek/network/moment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "trek/core/text.hpp"

namespace trek::network {
namespace {

constexpr std::array<std::string_view, 7> kEnglish{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 7> kDutch{"maandag", "dinsdag",  "woensdag", "donderdag",
                                                 "vrijdag", "zaterdag", "zondag"};

std::optional<unsigned> find_number(std::string_view text, unsigned below) {
  unsigned value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && stop == text.data() + text.size();
  return whole && text.size() <= 2 && value < below ? std::optional{value} : std::nullopt;
}

}  // namespace

std::optional<std::uint8_t> find_weekday(std::string_view name) {
  const std::string day = core::folded(name);
  for (std::size_t i = 0; i < kEnglish.size(); ++i) {
    const std::string_view english = kEnglish[i];
    const bool is_english = day == english || day == english.substr(0, 2) || day == english.substr(0, 3);
    if (is_english || day == kDutch[i] || day == kDutch[i].substr(0, 2)) return static_cast<std::uint8_t>(i);
  }
  return std::nullopt;
}

std::optional<Moment> find_moment(std::string_view text) {
  text = core::trimmed(text);
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto weekday = find_weekday(text.substr(0, space));
  const std::string_view time = core::trimmed(text.substr(space));
  const std::size_t colon = time.find(':');
  if (!weekday || colon == std::string_view::npos) return std::nullopt;
  const auto hour = find_number(time.substr(0, colon), 24);
  const auto minute = find_number(time.substr(colon + 1), 60);
  if (!hour || !minute || time.size() != colon + 3) return std::nullopt;
  return Moment{*weekday, static_cast<std::uint16_t>(*hour * 60 + *minute)};
}

std::string text_of(const Moment& moment) {
  return fmt::format("{} {:02}:{:02}", kEnglish.at(moment.weekday), moment.minute / 60, moment.minute % 60);
}

}  // namespace trek::network
