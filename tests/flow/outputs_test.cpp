#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "flow/drawn_project.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"

// What is written, and where it may not be: every verb that writes, on a project of a few streets.
namespace {

namespace fs = std::filesystem;
using trek::test::bytes_of;
using trek::test::CommandOptions;
using trek::test::CommandResult;
using trek::test::says;
using trek::test::TemporaryFolder;
using trek::test::write_with;
using trek::test::writing_verbs;
using trek::test::WritingVerb;

/// Every name below a folder, with what a link leads to or a file holds.
std::map<std::string, std::string> state_of(const fs::path& folder) {
  std::map<std::string, std::string> state;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    std::string& what = state[entry.path().lexically_relative(folder)];
    if (entry.is_symlink()) {
      what = "-> " + fs::read_symlink(entry.path()).string();
    } else if (entry.is_regular_file()) {
      what = bytes_of(entry.path());
    }
  }
  return state;
}

/// The drawn project; made once, and left by every refused output as it was.
const TemporaryFolder& drawn() {
  static const TemporaryFolder folder;
  static const bool made = [] {
    trek::test::draw_project(folder.path());
    return true;
  }();
  REQUIRE(made);
  return folder;
}

void check_refused(const WritingVerb& verb, const fs::path& folder, const fs::path& output) {
  CAPTURE(verb.name, output);
  const auto before = state_of(folder);
  const CommandResult result = write_with(verb, folder, output);
  CAPTURE(result.err);
  CHECK(result.exit_code == 2);
  CHECK(says(result.err, "trek: "));
  CHECK(state_of(folder) == before);
}

/// In a shell, where descriptors can be closed and sent elsewhere: `trek WORDS REDIRECTIONS`.
CommandResult in_shell(const std::vector<std::string>& words, const std::string& redirections, const fs::path& folder) {
  std::string line = std::string{"exec '"} + TREK_PROGRAM + "'";
  for (const std::string& word : words) line += " '" + word + "'";
  CommandOptions options;
  options.folder = folder;
  options.environment = {{"TREK_DATA", ""}, {"SOURCE_DATE_EPOCH", "1767225600"}};
  return trek::test::run_command({"/bin/sh", "-c", line + " " + redirections}, options);
}

}  // namespace

TEST_CASE("an output is never an input, by whatever name it goes", "[flow]") {
  const auto& folder = drawn().path();
  const WritingVerb& verb = writing_verbs()[GENERATE(range(std::size_t{0}, writing_verbs().size()))];
  const bool map = verb.output.ends_with(".gpkg");  // trek run has no other name
  for (const std::string& input : verb.inputs) {
    if (verb.name != "run") check_refused(verb, folder, "./out/../" + input);
    const fs::path name = folder / (map ? "out/other.gpkg" : "out/other");
    fs::create_symlink(folder / input, name);
    check_refused(verb, folder, name);
    fs::remove(name);
    fs::create_hard_link(folder / input, name);
    check_refused(verb, folder, name);
    fs::remove(name);
  }
}

