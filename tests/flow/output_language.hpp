#pragma once

#include <filesystem>

/// What trek itself says in an output is in the language of the map. For the output of any project whose sources are in
/// Dutch.
namespace trek::test {

/// Two outputs of one project, that differ in their language alone. Checks, in Catch2, every text of both: words that
/// only the other language has betray a sentence. Names, addresses and what else a source says are passed over.
void check_languages(const std::filesystem::path& dutch, const std::filesystem::path& english);

}  // namespace trek::test
