#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "flow/drawn_region.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/qgis_project.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/inert_text.hpp"

// One text that is code to all that could take it for such, in every field of a small project, through every verb:
// whatever comes out shows it, and obeys nothing of it.
namespace {

using trek::test::CommandResult;
using trek::test::edit;
using trek::test::says;
using trek::test::TemporaryFolder;
using trek::test::drawn::DrawnRegion;
using Words = std::vector<std::string>;

/// A formula, an expression of QGIS, its date, HTML, quotes of every language, control codes (C0, C1, DEL), turned
/// writing, a line of trek's own, and what XML has no place for.
const std::string kHostile =
    "=[% env('HOME') %] <img src=x> &lt; $CURRENT_DATE(yyyy) it's \"q\" || 1 "
    "\x1b[31m\x1b]0;title\x07 \x7F \xC2\x9B"
    "31m \xE2\x80\xAE \xE2\x80\xA8 \xEF\xBF\xBE \ntrek: finished";
/// What a GeoPackage and XML may hold of it: control codes are not there, C1 is what Windows-1252 has.
const std::string kPlain = "=[% env('HOME') %] <img src=x> &lt; $CURRENT_DATE(yyyy) it's \"q\"";

std::string csv(const std::string& text) {
  std::string cell = "\"";
  for (const char c : text) cell.append(c == '"' ? 2 : 1, c);
  return cell + '"';
}
/// JSON's text is TOML's basic string as well, but for halves of characters, as which JSON writes those beyond U+FFFF.
std::string quoted(const std::string& text) {
  const bool is_beyond = text.find('\xF0') != std::string::npos;
  return nlohmann::json(text).dump(-1, ' ', !is_beyond);
}

/// A project with a text in every field that takes one.
void fill_texts(const std::filesystem::path& folder, const std::string& words) {
  const std::string text = csv(words);
  trek::test::put_text(folder / "kandidaten.csv",
                       fmt::format("id;naam;type;x;y;bvo_m2;adres;eigenaar;huur;opmerking;oorspronkelijke_functie;{0}\n"
                                   "S1;{0};fabriek;242550;480050;2000;{0};{0};{0};{0};{0};{0}\n"
                                   "{1};{0};kerk;245250;480050;600;{0};{0};{0};{0};{0};{0}\n"
                                   "{2};{0};kerk;0;0;600;{0};{0};{0};{0};{0};{0}\n",
                                   text, csv("@" + words), csv("-" + words)));
  trek::test::put_text(folder / "plekken.csv",
                       fmt::format("id;naam;soort;x;y;opmerking\n{0};{0};third_place;241550;480050;{0}\n"
                                   "{1};{0};horeca;242650;480050;{0}\nP3;{0};third_place;241550;520050;{0}\n",
                                   text, csv("+" + words)));
  trek::test::put_text(folder / "stations.csv", fmt::format("code;naam;x;y\n{0};{0};245550;480050\n", text));
  edit(folder / "gemeenten.geojson", "\"West\"", quoted(words));
  trek::test::put_text(
      folder / "antwoorden.csv",
      fmt::format("site,rule,value,source,date\nS1,owner_refuses,nee,{0},2026-01-01\n{0},{0},{0},{0},\n"
                  "{1},owner_refuses,nee,{0},2026-01-01\n",
                  text, csv("'@" + words)));  // the last as trek's own CSV names a site
  const std::string texts =
      fmt::format("title = {0}\nlicence = {0}\nattribution = {0}\nvintage = {0}\nwhere = \"1 = 1\"\n", quoted(words));
  for (const char* const table : {"candidates", "places", "stations", "municipalities"})
    edit(folder / "trek.toml", fmt::format("table = \"{}\"\n", table), fmt::format("table = \"{}\"\n{}", table, texts));
  edit(folder / "trek.toml", "name = \"Getekend\"", fmt::format("name = {0}\nnotice = {0}", quoted(words)));
  edit(folder / "trek.toml", "[decay]", "[profile]\nanswers = \"antwoorden.csv\"\n\n[decay]");
  edit(folder / "trek.toml", "reason = \"mensen\"",
       fmt::format("reason = {0}\nlabel_nl = {0}\nlabel_en = {0}", quoted(words)));
}

void make_hostile(const std::filesystem::path& folder) { fill_texts(folder, kHostile); }

#ifdef TREK_REPORT_CHECK
/// As long as a field of a source may well be, with all that a page or a spreadsheet could take for its own.
const std::string kLong =
    "=HYPERLINK(\"http://x.invalid\";\"y\") <script>document.title='x'</script> [% env('HOME') %] it's \"q\" "
    "\xF0\x9F\x8E\xAD" +
    std::string(30, 'w') + [] {
      std::string words;
      while (words.size() < 250) words += " Oude Textielfabriek";
      return words;
    }();
void make_long(const std::filesystem::path& folder) { fill_texts(folder, kLong); }
#endif

/// What people read: lines of trek's own, with nothing that a terminal obeys.
void check_for_people(const std::string& text) {
  CAPTURE(text);
  CHECK(trek::core::is_utf8(text));
  for (const char* const mark :
       {"\x1b", "\x07", "\x7F", "\r", "\t", "\xC2\x9B", "\xE2\x80\xAE", "\xE2\x80\xA8", "\xEF\xBF\xBE"})
    CHECK_FALSE(says(text, mark));
  CHECK_FALSE(says(text, "\ntrek: finished"));
}

/// The cells of CSV text, quotes taken off.
std::vector<std::string> cells_of(const std::string& text, char separator = ',') {
  std::vector<std::string> cells{""};
  bool in_quotes = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      if (in_quotes && text[i + 1] == '"')
        cells.back() += text[i++];
      else
        in_quotes = !in_quotes;
    } else if (!in_quotes && (text[i] == separator || text[i] == '\n')) {
      cells.emplace_back();
    } else {
      cells.back() += text[i];
    }
  }
  return cells;
}

