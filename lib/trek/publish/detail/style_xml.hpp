#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/style.hpp"

namespace trek::publish::detail {

/// Child with text, cleaned: XML has no place for control characters.
pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text);
void set(pugi::xml_node node, const char* attribute, std::string_view value);
void set(pugi::xml_node node, const char* attribute, double value);
/// A child with text and the type that QGIS reads it as.
void add_typed(pugi::xml_node parent, const char* name, const char* type, std::string_view text);
/// "r,g,b,a", as QGIS writes colours.
[[nodiscard]] std::string text_of(Color color);
[[nodiscard]] std::string text_of(const pugi::xml_document& document);
/// <Option name type value> of a symbol layer and the like.
void add_option(pugi::xml_node map, std::string_view name, std::string_view value);
/// A property of a label or an item that an expression gives, in the collection of its properties.
void add_defined(pugi::xml_node properties, const char* property, const std::string& expression);

void add_symbol(pugi::xml_node parent, std::string_view name, const Symbol& symbol);
/// A table of what belongs to a feature, on a page of its form.
struct FormRelation {
  std::string id;
  std::string title;
};
/// Renderer, labels, form, aliases, value maps, map tip and scale range: below <qgis> in a style, below <maplayer> in a
/// project, which alone has relations.
void add_style(pugi::xml_node layer, const LayerStyle& style, const LayerSchema& schema,
               const std::vector<FormRelation>& relations = {});
/// Title, abstract, rights and licence, as QGIS keeps them for a layer.
struct MetadataText {
  std::string title;
  std::string abstract;
  std::string rights;
  std::string licence;
  std::string language;  // ISO 639-2
};
void add_metadata(pugi::xml_node parent, const MetadataText& text);
[[nodiscard]] std::string qmd(const MetadataText& text);

}  // namespace trek::publish::detail
