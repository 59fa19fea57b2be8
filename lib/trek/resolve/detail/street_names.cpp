#include "trek/resolve/detail/street_names.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "trek/core/text.hpp"

namespace trek::resolve::detail {
namespace {

struct Abbreviation {
  std::string_view written;
  std::string_view meant;
};
constexpr auto kTitles = std::to_array<Abbreviation>({{"burg", "burgemeester"},
                                                      {"burgem", "burgemeester"},
                                                      {"dr", "doctor"},
                                                      {"ds", "dominee"},
                                                      {"ir", "ingenieur"},
                                                      {"mr", "meester"},
                                                      {"past", "pastoor"},
                                                      {"prof", "professor"},
                                                      {"st", "sint"}});
constexpr auto kStreetEndings = std::to_array<Abbreviation>(
    {{"str", "straat"}, {"strt", "straat"}, {"wg", "weg"}, {"ln", "laan"}, {"pln", "plein"}});

std::string title_written_out(std::string_view word) {
  for (const Abbreviation& title : kTitles) {
    if (title.written == word) return std::string{title.meant};
  }
  return std::string{word};
}

std::string ending_written_out(std::string street) {
  for (const Abbreviation& ending : kStreetEndings) {
    if (!street.ends_with(ending.written)) continue;
    street.resize(street.size() - ending.written.size());
    return street.append(ending.meant);
  }
  return street;
}

std::size_t errors_allowed(std::size_t length) noexcept { return length < 6 ? 0 : length < 12 ? 1 : 2; }

/// Letters left out, added, replaced or exchanged with the next (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last = std::move(last);
    last = std::move(row);
  }
  return last.back();
}

std::string joined(const std::vector<std::string>& words) {
  return std::accumulate(words.begin(), words.end(), std::string{});
}

/// The written words with abbreviations of the official ones completed; what has other words stays as it is.
std::string completed(const std::vector<std::string>& written, const std::vector<std::string>& official) {
  if (written.size() != official.size()) return joined(written);
  std::string result;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool abbreviation = i + 1 < written.size() && official[i].starts_with(written[i]);
    result += abbreviation ? official[i] : written[i];
  }
  return result;
}

}  // namespace

std::string street_words(std::string_view street) {
  std::string result;
  for (const std::string& word : core::split(core::folded(street), ' ')) {
    if (!result.empty()) result += ' ';
    result += title_written_out(word);
  }
  return ending_written_out(std::move(result));
}

std::string folded_street(std::string_view street) {
  std::string words = street_words(street);
  std::erase(words, ' ');
  // An ending that stood apart ("Molen str") is written out only now.
  return ending_written_out(std::move(words));
}

std::optional<std::size_t> find_typing_errors(std::string_view written, std::string_view official) {
  if (written.empty() || official.empty() || written.front() != official.front()) return std::nullopt;
  const auto official_words = core::split(official, ' ');
  const std::string text = completed(core::split(written, ' '), official_words);
  const std::string name = joined(official_words);
  const std::size_t allowed = errors_allowed(name.size());
  const std::size_t longer = std::max(text.size(), name.size());
  if (longer - std::min(text.size(), name.size()) > allowed) return std::nullopt;
  const std::size_t errors = edit_distance(text, name);
  if (errors > allowed) return std::nullopt;
  return errors;
}

}  // namespace trek::resolve::detail
