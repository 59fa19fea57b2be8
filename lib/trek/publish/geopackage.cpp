#include "trek/publish/geopackage.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <set>

#include "trek/core/error.hpp"
#include "trek/core/sha256.hpp"
#include "trek/core/target_file.hpp"
#include "trek/core/text.hpp"
#include "trek/publish/detail/carried_over.hpp"
#include "trek/publish/detail/geometry_blob.hpp"
#include "trek/publish/detail/geopackage_tables.hpp"
#include "trek/publish/detail/qgis_tables.hpp"
#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish {
namespace {

constexpr std::size_t kLongestName = 53;  // PDOK

bool is_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= kLongestName && name[0] >= 'a' && name[0] <= 'z' &&
         std::ranges::all_of(name, fits);
}

void check_name(std::string_view what, const std::string& name) {
  if (is_name(name)) return;
  core::refuse_argument(fmt::format(
      "GeoPackage: {} '{}': a name has small letters, digits and '_', begins with a letter and is at most {} long",
      what, core::cleaned(name), kLongestName));
}

void check_schema(const LayerSchema& schema) {
  check_name("layer", schema.name);
  for (const std::string_view reserved : {"gpkg_", "sqlite_", "rtree_"}) {
    if (schema.name.starts_with(reserved))
      core::refuse_argument(
          fmt::format("GeoPackage: layer '{}': names with '{}' belong to the format", schema.name, reserved));
  }
  if (schema.name == "layer_styles" || schema.name == "qgis_projects")
    core::refuse_argument(fmt::format("GeoPackage: '{}' belongs to QGIS", schema.name));
  std::set<std::string_view> seen{detail::kKeyColumn, detail::kGeometryColumn};
  for (const auto& field : schema.fields) {
    check_name(fmt::format("layer '{}', field", schema.name), field.name);
    if (!seen.insert(field.name).second)
      core::refuse_argument(
          fmt::format("GeoPackage: layer '{}': field '{}' is given twice or reserved", schema.name, field.name));
  }
}

bool is_date(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !digit : text[i] != '-') return false;
  }
  return true;
}

bool fits(const Value& value, FieldType type) {
  if (std::holds_alternative<std::monostate>(value)) return true;
  switch (type) {
    case FieldType::integer:
      return std::holds_alternative<std::int64_t>(value);
    case FieldType::real:
      return std::holds_alternative<double>(value) || std::holds_alternative<std::int64_t>(value);
    case FieldType::text:
      return std::holds_alternative<std::string>(value);
    case FieldType::boolean:
      return std::holds_alternative<bool>(value);
    case FieldType::date:
      return std::holds_alternative<std::string>(value) && is_date(std::get<std::string>(value));
  }
  return false;
}

/// QGIS and validators want milliseconds and Z.
std::string with_milliseconds(std::string timestamp) {
  constexpr std::size_t kSeconds = 19;  // "2026-01-01T00:00:00"
  if (timestamp.size() < kSeconds)
    core::refuse_argument(
        fmt::format("GeoPackage: timestamp '{}' is not ISO 8601, expected 2026-01-01T00:00:00Z", timestamp));
  const auto dot = timestamp.find('.');
  const auto fraction = dot == kSeconds ? timestamp.substr(dot + 1, 3) : std::string{"000"};
  return fmt::format("{}.{:0<3}Z", timestamp.substr(0, kSeconds),
                     fraction.ends_with('Z') ? fraction.substr(0, fraction.size() - 1) : fraction);
}

/// Titles and descriptions hold texts of the user too.
LayerSchema cleaned(LayerSchema schema) {
  schema.title = core::cleaned(schema.title);
  schema.abstract = core::cleaned(schema.abstract);
  for (auto& field : schema.fields) {
    field.title = core::cleaned(field.title);
    field.description = core::cleaned(field.description);
  }
  return schema;
}

/// A value with its type, so that no two rows have the same bytes.
void add_bytes(const Value& value, std::string& bytes) {
  const auto raw = [&](const auto& number) {
    const auto parts = std::bit_cast<std::array<char, sizeof number>>(number);
    bytes.append(parts.data(), parts.size());
  };
  bytes += static_cast<char>(value.index());
  if (const auto* integer = std::get_if<std::int64_t>(&value)) raw(*integer);
  if (const auto* number = std::get_if<double>(&value)) raw(*number);
  if (const auto* truth = std::get_if<bool>(&value)) bytes += *truth ? '1' : '0';
  if (const auto* text = std::get_if<std::string>(&value)) {
    raw(std::uint64_t{text->size()});
    bytes += *text;
  }
}

struct Layer {
  LayerSchema schema;
  detail::LayerFacts facts;
};

