#include "trek/report/detail/gdal_file.hpp"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <memory>
#include <type_traits>

#include "trek/core/error.hpp"
#include "trek/core/inert_text.hpp"
#include "trek/core/shortened.hpp"
#include "trek/ingest/gdal_scope.hpp"

namespace trek::report::detail {
namespace {

using publish::StoredTable;
using publish::Value;

constexpr std::size_t kLongestCell = 32'000;  // a cell of XLSX holds 32 767 characters

template <auto release>
struct Release {
  template <class Handle>
  void operator()(Handle handle) const noexcept {
    release(handle);
  }
};
using OutDataset = std::unique_ptr<std::remove_pointer_t<GDALDatasetH>, Release<GDALClose>>;
using OutFeature = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, Release<OGR_F_Destroy>>;
using OutField = std::unique_ptr<std::remove_pointer_t<OGRFieldDefnH>, Release<OGR_Fld_Destroy>>;
using OutShape = std::unique_ptr<std::remove_pointer_t<OGRGeometryH>, Release<OGR_G_DestroyGeometry>>;
using OutCrs = std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, Release<OSRRelease>>;

/// A file in memory, gone with it.
class MemoryFile {
 public:
  explicit MemoryFile(const char* ending) : name_{fmt::format("/vsimem/trek_{}{}", fmt::ptr(this), ending)} {}
  ~MemoryFile() { VSIUnlink(name_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] const char* name() const noexcept { return name_.c_str(); }
  [[nodiscard]] std::string bytes() const {
    vsi_l_offset size = 0;
    const GByte* const begin = VSIGetMemFileBuffer(name_.c_str(), &size, FALSE);
    return begin == nullptr ? std::string{} : std::string{begin, begin + size};
  }

 private:
  std::string name_;
};

/// What all values of a column are: whole numbers among others are numbers, and where one is a text, all are texts.
struct ColumnType {
  OGRFieldType type = OFTString;
  bool is_truth = false;
};
ColumnType type_of(const StoredTable& table, std::size_t column) {
  std::size_t reals = 0;
  std::size_t wholes = 0;
  std::size_t truths = 0;
  std::size_t count = 0;
  for (const auto& row : table.rows) {
    const Value& value = row[column];
    if (std::holds_alternative<std::monostate>(value)) continue;
    ++count;
    reals += std::holds_alternative<double>(value) ? 1U : 0U;
    wholes += std::holds_alternative<std::int64_t>(value) ? 1U : 0U;
    truths += std::holds_alternative<bool>(value) ? 1U : 0U;
  }
  if (count == 0) return {};
  if (truths == count) return {OFTInteger, true};
  if (wholes == count) return {OFTInteger64};
  return {reals + wholes == count ? OFTReal : OFTString};
}

/// A value as a text, for a column that holds texts beside it.
std::string text_of(const Value& value) {
  if (const auto* const text = std::get_if<std::string>(&value)) return *text;
  if (const auto* const number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const auto* const whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  const auto* const truth = std::get_if<bool>(&value);
  return truth != nullptr && *truth ? "true" : "false";
}

void add_point(OGRGeometryH line, geo::Point place) { OGR_G_AddPoint_2D(line, place.x_m, place.y_m); }

void add_ring(OGRGeometryH polygon, const geo::Ring& points) {
  OutShape ring{OGR_G_CreateGeometry(wkbLinearRing)};
  for (const geo::Point place : points) add_point(ring.get(), place);
  OGR_G_AddGeometryDirectly(polygon, ring.release());
}

OutShape out_shape(const publish::Geometry& shape) {
  if (const auto* const place = std::get_if<geo::Point>(&shape)) {
    OutShape point{OGR_G_CreateGeometry(wkbPoint)};
    OGR_G_SetPoint_2D(point.get(), 0, place->x_m, place->y_m);
    return point;
  }
  const auto* const polygons = std::get_if<geo::MultiPolygon>(&shape);
  if (polygons == nullptr) return nullptr;
  OutShape all{OGR_G_CreateGeometry(wkbMultiPolygon)};
  for (const geo::Polygon& one : *polygons) {
    OutShape polygon{OGR_G_CreateGeometry(wkbPolygon)};
    add_ring(polygon.get(), one.shell);
    for (const geo::Ring& hole : one.holes) add_ring(polygon.get(), hole);
    OGR_G_AddGeometryDirectly(all.get(), polygon.release());
  }
  return all;
}

class GdalWriter {
 public:
  explicit GdalWriter(const GdalFormat& format) : format_{format}, file_{format.ending} {
    const GDALDriverH driver = GDALGetDriverByName(format.driver);
    if (driver == nullptr) fail(fmt::format("this machine's GDAL has no driver {}; see trek doctor", format.driver));
    dataset_.reset(GDALCreate(driver, file_.name(), 0, 0, 0, GDT_Unknown, nullptr));
    check(dataset_ != nullptr);
    if (!format.crs.empty()) {
      crs_.reset(OSRNewSpatialReference(nullptr));
      check(OSRSetFromUserInput(crs_.get(), format.crs.c_str()) == OGRERR_NONE);
      OSRSetAxisMappingStrategy(crs_.get(), OAMS_TRADITIONAL_GIS_ORDER);
    }
  }

  void add(const GdalLayer& one) {
    const StoredTable& table = *one.table;
    const bool has_shapes = !format_.is_sheet && !table.shapes.empty();
    OGRLayerH layer = create_layer(one, has_shapes);
    check(layer != nullptr);
    std::vector<ColumnType> types;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      types.push_back(type_of(table, c));
      const OutField field{OGR_Fld_Create(cell_text(one.heads.at(c)).c_str(), types.back().type)};
      if (types.back().is_truth) OGR_Fld_SetSubType(field.get(), OFSTBoolean);
      check(OGR_L_CreateField(layer, field.get(), TRUE) == OGRERR_NONE);
    }
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const OutFeature feature{OGR_F_Create(OGR_L_GetLayerDefn(layer))};
      for (std::size_t c = 0; c < types.size(); ++c)
        set(feature.get(), static_cast<int>(c), table.rows[row][c], types[c].type);
      if (has_shapes) OGR_F_SetGeometryDirectly(feature.get(), out_shape(table.shape(row)).release());
      check(OGR_L_CreateFeature(layer, feature.get()) == OGRERR_NONE);
    }
  }

