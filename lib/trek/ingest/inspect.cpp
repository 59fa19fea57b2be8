#include "trek/ingest/inspect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "trek/config/field_key.hpp"
#include "trek/config/source_tables.hpp"
#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/shortened.hpp"
#include "trek/core/text.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/detail/binding.hpp"
#include "trek/ingest/detail/coordinates.hpp"
#include "trek/ingest/detail/csv_rows.hpp"
#include "trek/ingest/detail/field_text.hpp"
#include "trek/ingest/detail/files.hpp"
#include "trek/ingest/detail/number_reader.hpp"
#include "trek/ingest/detail/osm_counts.hpp"
#include "trek/ingest/detail/parted_layer.hpp"
#include "trek/ingest/detail/remedies.hpp"
#include "trek/ingest/detail/shape.hpp"
#include "trek/ingest/detail/spreadsheet.hpp"

namespace trek::ingest {

namespace {

using detail::Feature;
using detail::GdalScope;

std::vector<FieldDescription> fields_of(OGRLayerH layer) {
  std::vector<FieldDescription> fields;
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
    OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
    fields.push_back({detail::utf8(OGR_Fld_GetNameRef(field)), OGR_GetFieldTypeName(OGR_Fld_GetType(field)), 0, {}});
  }
  return fields;
}

void note_values(OGRFeatureH feature, std::vector<FieldDescription>& fields) {
  constexpr std::size_t kLongest = 60;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const int column = static_cast<int>(i);
    if (OGR_F_IsFieldSetAndNotNull(feature, column) == 0) {
      ++fields[i].null_count;
    } else if (fields[i].example.empty()) {
      fields[i].example = core::shortened(core::cleaned(detail::column_text(feature, column)), kLongest);
    }
  }
}

void note_shape(OGRFeatureH feature, LayerDescription& layer) {
  const auto shape = detail::shape_of(OGR_F_GetGeometryRef(feature));
  const auto fault = shape.fault();
  if (fault == detail::Shape::Fault::empty && !shape.other_type) ++layer.null_geometry_count;
  std::string reason;
  if (fault == detail::Shape::Fault::not_finite) reason = "a coordinate is not a number";
  if (fault == detail::Shape::Fault::none) {
    layer.bounds.add(shape.bounds());
    if (!shape.polygons.empty()) reason = geo::find_invalidity(shape.polygons).value_or("");
  }
  if (reason.empty()) return;
  if (layer.invalid_geometry_count++ == 0)
    layer.invalid_example = fmt::format("feature {}: {}", OGR_F_GetFID(feature), reason);
}

// Fitting ones first; of those the ones that use more of the layer's fields.
std::vector<MappingFit> fits_of(const LayerDescription& layer) {
  detail::LayerFields names{layer.name, {}, layer.geometry_type != "None"};
  for (const auto& field : layer.fields) names.fields.push_back(field.name);
  struct Ranked {
    MappingFit fit;
    std::size_t matched_count;
  };
  std::vector<Ranked> ranked;
  for (const auto& mapping : config::shipped_mappings()) {
    auto fit = detail::fit_of(mapping, names);
    if (fit.matched_count == 0 || (fit.missing.empty() && !fit.eligible)) continue;
    ranked.push_back({{mapping.id, mapping.table, mapping.title, std::move(fit.missing), fit.recognised,
                       mapping.vintage_rule, mapping.traps, mapping.licence, mapping.attribution},
                      fit.matched_count});
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    const auto key = [](const Ranked& r) { return std::tuple{!r.fit.recognised, r.fit.missing.size()}; };
    return key(a) != key(b) ? key(a) < key(b) : a.matched_count > b.matched_count;
  });
  std::vector<MappingFit> fits;
  for (auto& entry : ranked) fits.push_back(std::move(entry.fit));
  return fits;
}

std::vector<std::string> doubts_of(const LayerDescription& layer) {
  std::vector<std::string> doubts;
  if (layer.bounds.empty()) return doubts;
  if (layer.crs.empty()) {
    doubts.push_back(fmt::format("declares no CRS; its coordinates look like {}", geo::describe(layer.look)));
    return doubts;
  }
  const detail::CoordinateGate gate{{layer.crs, layer.crs, "declared by the file", false}, std::string{geo::kRdNew}};
  if (auto doubt = gate.find_doubt(layer.bounds)) doubts.push_back(std::move(*doubt));
  return doubts;
}

/// The canonical field that a column is for, by the mapping that fits best; empty for none.
std::string canonical_of(const LayerDescription& layer, const std::string& column) {
  const std::string key = config::field_key(column);
  const auto is_column = [&](const std::string& spelling) { return config::field_key(spelling) == key; };
  for (const auto& place : config::place_fields()) {
    if (std::any_of(place.spellings.begin(), place.spellings.end(), is_column)) return std::string{place.canonical};
  }
  if (layer.fits.empty() || !layer.fits.front().missing.empty()) return {};
  for (const auto& mapping : config::shipped_mappings()) {
    if (mapping.id != layer.fits.front().mapping) continue;
    for (const auto& [canonical, spellings] : mapping.fields) {
      if (std::any_of(spellings.begin(), spellings.end(), is_column)) return canonical;
    }
  }
  return {};
}

