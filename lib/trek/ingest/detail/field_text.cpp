#include "trek/ingest/detail/field_text.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "trek/core/inert_text.hpp"
#include "trek/core/text.hpp"

namespace trek::ingest::detail {

namespace {

std::string real_text(double value) {
  if (std::isfinite(value) && value == std::floor(value) && std::abs(value) < 9e15) return fmt::format("{:.0f}", value);
  return fmt::format("{}", value);
}

std::string date_text(OGRFeatureH feature, int column) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  if (OGR_F_GetFieldAsDateTimeEx(feature, column, &year, &month, &day, &hour, &minute, &second, &zone) == 0) return {};
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

/// All of a list of numbers: GDAL's own text of it breaks off after some eighty characters.
template <class Value, class Read>
std::string numbers_text(OGRFeatureH feature, int column, Read read) {
  int count = 0;
  const Value* const values = read(feature, column, &count);
  return fmt::format("{}", fmt::join(values, values + count, ","));
}

std::string list_text(OGRFeatureH feature, int column) {
  std::string text;
  for (char** entry = OGR_F_GetFieldAsStringList(feature, column); entry != nullptr && *entry != nullptr; ++entry) {
    if (!text.empty()) text += ',';
    text += utf8(*entry);
  }
  return text;
}

}  // namespace

// Dutch exports that are not UTF-8 are Windows-1252.
std::string utf8(const char* bytes) {
  constexpr std::string_view kReplaced = "\xEF\xBF\xBD";  // by who had it before
  if (core::is_utf8(bytes) || std::string_view{bytes}.find(kReplaced) != std::string_view::npos)
    return core::cleaned(bytes);
  char* const recoded = CPLRecode(bytes, "CP1252", CPL_ENC_UTF8);
  std::string text = core::cleaned(recoded);
  CPLFree(recoded);
  return text;
}

std::string column_text(OGRFeatureH feature, int column) {
  if (OGR_F_IsFieldSetAndNotNull(feature, column) == 0) return {};
  switch (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, column))) {
    case OFTReal:
      return real_text(OGR_F_GetFieldAsDouble(feature, column));
    case OFTInteger:
    case OFTInteger64:
      return fmt::format("{}", OGR_F_GetFieldAsInteger64(feature, column));
    case OFTDate:
    case OFTDateTime:
      return date_text(feature, column);
    case OFTIntegerList:
      return numbers_text<int>(feature, column, OGR_F_GetFieldAsIntegerList);
    case OFTInteger64List:
      return numbers_text<GIntBig>(feature, column, OGR_F_GetFieldAsInteger64List);
    case OFTRealList:
      return numbers_text<double>(feature, column, OGR_F_GetFieldAsDoubleList);
    case OFTStringList:
      return list_text(feature, column);
    default: {
      const std::string text = utf8(OGR_F_GetFieldAsString(feature, column));
      return std::string{core::trimmed(text)};
    }
  }
}

int column_with_value(OGRFeatureH feature, const Field& field) {
  const auto found = std::find_if(field.columns.begin(), field.columns.end(),
                                  [&](int column) { return !column_text(feature, column).empty(); });
  return found == field.columns.end() ? -1 : *found;
}

std::string field_text(OGRFeatureH feature, const Field& field) {
  if (field.constant) return *field.constant;
  for (const int column : field.columns) {
    std::string text = column_text(feature, column);
    if (!text.empty()) return text;
  }
  return {};
}

std::string coded_text(OGRFeatureH feature, const Field& field) {
  std::string value = field_text(feature, field);
  if (field.codes.empty()) return value;
  const auto code = field.codes.find(core::folded(value));
  return code == field.codes.end() ? value : code->second;
}

}  // namespace trek::ingest::detail
