#include "trek/core/target_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/detail/own_temporaries.hpp"
#include "trek/core/error.hpp"
#include "trek/core/leftovers.hpp"
#include "trek/core/private_folder.hpp"

namespace trek::core {
namespace {

namespace fs = std::filesystem;
using test::says;
using test::TemporaryFolder;

std::string text_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

void write_over(const fs::path& target, const std::string& text) {
  TargetFile file{target, true};
  std::ofstream{file.temporary(), std::ios::binary} << text;
  file.put_in_place();
}

template <class Action>
std::string refusal_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_argument);
    return error.what();
  }
  return "not refused";
}

/// What is told as long as it lives.
struct Told {
  Told() {
    set_leftover_listener([this](const std::string& line) { lines.push_back(line); });
  }
  ~Told() { set_leftover_listener({}); }
  Told(const Told&) = delete;
  Told& operator=(const Told&) = delete;
  std::vector<std::string> lines;
};

/// A name that trek gives, of a process that is no more.
fs::path dead_name(const fs::path& folder) {
  return folder / detail::new_temporary_name(".out.gpkg.", detail::kPartTail);
}

TEST_CASE("TargetFile: links are followed; one that leads nowhere or in a circle is refused and stays",
          "[core][unit]") {
  const TemporaryFolder folder;
  folder.write("inner/real", "old");
  fs::create_symlink("inner/real", folder / "link");
  fs::create_symlink("link", folder / "link_to_link");
  write_over(folder / "link_to_link", "new");
  CHECK(text_of(folder / "inner/real") == "new");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(fs::is_symlink(folder / "link_to_link"));

  fs::create_symlink("nowhere", folder / "dangling");
  fs::create_symlink("circle", folder / "circle");
  fs::create_symlink("inner", folder / "inner_link");
  CHECK(says(refusal_of([&] { write_over(folder / "dangling", "x"); }), "a link to nowhere, which is not there"));
  CHECK(says(refusal_of([&] { write_over(folder / "circle", "x"); }), "leads back to itself"));
  CHECK(says(refusal_of([&] { write_over(folder / "circle/x", "x"); }), "leads back to itself"));
  CHECK(says(refusal_of([&] { write_over(folder / "inner_link", "x"); }), "is a folder"));
  CHECK(fs::is_symlink(folder / "dangling"));
  CHECK_FALSE(fs::exists(folder / "nowhere"));
  write_over(folder / "inner_link/new", "in a folder that is a link");
  CHECK(fs::exists(folder / "inner/new"));
}

TEST_CASE("TargetFile: a place that will not do is named for what it is", "[core][unit]") {
  const TemporaryFolder folder;
  folder.write("file", "x");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const auto said = [](const fs::path& target) { return refusal_of([&] { write_over(target, "x"); }); };
  CHECK(says(said({}), "no name"));
  CHECK(says(said(folder.path() / ""), "is a folder"));
  CHECK(says(said(folder / "."), "is a folder"));
  CHECK(says(said(folder / "file/x"), (folder / "file").string() + " is a file, not a folder"));
  CHECK(says(said(folder / "file/y/x"), (folder / "file").string() + " is a file, not a folder"));
  CHECK(says(said(folder / "absent/x"), "create it first"));
  CHECK(says(said(folder / "pipe"), "is a pipe"));
  CHECK(says(said("/dev/null"), "is a device"));
  CHECK(says(said(folder / std::string(256, 'n')), "shorter name"));
  CHECK(text_of(folder / "file") == "x");
}

TEST_CASE("TargetFile: a name of any length that a file may have", "[core][unit]") {
  const TemporaryFolder folder;
  std::string name;
  while (name.size() < 254) name += "é";
  for (const std::string& one : {name, std::string(255, 'n'), std::string{"x"}}) {
    write_over(folder / one, one);
    CHECK(text_of(folder / one) == one);
  }
}

TEST_CASE("TargetFile: what appears in its place in the meantime stays, without overwrite", "[core][unit]") {
  const TemporaryFolder folder;
  TargetFile file{folder / "new", false};
  folder.write("new", "somebody else's");
  CHECK(says(refusal_of([&] { file.put_in_place(); }), "exists already"));
  CHECK(text_of(folder / "new") == "somebody else's");
}

TEST_CASE("TargetFile: leftovers of dead runs go and are told, whatever their target was", "[core][unit]") {
  const TemporaryFolder folder;
  const fs::path dead = dead_name(folder.path());
  std::ofstream{dead} << "half a file";
  const Told told;
  write_over(folder / "another.csv", "x");
  CHECK_FALSE(fs::exists(dead));
  REQUIRE(told.lines.size() == 1);
  CHECK(says(told.lines.front(), dead.string() + ": left behind by a run that was cut off; removed"));
}

