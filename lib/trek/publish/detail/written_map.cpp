#include "trek/publish/detail/written_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "trek/publish/detail/assembled_project.hpp"
#include "trek/publish/detail/style_xml.hpp"
#include "trek/publish/project_text.hpp"

namespace trek::publish::detail {
namespace {

template <class Part>
std::string joined_texts(const std::vector<model::SourceRecord>& sources, const Part& part) {
  std::vector<std::string> seen;
  for (const auto& record : sources) {
    const std::string& text = part(record.source);
    if (!text.empty() && std::ranges::find(seen, text) == seen.end()) seen.push_back(text);
  }
  return joined(seen, "; ");
}

void set_look(const Layer& layer, const MapRights& rights, model::Language language, GeoPackage& out) {
  const auto& schema = layer.table.schema();
  if (schema.geometry != GeometryType::none) out.set_style(schema.name, layer.style.name, qml(layer.style, schema));
  for (const auto& style : layer.styles) out.add_style(schema.name, style.name, qml(style, schema));
  const auto* const code = language == model::Language::nl ? "DUT" : "ENG";
  out.set_metadata(schema.name, qmd({schema.title, schema.abstract, rights.attribution, rights.licence, code}));
}

/// With a margin; a square kilometre where nothing lies anywhere.
geo::Box framed(const geo::Box& bounds) {
  if (bounds.empty()) return {0.0, 0.0, 1000.0, 1000.0};
  const double widest_m = std::max(bounds.max_x_m - bounds.min_x_m, bounds.max_y_m - bounds.min_y_m);
  return bounds.grown(0.02 * std::max(widest_m, 1000.0));
}

geo::Box extent_of(const std::vector<Layer>& layers, const GeoPackage& out) {
  geo::Box bounds;
  int rank = kLastFrame;
  for (const auto& layer : layers) {
    const auto of_layer = out.bounds(layer.table.schema().name);
    if (of_layer.empty() || (!bounds.empty() && layer.frame_rank >= rank)) continue;
    bounds = of_layer;
    rank = layer.frame_rank;
  }
  return framed(bounds);
}

/// Enough digits to tell any two runs apart.
std::string short_identity(GeoPackage& out) {
  constexpr std::size_t kDigits = 16;
  return out.identity().substr(0, kDigits);
}

void set_identity(const Layer& layer, GeoPackage& out) {
  if (!layer.identity) return;
  *layer.identity = short_identity(out);
  if (layer.in_other_language) *layer.in_other_language->identity = *layer.identity;
}

/// Where a map tells what it says in both languages; null: it does not.
std::shared_ptr<BothLanguages> both_languages(const std::vector<Layer>& layers) {
  const auto found = std::ranges::find_if(layers, [](const Layer& layer) { return layer.both_languages != nullptr; });
  return found == layers.end() ? nullptr : found->both_languages;
}

void write_table(Layer& layer, BothLanguages* both, GeoPackage& out) {
  if (layer.both_languages) layer.table.set_rows(layer.both_languages->texts().size());
  if (both != nullptr && layer.in_other_language)
    layer.table.write(out, layer.in_other_language->table, *both);
  else
    layer.table.write(out);
}

}  // namespace

MapRights rights_of(const std::vector<model::SourceRecord>& sources, const Words& words) {
  const auto attribution = [&](const model::Source& source) -> const std::string& { return words(source.attribution); };
  const auto licence = [](const model::Source& source) -> const std::string& { return source.licence; };
  return {joined_texts(sources, attribution), joined_texts(sources, licence)};
}

std::string made_on(const MapHead& head) {
  return Words{head.language}("Gemaakt met trek op ", "Made with trek on ") + head.timestamp.substr(0, 10) + ".";
}

std::vector<Layer> in_one_group(std::vector<Layer> layers) {
  std::ranges::stable_sort(layers, {}, [](const Layer& layer) {
    return std::pair{layer.views.front().draw_rank, layer.order};
  });
  int place = 0;
  for (auto& layer : layers) {
    const bool visible = layer.table.schema().geometry != GeometryType::none;
    layer.views = {{Group::result, place, visible, {}, {}, {}, place}};
    ++place;
  }
  return layers;
}

std::vector<Layer> finding_layers(const Results& results, const MapHead& head, std::vector<Layer> own) {
  auto layers = result_layers(results, head);
  std::erase_if(layers, [](const Layer& layer) { return !layer.of_findings || layer.table.empty(); });
  std::ranges::move(own, std::back_inserter(layers));
  return in_one_group(std::move(layers));
}

void write_map(const MapHead& head, std::vector<Layer> layers, const MapSheet& sheet, const MapRights& rights,
               const MapTarget& target, const core::Control& control) {
  GeoPackage out{target.file, {target.overwrite, head.crs, head.timestamp}};
  const std::size_t count = layers.size();
  const std::string& notice = Words{head.language}(head.notice);
  const auto both = both_languages(layers);
  for (std::size_t i = 0; i < count; ++i) {
    control.check_stop();
    control.report("write", i, count);
    layers[i].table.add_notice(notice);
    set_identity(layers[i], out);
    write_table(layers[i], both.get(), out);
  }
  std::erase_if(layers, [&](const Layer& layer) { return out.row_count(layer.table.schema().name) == 0; });
  for (const auto& layer : layers) set_look(layer, rights, head.language, out);
  const auto frame = extent_of(layers, out);
  const auto project = assembled_project(head, layers, sheet, rights, frame, target.file.filename().string());
  out.set_project("trek", qgs(project));
  control.check_stop();
  out.finish();
  control.report("write", count, count);
}

}  // namespace trek::publish::detail
