#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

/// A GeoPackage that was renamed or copied: its projects still read the file of the old name.
namespace trek::publish {

/// What became of one project inside.
struct RelinkedProject {
  std::string name;
  std::vector<std::string> from;  // what its layers read before, as it stood there; now this file
  std::size_t source_count = 0;   // places that were changed for it
  bool was_of_other_run = false;  // it was made for other data than these; now it counts as one of these
  std::vector<std::string> lost;  // files that it reads, are not there, and do not hold what this one holds
  [[nodiscard]] bool changed() const noexcept { return source_count > 0 || was_of_other_run; }
};

/// Lets every QGIS project inside a GeoPackage read that file: those of trek's, and those that users saved there. What
/// changes in a project is the name of the file, and what it knows of the run; all else in it, and in the file, stays
/// as it is. A layer counts as one of this file's if it is read from the file that the project was made for, or from
/// one that is not there while this one has a table of that name. Layers of other files stay.
///
/// The file is written whole or not at all; nothing is written where nothing changes. By name of the project.
/// Errors  Error{data}: no such file, no GeoPackage with a project, damaged. Error{bad_argument}: changes of another
///         program lie beside it, or a name that QGIS cannot take. Error{output}, and the rest, as core::TargetFile.
std::vector<RelinkedProject> relink(const std::filesystem::path& file);

}  // namespace trek::publish