  /// What is written when the dataset is closed.
  std::string finish() {
    dataset_.reset();
    check(scope_.failure_count() == 0);
    std::string bytes = file_.bytes();
    check(!bytes.empty());
    return bytes;
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw core::Error{core::ErrorKind::output, fmt::format("tables as {}: {}", format_.driver, why)};
  }
  void check(bool is_well) const {
    if (!is_well) fail("GDAL could not write them: " + scope_.last_failure());
  }

  OGRLayerH create_layer(const GdalLayer& one, bool has_shapes) {
    const auto is_without = [](const publish::Geometry& shape) {
      return std::holds_alternative<std::monostate>(shape);
    };
    if (!has_shapes) return GDALDatasetCreateLayer(dataset_.get(), one.name.c_str(), nullptr, wkbNone, nullptr);
    const auto& shapes = one.table->shapes;
    const bool are_points = std::ranges::any_of(
        shapes, [](const publish::Geometry& shape) { return std::holds_alternative<geo::Point>(shape); });
    // An index has no place for a row without a shape, and a row is not left out for that.
    const char* const plain[] = {"SPATIAL_INDEX=NO", nullptr};
    return GDALDatasetCreateLayer(dataset_.get(), one.name.c_str(), crs_.get(), are_points ? wkbPoint : wkbMultiPolygon,
                                  std::ranges::any_of(shapes, is_without) ? plain : nullptr);
  }

  [[nodiscard]] std::string cell_text(const std::string& text) const {
    return format_.is_sheet ? core::shortened(core::spreadsheet_text(text), kLongestCell, "…") : text;
  }

  void set(OGRFeatureH feature, int column, const Value& value, OGRFieldType type) const {
    if (std::holds_alternative<std::monostate>(value)) return;
    if (type == OFTString) {
      OGR_F_SetFieldString(feature, column, cell_text(text_of(value)).c_str());
    } else if (const auto* const number = std::get_if<double>(&value)) {
      OGR_F_SetFieldDouble(feature, column, *number);
    } else if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
      OGR_F_SetFieldInteger64(feature, column, *whole);
    } else {
      OGR_F_SetFieldInteger(feature, column, std::get<bool>(value) ? 1 : 0);
    }
  }

  const GdalFormat& format_;
  ingest::GdalScope scope_;
  MemoryFile file_;
  OutCrs crs_;
  OutDataset dataset_;
};

}  // namespace

std::string gdal_file(const GdalFormat& format, const std::vector<GdalLayer>& layers) {
  GdalWriter writer{format};
  for (const GdalLayer& layer : layers) writer.add(layer);
  return writer.finish();
}

std::vector<std::string> column_names(const StoredTable& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.name);
  return names;
}

std::vector<std::string> column_titles(const StoredTable& table) {
  std::vector<std::string> titles;
  for (const auto& column : table.columns) titles.push_back(column.title.empty() ? column.name : column.title);
  return titles;
}

}  // namespace trek::report::detail
