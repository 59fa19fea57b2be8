#include "trek/ingest/inspect.hpp"
#include "trek/ingest/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "verbs.hpp"

namespace trek::cli {
namespace {

struct InspectArguments {
  std::string file;
  SharedOptions shared;
};

/// What the layer is; else what it can be read as, and of a file that is nothing yet what comes nearest.
void print_fits(const std::vector<ingest::MappingFit>& fits) {
  constexpr std::size_t kNearest = 3;
  std::size_t shown = 0;
  std::set<std::string> tables;
  for (const ingest::MappingFit& fit : fits) {
    if (fit.recognised && tables.insert(fit.table).second) {
      fmt::print("  RECOGNISED {}: {} (table {})\n", fit.mapping, fit.title, fit.table);
      if (!fit.vintage_rule.empty()) fmt::print("    of when it is: {}\n", fit.vintage_rule);
      for (const std::string& trap : fit.traps) fmt::print("    beware: {}\n", trap);
    } else if (fit.missing.empty()) {
      fmt::print("  can be read as table {}, mapping {}\n", fit.table, fit.mapping);
    } else if (shown < kNearest) {
      fmt::print("  for table {}, mapping {}, it lacks {}\n", fit.table, fit.mapping, fmt::join(fit.missing, ", "));
    } else {
      return;
    }
    ++shown;
  }
}

/// The lines with which a project reads the layer, by the mapping that fits best; nothing where none does.
void print_proposal(const ingest::LayerDescription& layer, const std::string& file) {
  if (layer.fits.empty() || !layer.fits.front().missing.empty()) return;
  const ingest::MappingFit& fit = layer.fits.front();
  const auto tables = ingest::importable_tables();
  if (std::find(tables.begin(), tables.end(), fit.table) == tables.end()) return;  // read with what it is part of
  const auto quoted = [](const std::string& text) { return nlohmann::json(text).dump(); };  // TOML's basic string too
  fmt::print("  in trek.toml:\n    [[source]]\n    table = {}\n    name = {}\n    path = {}\n    layer = {}\n",
             quoted(fit.table), quoted(layer.name), quoted(std::filesystem::path{file}.filename().string()),
             quoted(layer.name));
  if (!fit.recognised) fmt::print("    mapping = {}\n", quoted(fit.mapping));
  if (layer.crs.empty() && layer.geometry_type != "None")
    fmt::print("    crs = \"EPSG:...\"            # the file declares none\n    crs_reason = \"...\"\n");
  fmt::print("    licence = {}\n    attribution = {}\n    vintage = \"...\"\n", quoted(fit.licence),
             quoted(fit.attribution));
}

void print_layer(const ingest::LayerDescription& layer, const std::string& file) {
  if (layer.geometry_type == "None") {
    fmt::print("\nlayer '{}': {} features, no geometry\n", layer.name, layer.feature_count);
  } else {
    fmt::print("\nlayer '{}': {} features, {}, CRS {}\n", layer.name, layer.feature_count, layer.geometry_type,
               layer.crs.empty() ? "none declared" : layer.crs);
    fmt::print("  geometry: {} null, {} invalid{}\n", layer.null_geometry_count, layer.invalid_geometry_count,
               layer.invalid_example.empty() ? "" : fmt::format(" ({})", layer.invalid_example));
  }
  if (!layer.bounds.empty()) {
    fmt::print("  bounds {:.5g} {:.5g} .. {:.5g} {:.5g}: looks like {}\n", layer.bounds.min_x_m, layer.bounds.min_y_m,
               layer.bounds.max_x_m, layer.bounds.max_y_m, geo::describe(layer.look));
  }
  for (const std::string& doubt : layer.doubts) fmt::print("  DOUBT {}\n", doubt);
  print_fits(layer.fits);
  print_proposal(layer, file);
  ResultTable fields{{{"field", "field"}, {"type", "type"}, {"nulls", "nulls"}, {"example", "example"}}};
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
  ResultTable table{
      {{"layer", ""}, {"features", ""}, {"crs", ""}, {"field", ""}, {"type", ""}, {"nulls", ""}, {"example", ""}}};
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
      fmt::print("{}: {}, {} bytes, {} layers\n", arguments.file, file.driver, file.byte_count, file.layers.size());
      for (const auto& layer : file.layers) print_layer(layer, arguments.file);
      break;
    case Format::json: {
      nlohmann::ordered_json object{{"file", arguments.file}, {"driver", file.driver}, {"bytes", file.byte_count}};
      auto& layers = object["layers"] = nlohmann::ordered_json::array();
      for (const auto& layer : file.layers) layers.push_back(json_of(layer));
      fmt::print("{}\n", object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
      break;
    }
    case Format::csv:
      field_table(file).print(Format::csv);
      break;
  }
  return kDone;
}

}  // namespace

void add_inspect(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<InspectArguments>();
  CLI::App* verb =
      app.add_subcommand("inspect", "What a file holds: layers, CRS, fields, doubts, and which mapping fits");
  verb->add_option("FILE", arguments->file, "GeoPackage, GeoJSON, Shapefile, FlatGeobuf, GML, CSV or OSM PBF")
      ->required();
  arguments->shared.add_progress(*verb);
  arguments->shared.add_format(*verb);
  verb->callback([&action, arguments] { action = [arguments] { return inspect_file(*arguments); }; });
}

}  // namespace trek::cli
