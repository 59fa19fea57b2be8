#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "support/command.hpp"

namespace trek::test {

/// A verb that writes, on the files of a drawn project: words as typed in its folder, up to the name of the output.
struct WritingVerb {
  std::string name;
  std::vector<std::string> words;
  std::string output;               // where it goes unless the test says otherwise: in the folder "out"
  int done = 0;                     // its exit code when all is well
  std::vector<std::string> inputs;  // all that it reads, within the folder
};

/// Writes a project of a few streets, cells and candidates, `punten.csv`, `gewichten.csv`, `net.trek`, and two
/// outputs of it, `voor.gpkg` and `na.gpkg`, into a folder, and makes the folder "out" in it.
void draw_project(const std::filesystem::path& folder);

/// run, check --map, import, network build, matrix, reach, isochrone, diff: each writes one file and may replace it.
[[nodiscard]] const std::vector<WritingVerb>& writing_verbs();

/// The verb in `folder`, to `output`, with --overwrite; the time of the run is fixed.
[[nodiscard]] CommandResult write_with(const WritingVerb& verb, const std::filesystem::path& folder,
                                       const std::filesystem::path& output, CommandOptions options = {});

}  // namespace trek::test
