// What comes from outside and is no file, has no end, or is too deep: told in one line, with the exit code of an input
// or of the project file, and never waited for.
#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using trek::test::CommandOptions;
using trek::test::CommandResult;
using trek::test::SmallRegionCopy;
using trek::test::TemporaryFolder;

namespace {

using Words = std::vector<std::string>;

/// A command that hangs would hold the tests for ever.
CommandResult trek_in_time(const Words& words, CommandOptions options = {}) {
  options.longest = std::chrono::seconds{60};
  return trek::test::trek(words, options);
}

void check_told(const Words& words, int exit_code, const std::string& part) {
  const auto result = trek_in_time(words);
  CAPTURE(words, result.err);
  CHECK(result.exit_code == exit_code);
  CHECK(result.err.find(part) != std::string::npos);
  CHECK(result.err.find("trek: ") != std::string::npos);
  CHECK(result.err.find("internal error") == std::string::npos);
}

std::string written(const std::filesystem::path& file, const std::string& text) {
  trek::test::put_text(file, text);
  return file.string();
}

std::string made_pipe(const std::filesystem::path& file) {
  REQUIRE(mkfifo(file.c_str(), 0600) == 0);
  return file.string();
}

std::string repeated(const std::string& text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

std::set<std::string> listing(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) names.insert(entry.path().filename().string());
  return names;
}

void execute(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &handle) == SQLITE_OK);
  char* message = nullptr;
  const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message);
  CAPTURE(message == nullptr ? "" : message);
  CHECK(code == SQLITE_OK);
  sqlite3_free(message);
  sqlite3_close(handle);
}

/// A view in the place of a table, by this condition on endless numbers n.x.
void make_endless(const std::filesystem::path& file, const std::string& table, const std::string& condition) {
  execute(file, "ALTER TABLE \"" + table + "\" RENAME TO held; CREATE VIEW \"" + table +
                    "\" AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT held.* FROM n, held "
                    "WHERE " +
                    condition);
}

