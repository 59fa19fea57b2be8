#pragma once

#include <filesystem>

namespace trek::test {

/// Two outputs of one project, made at one time under one file name, that differ in their language alone. Checks, in
/// Catch2, that a report of either in the language of the other is, byte for byte, that of the other. Writes in
/// `folder`.
void check_reports(const std::filesystem::path& dutch, const std::filesystem::path& english,
                   const std::filesystem::path& folder);

}  // namespace trek::test
