// An output that is read back: explained, and carried over into a new one. An input is a list of changes to a sound
// output, one per line: "TABLE COLUMN VALUE" sets a column (VALUE is SQL, its strings from anywhere), "!SQL" adds what
// a user may add, "@OFFSET BYTES" damages the file.
#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/publish/detail/carried_over.hpp"
#include "trek/publish/explanation.hpp"
#include "trek/publish/result_diff.hpp"
#include "trek/publish/result_map.hpp"
#include "trek/publish/users_content.hpp"
#include "unit/publish/sample_results.hpp"

namespace trek::fuzz {
namespace {

namespace fs = std::filesystem;

struct Close {
  void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Handle opened(const fs::path& file) {
  sqlite3* handle = nullptr;
  sqlite3_open(file.c_str(), &handle);
  return Handle{handle};
}

bool executed(const Handle& handle, const std::string& sql) {
  return sqlite3_exec(handle.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// Its triggers call functions that only GDAL has.
void drop_triggers(const fs::path& file) {
  const Handle handle = opened(file);
  std::string drops;
  const auto collect = [](void* list, int, char** values, char**) {
    *static_cast<std::string*>(list) += std::string{"DROP TRIGGER \""} + values[0] + "\";";
    return 0;
  };
  sqlite3_exec(handle.get(), "SELECT name FROM sqlite_master WHERE type = 'trigger'", collect, &drops, nullptr);
  require(executed(handle, drops), "an output of this target");
}

const std::string& sound_output() {
  static const std::string bytes = [] {
    const auto file = memory_folder() / "sound.gpkg";
    publish::write_results(test::sample_head(), test::sample_results(), {file, true}, {});
    drop_triggers(file);
    return bytes_of(file);
  }();
  return bytes;
}

/// No statement that never ends, and none that reaches another file.
void limit(const Handle& handle) {
  sqlite3_progress_handler(
      handle.get(), 100'000, [](void*) { return 1; }, nullptr);
  sqlite3_limit(handle.get(), SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle.get(), SQLITE_LIMIT_LENGTH, 1'000'000);
}

void change(const Handle& handle, std::string_view line) {
  if (line.starts_with('!')) {
    executed(handle, std::string{line.substr(1)});
    return;
  }
  const auto first = line.find(' ');
  const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return;
  const std::string table{line.substr(0, first)};
  const std::string column{line.substr(first + 1, second - first - 1)};
  executed(handle, "UPDATE \"" + table + "\" SET \"" + column + "\" = " + std::string{line.substr(second + 1)});
}

void damage(std::string& bytes, std::string_view line) {
  std::size_t offset = 0;
  const auto end = std::from_chars(line.data() + 1, line.data() + line.size(), offset).ptr;
  const std::string_view rest = line.substr(static_cast<std::size_t>(end - line.data()));
  if (rest.empty() || offset >= bytes.size()) return;
  bytes.replace(offset, std::min(rest.size() - 1, bytes.size() - offset), rest.substr(1));
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    lines.push_back(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(lines.back().size() + 1, text.size()));
  }
  return lines;
}

fs::path output_with(std::string_view input) {
  const auto lines = lines_of(input);
  const fs::path file = memory_folder().write("drawn.gpkg", sound_output());
  {
    const Handle handle = opened(file);
    limit(handle);
    for (const std::string_view line : lines) {
      if (!line.starts_with('@')) change(handle, line);
    }
  }
  std::string bytes = bytes_of(file);
  for (const std::string_view line : lines) {
    if (line.starts_with('@')) damage(bytes, line);
  }
  return memory_folder().write("drawn.gpkg", bytes);
}

void check_carry_over(const fs::path& old) {
  static_cast<void>(outcome([&] { return publish::users_content(old); }));
  const fs::path file = memory_folder().write("new.gpkg", sound_output());
  static_cast<void>(accepted([&] {
    publish::detail::Database database{file, publish::detail::OpenMode::write_new, core::ErrorKind::output, "new.gpkg"};
    publish::detail::carry_over(database, old, {{"sites", "demand", "municipalities"}, {}, "trek"});
    database.close();
  }));
}

void check_explanation(const fs::path& file) {
  const auto results = outcome([&] { return publish::read_results(file, model::Language::en); });
  if (!results) return;
  static_cast<void>(outcome([&] { return results->criteria_table(); }));
  for (std::size_t row = 0; row < std::min<std::size_t>(results->sites.size(), 3); ++row) {
    const publish::ReadSite& site = results->sites[row];
    require(site.measures.size() == results->criteria.size(), "a measure for each criterion");
    static_cast<void>(outcome([&] { return publish::find_site_rows(*results, site.key); }));
    static_cast<void>(outcome([&] { return publish::explain(file, site.name); }));
  }
  static_cast<void>(outcome([&] { return publish::find_site_rows(*results, "#1"); }));
}

/// Whatever it says, it says the same as itself.
void check_diff(const fs::path& file) {
  const auto compared = outcome([&] { return publish::read_compared(file, model::Language::en); });
  if (!compared) return;
  const publish::ResultDiff diff = publish::result_diff(*compared, *compared);
  for (const publish::ModeChange& mode : diff.modes)
    require(mode.gained == 0.0 && mode.lost == 0.0, "nobody gains or loses against the same output");
  require(diff.why.empty(), "nothing differs from itself");
}

}  // namespace

std::vector<std::string> seeds() {
  return {"sites rank 1\nsites score 'high'\nsites veto NULL",
          "sites name x'00ff1b'\nsites key ''\nsites municipality 1e999",
          "translations text 'x'\ntranslations translation x'00ff1b'\ntranslations table_name NULL",
          "sites veto_questions '; ;'\nsites doubtful_facts 'a;b'\nsite_answers verdict 'pass'",
          "site_criteria raw 'n.v.t.'\nsite_criteria weight_share -1\nsite_criteria criterion NULL",
          "!CREATE TABLE mine (a, b)\n!CREATE VIEW seen AS SELECT * FROM mine\n!INSERT INTO layer_styles "
          "(f_table_name, styleName, styleQML) VALUES ('sites', 'own', '<qgis/>')",
          "!DROP TABLE site_criteria",
          "weights anchors '0=0 0=1'\nquestions place 'first'",
          "weights weight_share -1\ncriteria raw 1e308\nrun value NULL",
          "!ALTER TABLE sites RENAME COLUMN score TO points",
          "!CREATE TRIGGER t AFTER INSERT ON sites BEGIN DELETE FROM sites; END",
          "!INSERT INTO gpkg_contents (table_name, data_type) VALUES ('gone', 'features')",
          "!UPDATE gpkg_metadata SET metadata = 'table sites'\n!UPDATE sites SET rank = key",
          "@100 \xFF\xFF\xFF\xFF",
          "@4096 \r\n@8192 xxxxxxxxxxxxxxxx",
          "!PRAGMA writable_schema=ON\n!UPDATE sqlite_master SET sql = 'CREATE TABLE sites(a)' WHERE name = 'sites'"};
}

std::vector<std::string> words() {
  return {"sites ",
          "site_criteria ",
          "site_answers ",
          "rank ",
          "score ",
          "key ",
          "name ",
          "veto ",
          "NULL",
          "1e999",
          "-1",
          "''",
          "x'00'",
          "'a; b'",
          "!CREATE TABLE ",
          "!CREATE VIEW ",
          "!CREATE TRIGGER ",
          "!DROP TABLE ",
          "!DELETE FROM ",
          "!INSERT INTO ",
          "gpkg_contents",
          "gpkg_metadata",
          "layer_styles",
          "qgis_projects",
          "gpkg_geometry_columns",
          "gpkg_extensions",
          "!PRAGMA writable_schema=ON",
          "sqlite_master",
          "@100 ",
          "@4096 ",
          "zeroblob(9)",
          "rtree_",
          " AS SELECT ",
          "randomblob(3)",
          "9223372036854775807",
          "char(10)"};
}

void run(std::string_view input) {
  if (input.find("ATTACH") != std::string_view::npos || input.find("attach") != std::string_view::npos) return;
  const fs::path file = output_with(input);
  check_explanation(file);
  check_diff(file);
  check_carry_over(file);
}

}  // namespace trek::fuzz
