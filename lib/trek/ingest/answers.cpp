#include "trek/ingest/answers.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/files.hpp"
#include "trek/ingest/detail/mapping.hpp"

namespace trek::ingest {

namespace {

constexpr std::array<std::string_view, 5> kColumns{"site", "rule", "value", "source", "date"};
constexpr std::size_t kRequiredCount = 3;

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what) {
  throw core::Error{core::ErrorKind::data, fmt::format("{}: {}", file.string(), what)};
}

// -1 for a column that is not there and need not be.
std::array<int, kColumns.size()> columns_of(OGRLayerH layer, const std::filesystem::path& file) {
  std::vector<std::string> names;
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
    names.emplace_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
  }
  std::array<int, kColumns.size()> columns{};
  for (std::size_t wanted = 0; wanted < kColumns.size(); ++wanted) {
    columns[wanted] = -1;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (detail::field_key(names[i]) == kColumns[wanted]) columns[wanted] = static_cast<int>(i);
    }
    if (columns[wanted] >= 0 || wanted >= kRequiredCount) continue;
    fail(file, fmt::format("no column '{}'{}; the answers need site, rule and value", kColumns[wanted],
                           core::did_you_mean(kColumns[wanted], names)));
  }
  return columns;
}

std::string text_at(OGRFeatureH feature, int column) {
  if (column < 0) return {};
  const std::string text = core::cleaned(OGR_F_GetFieldAsString(feature, column));
  return std::string{core::trimmed(text)};
}

model::SiteAnswer answer_of(OGRFeatureH feature, const std::array<int, kColumns.size()>& columns,
                            const std::filesystem::path& file) {
  std::array<std::string, kColumns.size()> texts;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    texts[i] = text_at(feature, columns[i]);
    if (!texts[i].empty() || i >= kRequiredCount) continue;
    fail(file, fmt::format("line {}: no {}; fill it in or remove the line", OGR_F_GetFID(feature) + 1, kColumns[i]));
  }
  return {texts[0], texts[1], texts[2], texts[3], texts[4]};
}

}  // namespace

std::vector<model::SiteAnswer> read_answers(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored) && std::filesystem::file_size(file, ignored) == 0) return {};
  detail::GdalScope scope;
  const auto opened = detail::open_file(file, {}, scope);
  if (opened.driver != "CSV") fail(file, fmt::format("is {}; the answers are a CSV file", opened.driver));
  OGRLayerH layer = GDALDatasetGetLayer(opened.dataset.get(), 0);
  const auto columns = columns_of(layer, file);
  std::vector<model::SiteAnswer> answers;
  while (const detail::Feature feature{OGR_L_GetNextFeature(layer)}) {
    answers.push_back(answer_of(feature.get(), columns, file));
  }
  if (scope.failure_count() > 0) fail(file, fmt::format("breaks off: {}", scope.last_failure()));
  return answers;
}

}  // namespace trek::ingest
