#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/report/page.hpp"

/// Pages, charts and tables of a finished run, for who does not open a map.
namespace trek::report {

/// All files of a report, its list of contents (`index.html`) first. Same output, same bytes.
[[nodiscard]] std::vector<PageFile> report_files(const Subject& subject, const core::Control& control = {});

/// Whether this program was built with what draws the interactive map (lib/cmake/TrekWebMap.cmake). Without it a report
/// has all other pages.
[[nodiscard]] bool has_interactive_map();

/// Writes them in a folder, whole or not at all. Errors  those of core::TargetFolder.
void write_report(const std::vector<PageFile>& files, const std::filesystem::path& folder, bool overwrite);

}  // namespace trek::report
