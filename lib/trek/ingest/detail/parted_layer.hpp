#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trek/ingest/detail/ogr.hpp"
#include "trek/ingest/detail/stand_sieve.hpp"

namespace trek::ingest::detail {

/// Opens one LV BAG file, of objects of one type. Errors  Error{data}, also where it holds another layer.
[[nodiscard]] Dataset open_lv_bag_file(const std::string& file, std::string_view layer, const GdalScope& scope);

/// A text as a file of GDAL's, in memory, while it lives.
class TextFile {
 public:
  explicit TextFile(std::string text);
  ~TextFile();
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string text_;
  std::string name_;
};

/// A layer in one file, or in many that are read one after another: of an LV BAG extract one file is open at a time.
class PartedLayer {
 public:
  PartedLayer() = default;
  explicit PartedLayer(OGRLayerH layer) : layer_{layer} {}
  /// The first file is open at once. Precondition: there is one. Errors  those of open_lv_bag_file, for each file.
  PartedLayer(std::string name, std::vector<std::string> files, const GdalScope& scope);

  /// GDAL's layer, of the file that is open: name, fields and CRS are the same in all of them.
  [[nodiscard]] OGRLayerH handle() const noexcept { return layer_; }
  [[nodiscard]] bool has_parts() const noexcept { return !files_.empty(); }
  [[nodiscard]] std::size_t part_count() const noexcept { return files_.size(); }
  [[nodiscard]] std::size_t part() const noexcept { return part_; }

  /// GDAL's attribute filter, empty for none; false when it cannot be understood.
  bool set_where(const std::string& where);
  /// From the next rewind() on.
  void set_sieve(StandSieve sieve) { sieve_ = std::move(sieve); }
  /// Called before each part is opened, with its number.
  void on_part(std::function<void(std::size_t)> call) { on_part_ = std::move(call); }
  void rewind();
  /// The next feature that passes; empty at the end, and where a file breaks off (then `scope` has a failure more).
  [[nodiscard]] Feature next();
  /// Features that pass; reads all of them, and begins anew.
  [[nodiscard]] std::uint64_t count();

 private:
  bool open_part();

  std::string name_;  // of the layer in each of the files
  std::vector<std::string> files_;
  const GdalScope* scope_ = nullptr;
  std::string where_;
  StandSieve sieve_;
  std::function<void(std::size_t)> on_part_;
  std::size_t part_ = 0;
  std::unique_ptr<TextFile> text_;  // of the part, sieved; outlives the dataset that reads it
  Dataset dataset_;
  OGRLayerH layer_ = nullptr;
  bool is_open_ = false;  // the part that `part_` says
};

}  // namespace trek::ingest::detail
