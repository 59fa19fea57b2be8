#include "trek/publish/detail/assembled_project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace trek::publish::detail {
namespace {

std::string group_title(Group group, const Words& words) {
  switch (group) {
    case Group::result:
      return words("Resultaat", "Result");
    case Group::advice:
      return words("Advies", "Advice");
    case Group::candidates:
      return words("Kandidaten", "Candidates");
    case Group::profiles:
      return words("Per soort plek", "By kind of place");
    case Group::reach:
      return words("Bereik en dekking", "Reach and coverage");
    case Group::scenario:
      return words("Scenario's", "Scenarios");
    case Group::context:
      return words("Context", "Context");
    case Group::background:
      return words("Ondergrond", "Background");
    case Group::diagnosis:
      return words("Diagnose", "Diagnosis");
  }
  return {};
}

std::string theme_title(Theme theme, const Words& words) {
  switch (theme) {
    case Theme::overview:
      return words("Overzicht", "Overview");
    case Theme::coverage:
      return words("Dekking", "Coverage");
    case Theme::need:
      return words("Behoefte", "Need");
    case Theme::advice:
      return words("Advies", "Advice");
    case Theme::one_site:
      return words("Eén locatie", "One site");
  }
  return {};
}

/// What a sheet is called, what stands above it before the title of the map, and the theme that its map shows.
struct SheetWords {
  SheetKind kind;
  core::Phrase name;
  core::Phrase title;  // empty: that of the map
  Theme theme;
};

const std::vector<SheetWords>& sheet_words() {
  static const std::vector<SheetWords> all{
      {SheetKind::overview, {"Overzicht", "Overview"}, {}, Theme::overview},
      {SheetKind::coverage,
       {"Dekking", "Coverage"},
       {"Wie heeft een plek in de buurt, en wie niet?", "Who has a place nearby, and who has not?"},
       Theme::coverage},
      {SheetKind::need, {"Behoefte", "Need"}, {"Waar is een plek nodig?", "Where is a place needed?"}, Theme::need},
      {SheetKind::advice,
       {"Advies", "Advice"},
       {"Waar komen de volgende plekken?", "Where do the next places go?"},
       Theme::advice},
      {SheetKind::municipality, {"Per gemeente", "By municipality"}, {"Gemeente", "Municipality"}, Theme::overview},
      {SheetKind::site, {"Per locatie", "By site"}, {"Locatie", "Site"}, Theme::one_site}};
  return all;
}

struct ShownView {
  const Layer* layer;
  const LayerView* view;
};

std::vector<ShownView> shown_views(const std::vector<Layer>& layers) {
  std::vector<ShownView> shown;
  for (const auto& layer : layers) {
    for (const auto& view : layer.views) shown.push_back({&layer, &view});
  }
  std::ranges::stable_sort(shown, {}, [](const ShownView& entry) {
    return std::pair{entry.view->group, entry.view->place.value_or(entry.layer->order)};
  });
  return shown;
}

/// Puts a project together; ids of the layers by what they show.
class Assembly {
 public:
  Assembly(const std::vector<Layer>& layers, MapProject project, const Words& words)
      : layers_{layers}, words_{words}, project_{std::move(project)} {}

  MapProject result() && {
    for (const auto& [layer, view] : shown_views(layers_)) add_view(*layer, *view);
    for (const auto& layer : layers_) add_relations(layer);
    for (const auto& layer : layers_)
      project_.variables.insert(project_.variables.end(), layer.variables.begin(), layer.variables.end());
    for (const auto theme : {Theme::overview, Theme::coverage, Theme::need, Theme::advice, Theme::one_site})
      add_theme(theme);
    for (const auto& sheet : sheet_words()) add_sheet(sheet);
    return std::move(project_);
  }

 private:
  void add_view(const Layer& layer, const LayerView& view) {
    const auto& schema = layer.table.schema();
    ProjectLayer shown;
    shown.id = fmt::format("{}_trek_{:04}", schema.name, project_.layers.size() + 1);
    shown.table = schema.name;
    shown.title = view.title.empty() ? schema.title : view.title;
    shown.group = group_title(view.group, words_);
    shown.subgroup = view.subgroup;
    shown.schema = schema;
    shown.style = view.style.value_or(layer.style);
    shown.filter = view.filter;
    shown.visible = view.visible;
    shown.draw_rank = view.draw_rank;
    if (layer.identity) {
      project_.identity = *layer.identity;
      project_.run_layer = shown.id;
    }
    ids_[&view] = shown.id;
    project_.layers.push_back(std::move(shown));
  }

