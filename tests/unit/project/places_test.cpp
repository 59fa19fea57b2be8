#include "trek/project/detail/places.hpp"

#include <filesystem>
#include <string>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/project/fetch_sources.hpp"
#include "trek/project/read_project.hpp"

namespace fs = std::filesystem;
namespace project = trek::project;
using trek::test::says;
using trek::test::TemporaryFolder;

namespace {

std::string text_of(const std::string& head, const std::string& candidates) {
  return "[project]\nname = \"Klein\"\n" + head +
         "[[source]]\ntable = \"municipalities\"\npath = \"gemeenten.gpkg\"\n"
         "[[source]]\ntable = \"population\"\npath = \"cellen.gpkg\"\n"
         "[[source]]\ntable = \"candidates\"\n" +
         candidates +
         "[[mode]]\nmode = \"bicycle\"\n"
         "[[criterion]]\nmeasure = \"people_target_bicycle_15min\"\nanchors = [[0, 0.0], [9, 1.0]]\nreason = \"r\"\n";
}

/// A project in a folder of its own, inside one that it has no business in.
struct Place {
  TemporaryFolder around;
  fs::path folder = around / "project";

  Place() { fs::create_directories(folder / "data"); }

  [[nodiscard]] project::Project read(const std::string& head, const std::string& candidates,
                                      const project::Overrides& overrides = {}) const {
    return project::read_project(around.write("project/trek.toml", text_of(head, candidates)), overrides);
  }
  [[nodiscard]] std::string error_of(const std::string& head, const std::string& candidates) const {
    try {
      (void)read(head, candidates);
    } catch (const trek::core::Error& error) {
      CHECK(error.kind() == trek::core::ErrorKind::config);
      return error.what();
    }
    return "";
  }
  /// What a fetch of the candidates says; the host is never asked, for nobody listens there.
  [[nodiscard]] std::string fetched(const std::string& head, const std::string& path,
                                    const project::Overrides& overrides = {}) const {
    const auto read_project = read(
        head, "name = \"c\"\npath = \"" + path + "\"\nfetch = { kind = \"file\", url = \"http://127.0.0.1:1/ok\" }\n",
        overrides);
    const auto outcomes = project::fetch_sources(read_project, {"c"}, {}, {});
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes[0].state == trek::fetch::State::failed);
    return outcomes[0].message;
  }
};

}  // namespace

TEST_CASE("places: what is a name of a source", "[project][unit]") {
  for (const char* const name :
       {"a", "straten", "vierkanten 2024", "Zürich (1)", "'t Stift", "a.b-c_d, e+f & g", "ĳ"}) {
    CAPTURE(name);
    CHECK(project::detail::fault_of_name(name).empty());
  }
  for (const std::string& name : {std::string{},
                                  std::string{"../../evil"},
                                  std::string{"/etc/x"},
                                  std::string{".hidden"},
                                  std::string{".."},
                                  std::string{"a/b"},
                                  std::string{"a\\b"},
                                  std::string{"a\nb"},
                                  std::string{"a\x1b[31m"},
                                  std::string{"a\0b", 3},
                                  std::string{"a\xC2\x9B"
                                              "31m"},
                                  std::string{"a\xE2\x80\xAE"
                                              "b"},
                                  std::string{"a\xFF"},
                                  std::string(101, 'a'),
                                  std::string{" a"},
                                  std::string{"a "},
                                  std::string{"a."},
                                  std::string{"a:b"},
                                  std::string{"u:p@h"},
                                  std::string{"=1+1"},
                                  std::string{"[% x %]"},
                                  std::string{"<b>"},
                                  std::string{"a\"b"},
                                  std::string{"~a"}}) {
    CAPTURE(name);
    CHECK_FALSE(project::detail::fault_of_name(name).empty());
  }
}

TEST_CASE("places: a name that is none is refused with its line, given or from the path", "[project][unit]") {
  const Place place;
  const std::string given = place.error_of("", "name = \"../../evil\"\npath = \"k.csv\"\n");
  CHECK(says(given, "trek.toml:11: [source].name: '../../evil' is no name of a source"));
  CHECK(says(given, "letters, digits, spaces"));
  CHECK(says(place.error_of("", "path = \"a:b.csv\"\n"), "name = \"...\""));
  CHECK(place.error_of("", "name = \"n\"\npath = \"a:b.csv\"\n").empty());
}

TEST_CASE("places: a path is one, without what ends or hides it", "[project][unit]") {
  const Place place;
  CHECK(says(place.error_of("", "name = \"n\"\npath = \"k.csv\\u0000/../x\"\n"), "control characters"));
  CHECK(says(place.error_of("data = \"d\\u001b\"\n", "path = \"k.csv\"\n"), "[project].data"));
  const std::string address = place.error_of("", "name = \"n\"\npath = \"http://u:GEHEIM@h/k.csv\"\n");
  CHECK(says(address, "is an address"));
  CHECK_FALSE(says(address, "GEHEIM"));
  CHECK(place.error_of("", "path = \"../../elders/k.csv\"\n").empty());  // read wherever it lies
  CHECK(place.error_of("data = \"/elders\"\n", "path = \"k.csv\"\n").empty());
}

