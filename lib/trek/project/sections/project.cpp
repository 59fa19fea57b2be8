#include <string>

#include "trek/core/secrets.hpp"
#include "trek/project/detail/places.hpp"
#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail {
namespace {

namespace fs = std::filesystem;

void read_texts(config::TomlTable& table, Project& project, const Overrides& overrides) {
  const std::string language =
      table.word({"language", "of labels, map and sentences of the output; --lang goes over it"}, {"nl", "en"}, "nl");
  project.language = overrides.language.value_or(language == "nl" ? model::Language::nl : model::Language::en);
  project.name = required_text_in(table, {"name", "title of the map and the report"});
  project.notice = text_in(table, {"notice", "a warning that stands on every map and in every abstract"});
}

void read_folders(config::TomlTable& table, Project& project, const Overrides& overrides) {
  const fs::path folder = fs::absolute(project.file).parent_path();
  const auto path = [&](const config::Key& key, std::string_view fallback) {
    return folder / parsed_path(table, key.name, table.text(key, fallback));
  };
  project.own_data_folder =
      path({"data", "folder of the sources, beside this file; --data or TREK_DATA goes over it"}, "data");
  project.data_folder = project.own_data_folder;
  project.cache_folder = path({"cache", "folder for prepared streets, inside the folder of this file"}, ".trek-cache");
  for (const auto& allowed : overrides.allowed_folders) project.allowed_folders.push_back(fs::absolute(allowed));
  if (overrides.data_folder) {
    project.data_folder = fs::absolute(*overrides.data_folder);
    project.data_folder_by = overrides.data_folder_by;
    project.allowed_folders.push_back(project.data_folder);
  }
  check_cache_folder(table, project);
}

}  // namespace

void read_head(config::TomlTable& root, Project& project, const Overrides& overrides) {
  auto table = root.table({"project", "What the project is called, where its data lie and how it speaks."});
  if (!table) root.fail("project", "the table [project] is missing; it needs at least: name = \"...\"");
  read_texts(*table, project, overrides);
  project.read.crs = table->text({"crs", "coordinate system to compute in, in metres"}, project.read.crs);
  read_folders(*table, project, overrides);
  table->finish();
}

}  // namespace trek::project::detail
