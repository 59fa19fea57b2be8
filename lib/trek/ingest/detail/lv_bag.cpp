#include "trek/ingest/detail/lv_bag.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <regex>
#include <tuple>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/zip_directory.hpp"

namespace trek::ingest::detail {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kObjects{{
    {"PND", "Pand"},
    {"VBO", "Verblijfsobject"},
    {"LIG", "Ligplaats"},
    {"STA", "Standplaats"},
    {"NUM", "Nummeraanduiding"},
    {"OPR", "Openbareruimte"},
    {"WPL", "Woonplaats"},
}};

/// The layer of "0221VBO15092020-000001.xml" or "9999VBO08012026.zip"; empty for a file of another name, such as the
/// delivery document, GEM-WPL-RELATIE and what is inactive, under investigation or no BAG.
std::string layer_of(const std::string& name) {
  static const std::regex pattern{R"(\d{4}([A-Z]{3})\d{8}(-\d+)?\.(xml|zip))", std::regex::icase};
  std::smatch match;
  if (!std::regex_match(name, match, pattern)) return {};
  const std::string code = core::folded(match[1].str());
  for (const auto& [known, layer] : kObjects) {
    if (core::folded(known) == code) return std::string{layer};
  }
  return {};
}

bool has_extension(const std::string& name, std::string_view extension) {
  return core::folded(fs::path{name}.extension().string()) == core::folded(extension);
}

std::vector<std::string> listed(const std::string& folder) {
  char** const list = VSIReadDirRecursive(folder.c_str());
  std::vector<std::string> names;
  for (char** entry = list; entry != nullptr && *entry != nullptr; ++entry) names.emplace_back(*entry);
  CSLDestroy(list);
  return names;
}

}  // namespace

std::optional<LvBagExtract> LvBagExtract::find(const fs::path& path) {
  LvBagExtract extract;
  extract.path_ = path;
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    extract.add_folder(path);
  } else if (has_extension(path.filename().string(), ".zip")) {
    extract.add_zip(path);
  }
  if (extract.entries_.empty()) return std::nullopt;
  std::sort(extract.entries_.begin(), extract.entries_.end(),
            [](const Entry& a, const Entry& b) { return std::tie(a.name, a.path) < std::tie(b.name, b.path); });
  return extract;
}

void LvBagExtract::add(const std::string& name, const std::string& path, bool is_compressed) {
  const std::string layer = layer_of(name);
  if (!layer.empty()) entries_.push_back({layer, name, path, has_extension(name, ".zip"), is_compressed});
}

void LvBagExtract::add_folder(const fs::path& folder) {
  std::error_code ignored;  // open_file has listed it
  for (const auto& entry : fs::directory_iterator{folder, ignored}) {
    if (entry.is_regular_file(ignored))
      add(entry.path().filename().string(), fs::absolute(entry.path()).string(), false);
  }
}

void LvBagExtract::add_zip(const fs::path& zip) {
  const std::string inside = fmt::format("/vsizip/{{{}}}", fs::absolute(zip).string());
  for (const ZipMember& member : zip_members(zip.string(), zip.string()))
    add(fs::path{member.name}.filename().string(), fmt::format("{}/{}", inside, member.name), !member.is_stored);
}

std::vector<std::string> LvBagExtract::layers() const {
  std::vector<std::string> names;
  for (const auto& object : kObjects) {
    const auto layer = object.second;
    if (std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.layer == layer; }))
      names.emplace_back(layer);
  }
  return names;
}

std::vector<std::string> LvBagExtract::members_of(const Entry& zip) {
  std::string path = zip.path;
  if (zip.is_compressed) {
    path = (folder_.path() / zip.name).string();
    std::error_code ignored;
    if (!fs::exists(path, ignored) && CPLCopyFile(path.c_str(), zip.path.c_str()) != 0) {
      throw core::Error{core::ErrorKind::output,
                        fmt::format("{}: '{}' in it cannot be unpacked into {}; it needs room there, or set TMPDIR",
                                    path_.string(), zip.name, folder_.path().string())};
    }
  }
  static_cast<void>(zip_members(path, fmt::format("{}: '{}' in it", path_.string(), zip.name)));
  const std::string inside = fmt::format("/vsizip/{{{}}}", path);
  std::vector<std::string> files;
  for (const auto& member : listed(inside)) {
    if (has_extension(member, ".xml") && layer_of(fs::path{member}.filename().string()) == zip.layer)
      files.push_back(fmt::format("{}/{}", inside, member));
  }
  std::sort(files.begin(), files.end());
  if (!files.empty()) return files;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}: '{}' in it is damaged or holds no files of {}; get it again", path_.string(),
                                zip.name, zip.layer)};
}

std::vector<std::string> LvBagExtract::files_of(std::string_view layer) {
  std::vector<std::string> files;
  for (const Entry& entry : entries_) {
    if (entry.layer != layer) continue;
    if (entry.is_zip) {
      auto members = members_of(entry);
      files.insert(files.end(), std::make_move_iterator(members.begin()), std::make_move_iterator(members.end()));
    } else {
      files.push_back(entry.path);
    }
  }
  return files;
}

}  // namespace trek::ingest::detail
