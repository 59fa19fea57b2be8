#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "flow/drawn_project.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/text.hpp"

// What is told beside the results: --quiet, --verbose, --log-file, colours; and trek doctor.
namespace {

namespace fs = std::filesystem;
using trek::test::CommandOptions;
using trek::test::CommandResult;
using trek::test::run_command;
using trek::test::says;
using trek::test::TemporaryFolder;

std::string text_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<std::string> lines_of(const fs::path& file) { return trek::core::split(text_of(file), '\n'); }

/// A drawn project, and commands in its folder.
struct Drawn {
  TemporaryFolder folder;
  Drawn() { trek::test::draw_project(folder.path()); }

  [[nodiscard]] CommandResult trek(const std::vector<std::string>& words, CommandOptions options = {}) const {
    options.folder = folder.path();
    options.environment.insert({"SOURCE_DATE_EPOCH", "1700000000"});
    return trek::test::trek(words, options);
  }
  /// A run with some more words; its output is "out/NAME.gpkg".
  [[nodiscard]] CommandResult run(const std::string& name, std::vector<std::string> more) const {
    std::vector<std::string> words{"run", "trek.toml", "-o", "out/" + name + ".gpkg"};
    words.insert(words.end(), more.begin(), more.end());
    return trek(words);
  }
};

}  // namespace

TEST_CASE("--quiet: nothing on stderr where nothing goes wrong, and the same results", "[flow]") {
  const Drawn drawn;
  const CommandResult usual = drawn.run("usual", {});
  const CommandResult quiet = drawn.run("quiet", {"--quiet"});
  CAPTURE(quiet.err);
  CHECK(usual.exit_code == 0);
  CHECK(quiet.exit_code == 0);
  CHECK(says(usual.err, "Written: out/usual.gpkg"));
  CHECK(quiet.err.empty());
  CHECK(quiet.out == usual.out);
  const CommandResult failed = drawn.run("quiet", {"--quiet"});  // is there already
  CHECK(failed.exit_code == 2);
  CHECK(says(failed.err, "out/quiet.gpkg: exists already"));
  CHECK(says(drawn.run("json", {"--quiet", "--progress", "json"}).err, "{\"stage\":"));  // is asked for
  CHECK(drawn.run("both", {"--quiet", "--verbose"}).exit_code == 2);
}

TEST_CASE("--verbose: each input once, and the time of each stage", "[flow]") {
  const Drawn drawn;
  const CommandResult told = drawn.run("told", {"--verbose"});
  CAPTURE(told.err);
  CHECK(told.exit_code == 0);
  for (const char* const input : {"trek.toml", "data/gemeenten.geojson", "data/vierkanten.csv", "data/straten.osm"}) {
    const std::regex line{std::string{"(^|\n)read: [^\n]*"} + input + " \\([0-9]+ bytes\\)"};
    CAPTURE(input);
    CHECK(std::distance(std::sregex_iterator{told.err.begin(), told.err.end(), line}, {}) == 1);
  }
  CHECK(std::regex_search(told.err, std::regex{"(^|\n)stage: [^\n]+: [0-9]+\\.[0-9]{3} s\n"}));
}

TEST_CASE("--log-file: what was read, told and found, with times; the output is the same", "[flow]") {
  const Drawn drawn;
  REQUIRE(drawn.run("logged", {"--threads", "1"}).exit_code == 0);
  const std::string plain = text_of(drawn.folder / "out/logged.gpkg");
  fs::remove(drawn.folder / "out/logged.gpkg");
  const CommandResult logged = drawn.run("logged", {"--log-file", "run.log", "--quiet"});
  CAPTURE(logged.err);
  CHECK(logged.exit_code == 0);
  CHECK(logged.err.empty());
  const auto lines = lines_of(drawn.folder / "run.log");
  const std::regex form{R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (begin|read |stage|said |error|end  ) .+)"};
  REQUIRE(lines.size() > 10);
  CHECK(std::all_of(lines.begin(), lines.end(), [&](const std::string& line) { return std::regex_match(line, form); }));
  CHECK(std::is_sorted(lines.begin(), lines.end(),
                       [](const auto& a, const auto& b) { return a.substr(0, 24) < b.substr(0, 24); }));
  CHECK(says(lines.front(), "Z begin trek "));
  CHECK(says(lines.front(), "run trek.toml -o out/logged.gpkg --log-file run.log --quiet"));
  CHECK(says(lines.back(), "Z end   exit code 0, "));
  const std::string log = text_of(drawn.folder / "run.log");
  for (const char* const part : {"read  ", "straten.osm (", "said  Sources:", "said  Written: out/logged.gpkg", " s\n"})
    CHECK(says(log, part));
  CHECK((text_of(drawn.folder / "out/logged.gpkg") == plain));  // not shown where it differs
}

TEST_CASE("--log-file: of a run that fails it says why, and the next one goes on with it", "[flow]") {
  const Drawn drawn;
  fs::remove(drawn.folder / "data/vierkanten.csv");
  const CommandResult failed = drawn.run("none", {"--log-file", "run.log"});
  CHECK(failed.exit_code == 3);
  const std::string first = text_of(drawn.folder / "run.log");
  CHECK(says(first, "Z error "));
  CHECK(says(first, "vierkanten.csv"));
  CHECK(says(first, "Z end   exit code 3, "));
  CHECK(drawn.trek({"network", "info", "net.trek", "--log-file", "run.log"}).exit_code == 0);
  const std::string both = text_of(drawn.folder / "run.log");
  CHECK(both.starts_with(first));
  CHECK(says(both.substr(first.size()), "begin trek "));
  CHECK(says(both.substr(first.size()), "net.trek ("));
}

