// What libFuzzer calls. With --write-seeds=FOLDER a target writes its seeds into that folder, and its words into
// FOLDER.dict, and ends.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/target.hpp"

namespace {

namespace fs = std::filesystem;

std::string dictionary_word(std::string_view word) {
  std::string text = "\"";
  for (const char c : word) {
    char escaped[8];
    std::snprintf(escaped, sizeof escaped, "\\x%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    text += escaped;
  }
  return text + "\"";
}

void write_seeds(const fs::path& folder) {
  fs::create_directories(folder);
  int number = 0;
  for (const std::string& seed : trek::fuzz::seeds())
    std::ofstream{folder / ("seed_" + std::to_string(++number)), std::ios::binary} << seed;
  std::ofstream dictionary{folder.string() + ".dict"};
  for (const std::string& word : trek::fuzz::words()) dictionary << dictionary_word(word) << '\n';
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  static_cast<void>(trek::fuzz::memory_folder());
  constexpr std::string_view kOption = "--write-seeds=";
  for (int i = 1; i < *count; ++i) {
    const std::string_view argument = (*arguments)[i];
    if (!argument.starts_with(kOption)) continue;
    write_seeds(argument.substr(kOption.size()));
    std::exit(0);
  }
  // What is made once and kept (tables of PROJ, a sound output) is not of the time that an input may take.
  trek::fuzz::run(trek::fuzz::seeds().front());
  return 0;
}

// GEOS 3.11 leaks some hundred bytes where it gives up on a polygon.
extern "C" const char* __lsan_default_suppressions() { return "leak:libgeos.so\n"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  trek::fuzz::run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
