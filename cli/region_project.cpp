#include "region_project.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "trek/cli/embedded_text.hpp"
#include "trek/config/mapping.hpp"
#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/geo/point.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

constexpr std::string_view kDutchMark = "#nl ";
constexpr std::string_view kEnglishMark = "#en ";

/// A line in one language. A line that begins with the mark of a language is a comment in it; one that ends in a
/// comment has it in both, each behind its mark. None of a comment in the other language.
std::optional<std::string> find_in_language(const std::string& line, const Words& words) {
  const auto dutch = line.find(kDutchMark);
  const auto english = line.find(kEnglishMark);
  if (dutch == 0 || english == 0) {
    const bool is_meant = (dutch == 0) == words.is_dutch();
    return is_meant ? std::optional{"# " + line.substr(kDutchMark.size())} : std::nullopt;
  }
  if (dutch == std::string::npos || english == std::string::npos) return line;
  const std::string_view all{line};
  const std::string_view in_dutch = all.substr(dutch, english - dutch).substr(kDutchMark.size());
  const std::string_view in_english = all.substr(english).substr(kEnglishMark.size());
  return fmt::format("{}# {}", all.substr(0, dutch), core::trimmed(words.is_dutch() ? in_dutch : in_english));
}

/// "2024" of "2025-cbs_vk100_2024_v1.zip": the last year in the name of a file; empty for one without.
std::string year_in(const std::string& file) {
  std::string year;
  for (std::size_t begin = 0; begin < file.size();) {
    auto end = begin;
    while (end < file.size() && core::is_digit(file[end])) ++end;
    const std::string digits = file.substr(begin, end - begin);
    if (digits.size() == 4 && digits.starts_with("20")) year = digits;
    begin = end + 1;
  }
  return year;
}

/// How a source is fetched, by the mapping that knows its address.
std::string recipe_lines(const std::string& id) {
  const config::Mapping* mapping = config::find_mapping(id);
  if (mapping == nullptr || !mapping->fetch)
    throw core::Error{core::ErrorKind::internal, fmt::format("no recipe of '{}'", id)};
  const model::FetchRecipe& recipe = *mapping->fetch;
  std::string lines = fmt::format("path = \"{}\"\nmapping = \"{}\"\nurl = \"{}\"\n", recipe.file, id, recipe.url);
  if (recipe.kind == model::FetchKind::zip) lines += "fetch = \"zip\"\n";
  if (recipe.kind == model::FetchKind::wfs)
    lines +=
        fmt::format("fetch = {{ kind = \"wfs\", type = \"{}\", page_size = {} }}\n", recipe.type, recipe.page_size);
  if (const std::string year = year_in(recipe.file); !year.empty()) lines += fmt::format("vintage = \"{}\"\n", year);
  return lines + fmt::format("licence = \"{}\"\nattribution = \"{}\"", mapping->licence, mapping->attribution);
}

std::string municipality_lines(const std::vector<model::KnownMunicipality>& municipalities) {
  std::vector<std::string> lines;
  for (const auto& entry : municipalities) lines.push_back(fmt::format("  \"{}\",  # {}", entry.code, entry.name));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::string box_text(const std::vector<model::KnownMunicipality>& municipalities) {
  constexpr double kWider_m = 1000.0;
  geo::Box all;
  for (const auto& entry : municipalities) all.add(entry.box);
  const geo::Box box = all.grown(kWider_m);
  const auto kilometre = [](double metres) { return std::lround(metres) * 1000; };
  return fmt::format("[{}, {}, {}, {}]", kilometre(std::floor(box.min_x_m / 1000.0)),
                     kilometre(std::floor(box.min_y_m / 1000.0)), kilometre(std::ceil(box.max_x_m / 1000.0)),
                     kilometre(std::ceil(box.max_y_m / 1000.0)));
}

/// Geofabrik has an extract of each province, by these names, and one of the country.
std::string extract_of(const std::vector<model::KnownMunicipality>& municipalities) {
  std::set<std::string> provinces;
  for (const auto& entry : municipalities) provinces.insert(entry.province);
  if (provinces.size() != 1) return "netherlands";
  if (*provinces.begin() == "Fryslân") return "friesland";
  std::string name = core::folded(*provinces.begin());
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

std::string extract_page(const std::string& extract) {
  return fmt::format("https://download.geofabrik.de/europe/{}{}.html", extract == "netherlands" ? "" : "netherlands/",
                     extract);
}

std::map<std::string, std::string> texts_of(const ProjectRegion& region, model::Language language) {
  const std::string extract = extract_of(region.municipalities);
  return {{"name_nl", region.name.dutch()},
          {"name_en", region.name.en},
          {"title_nl", "Derde plekken in " + region.name.dutch()},
          {"title_en", "Third places in " + region.name.en},
          {"language", language == model::Language::nl ? "nl" : "en"},
          {"municipalities", municipality_lines(region.municipalities)},
          {"box", box_text(region.municipalities)},
          {"box_source", fmt::format("CBS gebiedsindelingen {}", model::kKnownMunicipalitiesYear)},
          {"extract", extract},
          {"extract_page", extract_page(extract)}};
}

/// What stands between two marks % is the name of a text, or of a mapping with a recipe.
std::string filled(std::string text, const std::map<std::string, std::string>& texts) {
  constexpr std::string_view kRecipe = "recipe ";
  for (auto begin = text.find('%'); begin != std::string::npos; begin = text.find('%', begin)) {
    const auto end = text.find('%', begin + 1);
    const std::string name = text.substr(begin + 1, end - begin - 1);
    const std::string value = name.starts_with(kRecipe) ? recipe_lines(name.substr(kRecipe.size())) : texts.at(name);
    text.replace(begin, end - begin + 1, value);
    begin += value.size();
  }
  return text;
}

}  // namespace

core::Phrase name_of(const model::KnownRegion& region) {
  if (region.kind != model::RegionKind::corop) return region.name;
  return {"het COROP-gebied " + region.name, "the COROP region " + region.name};
}

std::string word_for(const model::KnownRegion& region) {
  std::string word;
  for (const char letter : region.name) {
    if (letter != '\'') word += letter == ' ' || letter == '/' ? '-' : letter;
  }
  return word;
}

core::Phrase name_of_all(const std::vector<model::KnownMunicipality>& municipalities) {
  constexpr std::size_t kMostNames = 3;
  const std::size_t count = municipalities.size();
  if (count > kMostNames) return {fmt::format("{} gemeenten", count), fmt::format("{} municipalities", count)};
  std::vector<std::string> names;
  for (const auto& entry : municipalities) names.push_back(entry.name.substr(0, entry.name.find(" (")));
  if (count == 1) return names.front();
  const std::string last = names.back();
  names.pop_back();
  const std::string others = fmt::format("{}", fmt::join(names, ", "));
  return {others + " en " + last, others + " and " + last};
}

std::string region_project_text(const ProjectRegion& region, model::Language language) {
  const Words words{language};
  const auto texts = texts_of(region, language);
  std::string result;
  std::string_view left = region_template;
  while (!left.empty()) {
    const auto end = std::min(left.find('\n'), left.size() - 1);
    if (const auto line = find_in_language(std::string{left.substr(0, end)}, words))
      result += filled(*line, texts) + "\n";
    left.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace trek::cli
