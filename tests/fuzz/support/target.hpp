#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What every fuzz target defines; support/main.cpp hands it to libFuzzer.
namespace trek::fuzz {

/// The inputs to begin from, made here: small, sound, and each of another kind.
[[nodiscard]] std::vector<std::string> seeds();

/// Words that inputs are made of, for mutations.
[[nodiscard]] std::vector<std::string> words();

/// One input. Ends the program (see `require`) where something does not hold.
void run(std::string_view input);

}  // namespace trek::fuzz