TEST_CASE("places: the cache stays in the project's folder, links followed", "[project][unit]") {
  const Place place;
  fs::create_directories(place.around / "out");
  fs::create_directory_symlink(place.around / "out", place.folder / "link");
  fs::create_symlink("../out/nothing", place.folder / "dangling");
  for (const std::string& cache :
       {std::string{"../evil"}, std::string{"a/../../evil"}, std::string{"link"}, std::string{"link/deeper"},
        std::string{"dangling"}, (place.around / "out").string()}) {
    CAPTURE(cache);
    const std::string head = "cache = \"" + cache + "\"\n";
    const std::string message = place.error_of(head, "path = \"k.csv\"\n");
    CHECK(says(message, "[project].cache: "));
    CHECK(says(message, "--allow-outside"));
    project::Overrides overrides;
    overrides.allowed_folders = {place.around.path()};
    CHECK_NOTHROW((void)place.read(head, "path = \"k.csv\"\n", overrides));
  }
  for (const char* const cache : {".trek-cache", ".", "data/../cache"})
    CHECK(place.error_of(std::string{"cache = \""} + cache + "\"\n", "path = \"k.csv\"\n").empty());
}

TEST_CASE("places: a file of the cache is no link out of it", "[project][unit]") {
  const Place place;
  const auto read = place.read("", "path = \"k.csv\"\n");
  fs::create_directories(read.cache_folder);
  fs::create_symlink(place.around / "victim", read.cache_folder / "straten.trek");
  CHECK_THROWS_AS(project::detail::check_cache_file(read, read.cache_folder / "straten.trek"), trek::core::Error);
  CHECK_NOTHROW(project::detail::check_cache_file(read, read.cache_folder / "wegen.trek"));
}

TEST_CASE("places: nothing is fetched to where the project may not write", "[project][unit]") {
  const Place place;
  fs::create_directories(place.around / "out");
  fs::create_directory_symlink(place.around / "out", place.folder / "data/link");
  fs::create_symlink(place.around / "out/victim", place.folder / "data/file");
  fs::create_symlink(place.around / "out/victim", place.folder / "data/side.source.json");
  fs::create_symlink("../../out", place.folder / "data/near");
  for (const std::string& path :
       {std::string{"../../.bash_aliases"}, std::string{"../beside"}, std::string{"link/x"}, std::string{"near/x"},
        std::string{"file"}, std::string{"side"}, (place.around / "out/x").string(), std::string{"sub/../../../x"}}) {
    CAPTURE(path);
    CHECK(says(place.fetched("", path), "--allow-outside FOLDER"));
    CHECK(fs::is_empty(place.around / "out"));
  }
  for (const char* const path : {".bash_aliases", "sub/.git/config", "~/x", "~root/x"})
    CHECK(says(place.fetched("", path), "is hidden or begins with ~"));
  CHECK(says(place.fetched("data = \".\"\n", "trek.toml.part/../x.toml"), "cannot be reached"));
  CHECK(says(place.fetched("data = \"../out\"\n", "x"), "--data "));
  CHECK(says(place.fetched("", "sub/x"), "cannot be reached"));

  project::Overrides overrides;
  overrides.allowed_folders = {place.around / "out"};
  CHECK(says(place.fetched("", "link/x", overrides), "cannot be reached"));
  CHECK(says(place.fetched("", "../../other", overrides), "--allow-outside FOLDER"));
  overrides = {};
  overrides.data_folder = place.around / "out";
  CHECK(says(place.fetched("", "x", overrides), "cannot be reached"));
  CHECK(says(place.fetched("", "../x", overrides), "--allow-outside FOLDER"));
}

TEST_CASE("secrets: a project keeps an address for its recipe alone", "[project][unit]") {
  const Place place;
  const auto read = place.read("notice = \"zie http://u:GEHEIM@h/\"\n",
                               "path = \"k.csv\"\nlicence = \"http://h/?token=GEHEIM\"\nattribution = \"a GEHEIM2\"\n"
                               "title = \"PG:host=x password=GEHEIM\"\nurl = \"http://h/k.csv?api_key=GEHEIM\"\n");
  const auto& source = read.sources.back();
  for (const std::string& text : {read.notice.en, read.notice.dutch(), source.licence, source.title.en, source.url}) {
    CHECK(says(text, "***"));
    CHECK_FALSE(says(text, "GEHEIM"));
  }
  CHECK(source.attribution == "a GEHEIM2");
  REQUIRE(source.fetch);
  CHECK(source.fetch->url == "http://h/k.csv?api_key=GEHEIM");
  CHECK_FALSE(says(place.error_of("", "path = \"k.csv\"\nfetch = \"http://u:GEHEIM@h\"\n"), "GEHEIM"));
}
