#include "trek/ingest/detail/files.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <span>
#include <system_error>
#include <utility>

#include "trek/core/input_file.hpp"
#include "trek/core/sha256.hpp"
#include "trek/core/shortage.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/csv_beginning.hpp"
#include "trek/ingest/detail/file_fault.hpp"
#include "trek/ingest/detail/gml_shapes.hpp"
#include "trek/ingest/detail/known_drivers.hpp"
#include "trek/ingest/detail/ogr.hpp"
#include "trek/ingest/detail/page_sign.hpp"
#include "trek/ingest/detail/spreadsheet.hpp"
#include "trek/ingest/detail/sqlite_watch.hpp"
#include "trek/ingest/detail/zip_directory.hpp"
#include "trek/ingest/input_files.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest::detail {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kFormats =
    "GeoPackage, GeoJSON, ESRI JSON, Shapefile, FlatGeobuf, GML, CSV, .xlsx, .ods or LV BAG XML";
constexpr std::array<std::string_view, 9> kZipped{".gpkg", ".shp", ".geojson", ".json", ".fgb",
                                                  ".gml",  ".csv", ".tsv",     ".xml"};

std::string lower_extension(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

/// What is no file or folder would make a reader wait for ever.
void check_beside(const fs::path& path) {
  std::error_code error;
  for (const auto& file : input_files(path)) {
    if (fs::exists(file, error)) core::check_input(file, core::InputForm::file_or_folder);
  }
  if (!fs::is_directory(path, error)) return;
  for (fs::directory_iterator entry{path, error}, end; !error && entry != end; entry.increment(error)) {
    if (entry->is_regular_file(error) || entry->is_directory(error)) continue;
    if (entry->exists(error)) core::check_input(entry->path(), core::InputForm::file_or_folder);
  }
  if (error) fail_file(path, fmt::format("its files cannot be listed ({}); check its permissions", error.message()));
}

std::uint32_t big_endian(std::span<const unsigned char> bytes) {
  std::uint32_t value = 0;
  for (const unsigned char byte : bytes) value = value << 8U | byte;
  return value;
}

struct SqliteHeader {
  bool is_sqlite = false;
  bool wal = false;
  std::uint64_t expected_bytes = 0;  // 0: the header does not say
};

// Bytes 0-99 of https://www.sqlite.org/fileformat.html
SqliteHeader sqlite_header(const fs::path& path) {
  std::array<unsigned char, 100> bytes{};
  std::ifstream file{path, std::ios::binary};
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  SqliteHeader header;
  constexpr std::string_view magic{"SQLite format 3\0", 16};
  if (!file || !std::equal(magic.begin(), magic.end(), bytes.begin())) return header;
  const std::span view{bytes};
  header.is_sqlite = true;
  header.wal = bytes[18] == 2 || bytes[19] == 2;
  const std::uint64_t page_bytes = bytes[16] == 0 && bytes[17] == 1 ? 65536U : big_endian(view.subspan(16, 2));
  const bool size_is_valid = big_endian(view.subspan(24, 4)) == big_endian(view.subspan(92, 4));
  if (size_is_valid) header.expected_bytes = page_bytes * big_endian(view.subspan(28, 4));
  return header;
}

void check_complete(const fs::path& path, const SqliteHeader& header) {
  std::error_code ignored;
  const auto found = fs::file_size(path, ignored);
  if (found >= header.expected_bytes) return;
  fail_file(path, fmt::format("damaged: {} bytes of the {} that its header promises; get it again", found,
                              header.expected_bytes));
}

bool is_there(const fs::path& path) {
  std::error_code ignored;  // a name that is too long is not there
  return fs::exists(path, ignored);
}

/// In the private folder, with the files beside it that are there.
fs::path copied_with(const fs::path& path, PrivateFolder& folder, std::initializer_list<const char*> suffixes) {
  for (const char* const suffix : suffixes) {
    const fs::path side{path.string() + suffix};
    if (is_there(side)) folder.copy(side);
  }
  return folder.copy(path);
}

// SQLite would finish a half-done transaction in the file itself, and a WAL file gets side files when it is opened.
fs::path untouched_geopackage(const fs::path& path, PrivateFolder& folder) {
  const auto header = sqlite_header(path);
  if (!header.is_sqlite) fail_file(path, "is no GeoPackage: it does not begin as an SQLite file; get it again");
  const bool unfinished = is_there(path.string() + "-wal") || is_there(path.string() + "-journal");
  if (!header.wal && !unfinished) {
    check_complete(path, header);
    return path;
  }
  return copied_with(path, folder, {"-wal", "-journal"});
}

// GDAL writes a .gfs beside a GML file; beside a link it does no harm.
fs::path untouched_gml(const fs::path& path, PrivateFolder& folder) {
  const fs::path link = folder.path() / path.filename();
  fs::create_symlink(fs::absolute(path), link);
  const fs::path schema = fs::path{path}.replace_extension(".xsd");
  if (is_there(schema)) {
    fs::create_symlink(fs::absolute(schema), folder.path() / schema.filename());
  } else {
    describe_gml_shapes(link, folder);
  }
  return link;
}

std::vector<std::string> zip_members(const std::string& zip) {
  char** const list = VSIReadDirRecursive(zip.c_str());
  std::vector<std::string> members;
  for (char** entry = list; entry != nullptr && *entry != nullptr; ++entry) {
    if (std::find(kZipped.begin(), kZipped.end(), lower_extension(*entry)) != kZipped.end())
      members.emplace_back(*entry);
  }
  CSLDestroy(list);
  std::sort(members.begin(), members.end());
  return members;
}

std::string member_of_zip(const fs::path& path) {
  const std::string zip = "/vsizip/" + fs::absolute(path).string();
  const auto members = zip_members(zip);
  if (members.empty()) fail_file(path, fmt::format("holds no {}", kFormats));
  const bool lv_bag = std::all_of(members.begin(), members.end(), [](const auto& m) { return m.ends_with(".xml"); });
  if (lv_bag) return zip;
  if (members.size() > 1)
    fail_file(path, fmt::format("holds {} files that could be meant ({}, ...); unpack it and name one", members.size(),
                                members[0]));
  return zip + "/" + members[0];
}

std::string path_to_open(const fs::path& path, PrivateFolder& folder) {
  const std::string extension = lower_extension(path);
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return path.string();
  if (extension == ".gpkg") return untouched_geopackage(path, folder).string();
  if (extension == ".gml") return untouched_gml(path, folder).string();
  if (extension == ".zip") return member_of_zip(path);
  return path.string();
}

constexpr std::size_t kLookedAtBytes = std::size_t{64} << 20U;  // for the note: values are decoded one by one
constexpr std::size_t kBeginningBytes = std::size_t{64} << 10U;

std::string bytes_of(const std::string& target, std::size_t most) {
  const VsiFile file{VSIFOpenL(target.c_str(), "rb")};
  std::string bytes;
  if (!file) return bytes;
  constexpr std::size_t kPart = std::size_t{1} << 20U;  // not all at once: what is there may be much less
  for (std::size_t got = kPart; got == kPart && bytes.size() < most;) {
    const std::size_t before = bytes.size();
    bytes.resize(std::min(before + kPart, most));
    got = VSIFReadL(bytes.data() + before, 1, bytes.size() - before, file.get());
    bytes.resize(before + got);
  }
  return bytes;
}

/// Whether a text file is UTF-8, as far as it is worth reading it twice; chunk by chunk, a character that is cut at the
/// end of one is looked at with the next.
bool is_utf8(const std::string& target) {
  const VsiFile file{VSIFOpenL(target.c_str(), "rb")};
  if (!file) return true;
  std::string text;
  std::string chunk(std::size_t{1} << 20U, '\0');
  for (std::size_t seen = 0; seen < kLookedAtBytes;) {
    const std::size_t count = VSIFReadL(chunk.data(), 1, chunk.size(), file.get());
    if (count == 0) break;
    seen += count;
    text.append(chunk, 0, count);
    std::size_t whole = text.size();
    while (whole > 0 && text.size() - whole < 4 && (static_cast<unsigned char>(text[whole - 1]) & 0x80U) != 0) --whole;
    const std::string_view looked_at = std::string_view{text}.substr(0, whole);
    if (CPLIsUTF8(looked_at.data(), static_cast<int>(looked_at.size())) == 0) return false;
    text.erase(0, whole);
  }
  return text.empty() || CPLIsUTF8(text.data(), static_cast<int>(text.size())) != 0;
}

/// A copy in UTF-8, in the private folder.
std::string recoded(const std::string& target, std::string_view page, PrivateFolder& folder) {
  VSIStatBufL status{};
  if (VSIStatL(target.c_str(), &status) != 0) return target;
  std::string bytes = bytes_of(target, static_cast<std::size_t>(status.st_size));
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) bytes.erase(0, 2);
  std::string text;
  const bool little = page == "UTF-16LE";
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const auto low = static_cast<unsigned char>(bytes[at + (little ? 0 : 1)]);
    const auto high = static_cast<unsigned char>(bytes[at + (little ? 1 : 0)]);
    core::append_utf16(text, static_cast<char16_t>(low | (high << 8U)));
  }
  return folder.write(fs::path{target}.filename(), text).string();
}

