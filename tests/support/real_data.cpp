#include "support/real_data.hpp"

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

namespace trek::test {

namespace {

std::filesystem::path real_layers() {
  const char* const setting = std::getenv("TREK_DATA");
  return setting != nullptr ? std::filesystem::path{setting}
                            : std::filesystem::path{TREK_SOURCE_DIR} / "../shared/data";
}

}  // namespace

std::optional<std::filesystem::path> find_real_layers() {
  const auto folder = real_layers();
  return std::filesystem::is_directory(folder) ? std::optional{folder} : std::nullopt;
}

std::filesystem::path real_data(std::string_view relative_path) {
  const auto folder = real_layers();
  if (!std::filesystem::is_directory(folder)) {
    std::cerr << "SKIPPED: no real data at " << folder
              << "; set TREK_DATA to the folder that holds boundaries/, heritage/ ...\n";
    std::exit(77);
  }
  const auto file = folder / relative_path;
  if (!std::filesystem::exists(file)) throw std::runtime_error{"real data file is missing: " + file.string()};
  return file;
}

}  // namespace trek::test