/// How the numbers in columns of text will be read, or that they can be read two ways.
void note_numbers(detail::PartedLayer& parts, bool has_cells, LayerDescription& layer) {
  if (parts.has_parts()) return;
  std::vector<detail::ColumnCase> columns;
  const bool degrees = layer.look == geo::CoordinateLook::degrees;
  for (auto& [column, entry] : detail::column_cases(parts)) {
    const std::string canonical = canonical_of(layer, entry.name);
    if (config::is_number_field(canonical)) entry.plausible = detail::plausible_extent(canonical, degrees);
    entry.is_coordinate = detail::is_coordinate(canonical);
    entry.has_cells = has_cells;
    columns.push_back(std::move(entry));
  }
  const auto decided = detail::settled(columns, std::nullopt);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& column = columns[i];
    if (!column.values.is_numeric()) continue;
    if (!decided[i].reason.empty()) {
      layer.doubts.push_back(fmt::format("numbers of column '{}': {}", column.name, decided[i].reason.en));
    } else if (!decided[i].mark) {
      layer.doubts.push_back(fmt::format("numbers of column '{}' can be read two ways: {}; {}", column.name,
                                         detail::both_readings(column.values.either_example),
                                         detail::decimal_remedy(model::Told::project)));
    }
  }
}

LayerDescription describe_layer(detail::PartedLayer& parts, const std::filesystem::path& path, const GdalScope& scope,
                                const core::Control& control) {
  LayerDescription description;
  OGRLayerH layer = parts.handle();
  description.name = OGR_L_GetName(layer);
  const auto type = OGR_L_GetGeomType(layer);
  description.geometry_type = type == wkbNone ? "None" : OGRGeometryTypeToName(type);
  description.crs = detail::crs_of(layer);
  description.fields = fields_of(layer);
  const auto failures = scope.failure_count();
  parts.rewind();
  while (const Feature feature = parts.next()) {
    if (description.feature_count++ % 4096 == 0) {
      control.check_stop();
      control.report("inspect", description.feature_count);
    }
    note_values(feature.get(), description.fields);
    if (type != wkbNone) note_shape(feature.get(), description);
  }
  if (scope.failure_count() != failures) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}, layer '{}': breaks off or is damaged after {} records: {}", path.string(),
                                  description.name, description.feature_count, scope.last_failure())};
  }
  description.look = geo::coordinate_look(description.bounds);
  description.fits = fits_of(description);
  description.doubts = doubts_of(description);
  note_numbers(parts, detail::is_spreadsheet(path), description);
  return description;
}

std::uint64_t byte_count_of(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored)) return std::filesystem::file_size(path, ignored);
  std::uint64_t sum = 0;
  for (const auto& entry : std::filesystem::directory_iterator{path, ignored}) {
    if (entry.is_regular_file(ignored)) sum += entry.file_size(ignored);
  }
  return sum;
}

/// Empty where no row of a CSV has more cells than its header.
std::string overfull_doubt(const detail::OpenedFile& opened, std::size_t column_count) {
  if (opened.driver != "CSV") return {};
  const detail::CsvRows rows = detail::csv_rows(opened.target, column_count);
  if (rows.overfull.empty()) return {};
  return fmt::format(
      "rows with more cells than the header: {}, the first in line {}; they are rejected: put values "
      "that hold the separator in quotes",
      rows.overfull.size(), opened.lines_before + rows.line[rows.overfull.front().record - 1]);
}

}  // namespace

FileDescription inspect(const std::filesystem::path& path, const core::Control& control) {
  if (path.extension() == ".pbf") {
    core::check_input(path);
    return {path, "OSM PBF", byte_count_of(path), detail::osm_layers(path, control)};
  }
  GdalScope scope{control.stop};
  auto opened = detail::open_file(path, {}, scope);
  FileDescription description{path, opened.driver, byte_count_of(path), {}};
  if (opened.extract) {
    for (const auto& name : opened.extract->layers()) {
      detail::PartedLayer layer{name, opened.extract->files_of(name), scope};
      description.layers.push_back(describe_layer(layer, path, scope, control));
    }
    return description;
  }
  const auto missing = detail::find_missing_pages(opened);
  for (const auto& name : detail::layer_names(opened.dataset)) {
    detail::PartedLayer layer{GDALDatasetGetLayerByName(opened.dataset.get(), name.c_str())};
    description.layers.push_back(describe_layer(layer, path, scope, control));
    auto& doubts = description.layers.back().doubts;
    std::vector<std::string> told;
    for (const core::Phrase& note : opened.notes) told.push_back(note.en);
    doubts.insert(doubts.begin(), told.begin(), told.end());
    if (missing) doubts.push_back("holds " + *missing);
    if (const auto overfull = overfull_doubt(opened, description.layers.back().fields.size()); !overfull.empty())
      doubts.push_back(overfull);
  }
  return description;
}

std::string gdal_version() { return GDALVersionInfo("RELEASE_NAME"); }

}  // namespace trek::ingest