  /// Tables without geometry in which a column names the rows of this layer, on each view of it.
  void add_relations(const Layer& layer) {
    if (layer.referred_by.column.empty()) return;
    for (const auto& table : layers_) {
      const auto& schema = table.table.schema();
      if (schema.geometry != GeometryType::none || table.views.empty()) continue;
      if (std::ranges::find(schema.fields, layer.referred_by.column, &FieldSchema::name) == schema.fields.end())
        continue;
      for (const auto& view : layer.views) {
        const auto& id = ids_.at(&view);
        const auto& rows = ids_.at(&table.views.front());
        project_.relations.push_back({fmt::format("{}_of_{}", rows, id), schema.title, id, layer.referred_by.key, rows,
                                      layer.referred_by.column});
      }
    }
  }

  /// Nothing for a theme that no layer shows in.
  void add_theme(Theme theme) {
    MapTheme shown{theme_title(theme, words_), {}};
    for (const auto& [layer, view] : shown_views(layers_)) {
      if (std::ranges::find(view->themes, theme) != view->themes.end()) shown.layers.push_back(ids_.at(view));
    }
    if (!shown.layers.empty()) project_.themes.push_back(std::move(shown));
  }

  /// Every {viewN} of an expression is the id of that view.
  [[nodiscard]] std::string with_ids(std::string text, const Layer& layer) const {
    for (std::size_t i = 0; i < layer.views.size(); ++i) {
      const auto mark = fmt::format("{{view{}}}", i);
      for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
        text.replace(at, mark.size(), ids_.at(&layer.views[i]));
    }
    return text;
  }

  void add_sheet(const SheetWords& sheet) {
    PrintSheet print;
    print.name = words_(sheet.name);
    print.title = sheet.title.en.empty() ? project_.title : words_(sheet.title);
    std::vector<std::pair<int, SheetPart>> parts;
    for (const auto& layer : layers_) {
      for (const auto& said : layer.parts) {
        if (said.sheet != sheet.kind || said.view >= layer.views.size()) continue;
        auto part = said.part;
        part.expression = with_ids(part.expression, layer);
        if (part.list) part.list->layer = ids_.at(&layer.views[said.view]);
        parts.emplace_back(said.place, std::move(part));
      }
      if (layer.pages && layer.pages->sheet == sheet.kind && layer.pages->view < layer.views.size()) {
        print.pages_of = ids_.at(&layer.views[layer.pages->view]);
        print.page_title = layer.pages->title;
        print.page_scale = layer.pages->scale;
      }
    }
    if (parts.empty()) return;
    std::ranges::stable_sort(parts, {}, &std::pair<int, SheetPart>::first);
    for (auto& [place, part] : parts) print.parts.push_back(std::move(part));
    const auto theme = std::ranges::find(project_.themes, theme_title(sheet.theme, words_), &MapTheme::title);
    if (theme == project_.themes.end()) return;
    print.theme = theme->title;
    // What the map lies on needs no words: there is no room for them.
    print.legend = theme->layers;
    std::erase_if(print.legend, [this](const std::string& id) {
      const auto layer = std::ranges::find(project_.layers, id, &ProjectLayer::id);
      return layer != project_.layers.end() && layer->group == group_title(Group::background, words_);
    });
    project_.sheets.push_back(std::move(print));
  }

  const std::vector<Layer>& layers_;
  Words words_;
  MapProject project_;
  std::map<const LayerView*, std::string> ids_;
};

}  // namespace

MapProject assembled_project(const MapHead& head, const std::vector<Layer>& layers, const MapSheet& sheet,
                             const MapRights& rights, const geo::Box& extent, const std::string& file_name) {
  MapProject project;
  project.title = sheet.title;
  project.file_name = file_name;
  project.crs = head.crs;
  project.extent = extent;
  project.language = head.language;
  project.logo = head.style.logo;
  project.notice = Words{head.language}(head.notice);
  project.rights = rights;
  project.sheet = sheet;
  return Assembly{layers, std::move(project), Words{head.language}}.result();
}

}  // namespace trek::publish::detail
