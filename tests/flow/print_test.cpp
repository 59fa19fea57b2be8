// `trek report --pdf`, with programs in the place of a browser.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "flow/drawn_files.hpp"
#include "flow/drawn_project.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using trek::test::says;
using trek::test::TemporaryFolder;

namespace {

/// A run, and a program that is given the words of a browser.
struct PrintCase {
  TemporaryFolder folder;

  PrintCase() {
    trek::test::draw_project(folder.path());
    const auto result = trek::test::write_with(trek::test::writing_verbs()[0], folder.path(), "2025.gpkg");
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
  }
  /// With this as the browser; without one where it is empty.
  [[nodiscard]] trek::test::CommandResult report(const std::string& script,
                                                 std::chrono::milliseconds interrupt_after = {}) const {
    const fs::path browser = folder / "browser";
    fs::remove(browser);
    if (!script.empty()) {
      trek::test::put_text(browser, "#!/bin/sh\n" + script);
      fs::permissions(browser, fs::perms::owner_all);
    }
    trek::test::CommandOptions options;
    options.environment = {{"TREK_BROWSER", browser}};
    options.interrupt_after = interrupt_after;
    return trek::test::trek({"report", folder / "2025.gpkg", "-o", folder / "report", "--pdf"}, options);
  }
};

std::string written_in(const fs::path& file) {
  std::ifstream stream{file};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Prints the page itself, behind what makes it a PDF.
constexpr const char* kPrints = R"(for word; do
  case "$word" in
    --print-to-pdf=*) pdf="${word#*=}" ;;
    file://*) page="${word#file://}" ;;
  esac
done
{ echo '%PDF-1.4'; cat "$page"; } > "$pdf"
)";

}  // namespace

TEST_CASE("report --pdf: each page for paper is printed, without links to what is beside it", "[flow]") {
  const PrintCase run;
  const auto result = run.report(kPrints);
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  std::map<std::string, int> pages;
  for (const auto& entry : fs::directory_iterator{run.folder / "report"}) {
    const fs::path& file = entry.path();
    if (file.extension() != ".html") continue;
    const std::string name = file.filename();
    const bool for_paper = name.starts_with("site_") || name.starts_with("municipality_") || name == "raadsstuk.html";
    CAPTURE(name);
    const fs::path pdf = fs::path{file}.replace_extension(".pdf");
    CHECK(fs::exists(pdf) == for_paper);
    if (!for_paper) continue;
    ++pages[name.substr(0, name.find_first_of("_."))];
    const std::string printed = written_in(pdf);
    const std::string page = written_in(file);
    CHECK(printed.starts_with("%PDF-1.4\n<!DOCTYPE html>"));
    CHECK_FALSE(says(printed, ".html\""));
    CHECK(says(written_in(run.folder / "report/files.txt"), pdf.filename().string()));
    if (name == "raadsstuk.html") CHECK(says(page, "href=\"site_1_"));
  }
  CHECK(pages["raadsstuk"] == 1);
  CHECK(pages["site"] == 1);
}

TEST_CASE("report --pdf: a browser that prints nothing leaves no report, and is named", "[flow]") {
  const PrintCase run;
  const auto fails = run.report("exit 7\n");
  CHECK(fails.exit_code == 3);
  CHECK(says(fails.err, "browser: ended with code 7 and printed no PDF of raadsstuk.html"));
  CHECK(says(fails.err, "TREK_BROWSER"));
  const auto silent = run.report("exit 0\n");
  CHECK(silent.exit_code == 3);
  CHECK(says(silent.err, "printed no PDF of raadsstuk.html"));
  const auto ended = run.report("kill -9 $$\n");
  CHECK(ended.exit_code == 3);
  CHECK(says(ended.err, "was ended by signal 9"));
  const auto other =
      run.report("for word; do case $word in --print-to-pdf=*) echo '<html>' > \"${word#*=}\";; esac; done");
  CHECK(other.exit_code == 3);
  CHECK_FALSE(fs::exists(run.folder / "report"));
}

TEST_CASE("report --pdf: without a browser it says what to install", "[flow]") {
  const PrintCase run;
  const auto result = run.report({});
  CHECK(result.exit_code == 2);
  CHECK(says(result.err, "apt install chromium"));
  CHECK_FALSE(fs::exists(run.folder / "report"));
}

TEST_CASE("report --pdf: Ctrl-C ends it and the browser", "[flow]") {
  const PrintCase run;
  const fs::path alive = run.folder / "alive";
  const auto result = run.report("sleep 3; touch \"" + alive.string() + "\"\n", std::chrono::milliseconds{2000});
  CHECK(result.exit_code == 130);
  CHECK_FALSE(fs::exists(run.folder / "report"));
  std::this_thread::sleep_for(std::chrono::milliseconds{3500});
  CHECK_FALSE(fs::exists(alive));
}
