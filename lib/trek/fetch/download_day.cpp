#include "trek/fetch/download_day.hpp"

#include "trek/core/date.hpp"
#include "trek/fetch/detail/side_file.hpp"

namespace trek::fetch {

std::string download_day(const std::filesystem::path& file, std::string_view sha256) {
  constexpr std::size_t kDayLength = 10;  // a month or a year alone is not what fetch writes
  const auto note = detail::find_source_note(file);
  if (!note || sha256.empty() || note->sha256 != sha256) return {};
  const auto day = core::find_iso_date(note->fetched);
  return day && day->size() == kDayLength ? *day : std::string{};
}

}  // namespace trek::fetch