/// A list of one column, as GDAL can read it: its driver asks for a separator in the header.
std::string with_separator(const std::string& target, std::uint64_t header_at, PrivateFolder& folder) {
  std::string bytes = bytes_of(target, std::size_t{1} << 30U).substr(header_at);
  bytes.insert(std::min(bytes.find_first_of("\r\n"), bytes.size()), ";");
  return folder.write(fs::path{target}.filename(), bytes).string();
}

/// A CSV as GDAL can read it: in UTF-8 or Windows-1252, from its header on.
std::string prepared_csv(const fs::path& path, std::string target, OpenedFile& opened) {
  const std::string extension = lower_extension(target);
  if (extension != ".csv" && extension != ".tsv") return target;
  std::string bytes = bytes_of(target, kBeginningBytes);
  if (const auto page = utf16_of(bytes); !page.empty()) {
    target = recoded(target, page, opened.folder);
    opened.notes.emplace_back(fmt::format("de tekst is {} en zo gelezen", page),
                              fmt::format("its text is {}: read so", page));
    bytes = bytes_of(target, kBeginningBytes);
  } else if (!is_utf8(target)) {
    opened.notes.emplace_back("de tekst is geen UTF-8: gelezen als Windows-1252",
                              "its text is not UTF-8: read as Windows-1252");
  }
  const auto beginning = csv_beginning(bytes);
  const auto fault = header_fault(beginning.names);
  if (!fault.empty()) fail_file(path, fault);
  const bool one_column = beginning.names.size() == 1 && !beginning.names.front().empty() &&
                          beginning.names.front().find_first_of(";,\t|") == std::string::npos;
  if (beginning.header_at == 0) return one_column ? with_separator(target, 0, opened.folder) : target;
  opened.lines_before = static_cast<std::uint64_t>(
      std::ranges::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(beginning.header_at), '\n'));
  const auto& before = beginning.passed_over;
  if (!before.empty()) {
    const std::string first = core::cleaned(before.front());
    opened.notes.emplace_back(
        fmt::format("{} regel{} boven de kop overgeslagen ('{}')", before.size(), before.size() == 1 ? "" : "s", first),
        fmt::format("{} line{} before its header passed over ('{}')", before.size(), before.size() == 1 ? "" : "s",
                    first));
  }
  if (one_column) return with_separator(target, beginning.header_at, opened.folder);
  // The driver names the layer by what follows the last slash: there must be one after the offset.
  const std::string whole = target.starts_with("/vsi") ? target : fs::absolute(target).string();
  return fmt::format("/vsisubfile/{},{}", beginning.header_at, whole);
}