/// What a spreadsheet opens: no cell that it would work out.
void check_csv(const std::string& text, char separator = ',') {
  CAPTURE(text);
  CHECK(trek::core::is_utf8(text));
  CHECK_FALSE(says(text, "\x1b"));
  CHECK_FALSE(says(text, "\xC2\x9B"));
  for (const std::string& cell : cells_of(text, separator)) {
    if (cell.empty() || std::string_view{"=@+-"}.find(cell.front()) == std::string_view::npos) continue;
    CAPTURE(cell);
    CHECK(cell.find_first_not_of("+-0123456789.,") == std::string::npos);
  }
}

std::string read(const std::filesystem::path& file) { return trek::test::bytes_of(file); }

const DrawnRegion& hostile_region() {
  static const DrawnRegion region{make_hostile};
  return region;
}

CommandResult told_for_people(const Words& words) {
  CAPTURE(words);
  auto result = trek::test::trek(words);
  CHECK(result.exit_code != 5);
  check_for_people(result.out);
  check_for_people(result.err);
  return result;
}

std::filesystem::path beside(const DrawnRegion& region, const char* name) {
  return region.project().parent_path() / name;
}

/// Texts between `begin` and `end`.
std::vector<std::string> between(const std::string& text, const std::string& begin, const std::string& end) {
  std::vector<std::string> parts;
  for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
    const auto start = at + begin.size();
    parts.push_back(text.substr(start, text.find(end, start) - start));
  }
  return parts;
}

void check_map_tips(const std::string& xml) {
  for (const std::string& tip : between(xml, "<mapTip>", "</mapTip>")) {
    for (const std::string& value : between(tip, "[%", "%]")) CHECK(value.starts_with(" replace(replace("));
  }
}

// In XML that QGIS takes for HTML: behind the words of an abstract, and all of a licence.
constexpr const char* kMarkupOfNotice = " =[% env('HOME') %] &lt;img";
constexpr const char* kMarkupOfRights = ">=[% env('HOME') %] &lt;img";

