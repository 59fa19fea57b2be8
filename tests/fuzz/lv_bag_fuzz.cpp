// An LV BAG extract of which one file is anything. The first line is the code of its objects ("VBO"); what follows is
// the file.
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/support/lv_bag_files.hpp"
#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/ingest/import.hpp"

namespace trek::fuzz {
namespace {

namespace fs = std::filesystem;

std::string path_of(const std::string& code) { return "extract/9999" + code + "08012026-000001.xml"; }

/// The sound extract with one file in the place of its own.
fs::path extract_with(const std::string& code, std::string_view bytes) {
  static const auto sound = lv_bag_files();
  fs::create_directories(memory_folder() / "extract");
  for (const auto& [name, text] : sound) memory_folder().write(path_of(name), name == code ? bytes : text);
  return memory_folder() / "extract";
}

void check(const fs::path& path, const char* table) {
  model::Source source;
  source.name = "bag";
  source.table = table;
  source.path = path;
  ingest::ReadOptions options;
  options.today = "2026-01-08";
  const auto imported = outcome([&] { return ingest::import_source(source, options, {}); });
  if (imported) require_balance(imported->record, imported->report);
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> list;
  for (const auto& [code, text] : lv_bag_files()) list.push_back(code + "\n" + text);
  return list;
}

std::vector<std::string> words() {
  return {"PND\n",
          "VBO\n",
          "NUM\n",
          "OPR\n",
          "WPL\n",
          "LIG\n",
          "<sl:stand>",
          "</sl:stand>",
          "<Objecten:",
          "<Historie:",
          "<gml:pos>",
          "<gml:posList>",
          "eindGeldigheid",
          "identificatie",
          "domein=\"NL.IMBAG.",
          "status>",
          "2010-01-01",
          "Pand gesloopt",
          "Verblijfsobject ingetrokken",
          "0153100000000001",
          "nan",
          "&lt;",
          "<![CDATA[",
          "]]>",
          "<!--",
          "<?xml"};
}

void run(std::string_view input) {
  if (input.size() < 4 || input[3] != '\n') return;
  const std::string code{input.substr(0, 3)};
  const auto path = extract_with(code, input.substr(4));
  check(path, code == "PND" ? "buildings" : code == "WPL" ? "towns" : "units");
}

}  // namespace trek::fuzz
