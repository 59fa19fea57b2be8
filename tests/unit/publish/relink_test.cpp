#include "trek/publish/relink.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sample_results.hpp"
#include "support/catch.hpp"
#include "support/qgis_project.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"
#include "trek/publish/detail/project_archive.hpp"
#include "trek/publish/detail/project_marks.hpp"
#include "trek/publish/result_map.hpp"

using namespace trek;
using publish::detail::archived;
using test::bytes_of;
using test::says;
using test::sqlite_value;

namespace {

namespace fs = std::filesystem;

void write_sample(const fs::path& file) {
  publish::write_results(test::sample_head(), test::sample_results(), {file, true}, {});
}

/// A project as QGIS keeps it once a user has saved it: its archive holds a second file.
std::string kept(const std::string& qgs, const std::string& beside) {
  return publish::detail::hex(publish::detail::zipped({archived("mine.qgd", beside), archived("mine.qgs", qgs)}));
}

void add_project(const fs::path& file, const std::string& name, const std::string& content) {
  test::sqlite_change(file, "insert into qgis_projects values ('" + name + "', '{}', '" + content + "')");
}

std::vector<publish::detail::ArchivedFile> archive_of(const fs::path& file, const std::string& name) {
  const auto hex = sqlite_value(file, "select content from qgis_projects where name = '" + name + "'");
  return publish::detail::archived_files(publish::detail::bytes_of_hex(hex, "test"), "test");
}

std::string qgs_of(const fs::path& file, const std::string& name) {
  return publish::detail::unpacked(archive_of(file, name).back(), "test");
}

/// What a test says about a user's project: a source a line.
std::string users_project(const std::string& sources) {
  return "<qgis><properties><Variables><variableNames type=\"QStringList\"><value>mine</value><value>trek_file</value>"
         "<value>trek_run</value></variableNames><variableValues type=\"QStringList\"><value>./old.gpkg|layername=sites"
         "</value><value>old.gpkg</value><value>0</value></variableValues></Variables></properties>\n" +
         sources + "\n</qgis>";
}

}  // namespace

TEST_CASE("relink: a renamed file is read by its own project again, and nothing else changes", "[publish][unit]") {
  const test::TemporaryFolder folder;
  write_sample(folder / "old.gpkg");
  CHECK_FALSE(publish::relink(folder / "old.gpkg").front().changed());
  const auto was = test::qgis_project_of(folder / "old.gpkg");
  fs::rename(folder / "old.gpkg", folder / "new & <b>'s é.gpkg");
  const auto file = folder / "new & <b>'s é.gpkg";
  const auto told = publish::relink(file);
  REQUIRE(told.size() == 1);
  CHECK(told[0].name == "trek");
  CHECK(told[0].from == std::vector<std::string>{"./old.gpkg"});
  CHECK(told[0].source_count > 20);
  CHECK_FALSE(told[0].was_of_other_run);
  CHECK(told[0].lost.empty());
  auto is = test::qgis_project_of(file);
  CHECK_FALSE(says(is, "old.gpkg"));
  CHECK(says(is, "./new &amp; &lt;b&gt;'s é.gpkg|layername=sites"));
  CHECK(sqlite_value(file, "pragma integrity_check") == "ok");

  fs::rename(file, folder / "old.gpkg");  // and back
  publish::relink(folder / "old.gpkg");
  CHECK(test::qgis_project_of(folder / "old.gpkg") == was);
  const auto bytes = bytes_of(folder / "old.gpkg");
  CHECK_FALSE(publish::relink(folder / "old.gpkg").front().changed());
  CHECK(bytes_of(folder / "old.gpkg") == bytes);
}

TEST_CASE("relink: beside a newer file of the old name it reads itself", "[publish][unit]") {
  const test::TemporaryFolder folder;
  write_sample(folder / "old.gpkg");
  fs::copy_file(folder / "old.gpkg", folder / "copy.gpkg");
  publish::relink(folder / "copy.gpkg");
  CHECK(says(test::qgis_project_of(folder / "copy.gpkg"), "./copy.gpkg|layername=sites"));
  CHECK_FALSE(says(test::qgis_project_of(folder / "copy.gpkg"), "old.gpkg"));
  CHECK(says(test::qgis_project_of(folder / "old.gpkg"), "./old.gpkg|layername=sites"));
}

TEST_CASE("relink: of a user's project only what read this file changes", "[publish][unit]") {
  const test::TemporaryFolder folder;
  write_sample(folder / "new.gpkg");
  std::ofstream{folder / "other.gpkg"} << "there";
  add_project(folder / "new.gpkg", "mine",
              kept(users_project("<a>./old.gpkg|layername=sites|subset=\"rank\" &lt;= 3</a>\n"
                                 "<a>./old.gpkg|layername=not_here</a>\n"
                                 "<a>./other.gpkg|layername=sites</a>\n"
                                 "<a>./gone.gpkg|layername=sites</a>\n"
                                 "<a>./gone.gpkg|layername=elsewhere</a>\n"
                                 "<a s=\"./new.gpkg|layername=sites\"/>"),
                   "what stands beside it"));
  const auto told = publish::relink(folder / "new.gpkg");
  REQUIRE(told.size() == 2);
  CHECK(told[0].name == "mine");
  CHECK(told[0].from == std::vector<std::string>{"./old.gpkg", "./gone.gpkg"});
  CHECK(told[0].source_count == 3);  // with the user's variable, which names a source too
  CHECK(told[0].was_of_other_run);
  CHECK(told[0].lost == std::vector<std::string>{"./old.gpkg", "./gone.gpkg"});
  CHECK_FALSE(told[1].changed());
  const auto text = qgs_of(folder / "new.gpkg", "mine");
  CHECK(says(text,
             "<a>./new.gpkg|layername=sites|subset=\"rank\" &lt;= 3</a>\n<a>./old.gpkg|layername=not_here</a>\n"
             "<a>./other.gpkg|layername=sites</a>\n<a>./new.gpkg|layername=sites</a>\n"
             "<a>./gone.gpkg|layername=elsewhere</a>\n<a s=\"./new.gpkg|layername=sites\"/>"));
  CHECK(says(text, "<value>./new.gpkg|layername=sites</value><value>new.gpkg</value><value>" +
                       sqlite_value(folder / "new.gpkg", "select value from run where key = 'identity'") + "</value>"));
  const auto files = archive_of(folder / "new.gpkg", "mine");
  REQUIRE(files.size() == 2);
  CHECK(publish::detail::unpacked(files[0], "test") == "what stands beside it");
}