/// The project as QGIS reads it: nothing of data stands where it would be worked out.
void check_project(const std::filesystem::path& geopackage) {
  const std::string project = trek::test::qgis_project_of(geopackage);
  CHECK(trek::core::is_utf8(project));
  for (const char* const mark : {"\x1b", "\x07", "\x7F", "\xC2\x9B", "\xEF\xBF\xBE"}) CHECK_FALSE(says(project, mark));
  const auto items = between(project, "<LayoutItem ", ">");
  CHECK_FALSE(items.empty());
  for (const std::string& item : items) {
    CAPTURE(item);
    CHECK_FALSE(says(item, "$CURRENT_DATE"));
    const bool is_live = says(item, " id=\"live ");  // worked out, but made of trek's own words alone
    CHECK(says(item, "[%") == is_live);
    if (is_live) CHECK_FALSE(says(item, "env("));
  }
  check_map_tips(project);
  for (const auto& row : trek::test::sqlite_rows(geopackage, "select styleQML from layer_styles"))
    check_map_tips(row[0]);
  CHECK_FALSE(says(project, kMarkupOfNotice));
  for (const auto& row : trek::test::sqlite_rows(geopackage, "select metadata from gpkg_metadata")) {
    CHECK_FALSE(says(row[0], kMarkupOfNotice));
    CHECK_FALSE(says(row[0], kMarkupOfRights));
  }
}

}  // namespace

TEST_CASE("hostile text: a run shows it and obeys nothing", "[flow]") {
  const auto& region = hostile_region();
  check_for_people(region.told());
  const auto output = region.output();
  CHECK(says(region.text("name", "sites", "key = 'S1'"), kPlain));  // verbatim, and without its control codes
  CHECK(says(region.text("name", "municipalities", "code = 'GM0164'"), kPlain));
  const std::string count =
      "select count(*) from sites where name glob '*' || char(27) || '*' or name glob '*' || char(155) || '*'";
  CHECK(trek::test::sqlite_value(output, count) == "0");
  CHECK(trek::test::sqlite_value(output,
                                 "select count(*) from answers where rule = 'owner_refuses' and site_key like "
                                 "'@=%'") == "1");
  check_project(output);

  const auto again = told_for_people({"run", region.project(), "-o", output, "--overwrite"});
  CHECK(again.exit_code == 0);
  CHECK(says(again.out, "=[% env('HOME') %] <img src=x>"));
  const auto as_csv = trek::test::trek({"run", region.project(), "-o", output, "--overwrite", "--format", "csv"});
  check_csv(as_csv.out);
  CHECK(says(as_csv.out, "'=[% env('HOME') %]"));
  check_for_people(as_csv.err);
}

TEST_CASE("hostile text: reading an output back shows it and obeys nothing", "[flow]") {
  const auto output = hostile_region().output();
  told_for_people({"explain", output});
  told_for_people({"explain", output, "S1"});
  told_for_people({"explain", output, "img src"});
  told_for_people({"explain", output, kHostile + "x"});
  told_for_people({"coverage", output});
  for (const Words& words : {Words{"explain", output, "--format", "csv"},
                             {"explain", output, "S1", "--format", "csv"},
                             {"coverage", output, "--format", "csv"},
                             {"coverage", output, "--of", "gaps", "--format", "csv"}})
    check_csv(trek::test::trek(words).out);
  const auto json = nlohmann::json::parse(trek::test::trek({"explain", output, "S1", "--format", "json"}).out);
  CHECK(says(json["name"], kPlain));  // exact
}

