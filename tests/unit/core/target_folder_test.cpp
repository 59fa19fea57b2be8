#include "trek/core/target_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/detail/own_temporaries.hpp"
#include "trek/core/error.hpp"

namespace fs = std::filesystem;
using trek::core::Error;
using trek::core::kFolderList;
using trek::core::TargetFolder;
using trek::test::says;
using trek::test::TemporaryFolder;

namespace {

std::string text_of(const fs::path& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::size_t entries_of(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

void write_two(const fs::path& place, bool overwrite, const std::string& text) {
  TargetFolder folder{place, overwrite};
  folder.write("index.html", text);
  folder.write("charts/one.svg", text);
  folder.put_in_place();
}

std::string refusal(const fs::path& place, bool overwrite) {
  try {
    write_two(place, overwrite, "new");
  } catch (const Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::bad_argument);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("target_folder: is there whole, with its list, and nothing beside it", "[core][unit]") {
  const TemporaryFolder here;
  write_two(here / "report", false, "old");
  CHECK(text_of(here / "report/index.html") == "old");
  CHECK(text_of(here / "report/charts/one.svg") == "old");
  CHECK(text_of(here / "report" / kFolderList) == "charts/one.svg\nindex.html\n");
  CHECK(entries_of(here.path()) == 1);
}

TEST_CASE("target_folder: what is not finished leaves no trace, and the old one as it was", "[core][unit]") {
  const TemporaryFolder here;
  {
    TargetFolder folder{here / "report", false};
    folder.write("index.html", "half");
  }
  CHECK(entries_of(here.path()) == 0);
  write_two(here / "report", false, "old");
  {
    TargetFolder folder{here / "report", true};
    folder.write("index.html", "half");
  }
  CHECK(text_of(here / "report/index.html") == "old");
  CHECK(entries_of(here.path()) == 1);
}

TEST_CASE("target_folder: what a run that was cut off left beside it is removed", "[core][unit]") {
  const TemporaryFolder here;
  const std::string left = trek::core::detail::new_temporary_name(".trek-folder-", {});
  const std::string alike = ".trek-folder-0123456789ab-01234567";  // its last digits do not follow from the rest
  for (const std::string& name : {left, alike}) {
    fs::create_directories(here / name / "charts");
    std::ofstream{here / name / "charts/one.svg"} << "half";
    fs::permissions(here / name, fs::perms{0755});
  }
  write_two(here / "report", false, "new");
  CHECK_FALSE(fs::exists(here / left));
  CHECK(fs::exists(here / alike / "charts/one.svg"));
  CHECK(entries_of(here.path()) == 2);
}

TEST_CASE("target_folder: an old one is replaced whole, and only when asked", "[core][unit]") {
  const TemporaryFolder here;
  write_two(here / "report", false, "old");
  {
    TargetFolder folder{here / "report", true};
    folder.write("index.html", "new");
    folder.put_in_place();
  }
  CHECK(text_of(here / "report/index.html") == "new");
  CHECK_FALSE(fs::exists(here / "report/charts/one.svg"));  // of the old one
  CHECK(entries_of(here.path()) == 1);
  CHECK(says(refusal(here / "report", false), "--overwrite"));
  CHECK(text_of(here / "report/index.html") == "new");
}

TEST_CASE("target_folder: never takes what trek did not write", "[core][unit]") {
  const TemporaryFolder here;
  write_two(here / "report", false, "old");
  trek::test::put_text(here / "report/charts/mine.txt", "mine");
  CHECK(says(refusal(here / "report", true), "charts/mine.txt"));
  CHECK(text_of(here / "report/charts/mine.txt") == "mine");
  fs::create_directory(here / "other");
  trek::test::put_text(here / "other/notes.txt", "mine");
  CHECK(says(refusal(here / "other", true), "notes.txt"));
  CHECK(text_of(here / "other/notes.txt") == "mine");
  trek::test::put_text(here / "file", "mine");
  CHECK(says(refusal(here / "file", true), "no folder"));
  CHECK(says(refusal(here / "none/report", true), "does not exist"));
}

TEST_CASE("target_folder: an empty folder and a link to a folder are taken", "[core][unit]") {
  const TemporaryFolder here;
  fs::create_directory(here / "empty");
  CHECK(refusal(here / "empty", false).empty());
  CHECK(text_of(here / "empty/index.html") == "new");
  fs::create_directory_symlink(here / "empty", here / "link");
  write_two(here / "link/", true, "through");
  CHECK(fs::is_symlink(here / "link"));
  CHECK(text_of(here / "empty/index.html") == "through");
}
