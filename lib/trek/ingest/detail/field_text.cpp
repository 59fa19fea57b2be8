#include "trek/ingest/detail/field_text.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <string_view>
#include <vector>

#include "trek/core/text.hpp"

namespace trek::ingest::detail {

namespace {

// Text in a code page of old: Dutch exports that are not UTF-8 are Windows-1252.
std::string utf8(const char* bytes) {
  std::string text = core::cleaned(bytes);
  if (text.find("\xEF\xBF\xBD") == std::string::npos ||
      std::string_view{bytes}.find("\xEF\xBF\xBD") != std::string_view::npos) {
    return text;
  }
  char* const recoded = CPLRecode(bytes, "CP1252", CPL_ENC_UTF8);
  text = core::cleaned(recoded);
  CPLFree(recoded);
  return text;
}

std::string real_text(double value) {
  if (std::isfinite(value) && value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
  return fmt::format("{}", value);
}

std::string date_text(OGRFeatureH feature, int column) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  if (OGR_F_GetFieldAsDateTimeEx(feature, column, &year, &month, &day, &hour, &minute, &second, &zone) == 0) return {};
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
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
    case OFTStringList:
      return list_text(feature, column);
    default: {
      const std::string text = utf8(OGR_F_GetFieldAsString(feature, column));
      return std::string{core::trimmed(text)};
    }
  }
}

std::string field_text(OGRFeatureH feature, const Field& field) {
  if (field.constant) return *field.constant;
  for (const int column : field.columns) {
    std::string text = column_text(feature, column);
    if (!text.empty()) return text;
  }
  return {};
}

}  // namespace trek::ingest::detail