TEST_CASE("hostile text: looking into sources shows it and obeys nothing", "[flow]") {
  const auto& region = hostile_region();
  told_for_people({"check", region.project(), "--map", beside(region, "vondsten.gpkg"), "--overwrite"});
  check_project(beside(region, "vondsten.gpkg"));
  check_csv(trek::test::trek({"check", region.project(), "--format", "csv"}).out);
  told_for_people({"fetch", region.project()});
  for (const char* const file :
       {"kandidaten.csv", "plekken.csv", "stations.csv", "gemeenten.geojson", "antwoorden.csv"}) {
    told_for_people({"inspect", beside(region, file)});
    check_csv(trek::test::trek({"inspect", beside(region, file), "--format", "csv"}).out);
    CHECK_NOTHROW(nlohmann::json::parse(trek::test::trek({"inspect", beside(region, file), "--format", "json"}).out));
  }
  const Words tables{"candidates", "places", "stations"};
  for (const char* const file : {"kandidaten.csv", "plekken.csv", "stations.csv"}) {
    const auto& table = tables[file[0] == 'k' ? 0 : file[0] == 'p' ? 1 : 2];
    const auto map = beside(region, "los.gpkg");
    CHECK(told_for_people({"import", beside(region, file), "--as", table, "-o", map, "--overwrite"}).exit_code == 0);
    check_project(map);
  }
}

TEST_CASE("hostile text: travel verbs show ids of points and obey nothing", "[flow]") {
  const auto& region = hostile_region();
  const auto net = beside(region, "net.trek");
  CHECK(told_for_people({"network", "build", beside(region, "straten.osm"), "-o", net, "--overwrite", "--mode",
                         "bicycle", "--title", kHostile, "--attribution", kHostile, "--licence", kHostile})
            .exit_code == 0);
  told_for_people({"network", "info", net});
  check_csv(trek::test::trek({"network", "info", net, "--format", "csv"}).out);
  const auto points = beside(region, "punten.csv");
  trek::test::put_text(points, fmt::format("id,x,y,{0}\n{0},242550,480050,1\n{1},245250,480050,-5\n{2},0,0,1\n",
                                           csv(kHostile), csv("-" + kHostile), csv("@" + kHostile)));
  const auto out = beside(region, "uit.csv");
  const auto rejected = beside(region, "afgewezen.csv");
  const Words common{"--network", net, "--mode", "bicycle", "--origins", points, "--overwrite"};
  const auto with = [&](Words words, const Words& more) {
    words.insert(words.end(), common.begin(), common.end());
    words.insert(words.end(), more.begin(), more.end());
    return told_for_people(words);
  };
  CHECK(with({"matrix"}, {"--destinations", points, "-o", out, "--rejected", rejected}).exit_code == 0);
  check_csv(read(out));
  CHECK(says(read(out), "'=[% env('HOME') %]"));
  check_csv(read(rejected));
  CHECK(with({"reach"}, {"--weights", points, "-o", out, "--limit-min", "5"}).exit_code == 0);
  check_csv(read(out));
  const auto map = beside(region, "bereik.gpkg");
  CHECK(with({"isochrone"}, {"-o", map, "--limit-min", "5"}).exit_code == 0);
  check_project(map);
}

TEST_CASE("hostile text: words of the command line come back as text", "[flow]") {
  for (const Words& words : {Words{kHostile},
                             {"run", kHostile},
                             {"run", "a", kHostile},
                             {"--" + kHostile},
                             {"explain", kHostile},
                             {"explain", "a", "--format", kHostile},
                             {"explain", "a", "--best", kHostile},
                             {"inspect", kHostile},
                             {"import", kHostile, "--as", kHostile, "-o", kHostile},
                             {"network", kHostile},
                             {"network", "info", kHostile},
                             {"init", "/dev/null/" + kHostile},
                             {"network", "build", kHostile, "-o", "a.trek", "--moment", kHostile},
                             {"inspect", "caf\xE9\x9B.csv"}}) {
    const auto result = told_for_people(words);
    CHECK(result.exit_code != 0);
    if (words.front().starts_with("--")) continue;  // named in no message
    CHECK(says(result.err, words.back() == "caf\xE9\x9B.csv" ? R"(caf\xe9\x9b.csv)" : R"(\x1b[31m)"));
  }
}