TEST_CASE("TargetFile: of a live run, of another's and of what looks alike nothing goes", "[core][unit]") {
  const TemporaryFolder folder;
  TargetFile live{folder / "out.gpkg", true};
  std::vector<fs::path> kept{live.temporary()};
  std::string wrong = dead_name(folder.path());
  char& digit = wrong[wrong.size() - detail::kPartTail.size() - 1];
  digit = digit == '0' ? '1' : '0';
  for (const fs::path& name : {fs::path{wrong}, folder / ".out.gpkg.123-0.part", folder / ".part",
                               folder / "out.gpkg.part", folder / ".out.gpkg.0123456789ab-01234567.part"}) {
    std::ofstream{name} << "mine";
    kept.push_back(name);
  }
  const fs::path second = dead_name(folder.path());  // has a second name: somebody has a use for it
  fs::create_hard_link(folder.write("somebody", "mine"), second);
  kept.push_back(second);
  const fs::path link = dead_name(folder.path());
  fs::create_symlink("somebody", link);
  kept.push_back(link);
  const fs::path pipe = dead_name(folder.path());
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  kept.push_back(pipe);
  const fs::path inner = dead_name(folder.path());
  fs::create_directory(inner);
  kept.push_back(inner);
  if (::geteuid() == 0) {
    const fs::path another = dead_name(folder.path());
    std::ofstream{another} << "another user's";
    REQUIRE(::chown(another.c_str(), 12345, 12345) == 0);
    kept.push_back(another);
  }
  const Told told;
  write_over(folder / "another.csv", "x");
  for (const fs::path& path : kept) {
    CAPTURE(path);
    CHECK(fs::exists(fs::symlink_status(path)));
  }
  CHECK(told.lines.empty());
}

TEST_CASE("PrivateFolder: goes with the object; those of dead runs go and are told, live ones stay", "[core][unit]") {
  const TemporaryFolder place;
  const Told told;
  const std::string before = temporary_files_folder();
  REQUIRE(::setenv("TMPDIR", place.path().c_str(), 1) == 0);
  const fs::path dead = place / detail::new_temporary_name("trek-try-", {});
  fs::create_directories(dead / "inner");
  fs::permissions(dead, fs::perms::owner_all);
  place.write("trek-try-mine/file", "x");
  {
    const PrivateFolder live{"trek-try"};
    const PrivateFolder other{"trek-try"};
    CHECK(fs::exists(live.path()));
    std::ofstream{live.path() / "file"} << "x";
    CHECK_FALSE(fs::exists(dead));
  }
  REQUIRE(::setenv("TMPDIR", before.c_str(), 1) == 0);
  CHECK(std::distance(fs::directory_iterator{place.path()}, {}) == 1);
  CHECK(fs::exists(place / "trek-try-mine/file"));
  REQUIRE(told.lines.size() == 1);
  CHECK(says(told.lines.front(), dead.string() + ": left behind"));
}

TEST_CASE("PrivateFolder: a TMPDIR that will not do is named", "[core][unit]") {
  const TemporaryFolder place;
  place.write("file", "x");
  const std::string before = temporary_files_folder();
  const auto said = [&](const fs::path& where) {
    REQUIRE(::setenv("TMPDIR", where.c_str(), 1) == 0);
    const std::string text = refusal_of([] { const PrivateFolder folder{"trek-try"}; });
    REQUIRE(::setenv("TMPDIR", before.c_str(), 1) == 0);
    return text;
  };
  CHECK(says(said(place / "absent"), "TMPDIR=" + (place / "absent").string() + ": is not there"));
  CHECK(says(said(place / "file"), "is no folder"));
  CHECK(says(said(place / "file/x"), "TMPDIR="));
  CHECK(says(said("/" + std::string(300, 't')), "TMPDIR="));
}

TEST_CASE("check_target: an input by any name, its folder, and a place that is one", "[core][unit]") {
  const TemporaryFolder folder;
  const fs::path input = folder.write("input", "x");
  folder.write("map/one", "x");
  folder.write("elsewhere/two", "x");
  fs::create_hard_link(input, folder / "second");
  fs::create_symlink("input", folder / "link");
  fs::create_symlink("../elsewhere/two", folder / "map/two");
  fs::create_directory_symlink("map", folder / "map_link");
  const std::vector<fs::path> inputs{input, folder / "map", folder / "not_yet"};
  const auto said = [&](const fs::path& target) { return refusal_of([&] { check_target(target, true, inputs); }); };
  for (const char* name : {"input", "./input", "map/../input", "second", "link", "not_yet", "map/../not_yet"})
    CHECK(says(said(folder / name), "is one of the inputs"));
  for (const char* name : {"map/one", "map/new", "map_link/new", "elsewhere/two"})
    CHECK(says(said(folder / name), "read as a whole"));
  for (const char* name : {"output", "elsewhere/new", "mapped"})
    CHECK_NOTHROW(check_target(folder / name, true, inputs));
  CHECK(text_of(input) == "x");
  CHECK_FALSE(fs::exists(folder / "output"));
}

TEST_CASE("check_different: two names of one file, also of one that is not there yet", "[core][unit]") {
  const TemporaryFolder folder;
  CHECK_NOTHROW(check_different(std::array<fs::path, 2>{folder / "a", folder / "b"}));
  CHECK(says(refusal_of([&] {
               check_different(std::array<fs::path, 2>{folder / "a", folder.path() / "./a"});
             }),
             "two outputs"));
  CHECK(says(refusal_of([] { check_different(std::array<fs::path, 2>{"a", "./a"}); }), "two outputs"));
}

}  // namespace
}  // namespace trek::core
