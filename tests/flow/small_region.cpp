#include "flow/small_region.hpp"

#include <fstream>
#include <stdexcept>

#include "twente/twente.hpp"

namespace trek::test {

const std::filesystem::path& small_region() {
  static const TemporaryFolder folder;
  static const bool made = [] {
    std::filesystem::create_directories(folder / "data");
    datasets::TwenteOptions options;
    options.scale = 0.02;
    (void)datasets::write_twente(folder / "data", options, {});
    std::filesystem::copy_file(std::filesystem::path{TREK_SOURCE_DIR} / "datasets/twente/trek.toml",
                               folder / "trek.toml");
    return true;
  }();
  if (!made) throw std::logic_error{"the small region was not made"};
  return folder.path();
}

SmallRegionCopy::SmallRegionCopy() {
  std::filesystem::copy(small_region(), folder_.path(), std::filesystem::copy_options::recursive);
}

CommandResult trek(const std::vector<std::string>& words, CommandOptions options) {
  std::vector<std::string> all{TREK_PROGRAM};
  all.insert(all.end(), words.begin(), words.end());
  options.environment.try_emplace("TREK_DATA", "");
  auto result = run_command(all, options);
  constexpr int kOwnMistake = 5;
  if (result.exit_code == kOwnMistake) throw std::runtime_error{"trek calls it a mistake of its own: " + result.err};
  return result;
}

void edit(const std::filesystem::path& file, const std::string& from, const std::string& to) {
  std::string text = bytes_of(file);
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error{"'" + from + "' is not in " + file.string()};
  std::ofstream{file, std::ios::binary} << text.replace(at, from.size(), to);
}

}  // namespace trek::test
