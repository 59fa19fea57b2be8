#include "trek/project/input_files.hpp"

#include "trek/core/target_file.hpp"
#include "trek/ingest/input_files.hpp"

namespace trek::project {

namespace fs = std::filesystem;

std::vector<fs::path> input_files(const Project& project) {
  std::vector<fs::path> files{project.file};
  if (project.answers) files.push_back(*project.answers);
  if (project.decisions) files.push_back(*project.decisions);
  for (const ProfileFile& file : project.profile_files) files.push_back(file.path);
  const auto add = [&](const model::Source& source) {
    for (fs::path& file : ingest::input_files(source.path)) files.push_back(std::move(file));
  };
  for (const model::Source& source : project.sources) add(source);
  for (const TravelSettings& mode : project.modes) {
    if (mode.network) add(*mode.network);
  }
  return files;
}

fs::path cache_file(const Project& project, const model::Source& extract) {
  return project.cache_folder / (extract.name + ".trek");
}

std::vector<fs::path> cache_files(const Project& project) {
  std::vector<fs::path> files;
  for (const TravelSettings& mode : project.modes) {
    if (mode.network) files.push_back(cache_file(project, *mode.network));
  }
  return files;
}

void check_output(const Project& project, const fs::path& output, bool overwrite) {
  std::vector<fs::path> inputs = input_files(project);
  const std::vector<fs::path> cached = cache_files(project);
  for (const fs::path& file : cached) core::check_no_input(file, inputs);
  inputs.insert(inputs.end(), cached.begin(), cached.end());
  core::check_target(output, overwrite, inputs);
}

}  // namespace trek::project
