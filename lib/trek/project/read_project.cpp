#include "trek/project/read_project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "trek/config/toml_table.hpp"
#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/sha256.hpp"
#include "trek/measure/measured.hpp"
#include "trek/profile/assessment.hpp"
#include "trek/project/detail/measure_settings.hpp"
#include "trek/project/detail/parsed_project.hpp"
#include "trek/project/detail/section.hpp"

namespace trek::project {
namespace {

using config::TomlTable;

/// The largest project that was seen has 20 KiB.
constexpr std::uint64_t kMostProjectBytes = std::uint64_t{4} << 20U;

std::string read_text(const std::filesystem::path& file) {
  const std::string fault = core::find_input_fault(file);
  if (fault.empty()) return core::read_input(file, kMostProjectBytes, core::ErrorKind::config);
  throw core::Error{
      core::ErrorKind::config,
      fmt::format("{}: cannot be read as a project file: {}; give the path of one, or make one with 'trek init FOLDER'",
                  file.string(), fault)};
}

void read_section(const detail::Section& section, TomlTable& root, Project& project) {
  const auto read = [&](TomlTable& table) {
    section.read(table, project);
    table.finish();
  };
  if (section.repeats) {
    for (TomlTable& table : root.tables(section.key)) read(table);
  } else if (auto table = root.table(section.key)) {
    read(*table);
  }
  if (section.check != nullptr) section.check(root, project);
}

/// Criteria of profiles that read what this project does not measure are not asked.
void keep_measured(Project& project) {
  std::vector<std::string> ids;
  for (const measure::Measure& one : measure::criteria_measures(detail::measure_settings(project)))
    ids.push_back(one.id);
  for (profile::Profile& sought : project.profiles) sought = profile::as_measured(std::move(sought), ids);
}

}  // namespace

Project read_project(const std::filesystem::path& file, const Overrides& overrides) {
  return detail::parsed_project(file, read_text(file), overrides);
}

Project detail::parsed_project(const std::filesystem::path& file, const std::string& text, const Overrides& overrides,
                               config::AskedKeys* asked) {
  TomlTable root{file, text, asked};
  Project project;
  project.file = file;
  project.sha256 = core::sha256(text);
  read_head(root, project, overrides);
  for (const Section& section : all_sections()) read_section(section, root, project);
  root.finish();
  keep_measured(project);
  return project;
}

}  // namespace trek::project
