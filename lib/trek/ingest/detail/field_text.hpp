#pragma once

#include <ogr_api.h>

#include <string>
#include <string_view>

#include "trek/ingest/detail/binding.hpp"

namespace trek::ingest::detail {

/// Text in UTF-8, whatever the code page of the file: what is no UTF-8 is Windows-1252.
[[nodiscard]] std::string utf8(const char* bytes);
/// What a feature holds in a column, as text: UTF-8 whatever the file's code page, whole numbers without a fraction,
/// dates as ISO 8601, lists with commas. Empty for NULL.
[[nodiscard]] std::string column_text(OGRFeatureH feature, int column);
/// The first of a field's columns that holds something; -1 where none does.
[[nodiscard]] int column_with_value(OGRFeatureH feature, const Field& field);
/// The constant of a field that is one, else the first of its columns that holds something.
[[nodiscard]] std::string field_text(OGRFeatureH feature, const Field& field);
/// The same, translated by the field's codes.
[[nodiscard]] std::string coded_text(OGRFeatureH feature, const Field& field);

}  // namespace trek::ingest::detail
