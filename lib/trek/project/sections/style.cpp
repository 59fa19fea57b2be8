#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "trek/core/input_file.hpp"
#include "trek/core/text.hpp"
#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

using publish::Color;
using publish::ColorUse;

constexpr std::uint64_t kMostLogoBytes = std::uint64_t{1} << 20U;  // it is in each of the sheets
constexpr std::size_t kMostBreaks = 8;

std::vector<Color> colors_in(config::TomlTable& table, const config::Key& key) {
  std::vector<Color> colors;
  for (const std::string& hex : table.texts(key)) {
    const auto color = publish::find_color(hex);
    if (!color) table.fail(key.name, fmt::format("'{}' is not a colour; expected \"#rrggbb\"", core::cleaned(hex)));
    colors.push_back(*color);
  }
  if (!colors.empty() && (colors.size() < publish::kFewestStops || colors.size() > publish::kMostStops))
    table.fail(key.name, fmt::format("{} colours; expected {} to {}, from low to high", colors.size(),
                                     publish::kFewestStops, publish::kMostStops));
  return colors;
}

void read_colors(config::TomlTable& style, publish::MapStyle& map) {
  auto table = style.table({"colors",
                            "colours from low to high, as \"#rrggbb\": those between are mixed; choose some that "
                            "differ in lightness, so that they are told apart in grey and by the colour-blind"});
  if (!table) return;
  const auto read = [&](ColorUse use, std::string_view meaning) {
    if (auto colors = colors_in(*table, {publish::name_of(use), meaning}); !colors.empty())
      map.colors[use] = std::move(colors);
  };
  read(ColorUse::coverage, "of the share of people with a place: the first where fewest have one");
  read(ColorUse::people, "of numbers of people");
  read(ColorUse::score, "of the scores of sites");
  read(ColorUse::time, "of travel times: the first where they are shortest");
  read(ColorUse::share, "of what else a site is coloured by: stability, completeness, sub-scores");
  table->finish();
}

/// What may have classes: a column of a layer, with the modes of the project. `layer` and `column` as a user names
/// them.
std::vector<publish::ClassedName> classed_in(const Project& project) {
  std::vector<model::Mode> modes;
  for (const TravelSettings& mode : project.modes) modes.push_back(mode.mode);
  return publish::classed_names(modes);
}

std::string known_columns(const std::vector<publish::ClassedName>& names, const std::string& layer) {
  std::vector<std::string> columns;
  for (const auto& name : names) {
    if (name.layer == layer) columns.push_back(name.column);
  }
  return fmt::format("{}", fmt::join(columns, ", "));
}

void check_named(const config::TomlTable& table, const publish::FixedBreaks& fixed, const Project& project) {
  const auto names = classed_in(project);
  const auto is_layer = [&](const auto& name) { return name.layer == fixed.layer; };
  if (std::ranges::none_of(names, is_layer)) {
    std::vector<std::string> layers;
    for (const auto& name : names) {
      if (std::ranges::find(layers, name.layer) == layers.end()) layers.push_back(name.layer);
    }
    table.fail("layer", fmt::format("no layer '{}' has classes; those that do: {}", core::cleaned(fixed.layer),
                                    fmt::join(layers, ", ")));
  }
  const auto is_it = [&](const auto& name) { return is_layer(name) && name.covers(fixed.column); };
  if (std::ranges::none_of(names, is_it))
    table.fail("column", fmt::format("layer '{}' has no classes of '{}'; it has those of: {}", fixed.layer,
                                     core::cleaned(fixed.column), known_columns(names, fixed.layer)));
}

void read_classes(config::TomlTable& table, Project& project) {
  publish::FixedBreaks fixed{table.required_text({"layer", "whose classes: as in the table class_breaks of an output"}),
                             table.required_text({"column", "of which column: likewise"}),
                             table.numbers({"breaks",
                                            "bounds between the classes, ascending; a class holds its lower "
                                            "bound. Shares as 0.5, not 50"})};
  check_named(table, fixed, project);
  const auto& breaks = fixed.breaks;
  const bool ascends = std::ranges::adjacent_find(breaks, std::ranges::greater_equal{}) == breaks.end();
  if (breaks.empty() || breaks.size() > kMostBreaks || !ascends ||
      !std::ranges::all_of(breaks, [](double bound) { return std::isfinite(bound); }))
    table.fail("breaks", fmt::format("expected 1 to {} numbers, each more than the one before", kMostBreaks));
  if (project.style.find_fixed(fixed.layer, fixed.column) != nullptr)
    table.fail("column", fmt::format("'{}' of layer '{}' stands in an earlier [[style.classes]] as well", fixed.column,
                                     fixed.layer));
  project.style.fixed.push_back(std::move(fixed));
}

void read_logo(config::TomlTable& table, Project& project) {
  const auto path = path_beside(
      table, {"logo", "a PNG or JPEG file beside this one: at the top right of each sheet to print"}, project);
  if (!path) return;
  if (const std::string fault = core::find_input_fault(*path); !fault.empty())
    table.fail("logo", fmt::format("{}: {}", path->string(), fault));
  project.style.logo = core::read_input(*path, kMostLogoBytes, core::ErrorKind::config);
  constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n";
  constexpr std::string_view kJpeg = "\xff\xd8\xff";
  const std::string& bytes = project.style.logo;
  if (!bytes.starts_with(kPng) && !bytes.starts_with(kJpeg))
    table.fail("logo", fmt::format("{} is neither PNG nor JPEG", path->string()));
}

void read_style(config::TomlTable& table, Project& project) {
  project.style.title = text_in(table, {"title", "title of the map and its sheets, in place of the project's name"});
  read_logo(table, project);
  read_colors(table, project.style);
  for (config::TomlTable& classes :
       table.tables({"classes", "classes that stay as they are from year to year; others are fitted to each run"})) {
    read_classes(classes, project);
    classes.finish();
  }
}

}  // namespace

Section style() {
  return {.key = {"style", "House style: how the maps look."},
          .read = read_style,
          .looks_at = {"mode"},
          .samples = {"[style]\n[style.colors]\ncoverage = [\"#084594\", \"#eff3ff\"]\n[[style.classes]]\nlayer = "
                      "\"coverage_gaps\"\ncolumn = \"people\"\nbreaks = [500, 2500]\n"}};
}

}  // namespace trek::project::detail::sections