detail::Database opened(const core::TargetFile& file) {
  detail::Database database{file.temporary(), detail::OpenMode::write_new, core::ErrorKind::output,
                            file.target().string()};
  // No rollback is needed: what fails is thrown away whole. Syncing happens once, at the end.
  database.execute(
      "PRAGMA page_size=4096; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE; PRAGMA journal_mode=OFF; PRAGMA "
      "synchronous=OFF; "
      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY");
  return database;
}

}  // namespace

std::string sqlite_version() { return sqlite3_libversion(); }

void check_file_name(const std::filesystem::path& target) {
  const auto name = target.filename().string();
  if (core::cleaned(name) == name && name.find('|') == std::string::npos) return;
  core::refuse_argument(
      fmt::format("{}: QGIS would not find the layers in a file of that name; give a name in UTF-8 without "
                  "'|' and control characters",
                  target.string()));
}

struct GeoPackage::State {
  State(const std::filesystem::path& target, GeoPackageOptions wanted)
      : options{std::move(wanted)}, file{checked(target), options.overwrite}, database{opened(file)} {
    options.timestamp = with_milliseconds(std::move(options.timestamp));
    database.execute("BEGIN");
    detail::write_foundation(database, options.crs);
  }

  static const std::filesystem::path& checked(const std::filesystem::path& target) {
    check_file_name(target);
    return target;
  }

  [[nodiscard]] Layer& layer(std::string_view name) {
    const auto found =
        std::ranges::find(layers, name, [](const auto& l) -> std::string_view { return l->schema.name; });
    if (found == layers.end()) core::refuse_argument(fmt::format("GeoPackage: no layer '{}' was begun", name));
    return **found;
  }

  void start(Layer& layer) {
    detail::create_layer_table(database, layer.schema);
    insert.emplace(database, detail::insert_statement(layer.schema));
  }

  void add_to_identity(std::span<const Value> values, const Layer& layer) {
    row_bytes = layer.schema.name + '\0';
    for (const auto& value : values) add_bytes(value, row_bytes);
    for (const std::byte part : blob) row_bytes += static_cast<char>(part);
    hash.update(row_bytes);
  }

  void add_style(std::string_view of, std::string_view name, std::string_view qml, bool is_default) {
    const auto geometry = layer(of).schema.geometry;
    std::string text{qml};
    if (const auto fault = detail::find_style_fault(text, geometry); !fault.empty())
      core::refuse_argument(fmt::format("GeoPackage: style '{}' of layer '{}' {}", name, of, fault));
    styles.push_back({std::string{of}, std::string{name}, std::move(text), geometry != GeometryType::none, is_default});
  }

  void bind(int parameter, const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      insert->bind(parameter, *integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
      insert->bind(parameter, *real);
    } else if (const auto* truth = std::get_if<bool>(&value)) {
      insert->bind(parameter, std::int64_t{*truth ? 1 : 0});
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      insert->bind(parameter, texts.emplace_back(core::cleaned(*text)));
    } else {
      insert->bind_null(parameter);
    }
  }

  GeoPackageOptions options;
  core::TargetFile file;  // before the database: closed after it
  detail::Database database;
  std::vector<std::unique_ptr<Layer>> layers;
  std::optional<detail::Statement> insert;  // of the last layer, once it has a row
  std::vector<std::string> texts;           // of the row that is being written
  std::vector<std::byte> blob;
  core::Sha256 hash;      // of all rows
  std::string row_bytes;  // of the row that is being hashed
  std::vector<detail::Style> styles;
  std::vector<detail::LayerMetadata> metadata;
  std::string project_name;
  std::string project;
};

GeoPackage::GeoPackage(const std::filesystem::path& target, GeoPackageOptions options)
    : state_{std::make_unique<State>(target, std::move(options))} {}
GeoPackage::~GeoPackage() = default;
GeoPackage::GeoPackage(GeoPackage&&) noexcept = default;
GeoPackage& GeoPackage::operator=(GeoPackage&&) noexcept = default;

void GeoPackage::begin_layer(LayerSchema schema) {
  check_schema(schema);
  for (const auto& other : state_->layers) {
    if (other->schema.name == schema.name)
      core::refuse_argument(fmt::format("GeoPackage: layer '{}' was begun twice", schema.name));
    if (!schema.title.empty() && other->schema.title == schema.title)
      core::refuse_argument(fmt::format("GeoPackage: two layers are called '{}'", schema.title));
  }
  state_->insert.reset();
  auto& layer = *state_->layers.emplace_back(std::make_unique<Layer>());
  layer.schema = cleaned(std::move(schema));
  layer.facts.schema = &layer.schema;
}