TEST_CASE("--log-file: no file of another kind, no input and no other output is taken for a log", "[flow]") {
  const Drawn drawn;
  const auto refused = [&](const std::vector<std::string>& words, const std::string& reason) {
    const CommandResult result = drawn.trek(words);
    CAPTURE(words, result.err);
    CHECK(result.exit_code == 2);
    CHECK(says(result.err, reason));
  };
  static_cast<void>(drawn.folder.write("mine.log", "my own words\n"));
  fs::create_symlink("/dev/null", drawn.folder / "null.log");
  fs::create_symlink("punten.csv", drawn.folder / "link.log");
  const std::string points = text_of(drawn.folder / "punten.csv");
  refused({"run", "trek.toml", "-o", "out/a.gpkg", "--log-file", "punten.csv"}, "the name of a log ends in .log");
  refused({"run", "trek.toml", "-o", "out/a.gpkg", "--log-file", "mine.log"}, "is there, and no log of trek's");
  refused({"run", "trek.toml", "-o", "out/a.gpkg", "--log-file", "link.log"}, "is there, and no log of trek's");
  refused({"run", "trek.toml", "-o", "out/a.gpkg", "--log-file", "null.log"}, "null.log: ");
  refused({"run", "trek.toml", "-o", "out/a.gpkg", "--log-file", "gone/a.log"}, "gone");
  refused({"matrix", "--network", "net.trek", "--mode", "foot", "--origins", "punten.csv", "--destinations",
           "gewichten.csv", "-o", "both.log", "--log-file", "both.log"},
          "two outputs of this command have this name");
  CHECK(text_of(drawn.folder / "mine.log") == "my own words\n");
  CHECK(text_of(drawn.folder / "punten.csv") == points);
  CHECK_FALSE(fs::exists(drawn.folder / "both.log"));
  CHECK_FALSE(fs::exists(drawn.folder / "out/a.gpkg"));
}

TEST_CASE("--log-file: text of data is text, passwords are not told, and a full disk is", "[flow]") {
  const Drawn drawn;
  const CommandResult result = drawn.trek(
      {"inspect", "a\x1b[31m\n.csv?https://u:geheim@example.org/x?api_key=sleutel", "--log-file", "safe.log"});
  CHECK(result.exit_code != 0);
  const std::string log = text_of(drawn.folder / "safe.log");
  CAPTURE(log);
  CHECK(says(log, "\\x1b[31m"));
  CHECK_FALSE(says(log, "\x1b"));
  CHECK_FALSE(says(log, "geheim"));
  CHECK_FALSE(says(log, "sleutel"));
  CommandOptions small;
  small.largest_file_bytes = 100'000;  // more than is printed
  std::ofstream{drawn.folder / "full.log"} << log << std::string(small.largest_file_bytes - log.size(), '\n');
  const CommandResult full = drawn.trek({"network", "info", "net.trek", "--log-file", "full.log"}, small);
  CAPTURE(full.err);
  CHECK(full.exit_code == 3);
  CHECK(says(full.err, "trek: the log could not be written"));
}

TEST_CASE("colours: none but on a terminal that has them, and none with NO_COLOR", "[flow]") {
  CHECK_FALSE(says(trek::test::trek({"rum"}).err, "\x1b"));
  // script gives the program a terminal, and writes down what is shown there.
  const auto shown = [](const std::string& unwanted, const std::string& terminal) {
    CommandOptions options;
    options.environment = {{"NO_COLOR", unwanted}, {"TERM", terminal}};
    return run_command({"script", "-qec", TREK_PROGRAM " rum", "/dev/null"}, options).out;
  };
  CHECK(says(shown("", "xterm"), "\x1b[1;31mtrek:\x1b[0m unknown verb 'rum'"));
  CHECK(says(shown("1", "xterm"), "trek: unknown verb 'rum'"));
  CHECK_FALSE(says(shown("1", "xterm"), "\x1b"));
  CHECK_FALSE(says(shown("", "dumb"), "\x1b"));
}

TEST_CASE("doctor: says what there is, and what is missing with what to do", "[flow]") {
  const CommandResult well = trek::test::trek({"doctor", "--format", "json"});
  CAPTURE(well.err, well.out);
  REQUIRE(well.exit_code == 0);
  std::map<std::string, nlohmann::json> found;
  for (const auto& row : nlohmann::json::parse(well.out)) found[row["subject"]] = row;
  for (const char* const subject : {"trek", "compiler", "GDAL", "PROJ", "GEOS", "SQLite", "GDAL driver GPKG",
                                    "GDAL driver LVBAG", "GDAL driver XLSX", "ETRS89 to RD", "WGS 84 to RD",
                                    "TREK_DATA", "temporary files", "this folder", "threads", "memory"}) {
    CAPTURE(subject);
    REQUIRE(found.count(subject) == 1);
    CHECK(found[subject]["state"] != "missing");
  }
  CHECK(says(found["ETRS89 to RD"]["found"], " m: "));
  const auto sick = [](const std::string& variable, const std::string& value, const std::string& subject) {
    CommandOptions options;
    options.environment[variable] = value;
    const CommandResult result = run_command({TREK_PROGRAM, "doctor", "--format", "csv"}, options);
    CAPTURE(variable, result.out, result.err);
    CHECK(result.exit_code == 1);
    CHECK(says(result.out, "missing," + subject));
  };
  sick("GDAL_SKIP", "LVBAG", "GDAL driver LVBAG");
  sick("TREK_DATA", "/nowhere", "TREK_DATA");
  sick("TMPDIR", "/nowhere", "temporary files");
  sick("PROJ_LIB", "/nowhere", "ETRS89 to RD");
}
