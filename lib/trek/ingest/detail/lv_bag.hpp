#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/ingest/detail/private_folder.hpp"

namespace trek::ingest::detail {

/// An LV BAG extract as it is delivered: XML files of some 10,000 objects of one type each
/// ("0221VBO15092020-000001.xml"), in a folder, in a zip, or in zips ("9999VBO08012026.zip") in either.
class LvBagExtract {
 public:
  /// Empty for a path that holds no such files.
  [[nodiscard]] static std::optional<LvBagExtract> find(const std::filesystem::path& path);

  /// Object types that are there, by the names that GDAL gives to their layers.
  [[nodiscard]] std::vector<std::string> layers() const;

  /// GDAL's paths of the files of a layer, in order of name.
  ///
  /// Errors  Error{data} for a zip that is damaged or holds none.
  /// Cost    looks only into the zips of that type. A zip that is compressed inside a zip cannot be read here and there
  ///         in it: it is unpacked into a private folder, as it is (nothing of what it holds is unpacked). Stored ones
  ///         are read where they lie.
  [[nodiscard]] std::vector<std::string> files_of(std::string_view layer);

 private:
  struct Entry {
    std::string layer;
    std::string name;  // of the file
    std::string path;  // for GDAL
    bool is_zip = false;
    bool is_compressed = false;  // and lies in a zip
  };
  void add(const std::string& name, const std::string& path, bool is_compressed);
  void add_folder(const std::filesystem::path& folder);
  void add_zip(const std::filesystem::path& zip);
  [[nodiscard]] std::vector<std::string> members_of(const Entry& zip);

  std::filesystem::path path_;
  std::vector<Entry> entries_;
  PrivateFolder folder_;
};

}  // namespace trek::ingest::detail
