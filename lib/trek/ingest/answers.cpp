#include "trek/ingest/answers.hpp"

#include <array>
#include <string_view>

#include "trek/ingest/detail/user_table.hpp"

namespace trek::ingest {

std::vector<model::SiteAnswer> read_answers(const std::filesystem::path& file) {
  static constexpr std::array<std::string_view, 5> kColumns{"site", "rule", "value", "source", "date"};
  const detail::UserTableForm form{"answers", kColumns, 3, "site, rule and value"};
  std::vector<model::SiteAnswer> answers;
  for (const auto& row : detail::read_user_table(file, form)) {
    answers.push_back({row.texts[0], row.texts[1], row.texts[2], row.texts[3], detail::user_date(file, row, 4),
                       file.filename().string(), row.line});
  }
  return answers;
}

}  // namespace trek::ingest
