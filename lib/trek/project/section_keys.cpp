#include "trek/project/detail/section_keys.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "trek/core/secrets.hpp"
#include "trek/core/text.hpp"
#include "trek/project/detail/places.hpp"

namespace trek::project::detail {

core::Phrase phrase_in(config::TomlTable& table, const config::Key& key, const core::Phrase& other) {
  const auto text = [&](const char* code, const char* language, const std::string& fallback) {
    const auto own = table.text(
        {fmt::format("{}_{}", key.name, code), fmt::format("{} for a map in {}", key.meaning, language)}, "");
    return own.empty() ? fallback : core::without_secrets(own);
  };
  const std::string dutch = text("nl", "Dutch", other.dutch());
  const std::string english = text("en", "English", other.en);
  return {dutch, english.empty() ? dutch : english};  // what is said in one language alone is not lost in the other
}

core::Phrase text_in(config::TomlTable& table, const config::Key& key) {
  return phrase_in(table, {key.name, "the same"}, core::without_secrets(table.text(key, "")));
}

core::Phrase required_text_in(config::TomlTable& table, const config::Key& key) {
  static_cast<void>(table.required_text(key));
  return text_in(table, key);
}

std::optional<std::filesystem::path> path_beside(config::TomlTable& table, const config::Key& key,
                                                 const Project& project) {
  const auto text = table.text(key);
  if (!text) return std::nullopt;
  return std::filesystem::absolute(project.file).parent_path() / parsed_path(table, key.name, *text);
}

const model::Source& named_source(const config::TomlTable& table, std::string_view key, const std::string& name,
                                  std::string_view source_table, const Project& project) {
  std::vector<std::string> names;
  for (const model::Source& source : project.sources) {
    if (source.table != source_table) continue;
    if (source.name == name) return source;
    names.push_back(source.name);
  }
  table.fail(key, fmt::format("'{}' is not the name of a [[source]] with table = \"{}\"{}", name, source_table,
                              core::did_you_mean(name, names)));
}

std::vector<double> criterion_weights(config::TomlTable& table, const config::Key& key, const Project& project) {
  std::vector<double> weights(project.criteria.size());
  for (const auto& [id, weight] : table.number_map(key)) {
    const auto found = std::ranges::find(project.criteria, id, &profile::Criterion::id);
    if (found == project.criteria.end()) {
      std::vector<std::string> ids;
      for (const profile::Criterion& criterion : project.criteria) ids.push_back(criterion.id);
      table.fail(key.name, "'" + id + "' is not the measure of a [[criterion]]" + core::did_you_mean(id, ids));
    }
    if (!(weight >= 0.0 && weight <= 1e6))
      table.fail(key.name, "the weight of '" + id + "' must lie between 0 and 1000000");
    weights[static_cast<std::size_t>(found - project.criteria.begin())] = weight;
  }
  if (std::ranges::all_of(weights, [](double weight) { return weight == 0.0; }))
    table.fail(key.name, "no criterion has a weight above 0; write weights = { MEASURE = 10, ... }");
  return weights;
}

std::vector<model::SiteType> site_types(config::TomlTable& table, const config::Key& key) {
  std::vector<model::SiteType> types;
  for (const std::string& name : table.texts(key)) {
    const auto type = model::find_site_type(name);
    if (!type)
      table.fail(key.name,
                 fmt::format("'{}' is not known; choose from {}", name, fmt::join(model::site_type_names(), ", ")));
    types.push_back(*type);
  }
  return types;
}

}  // namespace trek::project::detail