// SQLite's own check reads every page: worth its time unless the file is very large.
constexpr std::uintmax_t kCheckedBytes = std::uintmax_t{128} << 20U;

bool is_worth_checking(const fs::path& path) {
  std::error_code ignored;
  const auto bytes = fs::file_size(path, ignored);
  return !ignored && bytes <= kCheckedBytes;
}

std::vector<const char*> open_options(std::string_view driver, bool is_copy, bool zipped) {
  std::vector<const char*> options;
  if (driver == "GPKG") {
    options.push_back("PRELUDE_STATEMENTS=PRAGMA trusted_schema=OFF");
    if (!is_copy && !zipped) options.push_back("IMMUTABLE=YES");
  }
  const auto add = [&](std::initializer_list<const char*> more) {
    for (const char* option : more) options.push_back(option);
  };
  if (driver == "GML") add({"WRITE_GFS=NO", "DOWNLOAD_SCHEMA=NO"});
  if (driver == "CSV") add({"AUTODETECT_TYPE=NO", "EMPTY_STRING_AS_NULL=YES", "HEADERS=YES"});
  options.push_back(nullptr);
  return options;
}

std::uint64_t bytes_in(const std::string& target) {
  VSIStatBufL status{};
  return VSIStatL(target.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

/// Formats that are archives of compressed files.
bool is_zipped(const fs::path& path) {
  std::error_code ignored;
  const std::string extension = lower_extension(path);
  const bool zipped = extension == ".zip" || extension == ".xlsx" || extension == ".xlsm" || extension == ".ods";
  return zipped && !fs::is_directory(path, ignored);
}

std::string driver_of(const std::string& path, std::span<const char* const> allowed) {
  GDALDriverH driver = GDALIdentifyDriverEx(path.c_str(), GDAL_OF_VECTOR, allowed.data(), nullptr);
  return driver != nullptr ? GDALGetDriverShortName(driver) : "";
}

std::vector<fs::path> parts_of(const fs::path& path) {
  std::vector<fs::path> parts;
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    for (const auto& entry : fs::directory_iterator{path, ignored}) {
      if (entry.is_regular_file(ignored)) parts.push_back(entry.path());
    }
  } else {
    parts.push_back(path);
    if (lower_extension(path) == ".shp") {
      for (const char* side : {".dbf", ".shx", ".prj", ".cpg", ".DBF", ".SHX", ".PRJ", ".CPG"}) {
        parts.push_back(fs::path{path}.replace_extension(side));
      }
    }
    parts.emplace_back(path.string() + "-wal");
  }
  std::erase_if(parts, [](const fs::path& part) { return !is_there(part); });
  std::sort(parts.begin(), parts.end());
  return parts;
}

}  // namespace

