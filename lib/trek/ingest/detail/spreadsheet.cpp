#include "trek/ingest/detail/spreadsheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/csv_beginning.hpp"
#include "trek/ingest/detail/field_text.hpp"
#include "trek/ingest/detail/file_fault.hpp"
#include "trek/ingest/detail/known_drivers.hpp"

namespace trek::ingest::detail {

namespace {

constexpr std::size_t kLookedAt = 50;  // rows among which the header is

using Row = std::vector<std::string>;

std::string extension_of(const std::filesystem::path& path) { return core::folded(path.extension().string()); }

const char* driver_for(const std::filesystem::path& path) {
  return kSpreadsheets[extension_of(path) == "ods" ? 1 : 0].name;
}

Dataset opened_with(const std::filesystem::path& path, GdalScope& scope, const char* headers) {
  const char* const driver = driver_for(path);
  scope.set("OGR_XLSX_HEADERS", headers);
  scope.set("OGR_ODS_HEADERS", headers);
  const std::array<const char*, 2> only{driver, nullptr};
  const auto failures = scope.failure_count();
  Dataset dataset{GDALOpenEx(path.string().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                             only.data(), nullptr, nullptr)};
  if (dataset && scope.failure_count() == failures) return dataset;
  fail_file(path,
            fmt::format("cannot be read as a spreadsheet: {}; save it anew, or as CSV (UTF-8)", scope.last_failure()));
}

int column_count(OGRLayerH layer) { return OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)); }

Row row_of(OGRFeatureH feature, int columns) {
  Row row;
  for (int column = 0; column < columns; ++column) row.push_back(column_text(feature, column));
  return row;
}

std::vector<Row> first_rows(OGRLayerH layer) {
  std::vector<Row> rows;
  OGR_L_ResetReading(layer);
  while (rows.size() < kLookedAt) {
    const Feature feature{OGR_L_GetNextFeature(layer)};
    if (!feature) break;
    rows.push_back(row_of(feature.get(), column_count(layer)));
  }
  return rows;
}

std::string joined(const Row& row) {
  std::string text;
  for (const auto& cell : row) {
    if (!cell.empty()) text += (text.empty() ? "" : " ") + cell;
  }
  return text;
}

/// The rows below the header as a layer in memory.
void copy_below(OGRLayerH from, std::size_t header, const Row& names, const Dataset& to) {
  OGRLayerH layer = GDALDatasetCreateLayer(to.get(), OGR_L_GetName(from), nullptr, wkbNone, nullptr);
  for (std::size_t column = 0; column < names.size(); ++column) {
    const std::string name = names[column].empty() ? fmt::format("field_{}", column + 1) : names[column];
    OGRFieldDefnH field = OGR_Fld_Create(name.c_str(), OFTString);
    OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
  }
  OGR_L_ResetReading(from);
  for (std::size_t number = 0; const Feature row{OGR_L_GetNextFeature(from)}; ++number) {
    if (number <= header) continue;
    const Feature copy{OGR_F_Create(OGR_L_GetLayerDefn(layer))};
    const auto cells = row_of(row.get(), column_count(from));
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (!cells[column].empty()) OGR_F_SetFieldString(copy.get(), static_cast<int>(column), cells[column].c_str());
    }
    OGR_F_SetFID(copy.get(), static_cast<GIntBig>(number) + 1);
    if (OGR_L_CreateFeature(layer, copy.get()) != OGRERR_NONE) {
      throw core::Error{core::ErrorKind::internal, fmt::format("row {} cannot be kept in memory", number + 1)};
    }
  }
}

/// Where the header of each sheet is; what is above it is told.
std::map<std::string, std::size_t> headers_of(const std::filesystem::path& path, const Dataset& dataset,
                                              std::vector<core::Phrase>& notes) {
  std::map<std::string, std::size_t> headers;
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
    OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
    const auto rows = first_rows(layer);
    const std::size_t header = header_row(rows);
    const std::string sheet = OGR_L_GetName(layer);
    headers[sheet] = header;
    if (rows.size() < 2) continue;  // an empty sheet, or a remark
    const auto fault = header_fault(rows[header]);
    if (!fault.empty()) fail_file(path, fmt::format("sheet '{}': {}", sheet, fault));
    if (header > 0) {
      const std::string first = joined(rows.front());
      notes.emplace_back(fmt::format("blad '{}': {} rij{} boven de kop overgeslagen ('{}')", sheet, header,
                                     header == 1 ? "" : "en", first),
                         fmt::format("sheet '{}': {} row{} before its header passed over ('{}')", sheet, header,
                                     header == 1 ? "" : "s", first));
    }
  }
  return headers;
}

}  // namespace

bool is_spreadsheet(const std::filesystem::path& path) {
  const std::string extension = extension_of(path);
  return extension == "xlsx" || extension == "xlsm" || extension == "ods" || extension == "xls";
}

Dataset open_spreadsheet(const std::filesystem::path& path, GdalScope& scope, std::string& driver,
                         std::vector<core::Phrase>& notes) {
  if (extension_of(path) == "xls") fail_file(path, "is a workbook of the old kind; save it as .xlsx or as CSV (UTF-8)");
  driver = driver_for(path);
  if (GDALGetDriverByName(driver.c_str()) == nullptr) {
    fail_file(
        path,
        fmt::format("cannot be read: this machine's GDAL lacks the driver {}; save the sheet as CSV (UTF-8)", driver));
  }
  const Dataset plain = opened_with(path, scope, "DISABLE");
  const auto headers = headers_of(path, plain, notes);
  const bool all_first =
      std::all_of(headers.begin(), headers.end(), [](const auto& entry) { return entry.second == 0; });
  if (all_first) return opened_with(path, scope, "FORCE");
  Dataset copy{GDALCreate(GDALGetDriverByName("Memory"), "", 0, 0, 0, GDT_Unknown, nullptr)};
  for (int i = 0; i < GDALDatasetGetLayerCount(plain.get()); ++i) {
    OGRLayerH layer = GDALDatasetGetLayer(plain.get(), i);
    const std::size_t header = headers.at(OGR_L_GetName(layer));
    const auto rows = first_rows(layer);
    if (header < rows.size()) copy_below(layer, header, rows[header], copy);
  }
  return copy;
}

}  // namespace trek::ingest::detail
