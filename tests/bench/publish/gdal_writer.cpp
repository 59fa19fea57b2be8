#include "bench/publish/gdal_writer.hpp"

#include <gdal_priv.h>
#include <gdal_utils.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace bench {
namespace {

using Dataset = std::unique_ptr<GDALDataset>;
using Feature = std::unique_ptr<OGRFeature>;

void require_gdal(bool holds, const char* what) {
  if (!holds) throw std::runtime_error{std::string{what} + ": " + CPLGetLastErrorMsg()};
}

Dataset created(const char* driver_name, const std::string& name) {
  auto* const driver = GetGDALDriverManager()->GetDriverByName(driver_name);
  require_gdal(driver != nullptr, "no such GDAL driver");
  Dataset dataset{driver->Create(name.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
  require_gdal(dataset != nullptr, "GDAL cannot create");
  return dataset;
}

OGRLayer* created_layer(GDALDataset& dataset, const char* const* options) {
  OGRSpatialReference srs;
  require_gdal(srs.importFromEPSG(28992) == OGRERR_NONE, "EPSG:28992");
  auto* const layer = dataset.CreateLayer("buildings", &srs, wkbMultiPolygon, const_cast<char**>(options));
  require_gdal(layer != nullptr, "GDAL cannot create a layer");
  const std::array<std::pair<const char*, OGRFieldType>, 6> fields{{{"key", OFTString},
                                                                    {"use", OFTString},
                                                                    {"status", OFTString},
                                                                    {"year", OFTInteger64},
                                                                    {"area_m2", OFTReal},
                                                                    {"monument", OFTInteger}}};
  for (const auto& [name, type] : fields) {
    OGRFieldDefn field{name, type};
    if (type == OFTInteger) field.SetSubType(OFSTBoolean);
    require_gdal(layer->CreateField(&field) == OGRERR_NONE, "GDAL cannot create a field");
  }
  return layer;
}

std::unique_ptr<OGRGeometry> geometry_of(const trek::geo::MultiPolygon& shape) {
  auto result = std::make_unique<OGRMultiPolygon>();
  for (const auto& polygon : shape) {
    auto ring = std::make_unique<OGRLinearRing>();
    ring->setNumPoints(static_cast<int>(polygon.shell.size()));
    for (std::size_t i = 0; i < polygon.shell.size(); ++i)
      ring->setPoint(static_cast<int>(i), polygon.shell[i].x_m, polygon.shell[i].y_m);
    auto part = std::make_unique<OGRPolygon>();
    part->addRingDirectly(ring.release());
    result->addGeometryDirectly(part.release());
  }
  return result;
}

Feature feature_of(OGRFeatureDefn* definition, const Building& building) {
  auto feature = std::make_unique<OGRFeature>(definition);
  feature->SetField(0, building.key.c_str());
  feature->SetField(1, building.use.c_str());
  feature->SetField(2, building.status.c_str());
  feature->SetField(3, static_cast<GIntBig>(building.year));
  feature->SetField(4, building.area_m2);
  feature->SetField(5, building.monument ? 1 : 0);
  feature->SetGeometryDirectly(geometry_of(building.shape).release());
  return feature;
}

}  // namespace

struct GdalWriter::State {
  Dataset memory;
  OGRLayer* layer = nullptr;
};

GdalWriter::GdalWriter(const std::vector<Building>& buildings) : state_{std::make_unique<State>()} {
  GDALAllRegister();
  state_->memory = created("Memory", "memory");
  state_->layer = created_layer(*state_->memory, nullptr);
  state_->layer->GetLayerDefn()->GetGeomFieldDefn(0)->SetName("geom");  // as in a GeoPackage: write() copies nothing
  for (const auto& building : buildings) {
    const auto feature = feature_of(state_->layer->GetLayerDefn(), building);
    require_gdal(state_->layer->CreateFeature(feature.get()) == OGRERR_NONE, "GDAL's memory");
  }
}
GdalWriter::~GdalWriter() = default;

void GdalWriter::translate(const std::filesystem::path& file) const {
  std::array<std::string, 2> words{"-f", "GPKG"};
  std::array<char*, 3> arguments{words[0].data(), words[1].data(), nullptr};
  const std::unique_ptr<GDALVectorTranslateOptions, decltype(&GDALVectorTranslateOptionsFree)> options{
      GDALVectorTranslateOptionsNew(arguments.data(), nullptr), GDALVectorTranslateOptionsFree};
  std::array<GDALDatasetH, 1> sources{GDALDataset::ToHandle(state_->memory.get())};
  int is_misused = 0;
  const Dataset written{GDALDataset::FromHandle(
      GDALVectorTranslate(file.c_str(), nullptr, 1, sources.data(), options.get(), &is_misused))};
  require_gdal(written != nullptr && is_misused == 0, "GDALVectorTranslate");
}

void GdalWriter::write(const std::filesystem::path& file) const {
  const Dataset dataset = created("GPKG", file.string());
  auto* const layer = created_layer(*dataset, nullptr);
  require_gdal(dataset->StartTransaction() == OGRERR_NONE, "StartTransaction");
  state_->layer->ResetReading();
  for (const auto& stored : *state_->layer) {
    stored->SetFID(OGRNullFID);
    require_gdal(layer->CreateFeature(stored.get()) == OGRERR_NONE, "CreateFeature");
  }
  require_gdal(dataset->CommitTransaction() == OGRERR_NONE, "CommitTransaction");
}

struct GdalReader::State {
  Dataset dataset;
  OGRLayer* layer = nullptr;
};

GdalReader::GdalReader(const std::filesystem::path& file, const std::string& layer)
    : state_{std::make_unique<State>()} {
  GDALAllRegister();
  state_->dataset.reset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  require_gdal(state_->dataset != nullptr, "GDAL cannot open");
  state_->layer = state_->dataset->GetLayerByName(layer.c_str());
  require_gdal(state_->layer != nullptr, "GDAL finds no layer");
}
GdalReader::~GdalReader() = default;

std::size_t GdalReader::count() const { return static_cast<std::size_t>(state_->layer->GetFeatureCount()); }

std::vector<std::int64_t> GdalReader::ids_in(const trek::geo::Box& box) const {
  std::vector<std::int64_t> ids;
  state_->layer->SetSpatialFilterRect(box.min_x_m, box.min_y_m, box.max_x_m, box.max_y_m);
  for (const auto& feature : *state_->layer) ids.push_back(feature->GetFID());
  state_->layer->SetSpatialFilter(nullptr);
  std::ranges::sort(ids);
  return ids;
}

GdalReader::Found GdalReader::feature(std::int64_t id) const {
  const Feature feature{state_->layer->GetFeature(id)};
  require_gdal(feature != nullptr, "GDAL finds no feature");
  Found found;
  found.key = feature->GetFieldAsString("key");
  const auto* const ring = feature->GetGeometryRef()->toMultiPolygon()->getGeometryRef(0)->getExteriorRing();
  for (int i = 0; i < ring->getNumPoints(); ++i) found.shell.push_back({ring->getX(i), ring->getY(i)});
  return found;
}

}  // namespace bench