TEST_CASE("hostile text: an output that is not UTF-8 is read, and told", "[flow]") {
  const auto& region = hostile_region();
  const auto copy = beside(region, "kapot.gpkg");
  std::filesystem::copy_file(region.output(), copy, std::filesystem::copy_options::overwrite_existing);
  std::string triggers;
  for (const auto& row : trek::test::sqlite_rows(copy, "select name from sqlite_master where type = 'trigger'"))
    triggers += fmt::format("drop trigger \"{}\";", row[0]);
  trek::test::sqlite_change(copy, triggers + "update sites set name = cast(x'6261FF6B1B5B33316D' as text)");
  const auto json = trek::test::trek({"explain", copy, "S1", "--format", "json"});
  CHECK(json.exit_code == 0);
  CHECK(nlohmann::json::parse(json.out)["name"] == "ba\xEF\xBF\xBDk\x1b[31m");
  CHECK(says(json.err, "not UTF-8"));
  const auto as_csv = trek::test::trek({"explain", copy, "--format", "csv"});
  check_csv(as_csv.out);
  CHECK(says(as_csv.err, "not UTF-8"));
  CHECK(says(told_for_people({"explain", copy, "S1"}).out, R"(ba\xffk\x1b[31m)"));
}

TEST_CASE("hostile text: a file name that QGIS could not find again is refused before any work", "[flow]") {
  const auto& region = hostile_region();
  for (const char* const name : {"a|layername=x.gpkg",
                                 "a\x1b"
                                 "b.gpkg",
                                 "caf\xE9.gpkg",
                                 "a\xC2\x9B"
                                 "b.gpkg"}) {
    const auto result = told_for_people({"run", region.project(), "-o", beside(region, name)});
    CHECK(result.exit_code == 2);
    CHECK(says(result.err, "QGIS"));
  }
  const auto result = told_for_people({"run", region.project(), "-o", beside(region, "a'b \"c\" <d> & 100%.gpkg")});
  CHECK(result.exit_code == 0);
}

TEST_CASE("hostile text: a report shows it and obeys nothing", "[flow]") {
  const auto& region = hostile_region();
  const auto folder = beside(region, "rapport");
  CHECK(
      told_for_people({"report", region.output(), "-o", folder, "--tables", "csv,csv_nl,xlsx,geojson,fgb"}).exit_code ==
      0);
  std::size_t pages = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    const std::filesystem::path& file = entry.path();
    CAPTURE(file);
    if (file.extension() == ".csv") check_csv(read(file), file.stem().string().ends_with("_nl") ? ';' : ',');
    if (file.extension() == ".geojson") CHECK_NOTHROW(nlohmann::json::parse(read(file)));
    if (file.extension() != ".html") continue;
    ++pages;
    const std::string page = read(file);
    CHECK(trek::core::is_utf8(page));
    for (const char* const mark : {"<img src=x", "\x1b", "\x07", "\x7F", "\xC2\x9B", "\xEF\xBF\xBE"})
      CHECK_FALSE(says(page, mark));
  }
  CHECK(pages > 5);
}

#ifdef TREK_REPORT_CHECK
TEST_CASE("hostile text: a browser shows a report quietly, a site on one A4 also where each field is long",
          "[flow][qgis]") {
  REQUIRE(kLong.size() >= 390);
  static const DrawnRegion long_texts{make_long};
  for (const DrawnRegion* const region : {&hostile_region(), &long_texts}) {
    const auto folder = beside(*region, "in_browser");
    REQUIRE(trek::test::trek({"report", region->output(), "-o", folder, "--overwrite"}).exit_code == 0);
    const auto result = trek::test::run_command({"/usr/bin/python3", TREK_REPORT_CHECK, folder});
    CAPTURE(result.out, result.err);
    if (result.exit_code == 77) {
      WARN("no Chromium: " << result.out);
      return;
    }
    CHECK(result.exit_code == 0);
  }
}
#endif

#ifdef TREK_QGIS_CHECK
TEST_CASE("hostile text: QGIS prints it as it is written", "[flow][qgis]") {
  const auto result =
      trek::test::run_command({"/usr/bin/python3", TREK_QGIS_CHECK, hostile_region().output(), "--literal", kPlain});
  CAPTURE(result.out, result.err);
  CHECK(result.exit_code == 0);
}
#endif
