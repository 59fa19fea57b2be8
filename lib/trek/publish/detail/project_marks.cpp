#include "trek/publish/detail/project_marks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/style_xml.hpp"

namespace trek::publish::detail {
namespace {

constexpr Color kLoud{164, 32, 20};

void add_texts(pugi::xml_node parent, const char* name, const std::vector<std::string>& values) {
  auto list = parent.append_child(name);
  set(list, "type", "QStringList");
  for (const auto& value : values) add(list, "value", value);
}

/// What makes a feature of the table that tells of the run, as an expression; NULL where the table is not found.
std::string identity_expression(const MapProject& project) {
  return fmt::format("try(attribute(get_feature('{}', 'key', '{}'), 'value'), NULL)", project.run_layer, kIdentityKey);
}

std::string file_warning(const Words& words) {
  return words(
      "'LET OP: dit bestand is hernoemd of gekopieerd, en de kaart leest nog ' || @trek_file || '.\\nSluit QGIS en "
      "herstel het: trek relink BESTAND.gpkg'",
      "'BEWARE: this file was renamed or copied, and its map still reads ' || @trek_file || '.\\nClose QGIS and mend "
      "it: trek relink FILE.gpkg'");
}

std::string run_warning(const Words& words) {
  return words(
      "'LET OP: de gegevens in ' || @trek_file || ' ontbreken of zijn van een andere run dan deze kaart.\\nLijsten en "
      "klassen kunnen er niet bij passen.'",
      "'BEWARE: the data in ' || @trek_file || ' are missing or of another run than this map.\\nLists and classes may "
      "not fit them.'");
}

}  // namespace

std::string file_pattern(std::string_view file_name) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  const auto follows = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };  // in UTF-8
  std::string pattern;
  for (std::size_t at = 0; at < file_name.size();) {
    std::size_t end = at + 1;
    while (end < file_name.size() && follows(file_name[end])) ++end;
    const auto character = file_name.substr(at, end - at);
    std::string written;
    for (const char c : character)
      written += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    const bool ascii = character.size() == 1;
    const auto itself = ascii ? "\\x" + written.substr(1) : std::string{character};
    pattern += ascii && is_plain(character.front()) ? std::string{character} : fmt::format("({}|{})", itself, written);
    at = end;
  }
  return pattern;
}

void add_variables(pugi::xml_node properties, const MapProject& project) {
  std::vector<std::string> names{std::string{kFileVariable}, std::string{kPatternVariable}};
  std::vector<std::string> values{project.file_name, file_pattern(project.file_name)};
  if (!project.identity.empty()) {
    names.emplace_back(kRunVariable);
    values.push_back(project.identity);
  }
  for (const auto& [name, value] : project.variables) {
    names.push_back(name);
    values.push_back(value);
  }
  auto variables = properties.append_child("Variables");
  add_texts(variables, "variableNames", names);
  add_texts(variables, "variableValues", values);
}

std::string warning_expression(const MapProject& project) {
  const Words words{project.language};
  auto expression = fmt::format(
      "CASE WHEN @project_path LIKE 'geopackage:%' AND NOT regexp_match(@project_path, '[/\\\\\\\\:]' || "
      "@trek_file_pattern || '\\\\?projectName=') THEN {}",
      file_warning(words));
  if (!project.identity.empty())
    expression +=
        fmt::format(" WHEN coalesce({}, '') <> @trek_run THEN {}", identity_expression(project), run_warning(words));
  return expression + " ELSE '' END";
}

void add_notice_on_map(pugi::xml_node properties, const MapProject& project) {
  pugi::xml_document font;
  auto style = font.append_child("text-style");
  for (const auto& [name, value] : std::to_array<std::pair<const char*, const char*>>({{"fontFamily", "Open Sans"},
                                                                                       {"fontSize", "13"},
                                                                                       {"fontSizeUnit", "Point"},
                                                                                       {"fontWeight", "75"},
                                                                                       {"namedStyle", "Bold"},
                                                                                       {"textOpacity", "1"}}))
    set(style, name, value);
  set(style, "textColor", text_of(kLoud));
  auto halo = style.append_child("text-buffer");
  for (const auto& [name, value] :
       std::to_array<std::pair<const char*, const char*>>({{"bufferDraw", "1"},
                                                           {"bufferSize", "1.2"},
                                                           {"bufferSizeUnits", "MM"},
                                                           {"bufferColor", "255,255,255,255"},
                                                           {"bufferOpacity", "1"}}))
    set(halo, name, value);
  auto title = properties.append_child("TitleLabel");
  add_typed(title, "Enabled", "bool", "true");
  constexpr const char* kTopCentre = "4";
  add_typed(title, "Placement", "int", kTopCentre);
  add_typed(title, "BackgroundColor", "QString", "255,255,255,0");
  add_typed(title, "Font", "QString", text_of(font));
  const auto notice = one_line(without_expressions(project.notice));
  add_typed(title, "Label", "QString",
            fmt::format("{}{}[% {} %]", notice, notice.empty() ? "" : "\n", warning_expression(project)));
}

}  // namespace trek::publish::detail