TEST_CASE("relink: a list of variables as newer QGIS writes it", "[publish][unit]") {
  const test::TemporaryFolder folder;
  write_sample(folder / "new.gpkg");
  add_project(folder / "new.gpkg", "mine",
              kept("<qgis><layout><Option name=\"variableNames\"/></layout><properties name=\"properties\"><properties "
                   "name=\"Variables\"><properties name=\"variableNames\" type=\"QStringList\"><value>trek_file</value>"
                   "</properties><properties name=\"variableValues\" type=\"QStringList\"><value>old.gpkg</value>"
                   "</properties></properties></properties><a>./old.gpkg|layername=sites</a></qgis>",
                   ""));
  std::ofstream{folder / "old.gpkg"} << "newer, and there";
  CHECK(publish::relink(folder / "new.gpkg").front().source_count == 1);
  CHECK(says(qgs_of(folder / "new.gpkg", "mine"), "<value>new.gpkg</value>"));
}

TEST_CASE("relink: what cannot be mended is refused, and stays as it is", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto refusal = [&](const fs::path& file) {
    try {
      publish::relink(file);
    } catch (const core::Error& error) {
      return std::string{error.what()};
    }
    return std::string{"no error"};
  };
  CHECK(says(refusal(folder / "absent.gpkg"), "no such file"));
  std::ofstream{folder / "text.gpkg"} << "no database at all, but long enough to be taken for one by its size";
  CHECK(says(refusal(folder / "text.gpkg"), "text.gpkg: "));
  const auto file = folder / "a.gpkg";
  write_sample(file);
  std::ofstream{folder / "a.gpkg-wal"} << "changes";
  CHECK(says(refusal(file), "QGIS"));
  fs::remove(folder / "a.gpkg-wal");
  for (const char* const content : {"zz", "abc", "00", ""}) {
    CAPTURE(content);
    test::sqlite_change(file, std::string{"update qgis_projects set content = '"} + content + "'");
    const auto bytes = bytes_of(file);
    CHECK(says(refusal(file), "project 'trek'"));
    CHECK(bytes_of(file) == bytes);
  }
  test::sqlite_change(file, "drop table qgis_projects");
  CHECK(says(refusal(file), "holds no QGIS project"));
}

TEST_CASE("archived_files: what was packed comes back; what is damaged is an error and no more",
          "[publish][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  core::Random random{seed};
  std::string text;
  for (std::size_t i = random.below(3000); i > 0; --i) text += static_cast<char>('a' + random.below(4));
  auto zip = publish::detail::zipped({archived("a.qgs", text), archived("b.qgd", text + text)});
  const auto files = publish::detail::archived_files(zip, "test");
  REQUIRE(files.size() == 2);
  CHECK(files[0].name == "a.qgs");
  CHECK(publish::detail::unpacked(files[0], "test") == text);
  CHECK(publish::detail::unpacked(files[1], "test") == text + text);
  CHECK(publish::detail::bytes_of_hex(publish::detail::hex(zip), "test") == zip);
  for (int round = 0; round < 40; ++round) {
    auto damaged = zip;
    damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    if (round % 4 == 0) damaged.resize(random.below(damaged.size()));
    try {
      bool as_long_as_said = true;
      for (const auto& file : publish::detail::archived_files(damaged, "test")) {
        const auto content = publish::detail::unpacked(file, "test");
        as_long_as_said = as_long_as_said && content.size() == file.bytes;
      }
      CHECK(as_long_as_said);
    } catch (const core::Error& error) {
      CHECK(error.kind() == core::ErrorKind::data);
    }
  }
}

TEST_CASE("write_results: the run and the project carry one identity, that of the data", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto identity = [&](const publish::Results& results, const std::string& timestamp) {
    auto head = test::sample_head();
    head.timestamp = timestamp;
    publish::write_results(head, results, {folder / "a.gpkg", true}, {});
    auto told = sqlite_value(folder / "a.gpkg", "select value from run where key = 'identity'");
    CHECK(told.size() == 16);
    CHECK(says(test::qgis_project_of(folder / "a.gpkg"), "<value>" + told + "</value>"));
    return told;
  };
  auto sample = test::sample_results();
  const auto first = identity(sample, "2026-01-02T03:04:05Z");
  CHECK(identity(sample, "2027-01-02T03:04:05Z") == first);  // the same data, another day
  sample.sites.name[3] += "x";
  CHECK(identity(sample, "2026-01-02T03:04:05Z") != first);
}

TEST_CASE("file_pattern: a name as it is, and as QGIS writes it in an address", "[publish][unit]") {
  using publish::detail::file_pattern;
  CHECK(file_pattern("out_2-B") == "out_2-B");
  CHECK(file_pattern("a b.é") == "a(\\x20|%20)b(\\x2E|%2E)(é|%C3%A9)");
}
