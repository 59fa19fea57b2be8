#include "trek/ingest/answers.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "trek/ingest/detail/file_fault.hpp"
#include "trek/ingest/detail/user_table.hpp"

namespace trek::ingest {

std::vector<model::SiteAnswer> read_answers(const std::filesystem::path& file) {
  static constexpr std::array<std::string_view, 5> kColumns{"site", "rule", "value", "source", "date"};
  const detail::UserTableForm form{"answers", kColumns, 3, "site, rule and value", 2};
  std::vector<model::SiteAnswer> answers;
  for (const auto& row : detail::read_user_table(file, form)) {
    if (row.texts[2].empty() && !(row.texts[3].empty() && row.texts[4].empty())) {
      detail::fail_file(file,
                        fmt::format("line {}: no value, with a source or a date; fill it in, or empty the line but "
                                    "for site and rule: a question that is still open",
                                    row.line));
    }
    answers.push_back({row.texts[0], row.texts[1], row.texts[2], row.texts[3], detail::user_date(file, row, 4),
                       file.filename().string(), row.line});
  }
  return answers;
}

}  // namespace trek::ingest
