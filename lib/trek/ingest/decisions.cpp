#include "trek/ingest/decisions.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>

#include "trek/core/text.hpp"
#include "trek/ingest/detail/file_fault.hpp"
#include "trek/ingest/detail/user_table.hpp"

namespace trek::ingest {
namespace {

std::optional<model::LinkVerdict> find_verdict(std::string_view text) {
  const std::string word = core::folded(text);
  if (word == "same" || word == "zelfde") return model::LinkVerdict::same;
  if (word == "not" || word == "niet") return model::LinkVerdict::different;
  if (word == "alone" || word == "alleen") return model::LinkVerdict::alone;
  return std::nullopt;
}

}  // namespace

std::vector<model::LinkDecision> read_decisions(const std::filesystem::path& file) {
  static constexpr std::array<std::string_view, 7> kColumns{"source", "record", "decision", "to", "by", "date", "note"};
  const detail::UserTableForm form{"decisions", kColumns, 3, "source, record and decision"};
  std::vector<model::LinkDecision> decisions;
  for (const auto& row : detail::read_user_table(file, form)) {
    const auto verdict = find_verdict(row.texts[2]);
    if (!verdict) {
      detail::fail_file(
          file, fmt::format("line {}: decision '{}'; choose from same, not, alone{}", row.line, row.texts[2],
                            core::did_you_mean(row.texts[2], std::array<std::string, 3>{"same", "not", "alone"})));
    }
    const bool is_about_another = *verdict != model::LinkVerdict::alone;
    if (is_about_another && row.texts[3].empty()) {
      detail::fail_file(
          file, fmt::format("line {}: no building or site in column 'to'; '{}' needs one", row.line, row.texts[2]));
    }
    decisions.push_back({row.texts[0],
                         row.texts[1],
                         *verdict,
                         is_about_another ? row.texts[3] : std::string{},
                         row.texts[4],
                         detail::user_date(file, row, 5),
                         row.texts[6],
                         {fmt::format("{} regel {}", file.filename().string(), row.line),
                          fmt::format("{} line {}", file.filename().string(), row.line)}});
  }
  return decisions;
}

}  // namespace trek::ingest
