#include "trek/ingest/inspect.hpp"
#include "trek/ingest/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "options.hpp"
#include "printing.hpp"

namespace trek::cli {
namespace {

struct InspectArguments {
  std::filesystem::path file;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", file, {"GeoPackage, GeoJSON, Shapefile, FlatGeobuf, GML, CSV or OSM PBF", "panden.gpkg"});
    shared.add_progress(all).add_format(all);
  }
};

/// What the layer is; else what it can be read as, and of a file that is nothing yet what comes nearest.
void print_fits(const std::vector<ingest::MappingFit>& fits) {
  constexpr std::size_t kNearest = 3;
  std::size_t shown = 0;
  std::set<std::string> tables;
  for (const ingest::MappingFit& fit : fits) {
    if (fit.recognised && tables.insert(fit.table).second) {
      print_line("  RECOGNISED {}: {} (table {})", fit.mapping, fit.title, fit.table);
      if (!fit.vintage_rule.empty()) print_line("    of when it is: {}", fit.vintage_rule);
      for (const std::string& trap : fit.traps) print_line("    beware: {}", trap);
    } else if (fit.missing.empty()) {
      print_line("  can be read as table {}, mapping {}", fit.table, fit.mapping);
    } else if (shown < kNearest) {
      print_line("  for table {}, mapping {}, it lacks {}", fit.table, fit.mapping, fmt::join(fit.missing, ", "));
    } else {
      return;
    }
    ++shown;
  }
}

/// The lines with which a project reads the layer, by the mapping that fits best; nothing where none does.
void print_proposal(const ingest::LayerDescription& layer, const std::string& file_name) {
  if (layer.fits.empty() || !layer.fits.front().missing.empty()) return;
  const ingest::MappingFit& fit = layer.fits.front();
  const auto tables = ingest::importable_tables();
  if (std::find(tables.begin(), tables.end(), fit.table) == tables.end()) return;  // read with what it is part of
  const auto quoted = [](const std::string& text) { return json_text(text); };     // TOML's basic string too
  print_line("  in trek.toml:");
  print_line("    [[source]]");
  print_line("    table = {}", quoted(fit.table));
  print_line("    name = {}", quoted(layer.name));
  print_line("    path = {}", quoted(file_name));
  print_line("    layer = {}", quoted(layer.name));
  if (!fit.recognised) print_line("    mapping = {}", quoted(fit.mapping));
  if (layer.crs.empty() && layer.geometry_type != "None") {
    print_line("    crs = \"EPSG:...\"            # the file declares none");
    print_line("    crs_reason = \"...\"");
  }
  print_line("    licence = {}", quoted(fit.licence));
  print_line("    attribution = {}", quoted(fit.attribution));
  print_line("    vintage = \"...\"");
}

void print_layer(const ingest::LayerDescription& layer, const std::string& file_name) {
  print_line();
  if (layer.geometry_type == "None") {
    print_line("layer '{}': {} features, no geometry", layer.name, layer.feature_count);
  } else {
    print_line("layer '{}': {} features, {}, CRS {}", layer.name, layer.feature_count, layer.geometry_type,
               layer.crs.empty() ? "none declared" : layer.crs);
    print_line("  geometry: {} null, {} invalid{}", layer.null_geometry_count, layer.invalid_geometry_count,
               layer.invalid_example.empty() ? "" : fmt::format(" ({})", layer.invalid_example));
  }
  if (!layer.bounds.empty()) {
    print_line("  bounds {:.5g} {:.5g} .. {:.5g} {:.5g}: looks like {}", layer.bounds.min_x_m, layer.bounds.min_y_m,
               layer.bounds.max_x_m, layer.bounds.max_y_m, geo::describe(layer.look));
  }
  for (const std::string& doubt : layer.doubts) print_line("  DOUBT {}", doubt);
  print_fits(layer.fits);
  print_proposal(layer, file_name);
  ResultTable fields{{"field", "type", "nulls", "example"}};
  for (const ingest::FieldDescription& field : layer.fields) {
    fields.add({field.name, field.type, static_cast<std::int64_t>(field.null_count), field.example});
  }
  fields.print(Format::table);
}

nlohmann::ordered_json json_of(const ingest::LayerDescription& layer) {
  nlohmann::ordered_json object{{"layer", layer.name},
                                {"geometry_type", layer.geometry_type},
                                {"crs", layer.crs},
                                {"features", layer.feature_count},
                                {"null_geometries", layer.null_geometry_count},
                                {"invalid_geometries", layer.invalid_geometry_count},
                                {"looks_like", geo::describe(layer.look)},
                                {"doubts", layer.doubts}};
  auto& fields = object["fields"] = nlohmann::ordered_json::array();
  for (const auto& field : layer.fields) {
    fields.push_back(
        {{"field", field.name}, {"type", field.type}, {"nulls", field.null_count}, {"example", field.example}});
  }
  auto& fits = object["mappings"] = nlohmann::ordered_json::array();
  for (const auto& fit : layer.fits)
    fits.push_back({{"mapping", fit.mapping},
                    {"table", fit.table},
                    {"title", fit.title},
                    {"recognised", fit.recognised},
                    {"missing", fit.missing},
                    {"traps", fit.traps}});
  return object;
}

ResultTable field_table(const ingest::FileDescription& file) {
  ResultTable table{{"layer", "features", "crs", "field", "type", "nulls", "example"}};
  for (const auto& layer : file.layers) {
    for (const auto& field : layer.fields) {
      table.add({layer.name, static_cast<std::int64_t>(layer.feature_count), layer.crs, field.name, field.type,
                 static_cast<std::int64_t>(field.null_count), field.example});
    }
  }
  return table;
}

ExitCode inspect_file(const InspectArguments& arguments) {
  Session session{arguments.shared};
  const ingest::FileDescription file = ingest::inspect(arguments.file, session.control());
  switch (arguments.shared.format) {
    case Format::table:
      print_line("{}: {}, {} bytes, {} layers", arguments.file.string(), file.driver, file.byte_count,
                 file.layers.size());
      for (const auto& layer : file.layers) print_layer(layer, arguments.file.filename().string());
      break;
    case Format::json: {
      nlohmann::ordered_json object{
          {"file", arguments.file.string()}, {"driver", file.driver}, {"bytes", file.byte_count}};
      auto& layers = object["layers"] = nlohmann::ordered_json::array();
      for (const auto& layer : file.layers) layers.push_back(json_of(layer));
      print_json(object);
      break;
    }
    case Format::csv:
      field_table(file).print(Format::csv);
      break;
  }
  return kDone;
}

}  // namespace

Verb inspect_verb() {
  return verb("inspect", "What a file holds: layers, CRS, fields, doubts, and which mapping fits",
              {"trek inspect panden.gpkg", "trek inspect panden.gpkg --format json"}, inspect_file);
}

}  // namespace trek::cli