TEST_CASE("an output is no part of a source, nor of a folder that is read as a whole", "[flow]") {
  const TemporaryFolder folder;
  for (const char* part : {"a.shp", "a.dbf", "a.shx", "a.PRJ"}) folder.write(part, "x");
  folder.write("map/b.csv", "id,x,y\n");
  const auto refused = [&](const std::string& source, const std::string& output) {
    CAPTURE(source, output);
    const auto before = state_of(folder.path());
    const auto result =
        trek::test::trek({"import", folder / source, "--as", "buildings", "-o", folder / output, "--overwrite"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 2);
    CHECK(state_of(folder.path()) == before);
  };
  for (const char* part : {"a.shp", "a.dbf", "a.shx", "a.PRJ", "a.prj", "a.cpg"}) refused("a.shp", part);
  refused("map/b.csv", "map/b.csvt");  // would be read with it the next time
  refused("map", "map/b.csv");
  refused("map", "map/new.gpkg");
  fs::create_directory_symlink(folder / "map", folder / "link");
  refused("link", "map/new.gpkg");
}

TEST_CASE("two outputs of one command are two files", "[flow]") {
  const auto& folder = drawn().path();
  for (const char* name : {"punten.csv", "out/two.csv", "./out/../out/two.csv"}) {
    WritingVerb verb = writing_verbs()[4];
    verb.words.insert(verb.words.end() - 1, {"--rejected", name});
    check_refused(verb, folder, "out/two.csv");
  }
}

TEST_CASE("a cache of streets never takes the place of an input", "[flow]") {
  const TemporaryFolder folder;
  trek::test::draw_project(folder.path());
  fs::create_directory(folder / ".trek-cache");
  fs::create_hard_link(folder / "data/kandidaten.csv", folder / ".trek-cache/straten.trek");
  check_refused(writing_verbs()[0], folder.path(), "out/run.gpkg");
  fs::remove(folder / ".trek-cache/straten.trek");
  REQUIRE(write_with(writing_verbs()[0], folder.path(), "out/run.gpkg").exit_code == 0);
  fs::create_hard_link(folder / ".trek-cache/straten.trek", folder / "out/other.gpkg");
  check_refused(writing_verbs()[0], folder.path(), "out/other.gpkg");
}

TEST_CASE("what is no place for a file is refused with words, by every verb that writes", "[flow]") {
  const auto& folder = drawn().path();
  const WritingVerb& verb = writing_verbs()[GENERATE(range(std::size_t{0}, writing_verbs().size()))];
  const std::string end = fs::path{verb.output}.extension();
  const TemporaryFolder odd;
  fs::create_symlink("nowhere" + end, odd / ("dangling" + end));
  fs::create_symlink("loop" + end, odd / ("loop" + end));
  fs::create_directory_symlink(odd.path(), odd / ("folder" + end));
  odd.write("file", "x");
  REQUIRE(::mkfifo((odd / ("pipe" + end)).c_str(), 0600) == 0);
  const std::vector<std::string> names{"dangling" + end,
                                       "loop" + end,
                                       "folder" + end,
                                       "pipe" + end,
                                       "file/x" + end,
                                       "absent/x" + end,
                                       "loop" + end + "/x" + end,
                                       std::string(300, 'n') + end};
  const auto before = state_of(odd.path());
  for (const std::string& name : names) check_refused(verb, folder, odd / name);
  CHECK(state_of(odd.path()) == before);
  if (verb.name == "run") return;  // asks for .gpkg first
  for (const char* device : {"/dev/null", "/dev/full", "/dev/stdin"}) check_refused(verb, folder, device);
}

TEST_CASE("a link is followed, and a name may be as long as the file system takes", "[flow]") {
  const auto& folder = drawn().path();
  const WritingVerb& verb = writing_verbs()[GENERATE(range(std::size_t{0}, writing_verbs().size()))];
  CAPTURE(verb.name);
  const std::string end = fs::path{verb.output}.extension();
  const TemporaryFolder out;
  const std::string name = std::string(255 - end.size(), 'n') + end;
  const CommandResult made = write_with(verb, folder, out / name);
  CAPTURE(made.err);
  CHECK(made.exit_code == verb.done);
  const fs::path old = out.write("there" + end, "old");
  fs::create_symlink("there" + end, out / ("link" + end));
  CHECK(write_with(verb, folder, out / ("link" + end)).exit_code == verb.done);
  CHECK(fs::is_symlink(out / ("link" + end)));
  // A GeoPackage names itself in its project.
  CHECK(bytes_of(old).substr(0, 16) == bytes_of(out / name).substr(0, 16));
}

TEST_CASE("closed descriptors: messages never land in a file, and what is printed on nothing is noticed", "[flow]") {
  const auto& folder = drawn().path();
  const WritingVerb& verb = writing_verbs()[GENERATE(range(std::size_t{0}, writing_verbs().size()))];
  CAPTURE(verb.name);
  std::vector<std::string> words = verb.words;
  words.insert(words.end(), {"out/" + verb.output, "--overwrite"});
  REQUIRE(in_shell(words, "", folder).exit_code == verb.done);
  const std::string right = bytes_of(folder / "out" / verb.output);
  const bool prints = verb.name != "matrix" && verb.name != "reach" && verb.name != "isochrone";
  for (const std::string& closed :
       std::vector<std::string>{"0<&-", "1>&-", "2>&-", "0<&- 1>&-", "1>&- 2>&-", "0<&- 1>&- 2>&-", ">/dev/full",
                                "2>/dev/full", ">/dev/full 2>/dev/full", "1</dev/null 2</dev/null"}) {
    CAPTURE(closed);
    const CommandResult result = in_shell(words, closed, folder);
    CAPTURE(result.err);
    const bool lost = prints && (says(closed, "1") || closed.starts_with(">"));
    CHECK(result.exit_code == (lost ? 3 : verb.done));
    CHECK(bytes_of(folder / "out" / verb.output) == right);
    if (lost && !says(closed, "2")) CHECK(says(result.err, "stdout could not be written"));
  }
  CHECK(in_shell({"inspect", "absent"}, "2>/dev/full", folder).exit_code == 3);
  CHECK(in_shell({"--help"}, ">/dev/full", folder).exit_code == 3);
  CHECK(in_shell({"init", "--reference"}, "1>&-", folder).exit_code == 3);
}

TEST_CASE("a fetch takes the place of nothing but what it fetched before", "[flow]") {
  const TemporaryFolder folder;
  folder.write("kandidaten.csv", "id;naam\n");
  folder.write("kaart/a.csv", "id;naam\n");
  fs::create_symlink("kandidaten.csv", folder / "anders.csv");
  fs::create_hard_link(folder / "kandidaten.csv", folder / "tweede.csv");
  for (const std::string& path : std::vector<std::string>{"trek.toml", "./kaart/../trek.toml", "besluiten.csv",
                                                          "tweede.csv", "kandidaten.csvt", "kaart/b.csv", "kaart"}) {
    CAPTURE(path);
    folder.write(
        "trek.toml",
        "[project]\nname = \"Klein\"\ndata = \".\"\n[[source]]\ntable = \"population\"\nname = \"haal\"\npath = \"" +
            path +
            "\"\nurl = \"http://127.0.0.1:9/niets.csv\"\n[[source]]\ntable = \"candidates\"\nname = "
            "\"kandidaten\"\npath = \"kandidaten.csv\"\n[[source]]\ntable = \"municipalities\"\npath = "
            "\"kaart\"\n[candidates]\ndecisions = \"besluiten.csv\"\n[[mode]]\nmode = \"foot\"\n[[criterion]]\n"
            "measure = \"function_value\"\nanchors = [[0, 0.0], [1, 1.0]]\nreason = \"r\"\n");
    const auto before = state_of(folder.path());
    const auto result = trek::test::trek({"fetch", folder / "trek.toml", "--source", "haal", "--refresh"});
    CAPTURE(result.err, result.out);
    CHECK(result.exit_code == (path == "kaart" ? 3 : 2));
    if (path != "kaart") CHECK(says(result.err, "give a"));
    CHECK(state_of(folder.path()) == before);
  }
}

TEST_CASE("an output where stdout goes is refused", "[flow]") {
  const auto& folder = drawn().path();
  const auto result =
      in_shell({"run", "trek.toml", "-o", "out/printed.gpkg", "--overwrite"}, "> out/printed.gpkg", folder);
  CHECK(result.exit_code == 2);
  CHECK(says(result.err, "stdout"));
  fs::remove(folder / "out/printed.gpkg");
}

TEST_CASE("a TMPDIR that will not do is named, and nothing but a reader needs it", "[flow]") {
  const auto& folder = drawn().path();
  const TemporaryFolder odd;
  const auto gml = odd.write("g.gml", "<?xml version=\"1.0\"?><a xmlns:gml=\"http://www.opengis.net/gml\"/>");
  fs::create_symlink("loop", odd / "loop");
  for (const std::string& where : {(odd / "absent").string(), gml.string(), (odd / "loop").string(),
                                   std::string{"/dev/null"}, "/" + std::string(300, 't')}) {
    CAPTURE(where);
    CommandOptions options;
    options.environment = {{"TMPDIR", where}};
    const auto inspected = trek::test::trek({"inspect", gml}, options);
    CHECK(inspected.exit_code == 2);
    CHECK(says(inspected.err, "TMPDIR=" + where));
    CHECK(write_with(writing_verbs()[0], folder, "out/run.gpkg", options).exit_code == 0);
  }
  CommandOptions options;
  options.folder = odd.path();
  options.environment = {{"TMPDIR", "relative"}};
  fs::create_directory(odd / "relative");
  CHECK(trek::test::trek({"inspect", gml}, options).exit_code != 2);
  CHECK(fs::is_empty(odd / "relative"));
}

TEST_CASE("trek init: never over a link or files of the user's", "[flow]") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "a");
  fs::create_symlink("../elsewhere.toml", folder / "a/trek.toml");
  CHECK(trek::test::trek({"init", folder / "a"}).exit_code == 2);
  CHECK_FALSE(fs::exists(folder / "elsewhere.toml"));
  folder.write("b/data/leegstand.csv", "mine");
  const auto demo = trek::test::trek({"init", folder / "b", "--demo", "twente"});
  CHECK(demo.exit_code == 2);
  CHECK(says(demo.err, "holds files already"));
  CHECK(bytes_of(folder / "b/data/leegstand.csv") == "mine");
  CHECK(trek::test::trek({"init", folder / "b"}).exit_code == 0);  // writes the project file alone
  for (const fs::path& where : {folder / std::string(300, 'n'), folder / "a/trek.toml/x", folder / "b/trek.toml"})
    CHECK(trek::test::trek({"init", where}).exit_code == 2);
}
