#include "trek/publish/detail/layer_tree_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/style_xml.hpp"

namespace trek::publish::detail {
namespace {

void add_tree_layer(pugi::xml_node group, const MapProject& project, const ProjectLayer& layer) {
  auto node = group.append_child("layer-tree-layer");
  set(node, "id", layer.id);
  set(node, "name", without_expressions(layer.title));
  set(node, "checked", layer.visible ? "Qt::Checked" : "Qt::Unchecked");
  set(node, "expanded", layer.visible ? "1" : "0");
  set(node, "providerKey", "ogr");
  set(node, "source", source_of(project, layer));
}

pugi::xml_node add_group(pugi::xml_node parent, const std::string& title, bool checked, bool expanded) {
  auto group = parent.append_child("layer-tree-group");
  set(group, "name", without_expressions(title));
  set(group, "checked", checked ? "Qt::Checked" : "Qt::Unchecked");
  set(group, "expanded", expanded ? "1" : "0");
  return group;
}

/// Groups as they come up, in one project.
class Tree {
 public:
  Tree(pugi::xml_node root, const MapProject& project) : root_{root}, project_{project} {}

  pugi::xml_node group_of(const ProjectLayer& layer) {
    auto& group = groups_[layer.group];
    if (!group) {
      const bool open = shows([&](const auto& other) { return other.group == layer.group; });
      group = add_group(root_, layer.group, true, open);
    }
    return layer.subgroup.empty() ? group : subgroup_of(group, layer);
  }

 private:
  template <class Condition>
  [[nodiscard]] bool shows(const Condition& condition) const {
    return std::ranges::any_of(project_.layers, [&](const auto& layer) { return condition(layer) && layer.visible; });
  }

  /// One shows at a time: that which has a layer that is on, else the first.
  pugi::xml_node subgroup_of(pugi::xml_node group, const ProjectLayer& layer) {
    auto& subgroup = groups_[layer.group + "\n" + layer.subgroup];
    if (!subgroup) {
      const bool has_visible =
          shows([&](const auto& other) { return other.group == layer.group && other.subgroup == layer.subgroup; });
      const bool none =
          !shows([&](const auto& other) { return other.group == layer.group && !other.subgroup.empty(); });
      const bool first = !group.attribute("mutually-exclusive");
      const bool checked = has_visible || (none && first);
      if (first) set(group, "mutually-exclusive", "1");
      if (checked) set(group, "mutually-exclusive-child", std::to_string(children_[layer.group]));
      ++children_[layer.group];
      subgroup = add_group(group, layer.subgroup, checked, has_visible);
    }
    return subgroup;
  }

  pugi::xml_node root_;
  const MapProject& project_;
  std::map<std::string, pugi::xml_node> groups_;
  std::map<std::string, int> children_;
};

}  // namespace

std::string source_of(const MapProject& project, const ProjectLayer& layer) {
  auto source = fmt::format("./{}|layername={}", project.file_name, layer.table);
  if (!layer.filter.empty()) source += "|subset=" + layer.filter;
  return source;
}

void add_layer_tree(pugi::xml_node parent, const MapProject& project) {
  auto root = parent.append_child("layer-tree-group");
  Tree tree{root, project};
  for (const auto& layer : project.layers) add_tree_layer(tree.group_of(layer), project, layer);
  std::vector<const ProjectLayer*> order;
  for (const auto& layer : project.layers) order.push_back(&layer);
  std::ranges::stable_sort(order, {}, &ProjectLayer::draw_rank);
  auto custom = root.append_child("custom-order");
  set(custom, "enabled", "1");
  for (const auto* layer : order) add(custom, "item", layer->id);
}

void add_legend_tree(pugi::xml_node parent, const MapProject& project, const std::vector<std::string>& layers) {
  auto root = parent.append_child("layer-tree-group");
  for (const auto& layer : project.layers) {
    if (std::ranges::find(layers, layer.id) == layers.end()) continue;
    auto shown = layer;
    shown.visible = true;
    add_tree_layer(root, project, shown);
  }
}

}  // namespace trek::publish::detail
