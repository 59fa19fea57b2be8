#include <fmt/format.h>

#include <algorithm>

#include "trek/core/error.hpp"
#include "trek/core/real_path.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/shortened.hpp"
#include "trek/core/text.hpp"
#include "trek/fetch/target.hpp"
#include "trek/project/detail/places.hpp"

namespace trek::project::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 100;  // bytes: a file name holds 255, with what comes before and behind
constexpr std::string_view kMarks = " -_.,+&'()";

bool is_ascii_name(char c) {
  return core::is_digit(c) || core::is_letter(c) || kMarks.find(c) != std::string_view::npos;
}

/// UTF-8 without control characters of one byte or two (C0, C1, DEL).
bool is_plain(std::string_view text) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7F; };
  if (std::any_of(text.begin(), text.end(), control)) return false;
  for (std::size_t at = text.find('\xC2'); at != std::string_view::npos; at = text.find('\xC2', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0U) return false;
  }
  return core::cleaned(text) == text;
}

/// Letters that one does not see, or that turn the direction of what follows: U+200B-F, U+2028-E, U+2060-F, U+FEFF.
bool has_unseen(std::string_view text) {
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const bool general =
        byte(0) == 0xE2U &&
        ((byte(1) == 0x80U && ((byte(2) >= 0x8BU && byte(2) <= 0x8FU) || (byte(2) >= 0xA8U && byte(2) <= 0xAEU))) ||
         (byte(1) == 0x81U && byte(2) >= 0xA0U && byte(2) <= 0xAFU));
    const bool mark = byte(0) == 0xEFU && byte(1) == 0xBBU && byte(2) == 0xBFU;
    if (general || mark) return true;
  }
  return false;
}

fs::path folder_of(const Project& project) { return fs::absolute(project.file).parent_path(); }

bool is_allowed(const Project& project, const fs::path& path) {
  return std::any_of(project.allowed_folders.begin(), project.allowed_folders.end(),
                     [&](const fs::path& folder) { return core::lies_in(path, folder); });
}

[[noreturn]] void fail(const fs::path& path, const std::string& what) {
  throw core::Error{core::ErrorKind::config, core::without_secrets(fmt::format("{} {}", path.string(), what))};
}

constexpr const char* kOnlyByCommand = "a project leaves its folder only where the command line says so";

bool is_hidden(const fs::path& path) {
  return std::any_of(path.begin(), path.end(), [](const fs::path& part) {
    const std::string text = part.string();
    return text != ".." && text != "." && (text.starts_with('.') || text.starts_with('~'));
  });
}

/// Below the folder of the data, or the one that the command line allows. Empty: it lies in neither.
std::optional<fs::path> part_below(const Project& project, const fs::path& file) {
  const fs::path real = core::real_path(file);
  std::vector<fs::path> folders = project.allowed_folders;
  if (core::lies_in(project.data_folder, folder_of(project))) folders.push_back(project.data_folder);
  for (const fs::path& folder : folders) {
    if (core::lies_in(file, folder)) return real.lexically_relative(core::real_path(folder));
  }
  return std::nullopt;
}

void check_written(const Project& project, const fs::path& file) {
  const auto below = part_below(project, file);
  if (!below && !core::lies_in(project.data_folder, folder_of(project)) && !is_allowed(project, project.data_folder))
    fail(file, fmt::format("lies outside the folder of the project, as its data folder does; {}: --data {}",
                           kOnlyByCommand, project.data_folder.string()));
  if (!below)
    fail(file, fmt::format("leads out of the data folder {}; {} (--allow-outside FOLDER). Give a path inside it",
                           project.data_folder.string(), kOnlyByCommand));
  if (is_hidden(*below))
    fail(file,
         "is hidden or begins with ~, which is filled in nowhere; nothing is fetched to such a path: give another");
  if (core::real_path(file) == core::real_path(project.file))
    fail(file, "is the project file itself; give the source another path");
}

}  // namespace

std::string fault_of_name(std::string_view name) {
  if (name.size() > kLongestName) return fmt::format("has {} bytes, at most {} are taken", name.size(), kLongestName);
  if (!is_plain(name) || has_unseen(name)) return "holds control characters, or bytes that are no UTF-8";
  const auto bad = std::find_if_not(name.begin(), name.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80U || is_ascii_name(c); });
  if (bad != name.end()) return fmt::format("holds '{}'; expected letters, digits, spaces and - _ . , + & ' ( )", *bad);
  const bool open = name.empty() || name.starts_with('.') || name.ends_with('.') || core::trimmed(name) != name;
  return open ? "is empty, or begins or ends with a dot or a space" : "";
}

std::string source_name(config::TomlTable& table, const fs::path& path) {
  const auto given = table.text(
      {"name",
       "name of the source in messages and outputs, of letters, digits, spaces and a few marks; default that of the "
       "file"});
  const std::string name = given.value_or(path.stem().string());
  const std::string fault = fault_of_name(name);
  if (fault.empty()) return name;
  const std::string shown = core::shortened(core::cleaned(name), kLongestName);
  table.fail("name", given ? fmt::format("'{}' is no name of a source: it {}; give another", shown, fault)
                           : fmt::format("'{}', from its path, is no name of a source: it {}; give one: name = \"...\"",
                                         shown, fault));
}

fs::path parsed_path(const config::TomlTable& table, std::string_view key, const std::string& text) {
  if (!is_plain(text))
    table.fail(key,
               fmt::format("'{}' holds control characters, or bytes that are no UTF-8; expected the path of a file",
                           core::cleaned(text)));
  if (text.find("://") != std::string::npos)
    table.fail(key, fmt::format("'{}' is an address; give it as url = \"...\", and here the file that it is saved as",
                                core::without_secrets(text)));
  return text;
}

void check_cache_folder(const config::TomlTable& table, const Project& project) {
  if (core::lies_in(project.cache_folder, folder_of(project)) || is_allowed(project, project.cache_folder)) return;
  table.fail("cache", fmt::format("{} lies outside the folder of the project; {}: --allow-outside {}",
                                  project.cache_folder.string(), kOnlyByCommand, project.cache_folder.string()));
}

void check_cache_file(const Project& project, const fs::path& file) {
  if (core::lies_in(file, project.cache_folder) || is_allowed(project, file)) return;
  fail(file, fmt::format("is a link that leads out of the cache folder; {}. Remove it", kOnlyByCommand));
}

void check_fetched_file(const Project& project, const fs::path& file) {
  for (const fs::path& written : fetch::written_files(file)) check_written(project, written);
}

}  // namespace trek::project::detail
