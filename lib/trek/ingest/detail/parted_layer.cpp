#include "trek/ingest/detail/parted_layer.hpp"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <array>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"

namespace trek::ingest::detail {

namespace {

constexpr GIntBig kMostTextBytes = GIntBig{512} << 20U;  // what is longer is read without a sieve

struct FreeBytes {
  void operator()(GByte* bytes) const noexcept { VSIFree(bytes); }
};

/// All of a file; empty where it cannot be had at once.
std::string text_of(const std::string& file) {
  GByte* bytes = nullptr;
  vsi_l_offset count = 0;
  if (VSIIngestFile(nullptr, file.c_str(), &bytes, &count, kMostTextBytes) == 0) return {};
  const std::unique_ptr<GByte, FreeBytes> owned{bytes};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count)};
}

/// Readers find fields by their position: a file of other objects has others there.
void check_layer(const std::string& file, std::string_view expected, std::string_view found) {
  if (found == expected) return;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}: holds '{}', expected '{}' by its name; give the file the name that it came with, "
                                "or get it again",
                                file, core::cleaned(found), expected)};
}

}  // namespace

TextFile::TextFile(std::string text)
    : text_{std::move(text)}, name_{fmt::format("/vsimem/trek-{}.xml", static_cast<const void*>(this))} {
  VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), reinterpret_cast<GByte*>(text_.data()), text_.size(), FALSE));
}

TextFile::~TextFile() { VSIUnlink(name_.c_str()); }

Dataset open_lv_bag_file(const std::string& file, std::string_view layer, const GdalScope& scope) {
  const std::array<const char*, 2> only{"LVBAG", nullptr};
  const auto failures = scope.failure_count();
  Dataset dataset{GDALOpenEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, only.data(),
                             nullptr, nullptr)};
  if (dataset && scope.failure_count() == failures && GDALDatasetGetLayerCount(dataset.get()) > 0) {
    check_layer(file, layer, OGR_L_GetName(GDALDatasetGetLayer(dataset.get(), 0)));
    return dataset;
  }
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}: cannot be read as LVBAG: {}; get it again or mend it", file,
                                scope.failure_count() == failures ? "no reason given" : scope.last_failure())};
}

PartedLayer::PartedLayer(std::string name, std::vector<std::string> files, const GdalScope& scope)
    : name_{std::move(name)}, files_{std::move(files)}, scope_{&scope}, is_open_{open_part()} {}

bool PartedLayer::set_where(const std::string& where) {
  where_ = where;
  return OGR_L_SetAttributeFilter(layer_, where.empty() ? nullptr : where.c_str()) == OGRERR_NONE;
}

void PartedLayer::rewind() {
  if (!has_parts()) return OGR_L_ResetReading(layer_);
  part_ = 0;
  is_open_ = false;
}

/// False when the sieve leaves nothing of the part: the dataset before it stays, for its name and fields.
bool PartedLayer::open_part() {
  if (on_part_) on_part_(part_);
  const std::string& file = files_[part_];
  std::string text = sieve_.idle() ? std::string{} : text_of(file);
  if (text.empty()) {
    dataset_ = open_lv_bag_file(file, name_, *scope_);
  } else {
    text = sieved(text, sieve_);
    if (text.empty()) return false;
    dataset_.reset();  // it may still read the text before this one
    text_ = std::make_unique<TextFile>(std::move(text));
    dataset_ = open_lv_bag_file(text_->name(), name_, *scope_);
  }
  layer_ = GDALDatasetGetLayer(dataset_.get(), 0);
  if (!where_.empty()) OGR_L_SetAttributeFilter(layer_, where_.c_str());
  OGR_L_ResetReading(layer_);
  return true;
}

Feature PartedLayer::next() {
  if (!has_parts()) return Feature{OGR_L_GetNextFeature(layer_)};
  for (; part_ < files_.size(); ++part_, is_open_ = false) {
    if (!is_open_) is_open_ = open_part();
    if (!is_open_) continue;
    const auto failures = scope_->failure_count();
    Feature feature{OGR_L_GetNextFeature(layer_)};
    if (feature || scope_->failure_count() != failures) return feature;
  }
  return nullptr;
}

std::uint64_t PartedLayer::count() {
  if (!has_parts()) return static_cast<std::uint64_t>(OGR_L_GetFeatureCount(layer_, TRUE));
  std::uint64_t count = 0;
  rewind();
  while (next()) ++count;
  rewind();
  return count;
}

}  // namespace trek::ingest::detail