void GeoPackage::append(std::span<const Value> values, const Geometry& geometry) {
  auto& state = *state_;
  if (state.layers.empty()) core::refuse_argument("GeoPackage: a row before any layer was begun");
  auto& layer = *state.layers.back();
  const auto& schema = layer.schema;
  const auto place = [&] {
    return fmt::format("GeoPackage: layer '{}', row {}", schema.name, layer.facts.row_count + 1);
  };
  if (values.size() != schema.fields.size())
    core::refuse_argument(fmt::format("{}: {} values for {} fields", place(), values.size(), schema.fields.size()));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!fits(values[i], schema.fields[i].type))
      core::refuse_argument(
          fmt::format("{}, field '{}': the value is not of the field's type", place(), schema.fields[i].name));
  }
  if (const auto misfit = detail::find_misfit(geometry, schema.geometry); !misfit.empty())
    core::refuse_argument(fmt::format("{}: {}", place(), misfit));

  if (!state.insert) state.start(layer);
  state.texts.clear();
  state.texts.reserve(values.size());  // what is bound must not move
  int parameter = 0;
  for (const auto& value : values) state.bind(++parameter, value);
  state.blob.clear();
  if (schema.geometry != GeometryType::none) {
    detail::encode(geometry, detail::srs_id_of(state.options.crs), state.blob);
    state.insert->bind_blob(++parameter, state.blob);
    layer.facts.boxes.push_back(detail::bounds_of(geometry));
    layer.facts.bounds.add(layer.facts.boxes.back());
  }
  state.insert->run();
  state.add_to_identity(values, layer);
  ++layer.facts.row_count;
}

void GeoPackage::set_style(std::string_view layer, std::string_view name, std::string_view qml) {
  std::erase_if(state_->styles, [&](const auto& style) { return style.layer == layer && style.is_default; });
  state_->add_style(layer, name, qml, true);
}

void GeoPackage::add_style(std::string_view layer, std::string_view name, std::string_view qml) {
  state_->add_style(layer, name, qml, false);
}

void GeoPackage::set_metadata(std::string_view layer, std::string_view qmd) {
  static_cast<void>(state_->layer(layer));
  std::string text{qmd};
  if (const auto fault = detail::find_xml_fault(text); !fault.empty())
    core::refuse_argument(fmt::format("GeoPackage: metadata of layer '{}' {}", layer, fault));
  std::erase_if(state_->metadata, [&](const auto& entry) { return entry.layer == layer; });
  state_->metadata.push_back({std::string{layer}, std::move(text)});
}

void GeoPackage::set_project(std::string_view name, std::string_view qgs) {
  check_name("project", std::string{name});
  std::string text{qgs};
  if (const auto fault = detail::find_xml_fault(text); !fault.empty())
    core::refuse_argument(fmt::format("GeoPackage: project '{}' {}", name, fault));
  state_->project_name = name;
  state_->project = std::move(text);
}

std::uint64_t GeoPackage::row_count(std::string_view layer) const { return state_->layer(layer).facts.row_count; }
geo::Box GeoPackage::bounds(std::string_view layer) const { return state_->layer(layer).facts.bounds; }

std::string GeoPackage::identity() {
  auto digest = state_->hash.finish();
  state_->hash = core::Sha256{};
  state_->hash.update(digest);  // what comes counts with what was
  return digest;
}

std::vector<std::string> GeoPackage::layers() const {
  std::vector<std::string> names;
  for (const auto& layer : state_->layers) {
    if (layer->facts.row_count > 0) names.push_back(layer->schema.name);
  }
  return names;
}

void GeoPackage::finish() {
  auto& state = *state_;
  state.insert.reset();
  const auto is_empty = [&](const auto& entry) { return state.layer(entry.layer).facts.row_count == 0; };
  std::erase_if(state.styles, is_empty);
  std::erase_if(state.metadata, is_empty);
  const auto srs_id = detail::srs_id_of(state.options.crs);
  const auto& timestamp = state.options.timestamp;
  for (const auto& layer : state.layers) {
    if (layer->facts.row_count > 0) detail::register_layer(state.database, layer->facts, srs_id, timestamp);
  }
  detail::write_styles(state.database, state.styles, timestamp);
  const detail::OwnContent own{layers(), state.styles, state.project_name};
  detail::write_metadata(state.database, state.metadata, detail::mark_of(own), timestamp);
  if (!state.project.empty()) detail::write_project(state.database, state.project_name, state.project, timestamp);
  state.database.execute("COMMIT");
  if (state.options.overwrite) detail::carry_over(state.database, state.file.target(), own);
  state.database.close();
  state.file.put_in_place();
}

}  // namespace trek::publish
