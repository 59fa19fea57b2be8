#include "trek/ingest/input_files.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

namespace trek::ingest {
namespace {

namespace fs = std::filesystem;

std::string in_case(std::string_view text, char first, char last) {
  std::string result{text};
  for (char& c : result) {
    if (c >= first && c <= last) c = static_cast<char>(c ^ ('a' - 'A'));
  }
  return result;
}

/// GDAL looks for them in the case of the name, or in capitals.
void add_replaced(const fs::path& source, std::initializer_list<std::string_view> extensions,
                  std::vector<fs::path>& files) {
  for (const std::string_view extension : extensions) {
    files.push_back(fs::path{source}.replace_extension(extension));
    files.push_back(fs::path{source}.replace_extension(in_case(extension, 'a', 'z')));
  }
}

}  // namespace

std::vector<fs::path> input_files(const fs::path& source) {
  std::vector<fs::path> files{source};
  const std::string extension = in_case(source.extension().string(), 'A', 'Z');
  const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), extension) != names.end();
  };
  if (is_one_of({".shp", ".dbf", ".shx"}))
    add_replaced(source,
                 {".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj", ".qix", ".sbn", ".sbx", ".idm", ".ind", ".cst"},
                 files);
  if (is_one_of({".csv", ".tsv", ".txt"})) add_replaced(source, {".csvt", ".prj"}, files);
  if (is_one_of({".gml", ".xml"})) add_replaced(source, {".xsd", ".gfs"}, files);
  for (const char* const log : {"-wal", "-journal", "-shm"}) files.emplace_back(source.string() + log);
  return files;
}

}  // namespace trek::ingest
