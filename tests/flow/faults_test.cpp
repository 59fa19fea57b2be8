#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "flow/drawn_files.hpp"
#include "flow/drawn_project.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/loopback_server.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/random.hpp"

// A program that is ended or refused at any moment leaves the old output or the new one, whole; what it leaves besides
// is told and removed by the next run; and no cache is spoilt. Moments are drawn among the calls that change files.
namespace {

namespace fs = std::filesystem;
using trek::test::bytes_of;
using trek::test::CommandOptions;
using trek::test::CommandResult;
using trek::test::put_text;
using trek::test::says;
using trek::test::TemporaryFolder;
using trek::test::write_with;
using trek::test::writing_verbs;
using trek::test::WritingVerb;

constexpr const char* kOld = "an older output";
constexpr const char* kAllCalls = "write,create,ftruncate,fsync,close,rename,unlink,mkdir";

std::vector<fs::path> temporaries_in(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    const std::string name = entry.path().filename();
    if (name.ends_with(".part") || name.ends_with(".part.json") || name.starts_with("trek-read-"))
      found.push_back(entry.path());
  }
  return found;
}

/// A project to spoil, with a place for temporary files inside.
struct Scene {
  TemporaryFolder folder;
  Scene() {
    static const TemporaryFolder drawn;
    if (fs::is_empty(drawn.path())) trek::test::draw_project(drawn.path());
    fs::copy(drawn.path(), folder.path(), fs::copy_options::recursive);
    fs::create_directory(folder / "tmp");
  }
  [[nodiscard]] CommandOptions plain() const {
    CommandOptions options;
    options.environment = {{"TMPDIR", (folder / "tmp").string()}};
    return options;
  }
};

#ifdef TREK_FAULTS

CommandOptions faulty(const Scene& scene, const std::string& calls, int at, int error) {
  CommandOptions options = scene.plain();
  options.environment["LD_PRELOAD"] = TREK_FAULTS;
  options.environment["TREK_FAULT_FOLDER"] = scene.folder.path().string();
  options.environment["TREK_FAULT_CALLS"] = calls;
  options.environment["TREK_FAULT_AT"] = std::to_string(at);
  options.environment["TREK_FAULT_ERROR"] = std::to_string(error);
  return options;
}

int call_count(const Scene& scene, const std::string& calls, const WritingVerb& verb, const fs::path& output) {
  const TemporaryFolder outside;
  CommandOptions options = faulty(scene, calls, 0, 0);
  options.environment["TREK_FAULT_COUNT"] = (outside / "count").string();
  REQUIRE(write_with(verb, scene.folder.path(), output, options).exit_code == verb.done);
  return std::stoi(bytes_of(outside / "count"));
}

/// What holds after any end, and after the next run.
void check_after(const Scene& scene, const WritingVerb& verb, const fs::path& output, const CommandResult& result,
                 const std::string& right) {
  CAPTURE(result.exit_code, result.err);
  const std::string found = bytes_of(output);
  CHECK((found == kOld || found == right));
  if (result.exit_code == verb.done) CHECK(found == right);
  const auto left = temporaries_in(scene.folder.path());
  const CommandResult next = write_with(verb, scene.folder.path(), output, scene.plain());
  CAPTURE(next.err);
  CHECK(next.exit_code == verb.done);
  CHECK(bytes_of(output) == right);
  CHECK(temporaries_in(scene.folder.path()).empty());
  for (const fs::path& path : left) CHECK(says(next.err, path.filename().string() + ": left behind by a run"));
}

/// Each file in a folder, with what is in it.
std::map<std::string, std::string> files_below(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator{folder})
    if (entry.is_regular_file()) files[fs::relative(entry.path(), folder)] = bytes_of(entry.path());
  return files;
}

TEST_CASE("a program that is killed leaves the old output or the new one, and the next run succeeds",
          "[flow][killed]") {
  const Scene scene;
  const WritingVerb& verb = writing_verbs()[GENERATE(range(std::size_t{0}, writing_verbs().size()))];
  const fs::path output = scene.folder / ("out/" + verb.output);
  const int count = call_count(scene, kAllCalls, verb, output);
  const std::string right = bytes_of(output);
  REQUIRE(count > 5);
  trek::core::Random random{static_cast<std::uint64_t>(count)};
  for (const int signal : {SIGKILL, SIGTERM, SIGINT}) {
    const int at = 1 + static_cast<int>(random.below(static_cast<std::uint32_t>(count)));
    CAPTURE(verb.name, count, at, signal);
    put_text(output, kOld);
    fs::remove_all(scene.folder / ".trek-cache");
    const CommandResult result = write_with(verb, scene.folder.path(), output, faulty(scene, kAllCalls, at, -signal));
    const bool heard = signal != SIGKILL;  // may be done before it is
    CHECK((result.exit_code == (heard ? 130 : 128 + SIGKILL) || (heard && result.exit_code == verb.done)));
    if (heard) CHECK(temporaries_in(scene.folder.path()).empty());
    check_after(scene, verb, output, result, right);
  }
}

