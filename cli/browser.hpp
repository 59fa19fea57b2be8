#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/report/page.hpp"

/// A browser of this machine (Chromium, Chrome, Edge), for what only a browser can do: print a page.
namespace trek::cli {

/// What $TREK_BROWSER names, else the first of them that is on PATH; empty where there is none.
[[nodiscard]] std::optional<std::string> find_browser();

/// Of each page that is meant for paper a PDF with its name, in their order. Links to other files are left out of
/// these: they would lead to where the page was printed. The browser is shut off from all networks.
///
/// Errors  Error{bad_argument}: no browser; Error{output}: it gives no PDF, or takes more than two minutes for a page.
///         Error{cancelled}. Cost  a second or two a page.
[[nodiscard]] std::vector<report::PageFile> printed(const std::vector<report::PageFile>& files,
                                                    const core::Control& control);

}  // namespace trek::cli
