#include "trek/ingest/detail/plain_csv.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <array>

#include "trek/core/text.hpp"
#include "trek/ingest/detail/csv_rows.hpp"
#include "trek/ingest/detail/field_text.hpp"
#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest::detail {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30U;
constexpr std::size_t kLongestRow = 10'000;  // bytes; readers have limits
constexpr std::uint64_t kComparedRows = 50;

std::string bytes_of(const std::string& target) {
  std::string bytes;
  VSIStatBufL status{};
  if (VSIStatL(target.c_str(), &status) != 0) return bytes;
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const VsiFile file{VSIFOpenL(target.c_str(), "rb")};
  if (!file || size > kMostBytes) return bytes;
  bytes.resize(size);
  bytes.resize(VSIFReadL(bytes.data(), 1, bytes.size(), file.get()));
  return bytes;
}

/// Quotes and control characters: of those, line ends and tabs alone may be what they seem.
bool has_odd_byte(std::string_view bytes) noexcept {
  bool odd = false;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool control = byte < 0x20U && byte != '\n' && byte != '\r' && byte != '\t';
    odd = odd || control || byte == '"' || byte == 0x7FU;
  }
  return odd;
}

bool has_lone_return(std::string_view bytes) noexcept {
  for (auto at = bytes.find('\r'); at != std::string_view::npos; at = bytes.find('\r', at + 1)) {
    if (at + 1 == bytes.size() || bytes[at + 1] != '\n') return true;
  }
  return false;
}

bool is_text_layer(OGRLayerH layer, std::size_t column_count) {
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  if (static_cast<std::size_t>(OGR_FD_GetFieldCount(definition)) != column_count) return false;
  for (int column = 0; column < OGR_FD_GetFieldCount(definition); ++column) {
    if (OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, column)) != OFTString) return false;
  }
  return true;
}

}  // namespace

std::optional<PlainCsv> PlainCsv::find(const std::string& target, OGRLayerH layer) {
  PlainCsv csv;
  csv.bytes_ = bytes_of(target);
  if (csv.bytes_.empty() || !csv.is_plain() || !csv.is_layer(layer)) return std::nullopt;
  return csv;
}

bool PlainCsv::is_plain() {
  if (has_odd_byte(bytes_) || has_lone_return(bytes_)) return false;
  return find_separator() && has_equal_rows();
}

bool PlainCsv::find_separator() {
  const std::size_t begin = bytes_.starts_with(core::kByteOrderMark) ? core::kByteOrderMark.size() : 0;
  const std::size_t end = std::min(bytes_.find('\n'), bytes_.size());
  const std::string_view header = std::string_view{bytes_}.substr(begin, end - begin);
  rows_begin_ = std::min(end + 1, bytes_.size());
  std::size_t kinds = 0;
  for (const char separator : kSeparators) {
    const auto count = static_cast<std::size_t>(std::ranges::count(header, separator));
    if (count == 0) continue;
    ++kinds;
    separator_ = separator;
    column_count_ = count + 1;
  }
  return kinds == 1;
}

bool PlainCsv::has_equal_rows() {
  const bool tabs = separator_ == '\t';
  for (std::size_t at = rows_begin_; at < bytes_.size();) {
    const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
    const std::string_view row = std::string_view{bytes_}.substr(at, end - at);
    if (row.size() > kLongestRow) return false;
    if (static_cast<std::size_t>(std::ranges::count(row, separator_)) + 1 != column_count_) return false;
    if (!tabs && row.find('\t') != std::string_view::npos) return false;
    ++row_count_;
    at = end + 1;
  }
  return true;
}

bool PlainCsv::is_layer(OGRLayerH layer) const {
  if (!is_text_layer(layer, column_count_)) return false;
  OGR_L_ResetReading(layer);
  std::uint64_t row = 0;
  const bool same = for_each_row([&](std::span<const std::string_view> cells) {
    if (row == kComparedRows) return true;
    const Feature feature{OGR_L_GetNextFeature(layer)};
    if (!feature || OGR_F_GetFID(feature.get()) != static_cast<GIntBig>(++row)) return false;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (column_text(feature.get(), static_cast<int>(column)) != cell_text(cells[column])) return false;
    }
    return true;
  });
  const bool more = same && row == row_count_ && Feature{OGR_L_GetNextFeature(layer)} != nullptr;
  OGR_L_ResetReading(layer);
  return same && !more;
}

std::string cell_text(std::string_view cell) {
  if (is_ascii(cell)) return std::string{cell};
  const std::string text = utf8(std::string{cell}.c_str());
  return std::string{core::trimmed(text)};
}

}  // namespace trek::ingest::detail