void check_present(const fs::path& path, const std::string& remedy) {
  if (!core::is_absent(path)) {
    core::check_input(path, core::InputForm::file_or_folder);
    check_beside(path);
    return;
  }
  fail_file(path, "no such file; " + (remedy.empty() ? "correct the path of the source" : remedy));
}

OpenedFile open_file(const fs::path& path, const std::string& remedy, GdalScope& scope) {
  check_present(path, remedy);
  if (is_zipped(path)) static_cast<void>(zip_members(path.string(), path.string()));
  scope.set("OGR_GPKG_INTEGRITY_CHECK", is_worth_checking(path) ? "YES" : "NO");
  OpenedFile opened;
  if (auto extract = LvBagExtract::find(path)) {
    opened.extract = std::move(extract);
    opened.driver = "LVBAG";
    return opened;
  }
  if (is_spreadsheet(path)) {
    opened.dataset = open_spreadsheet(path, scope, opened.driver, opened.notes);
    return opened;
  }
  opened.target = prepared_csv(path, path_to_open(path, opened.folder), opened);
  const std::string& target = opened.target;
  std::vector<const char*> allowed;
  for (const Driver& driver : kDrivers) allowed.push_back(driver.name);
  allowed.push_back(nullptr);
  opened.driver = driver_of(target, allowed);
  if (opened.driver.empty()) {
    core::check_shortage(fmt::format("{} is not {}", path.string(), kFormats));
    fail_file(path, fmt::format("is not {}", kFormats));
  }
  const auto options = open_options(opened.driver, target != path.string(), target.starts_with("/vsizip/"));
  const std::array<const char*, 2> only{opened.driver.c_str(), nullptr};
  const auto failures = scope.failure_count();
  const SqliteWatch watch{scope, target, bytes_in(target)};
  opened.dataset.reset(GDALOpenEx(target.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                  only.data(), options.data(), nullptr));
  if (!opened.dataset || scope.failure_count() != failures) {
    fail_file(path,
              fmt::format("cannot be read as {}: {}; get it again or mend it", opened.driver, scope.last_failure()));
  }
  return opened;
}

std::optional<std::string> find_missing_pages(const OpenedFile& opened) {
  const auto sign = find_page_sign(opened.target, opened.driver);
  if (!sign) return std::nullopt;
  std::uint64_t count = 0;
  for (int i = 0; i < GDALDatasetGetLayerCount(opened.dataset.get()); ++i) {
    count += static_cast<std::uint64_t>(
        std::max<GIntBig>(0, OGR_L_GetFeatureCount(GDALDatasetGetLayer(opened.dataset.get(), i), TRUE)));
  }
  return find_missing_pages(*sign, count);
}

std::vector<std::string> layer_names(const Dataset& dataset) {
  std::vector<std::string> names;
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
    const std::string name = OGR_L_GetName(GDALDatasetGetLayer(dataset.get(), i));
    const bool own = name == "layer_styles" || name == "qgis_projects" || name.starts_with("gpkg_");
    if (!own) names.push_back(name);
  }
  return names;
}

}  // namespace trek::ingest::detail

namespace trek::ingest {

std::string fingerprint(const std::filesystem::path& path) {
  core::check_input(path, core::InputForm::file_or_folder);
  const auto parts = detail::parts_of(path);
  std::error_code ignored;
  if (parts.size() == 1 && !std::filesystem::is_directory(path, ignored)) return core::sha256_of_file(path);
  core::Sha256 digest;
  for (const auto& part : parts)
    digest.update(fmt::format("{} {}\n", core::sha256_of_file(part), part.filename().string()));
  return digest.finish();
}

}  // namespace trek::ingest
