#pragma once

#include <ogr_api.h>

#include <string>

#include "trek/ingest/detail/binding.hpp"

namespace trek::ingest::detail {

/// What a feature holds in a column, as text: UTF-8 whatever the file's code page, whole numbers without a fraction,
/// dates as ISO 8601, lists with commas. Empty for NULL.
[[nodiscard]] std::string column_text(OGRFeatureH feature, int column);
/// The constant of a field that is one, else the first of its columns that holds something.
[[nodiscard]] std::string field_text(OGRFeatureH feature, const Field& field);

}  // namespace trek::ingest::detail
