// A zip as a source: its directory, an LV BAG extract in it, a layer in it, and what a download of it is held to.
#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/support/layers.hpp"
#include "fuzz/support/lv_bag_files.hpp"
#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "support/lv_bag_extract.hpp"
#include "trek/fetch/detail/content.hpp"
#include "trek/ingest/detail/lv_bag.hpp"
#include "trek/ingest/detail/ogr.hpp"
#include "trek/ingest/import.hpp"

namespace trek::fuzz {
namespace {

namespace fs = std::filesystem;
using test::lv_bag::Packing;
using test::lv_bag::ZipFile;

/// The bytes of a zip with these members.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members, Packing packing) {
  const fs::path path = memory_folder() / "seed.zip";
  fs::remove(path);
  {
    ZipFile zip{path, packing};
    for (const auto& [name, bytes] : members) zip.add(name, bytes);
  }
  return bytes_of(path);
}

std::vector<std::pair<std::string, std::string>> extract() {
  std::vector<std::pair<std::string, std::string>> members;
  for (const auto& [code, text] : lv_bag_files()) members.emplace_back("9999" + code + "08012026-000001.xml", text);
  return members;
}

void check_import(const fs::path& path, const char* table) {
  model::Source source;
  source.name = "zipped";
  source.table = table;
  source.path = path;
  const auto imported = outcome([&] { return ingest::import_source(source, {}, {}); });
  if (imported) require_balance(imported->record, imported->report);
}

void check_extract(const fs::path& path) {
  const ingest::detail::GdalScope quiet;
  auto found = outcome([&] { return ingest::detail::LvBagExtract::find(path); });
  if (!found || !*found) return;
  for (const std::string& layer : (*found)->layers())
    static_cast<void>(outcome([&] { return (*found)->files_of(layer); }));
}

}  // namespace

std::vector<std::string> seeds() {
  const auto inner = zip_of(extract(), Packing::compressed);
  std::vector<std::string> list{inner, zip_of(extract(), Packing::stored),
                                zip_of({{"9999PND08012026.zip", inner}}, Packing::compressed),
                                zip_of({{"9999PND08012026.zip", inner}}, Packing::stored)};
  for (const auto& layer : small_layers()) list.push_back(zip_of({layer}, Packing::stored));
  list.push_back(zip_of({{"a.csv", "id,x,y\n"}, {"b/c.csv", "id,x,y\n"}}, Packing::stored));
  return list;
}

std::vector<std::string> words() {
  return {std::string("PK\x01\x02", 4),
          std::string("PK\x03\x04", 4),
          std::string("PK\x05\x06", 4),
          std::string("PK\x06\x06", 4),
          std::string("PK\x06\x07", 4),
          std::string("\xFF\xFF\xFF\xFF", 4),
          ".xml",
          ".zip",
          ".csv",
          "../",
          "PND08012026"};
}

void run(std::string_view input) {
  const fs::path path = memory_folder().write("drawn.zip", input);
  static_cast<void>(accepted([&] { fetch::detail::check_zip(path, "https://example.org/drawn.zip"); }));
  check_extract(path);
  check_import(path, "buildings");
  check_import(path, "candidates");
  memory_folder().close_files();
}

}  // namespace trek::fuzz