void drop_triggers(const std::filesystem::path& file) {
  for (const auto& row : trek::test::sqlite_rows(file, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    execute(file, "DROP TRIGGER \"" + row.front() + "\"");
}

}  // namespace

TEST_CASE("outside: a pipe or device is refused by every verb that reads, before it waits", "[flow][outside]") {
  const TemporaryFolder folder;
  const auto pipe = made_pipe(folder / "p.csv");
  const auto streets = made_pipe(folder / "s.osm.pbf");
  const auto out = (folder / "o.gpkg").string();
  for (const auto& name : {pipe, streets}) {
    check_told({"inspect", name}, 3, "is a pipe");
    check_told({"explain", name}, 3, "is a pipe");
    check_told({"network", "info", name}, 3, "is a pipe");
    check_told({"network", "build", name, "-o", out}, 3, "is a pipe");
    check_told({"import", name, "--as", "places", "-o", out}, 3, "is a pipe");
    check_told({"check", name}, 2, "is a pipe");
    check_told({"run", name, "-o", out}, 2, "is a pipe");
    check_told({"fetch", name}, 2, "is a pipe");
  }
  check_told({"inspect", "/dev/zero"}, 3, "is a device");
  check_told({"explain", "/dev/zero"}, 3, "is a device");
  check_told({"network", "build", "/dev/zero", "-o", out}, 3, "is a device");
  check_told({"check", "/dev/zero"}, 2, "is a device");
  check_told({"check", "/proc/self/mem"}, 2, "the system's own");
  check_told({"inspect", "/proc/self/maps"}, 3, "the system's own");
  check_told({"check", folder.path().string()}, 2, "is a folder");
  CHECK_FALSE(std::filesystem::exists(folder / "o.gpkg"));
}

TEST_CASE("outside: a pipe beside a file, which a library would open with it", "[flow][outside]") {
  const TemporaryFolder folder;
  const auto csv = written(folder / "a.csv", "id;x;y\n1;250000;470000\n");
  made_pipe(folder / "a.csvt");
  check_told({"inspect", csv}, 3, "a.csvt: is a pipe");
  std::filesystem::create_directory(folder / "all");
  made_pipe(folder / "all/x");
  check_told({"inspect", (folder / "all").string()}, 3, "is a pipe");
}

TEST_CASE("outside: a pipe in the place of each source of a project, its answers and its decisions",
          "[flow][outside]") {
  const SmallRegionCopy region;
  for (const std::string name : {"bestaande_plekken.csv", "gemeenten.gpkg", "twente.osm.pbf"}) {
    const auto file = region / ("data/" + name);
    std::filesystem::rename(file, region / "kept");
    made_pipe(file);
    check_told({"run", region / "trek.toml", "-o", region / "o.gpkg", "--progress", "none"}, 3, "is a pipe");
    std::filesystem::remove(file);
    std::filesystem::rename(region / "kept", file);
  }
  made_pipe(region / "a.csv");
  trek::test::edit(region / "trek.toml", "[profile]\n", "[profile]\nanswers = \"a.csv\"\n");
  check_told({"run", region / "trek.toml", "-o", region / "o.gpkg", "--progress", "none"}, 3, "is a pipe");
}

TEST_CASE("outside: names that are too long, and links in a loop", "[flow][outside]") {
  const TemporaryFolder folder;
  const std::string name(300, 'n');
  const auto loop = (folder / "loop.gpkg").string();
  std::filesystem::create_symlink("loop.gpkg", loop);
  for (const char* const extension : {".gpkg", ".csv", ".zip", ".osm.pbf", ".shp", ".xlsx"})
    check_told({"inspect", (folder / (name + extension)).string()}, 3, "name too long");
  check_told({"network", "build", (folder / (name + ".osm")).string(), "-o", (folder / "o.trek").string()}, 3,
             "name too long");
  check_told({"explain", (folder / name).string()}, 3, "name too long");
  check_told({"check", (folder / name).string()}, 2, "name too long");
  for (const Words& words : {Words{"inspect", loop}, Words{"explain", loop}, Words{"network", "info", loop}})
    check_told(words, 3, "symbolic links");
  // The longest that there can be is one: nothing longer is made beside it.
  const auto longest = written(folder / (std::string(251, 'n') + ".csv"), "id;naam;x;y\n1;a;250000;470000\n");
  CHECK(trek_in_time({"inspect", longest}).exit_code == 0);
}

TEST_CASE("outside: what lies deep in one another", "[flow][outside]") {
  const TemporaryFolder folder;
  const auto toml = [&](const std::string& text) { return written(folder / "d.toml", text); };
  for (const std::string& text : {repeated("a.", 60'000) + "a = 1\n", "[" + repeated("a.", 60'000) + "a]\n",
                                  "[[" + repeated("a.", 60'000) + "a]]\n", "a = " + repeated("[", 60'000),
                                  "a = " + repeated("{a = ", 60'000), "a = " + repeated("{a.a.a = ", 200),
                                  repeated("\"a\".", 60'000) + "a = 1\n", repeated("a . ", 60'000) + "a = 1\n"}) {
    check_told({"check", toml(text)}, 2, "deep in one another");
  }
  check_told({"check", toml("a = \"" + repeated("[{.", 100) + "\"  # " + repeated("[{.", 100) + "\n")}, 2, "[project]");
  check_told({"check", toml("a = '''\n" + repeated("[{.\n", 100) + "'''\n")}, 2, "[project]");
  check_told({"check", toml(std::string(5U << 20U, '#'))}, 2, "larger than 4 MiB");
  const auto inspected = [&](const std::string& name, const std::string& text) {
    check_told({"inspect", written(folder / name, text)}, 3, name);
  };
  inspected("a.geojson", repeated("[", 1'000'000));
  inspected("b.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":)" +
                             repeated("[", 100'000) + repeated("]", 100'000) + R"(},"geometry":null}]})");
  inspected("c.gml", "<a>" + repeated("<b>", 100'000) + repeated("</b>", 100'000) + "</a>");
}

TEST_CASE("outside: a view without rows, or with rows without end, is ended", "[flow][outside]") {
  const SmallRegionCopy region;
  const std::string condition = GENERATE("n.x < 0", "n.x > 0");
  const auto file = region / "data/gemeenten.gpkg";
  drop_triggers(file);
  const auto layers =
      trek::test::sqlite_rows(file, "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'");
  REQUIRE(layers.size() == 1);
  make_endless(file, layers.front().front(), condition);
  check_told({"inspect", file.string()}, 3, "a view g");
  check_told({"run", region / "trek.toml", "-o", region / "o.gpkg", "--progress", "none"}, 3, "a view g");
}

TEST_CASE("outside: an output is read as it is: nothing comes beside it, what stands beside it counts",
          "[flow][outside]") {
  const SmallRegionCopy region;
  const auto out = region / "out/o.gpkg";
  std::filesystem::create_directory(region / "out");
  REQUIRE(trek_in_time({"run", region / "trek.toml", "-o", out, "--progress", "none"}).exit_code == 0);
  drop_triggers(out);
  execute(out, "PRAGMA journal_mode = WAL; UPDATE sites SET name = 'Eerste' WHERE rank = 1");
  CHECK(listing(region / "out") == std::set<std::string>{"o.gpkg"});
  CHECK(trek_in_time({"explain", out, "#1"}).out.find("Eerste") != std::string::npos);
  CHECK(listing(region / "out") == std::set<std::string>{"o.gpkg"});

  sqlite3* writer = nullptr;  // a program that has it open: its last words stand in the log
  REQUIRE(sqlite3_open(out.c_str(), &writer) == SQLITE_OK);
  REQUIRE(sqlite3_exec(writer, "UPDATE sites SET name = 'Tweede' WHERE rank = 1", nullptr, nullptr, nullptr) ==
          SQLITE_OK);
  const auto before = listing(region / "out");
  CHECK(before.contains("o.gpkg-wal"));
  const std::string bytes = trek::test::bytes_of(out);
  CHECK(trek_in_time({"explain", out, "#1"}).out.find("Tweede") != std::string::npos);
  CHECK(listing(region / "out") == before);
  CHECK(trek::test::bytes_of(out) == bytes);
  sqlite3_close(writer);

  make_endless(out, "answers", "n.x < 0");
  check_told({"explain", out, "#1"}, 3, "view");
}

// Sanitizers need memory and files of their own, and end the program where they get none.
#ifndef TREK_SANITIZED
TEST_CASE("outside: want of memory and of open files is told as that", "[flow][outside]") {
  const SmallRegionCopy region;
  const Words commands[] = {{"inspect", region / "data/stations.geojson"},
                            {"inspect", region / "data/gemeenten.gpkg"},
                            {"check", region / "trek.toml", "--progress", "none"}};
  for (const Words& words : commands) {
    for (const std::uint64_t most : {4U, 5U}) {
      CommandOptions options;
      options.most_open_files = most;
      const auto result = trek_in_time(words, options);
      CAPTURE(words, most, result.err);
      CHECK((result.exit_code == 4 || result.exit_code == 3));
      CHECK((result.err.find("open files") != std::string::npos || result.err.find("more files") != std::string::npos));
    }
    // Less than the libraries need to be loaded ends before trek begins; more than enough goes well.
    for (std::uint64_t most = 170; most <= 290; most += 20) {
      CommandOptions options;
      options.most_memory_bytes = most << 20U;
      const auto result = trek_in_time(words, options);
      CAPTURE(words, most, result.err);
      const bool began = result.exit_code != 127;
      CHECK((!began || result.exit_code < 2 || result.exit_code == 4));
      CHECK((!began || result.exit_code < 2 || result.err.find("memory") != std::string::npos));
    }
  }
}
#endif

TEST_CASE("outside: damaged files are a fault of the input in every verb", "[flow][outside]") {
  const SmallRegionCopy region;
  const auto seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random{seed};
  for (const auto& entry : std::filesystem::directory_iterator{region / "data"}) {
    std::string bytes = trek::test::bytes_of(entry.path());
    if (bytes.empty()) continue;
    for (int i = 0; i < 20; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (seed == 2) bytes.resize(random() % bytes.size());
    if (seed == 3) bytes.insert(random() % bytes.size(), bytes.substr(0, 1000));
    written(entry.path(), bytes);
    const auto result = trek_in_time({"inspect", entry.path().string()});
    CAPTURE(entry.path(), result.err);
    CHECK((result.exit_code == 0 || result.exit_code == 3));
  }
  const auto result = trek_in_time({"run", region / "trek.toml", "-o", region / "o.gpkg", "--progress", "none"});
  CAPTURE(result.err);
  CHECK((result.exit_code == 0 || result.exit_code == 3));
}

TEST_CASE("outside: Ctrl-C is heard within a second while a view gives nothing", "[flow][outside]") {
  const SmallRegionCopy region;
  const auto file = region / "data/gemeenten.gpkg";
  drop_triggers(file);
  make_endless(file,
               trek::test::sqlite_rows(file, "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")
                   .front()
                   .front(),
               "n.x < 0");
  CommandOptions options;
  options.interrupt_after = std::chrono::milliseconds{800};
  const auto begun = std::chrono::steady_clock::now();
  const auto result = trek_in_time({"inspect", file.string()}, options);
  CHECK(result.exit_code == 130);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::milliseconds{800 + 1000 + 500});
}