TEST_CASE("a call that the system refuses is told in words, and leaves the old output or the new one",
          "[flow][refused]") {
  const Scene scene;
  const WritingVerb& verb = writing_verbs()[GENERATE(range(std::size_t{0}, writing_verbs().size()))];
  const fs::path output = scene.folder / ("out/" + verb.output);
  const int writes = call_count(scene, "write", verb, output);
  const std::string right = bytes_of(output);
  REQUIRE(writes > 0);
  struct Fault {
    const char* calls;
    int at;
    int error;
  };
  trek::core::Random random{static_cast<std::uint64_t>(writes)};
  const int some = 1 + static_cast<int>(random.below(static_cast<std::uint32_t>(writes)));
  for (const Fault& fault :
       {Fault{"write", some, ENOSPC}, Fault{"write", writes, EIO}, Fault{"create", 1, ENOSPC}, Fault{"fsync", 1, EIO},
        Fault{"rename", 1, EIO}, Fault{"unlink", 1, EPERM}, Fault{"close", 1, EIO}, Fault{"mkdir", 1, ENOSPC}}) {
    CAPTURE(verb.name, fault.calls, fault.at, fault.error);
    put_text(output, kOld);
    fs::remove_all(scene.folder / ".trek-cache");
    const CommandResult result =
        write_with(verb, scene.folder.path(), output, faulty(scene, fault.calls, fault.at, fault.error));
    CHECK((result.exit_code == verb.done || result.exit_code == 3));
    const bool needed = fault.calls != std::string{"unlink"} && fault.calls != std::string{"close"} &&
                        fault.calls != std::string{"mkdir"};  // done without, or only the cache's
    if (needed) {
      CHECK(result.exit_code == 3);
      CHECK(bytes_of(output) == kOld);
      CHECK(says(result.err, "trek: " + output.string()));
    }
    if (fault.calls == std::string{"unlink"} && !temporaries_in(scene.folder.path()).empty())
      CHECK(says(result.err, "is temporary and cannot be removed"));
    check_after(scene, verb, output, result, right);
  }
}

TEST_CASE("a report that is killed or refused leaves the old folder or the new one, whole", "[flow]") {
  const Scene scene;
  const WritingVerb& run = writing_verbs().front();
  const fs::path output = scene.folder / ("out/" + run.output);
  REQUIRE(write_with(run, scene.folder.path(), output, scene.plain()).exit_code == run.done);
  const fs::path folder = scene.folder / "out/rapport";
  const auto report = [&](const CommandOptions& options) {
    return trek::test::trek({"report", output, "-o", folder, "--overwrite", "--tables", "csv,xlsx"}, options);
  };
  const auto is_left = [&] {
    const auto is_temporary = [](const fs::directory_entry& entry) {
      return entry.path().filename().string().starts_with(".trek-folder");
    };
    return std::any_of(fs::directory_iterator{folder.parent_path()}, fs::directory_iterator{}, is_temporary);
  };
  const TemporaryFolder outside;
  CommandOptions counting = faulty(scene, kAllCalls, 0, 0);
  counting.environment["TREK_FAULT_COUNT"] = (outside / "count").string();
  REQUIRE(report(counting).exit_code == 0);
  const int count = std::stoi(bytes_of(outside / "count"));
  const auto right = files_below(folder);
  REQUIRE(right.contains("index.html"));
  const std::map<std::string, std::string> old{{"files.txt", "index.html\n"}, {"index.html", kOld}};
  struct Fault {
    const char* calls;
    int at;
    int error;
  };
  trek::core::Random random{static_cast<std::uint64_t>(count)};
  const auto some = [&] { return 1 + static_cast<int>(random.below(static_cast<std::uint32_t>(count))); };
  const int renames = static_cast<int>(right.size()) + 1;  // each file into the folder, and that into its place
  for (const Fault& fault :
       {Fault{"write", 3, ENOSPC}, Fault{"create", 2, ENOSPC}, Fault{"fsync", 1, EIO}, Fault{"mkdir", 1, ENOSPC},
        Fault{"rename", renames, EIO}, Fault{kAllCalls, some(), -SIGKILL}, Fault{kAllCalls, some(), -SIGKILL},
        Fault{kAllCalls, count, -SIGKILL}, Fault{kAllCalls, some(), -SIGTERM}}) {
    CAPTURE(fault.calls, fault.at, fault.error, count);
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const auto& [name, text] : old) put_text(folder / name, text);
    const CommandResult result = report(faulty(scene, fault.calls, fault.at, fault.error));
    CAPTURE(result.exit_code, result.err);
    const auto found = files_below(folder);
    const bool is_whole = found == old || found == right;
    CHECK(is_whole);
    if (fault.error > 0) {
      CHECK(result.exit_code == 3);
      CHECK(found.at("index.html") == kOld);
      CHECK(says(result.err, folder.string()));
      CHECK_FALSE(is_left());
    }
    if (result.exit_code == 130) CHECK_FALSE(is_left());
    const bool was_left = is_left();
    const CommandResult next = report(scene.plain());
    CAPTURE(next.err);
    CHECK(next.exit_code == 0);
    CHECK(says(next.err, "left behind by a run") == was_left);
    const bool is_right = files_below(folder) == right;
    CHECK(is_right);
    CHECK_FALSE(is_left());
  }
}

TEST_CASE("a fetch that is cut off or refused leaves no half file under the name of the source", "[flow]") {
  trek::test::LoopbackServer server;
  std::string body = trek::test::kCellsHeader;
  for (int i = 0; i < 20'000; ++i) body += fmt::format("E{}N{},6,1,2\n", 2500 + i % 100, 4700 + i / 100);
  server.script("/cellen.csv", {{200, {"ETag: \"one\""}, body}});
  const Scene scene;
  const fs::path project = scene.folder / "fetch.toml";
  put_text(project,
           "[project]\nname = \"Klein\"\n[[source]]\ntable = \"municipalities\"\npath = "
           "\"gemeenten.geojson\"\n[[source]]\ntable = \"population\"\npath = \"gehaald.csv\"\nurl = \"" +
               server.url("/cellen.csv") +
               "\"\n[[source]]\ntable = \"candidates\"\npath = \"kandidaten.csv\"\n[[mode]]\nmode = \"foot\"\n"
               "[[criterion]]\nmeasure = \"function_value\"\nanchors = [[0, 0.0], [1, 1.0]]\nreason = \"r\"\n");
  const fs::path file = scene.folder / "data/gehaald.csv";
  const std::vector<std::string> words{"fetch", project, "--source", "gehaald"};
  struct Fault {
    const char* calls;
    int at;
    int error;
  };
  for (const Fault& fault :
       {Fault{"write", 1, ENOSPC}, Fault{"write", 9, EIO}, Fault{"create", 1, EACCES}, Fault{"create", 2, ENOSPC},
        Fault{"fsync", 1, EIO}, Fault{"fsync", 2, EIO}, Fault{"rename", 1, EIO}, Fault{"rename", 2, ENOSPC},
        Fault{kAllCalls, 1, -SIGKILL}, Fault{kAllCalls, 8, -SIGKILL}, Fault{kAllCalls, 20, -SIGKILL},
        Fault{kAllCalls, 25, -SIGTERM}, Fault{"rename", 2, -SIGKILL}}) {
    CAPTURE(fault.calls, fault.at, fault.error);
    for (const char* name : {"gehaald.csv", "gehaald.csv.part", "gehaald.csv.part.json", "gehaald.csv.source.json"})
      fs::remove(scene.folder / "data" / name);
    const CommandResult result = trek::test::trek(words, faulty(scene, fault.calls, fault.at, fault.error));
    CAPTURE(result.exit_code, result.err, result.out);
    CHECK((result.exit_code == 3 || result.exit_code == 0 || result.exit_code == 130 || result.exit_code == 137));
    CHECK((!fs::exists(file) || bytes_of(file) == body));
    if (result.exit_code == 3) CHECK(says(result.err, "source '"));
    const auto left = temporaries_in(scene.folder.path());
    const CommandResult next = trek::test::trek(words, scene.plain());
    CAPTURE(next.err, next.out);
    CHECK(next.exit_code == 0);
    CHECK(bytes_of(file) == body);
    CHECK(temporaries_in(scene.folder.path()).empty());
  }
}

TEST_CASE("a full TMPDIR is told, and nothing is read from half a copy", "[flow]") {
  const Scene scene;
  std::string table = "\xFF\xFE";  // UTF-16: read from a copy
  for (const char c : std::string{"id;x;y\na;250400;475400\nb;251200;476000\n"}) table += {c, '\0'};
  put_text(scene.folder / "tabel.csv", table);
  REQUIRE(trek::test::trek({"inspect", scene.folder / "tabel.csv"}, scene.plain()).exit_code == 0);
  for (const char* calls : {"write", "create", "mkdir"}) {
    CAPTURE(calls);
    const auto result = trek::test::trek({"inspect", scene.folder / "tabel.csv"}, faulty(scene, calls, 1, ENOSPC));
    CAPTURE(result.err);
    CHECK(result.exit_code == 3);
    CHECK(says(result.err, (scene.folder / "tmp").string()));
    CHECK(temporaries_in(scene.folder.path()).empty());
  }
}

TEST_CASE("threads that the system refuses are done without, or told as that", "[flow]") {
  const Scene scene;
  const WritingVerb& run = writing_verbs().front();
  const fs::path output = scene.folder / ("out/" + run.output);
  const int count = call_count(scene, "thread", run, output);
  const std::string right = bytes_of(output);
  REQUIRE(count >= 2);  // who listens for signals, and at least one that helps
  for (const int at : {1, 2, 3, count}) {
    CAPTURE(at, count);
    put_text(output, kOld);
    const CommandResult result = write_with(run, scene.folder.path(), output, faulty(scene, "thread", at, EAGAIN));
    CAPTURE(result.exit_code, result.err);
    CHECK((result.exit_code == run.done || result.exit_code == 3));
    if (result.exit_code == 3) CHECK(says(result.err, "no thread can be started"));
    const bool whole = bytes_of(output) == (result.exit_code == 3 ? kOld : right);
    CHECK(whole);
  }
}

TEST_CASE("trek init that is killed is done over to the same files", "[flow][init]") {
  const TemporaryFolder folder;
  const auto init = [&folder](const std::string& name, const std::string& calls, int at, int error) {
    CommandOptions options;
    options.environment = {{"LD_PRELOAD", TREK_FAULTS},
                           {"TREK_FAULT_FOLDER", folder.path().string()},
                           {"TREK_FAULT_CALLS", calls},
                           {"TREK_FAULT_AT", std::to_string(at)},
                           {"TREK_FAULT_ERROR", std::to_string(error)},
                           {"TREK_FAULT_COUNT", folder / "count"}};
    return trek::test::trek({"init", folder / name, "--demo", "twente"}, options);
  };
  REQUIRE(init("whole", kAllCalls, 0, 0).exit_code == 0);
  const auto right = files_below(folder / "whole");
  const int count = std::stoi(bytes_of(folder / "count"));
  REQUIRE(right.contains("trek.toml"));
  trek::core::Random random{7};
  for (const int at : {1, count - 3, count - 2, count - 1, count,
                       1 + static_cast<int>(random.below(static_cast<std::uint32_t>(count)))}) {
    CAPTURE(at, count);
    fs::remove_all(folder / "cut");
    CHECK(init("cut", kAllCalls, at, -SIGKILL).exit_code == 128 + SIGKILL);
    const bool done = fs::exists(folder / "cut/trek.toml");
    const CommandResult next = init("cut", kAllCalls, 0, 0);
    CAPTURE(next.err, done);
    CHECK(next.exit_code == (done ? 2 : 0));  // what is there is never written over
    const bool same = files_below(folder / "cut") == right;
    CHECK(same);
  }
  for (const char* calls : {"write", "create", "mkdir"}) {
    CAPTURE(calls);
    fs::remove_all(folder / "full");
    const CommandResult refused = init("full", calls, 1, ENOSPC);
    CAPTURE(refused.err);
    CHECK(refused.exit_code == 3);
    CHECK(says(refused.err, (folder / "full").string()));
    CHECK(init("full", kAllCalls, 0, 0).exit_code == 0);
    const bool same = files_below(folder / "full") == right;
    CHECK(same);
  }
}

#else

TEST_CASE("a program that is killed leaves the old output or the new one, and the next run succeeds",
          "[flow][killed]") {
  WARN("with sanitizers no faults can be put before the program: it is killed by the clock alone");
  const Scene scene;
  const WritingVerb& verb = writing_verbs()[GENERATE(range(std::size_t{0}, writing_verbs().size()))];
  const fs::path output = scene.folder / ("out/" + verb.output);
  REQUIRE(write_with(verb, scene.folder.path(), output, scene.plain()).exit_code == verb.done);
  const std::string right = bytes_of(output);
  for (const char* after : {"0.2", "0.5", "1"}) {
    CAPTURE(verb.name, after);
    put_text(output, kOld);
    std::vector<std::string> words{"timeout", "-s", "KILL", after, TREK_PROGRAM};
    words.insert(words.end(), verb.words.begin(), verb.words.end());
    words.insert(words.end(), {output.string(), "--overwrite"});
    CommandOptions options = scene.plain();
    options.folder = scene.folder.path();
    options.environment["SOURCE_DATE_EPOCH"] = "1767225600";
    options.environment["TREK_DATA"] = "";
    static_cast<void>(trek::test::run_command(words, options));
    const std::string found = bytes_of(output);
    CHECK((found == kOld || found == right));
    CHECK(write_with(verb, scene.folder.path(), output, scene.plain()).exit_code == verb.done);
    CHECK(bytes_of(output) == right);
    CHECK(temporaries_in(scene.folder.path()).empty());
  }
}

#endif

}  // namespace
