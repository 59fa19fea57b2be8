#include <algorithm>
#include <string>
#include <variant>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/project/input_files.hpp"
#include "trek/project/read_project.hpp"

namespace project = trek::project;

using trek::test::says;

namespace {

constexpr const char* kSmallest = R"([project]
name = "Klein"
[[source]]
table = "municipalities"
path = "gemeenten.gpkg"
[[source]]
table = "population"
path = "cellen.gpkg"
[[source]]
table = "candidates"
path = "kandidaten.csv"
[[mode]]
mode = "bicycle"
limits_min = [5, 15]
[[criterion]]
measure = "people_target_bicycle_15min"
weight = 2
anchors = [[0, 0.0], [1000, 1.0]]
reason = "dichtbij"
)";

/// The message of the error that a project file gives; "" if it is accepted.
std::string error_of(const std::string& text) {
  const trek::test::TemporaryFolder folder;
  try {
    (void)project::read_project(folder.write("trek.toml", text));
  } catch (const trek::core::Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::config);
    CHECK(std::string{error.what()}.find('\n') == std::string::npos);
    return error.what();
  }
  return "";
}

std::string changed(const std::string& from, const std::string& to) {
  std::string text = kSmallest;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("read_project: the moment at which people travel, for every mode", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const auto moment = [&](const std::string& more) {
    const auto read = project::read_project(folder.write("trek.toml", kSmallest + more));
    return trek::network::text_of(read.modes.front().speeds.moment);
  };
  CHECK(moment("") == "tuesday 14:00");
  CHECK(moment("[streets]\nmax_snap_m = 200\n") == "tuesday 14:00");
  CHECK(moment("[streets]\nmoment = \"zaterdag 20:30\"\n") == "saturday 20:30");
  const auto error = error_of(std::string{kSmallest} + "[streets]\nmoment = \"daytime\"\n");
  CHECK(says(error, "'daytime' is no moment of a week"));
  CHECK(says(error, "tuesday 14:00"));
}

TEST_CASE("read_project: people abroad are people around the region, and a border needs some", "[project][unit]") {
  CHECK(says(error_of(changed("path = \"cellen.gpkg\"", "path = \"cellen.gpkg\"\nabroad = true")),
             "surroundings = true"));
  CHECK(says(error_of(changed("path = \"gemeenten.gpkg\"", "path = \"gemeenten.gpkg\"\nabroad = true")),
             "table = \"population\""));
  CHECK(says(error_of(std::string{kSmallest} + "[border]\n"), "has abroad = true"));
  const std::string abroad =
      "[[source]]\ntable = \"population\"\npath = \"zensus.csv\"\nsurroundings = true\nabroad = true\n";
  CHECK(error_of(kSmallest + abroad + "[border]\npeople_share = 0.4\n").empty());
  CHECK(says(error_of(kSmallest + abroad + "[border]\npeople_share = 1.4\n"), "people_share"));
  CHECK(says(error_of(changed("people_target_bicycle_15min", "abroad_share_bicycle_15min")), "[border]"));
}

TEST_CASE("read_project: the XXL hall asks for its hinterland where the project measures that", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const std::string hall = "[profile]\nkinds = [\"xxl_hall\"]\n";
  const std::string car = "[[mode]]\nmode = \"car\"\nlimits_min = [30, 60]\n";
  const std::string abroad =
      "[[source]]\ntable = \"population\"\npath = \"zensus.csv\"\nsurroundings = true\nabroad = true\n";
  const auto asks = [&](const std::string& more) {
    const auto read = project::read_project(folder.write("trek.toml", kSmallest + hall + more));
    const auto& criteria = read.profiles.at(0).criteria;
    return std::ranges::any_of(criteria, [](const auto& criterion) { return criterion.id == "hinterland"; });
  };
  CHECK(asks(car + abroad + "[border]\npeople_share = 0.6\n"));
  CHECK_FALSE(asks(car));  // no border
  CHECK_FALSE(asks("[[mode]]\nmode = \"car\"\nlimits_min = [30, 45]\n" + abroad + "[border]\n"));
  CHECK_FALSE(asks(abroad + "[border]\n"));  // nobody drives
}

TEST_CASE("read_project: squares of an output are whole hundreds of metres", "[project][unit]") {
  CHECK(error_of(std::string{kSmallest} + "[output]\ncells_m = 500\n").empty());
  CHECK(says(error_of(std::string{kSmallest} + "[output]\ncells_m = 150\n"), "whole hundreds of metres"));
}

TEST_CASE("read_project: what a moved data folder lacks and the project's own has", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const auto file = folder.write("trek.toml", kSmallest);
  folder.write("data/gemeenten.gpkg", "x");
  folder.write("data/cellen.gpkg", "x");
  folder.write("elsewhere/cellen.gpkg", "x");
  project::Overrides overrides;
  overrides.data_folder = folder / "elsewhere";
  overrides.data_folder_by = project::DataFolderBy::variable;
  const project::Project moved = project::read_project(file, overrides);
  CHECK(moved.sources[0].path == folder / "elsewhere/gemeenten.gpkg");
  CHECK(moved.sources[0].if_absent == "TREK_DATA names the folder of the data, and the project's own has the file: " +
                                          (folder / "data/gemeenten.gpkg").string() +
                                          ". Unset TREK_DATA, or put the file there too");
  CHECK(moved.sources[1].if_absent.empty());  // is there
  CHECK(moved.sources[2].if_absent.empty());  // is nowhere
  overrides.data_folder_by = project::DataFolderBy::option;
  const std::string by_option = project::read_project(file, overrides).sources[0].if_absent;
  CHECK(says(by_option, "--data names the folder"));
  CHECK(says(by_option, "Leave out --data"));
  for (const auto& source : project::read_project(file).sources) CHECK(source.if_absent.empty());
}

TEST_CASE("read_project: the smallest project, with every default filled in", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const project::Project read = project::read_project(folder.write("trek.toml", kSmallest));
  CHECK(read.name == "Klein");
  CHECK(read.data_folder == folder / "data");
  CHECK(read.sources.size() == 3);
  CHECK(read.sources[0].name == "gemeenten");
  CHECK(read.sources[0].path == folder / "data" / "gemeenten.gpkg");
  REQUIRE(read.modes.size() == 1);
  CHECK_FALSE(read.modes[0].on_streets());
  CHECK(read.modes[0].norm_min == 15);
  CHECK(read.modes[0].straight_line.detour_factor == 1.3);
  CHECK(std::holds_alternative<trek::access::LogLogistic>(read.decay));
  CHECK(read.read.crs == "EPSG:28992");
  CHECK(read.criteria.size() == 1);
}

TEST_CASE("read_project: a data folder and a language from outside go over the file", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const project::Project read = project::read_project(folder.write("trek.toml", kSmallest),
                                                      {std::filesystem::path{"/elsewhere"}, trek::model::Language::en});
  CHECK(read.sources[0].path == "/elsewhere/gemeenten.gpkg");
  CHECK(read.language == trek::model::Language::en);
}

TEST_CASE("read_project: names, notices, titles and reasons in both languages", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  std::string text = kSmallest;
  text.replace(text.find("name = \"Klein\""), 14, "name = \"Klein\"\nname_en = \"Small\"\nnotice_nl = \"Let op\"\n");
  text.replace(text.find("path = \"gemeenten.gpkg\""), 23,
               "path = \"gemeenten.gpkg\"\ntitle = \"Gemeenten\"\ntitle_en = \"Municipalities\"\n");
  text += "reason_en = \"near\"\nlabel_nl = \"Jongeren\"\n";
  const auto file = folder.write("trek.toml", text);
  const auto read = project::read_project(file);
  CHECK(read.name == trek::core::Phrase{"Klein", "Small"});
  CHECK(read.notice == trek::core::Phrase{"Let op", "Let op"});
  CHECK(read.sources[0].title == trek::core::Phrase{"Gemeenten", "Municipalities"});
  CHECK(read.criteria[0].reason == trek::core::Phrase{"dichtbij", "near"});
  CHECK(read.criteria[0].label.dutch() == "Jongeren");
  CHECK(says(read.criteria[0].label.en, "15 min"));  // that of the measure
  CHECK(read.criteria[0].unit == trek::core::Phrase{"personen", "people"});
}

TEST_CASE("read_project: the file of decisions lies beside the project", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const std::string text = std::string{kSmallest} + "[candidates]\ndecisions = \"besluiten.csv\"\ncomplex_gap_m = 40\n";
  const project::Project read = project::read_project(folder.write("trek.toml", text));
  CHECK(read.decisions == folder / "besluiten.csv");
  CHECK(read.candidates.complex_gap.value() == 40.0);
  CHECK_FALSE(project::read_project(folder.write("trek.toml", kSmallest)).decisions.has_value());
}

TEST_CASE("read_project: the profile that it names, else the default; the nearest of one that is none",
          "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const auto profile = [&](const std::string& more) {
    std::string ids;
    for (const auto& sought : project::read_project(folder.write("trek.toml", kSmallest + more)).profiles)
      ids += (ids.empty() ? "" : " ") + sought.id;
    return ids;
  };
  const auto error = [](const std::string& more) { return error_of(std::string{kSmallest} + "[profile]\n" + more); };
  CHECK(profile("") == "living_room");
  CHECK(profile("[profile]\nanswers = \"a.csv\"\n") == "living_room");
  CHECK(profile("[profile]\nkind = \"city_beacon\"\n") == "city_beacon");
  CHECK(profile("[profile]\nkinds = [\"xxl_hall\", \"maker_place\"]\n") == "xxl_hall maker_place");
  CHECK(says(error("kind = \"city_becon\"\n"),
             "[profile].kind: there is no profile 'city_becon'; choose from city_beacon, "));
  CHECK(says(error("kind = \"city_becon\"\n"), "did you mean 'city_beacon'?"));
  CHECK(says(error("kind = \"local\"\n"), "[profile].kind: the profile 'local' is called 'living_room' now"));
  CHECK(says(error("kinds = [\"xxl_hall\", \"xxl_hall\"]\n"), "'xxl_hall' stands there twice"));
  CHECK(says(error("kind = \"xxl_hall\"\nkinds = [\"xxl_hall\"]\n"), "give one of them"));
}

TEST_CASE("read_project: profiles of its own, beside the others or in files, that change a line", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const std::string own = "id = \"ours\"\nname_nl = \"Ons\"\nname_en = \"Ours\"\nlike = \"living_room\"\n";
  const auto read = [&](const std::string& more) {
    return project::read_project(folder.write("trek.toml", std::string{kSmallest} + "[profile]\n" + more));
  };
  const std::string size = "criterion]]\nid = \"size\"\nanchors = [[300, 0.0], [900, 1.0]]\n";
  const auto inlined = read("kinds = [\"ours\", \"xxl_hall\"]\n[[profile.own]]\n" + own + "[[profile.own." + size);
  REQUIRE(inlined.profiles.size() == 2);
  CHECK((inlined.profiles[0].name.en == "Ours" && inlined.profiles[0].vetoes.size() == 6));
  CHECK((*inlined.profiles[0].criteria[0].value)(600) == Approx(0.5));
  folder.write("ons.toml", own + "[[" + size);
  const auto filed = read("kind = \"ours\"\nfiles = [\"ons.toml\"]\n");
  CHECK((*filed.profiles[0].criteria[0].value)(600) == Approx(0.5));
  REQUIRE(filed.profile_files.size() == 1);
  const auto inputs = project::input_files(filed);
  CHECK(std::ranges::find(inputs, filed.profile_files[0].path) != inputs.end());  // never an output
  folder.write("ons.toml", own + "[[" + size + "wieght = 3\n");
  const auto error = [&](const std::string& more) { return error_of(std::string{kSmallest} + "[profile]\n" + more); };
  CHECK(says(error("[[profile.own]]\nid = \"xxl_hall\"\nlike = \"living_room\"\n"), "give yours an id of its own"));
  CHECK(says(error("[[profile.own]]\n" + own + "colour = 1\n"), "[profile.own].colour"));
  CHECK(says(error("files = [\"nowhere.toml\"]\n"), "nowhere.toml"));
}

TEST_CASE("read_project: an unknown key is refused with line, nearest key and what is known", "[project][unit]") {
  const std::string message = error_of(changed("limits_min", "limit_min"));
  CHECK(says(message, "trek.toml:14"));
  CHECK(says(message, "did you mean 'limits_min'"));
  CHECK(says(error_of(std::string{kSmallest} + "[candidate]\n"), "did you mean 'candidates'"));
}

TEST_CASE("read_project: says which table, measure, mode or network is not known", "[project][unit]") {
  CHECK(says(error_of(changed("\"candidates\"", "\"candidate\"")), "did you mean 'candidates'"));
  CHECK(says(error_of(changed("people_target_bicycle_15min", "people_target_bicycle_10min")),
             "did you mean 'people_target_bicycle_15min'"));
  CHECK(says(error_of(changed("mode = \"bicycle\"", "mode = \"horse\"")), "foot, bicycle, e_bike, car"));
  CHECK(says(error_of(changed("limits_min = [5, 15]", "network = \"straten\"")), "table = \"network\""));
}

TEST_CASE("read_project: wrong types and ranges", "[project][unit]") {
  CHECK(says(error_of(changed("weight = 2", "weight = \"2\"")), "expected a number"));
  CHECK(says(error_of(changed("weight = 2", "weight = -2")), "expected 0 to"));
  CHECK(says(error_of(changed("weight = 2", "weight = 0")), "every weight is 0"));
  CHECK(says(error_of(changed("[5, 15]", "[15, 5]")), "ascending"));
  CHECK(says(error_of(changed("[5, 15]", "[5, 15.5]")), "whole minutes"));
  CHECK(says(error_of(changed("[[0, 0.0], [1000, 1.0]]", "[[0, 0.0], [1000, 1.5]]")), "anchors"));
  CHECK(says(error_of(changed("[[0, 0.0], [1000, 1.0]]", "[[1000, 0.0], [0, 1.0]]")), "anchors"));
  CHECK(says(error_of(changed("reason = \"dichtbij\"", "")), "reason"));
}

TEST_CASE("read_project: what a run cannot do without", "[project][unit]") {
  CHECK(says(error_of(changed("\"population\"", "\"stations\"")), "table = \"population\""));
  CHECK(says(error_of(changed("\"candidates\"", "\"stations\"")), "nothing to make sites from"));
  CHECK(says(error_of(changed("name = \"Klein\"", "")), "name"));
  CHECK(says(error_of("x = ["), "not valid TOML"));
  CHECK_THROWS_AS(project::read_project("/no/such/trek.toml"), trek::core::Error);
}

TEST_CASE("read_project: an override of a CRS needs a reason, a name stands once", "[project][unit]") {
  CHECK(
      says(error_of(changed("path = \"cellen.gpkg\"", "path = \"cellen.gpkg\"\ncrs = \"EPSG:28992\"")), "crs_reason"));
  CHECK(says(error_of(changed("path = \"cellen.gpkg\"", "path = \"gemeenten.gpkg\"")), "its own name"));
}

TEST_CASE("measure_ids: every mode and limit, and what the sources allow", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const auto ids = project::measure_ids(project::read_project(folder.write("trek.toml", kSmallest)));
  const auto holds = [&](const std::string& id) { return std::count(ids.begin(), ids.end(), id) == 1; };
  CHECK(holds("people_target_bicycle_5min"));
  CHECK(holds("people_all_bicycle_15min"));
  CHECK(holds("hansen_target_bicycle"));
  CHECK(holds("floor_area_m2"));
  CHECK_FALSE(holds("huff_share_bicycle"));   // no existing places
  CHECK_FALSE(holds("station_bicycle_min"));  // no stations
}

TEST_CASE("a criterion on a measure that the project cannot take is told what it needs", "[project][unit]") {
  const auto told = [](const std::string& id) { return error_of(changed("people_target_bicycle_15min", id)); };
  CHECK(says(told("station_bicycle_min"), "it needs a [[source]] with table = \"stations\""));
  CHECK(says(told("hospitality_500m"), "it needs a [[source]] with table = \"places\""));
  CHECK(says(told("unconnected_share_bicycle"), "it needs a [[mode]] with a network"));
  CHECK(says(told("station_foot_min"), "Measured are: people_target_bicycle_5min"));  // of a mode that is not there
  CHECK(says(told("hansen_target_bicycles"), "hansen_target_bicycle"));
}

TEST_CASE("a source says how it is fetched: a word, a known source, or a table", "[project][unit]") {
  const auto recipe_of = [](const std::string& lines) {
    const trek::test::TemporaryFolder folder;
    const auto text = changed("path = \"cellen.gpkg\"", "path = \"cellen.gpkg\"\n" + lines);
    return project::read_project(folder.write("trek.toml", text)).sources.at(1).fetch;
  };
  CHECK_FALSE(recipe_of("url = \"https://host/cellen.gpkg\""));  // by its url alone: see fetch::target_of
  const auto zip = recipe_of("url = \"https://host/download?id=1\"\nfetch = \"zip\"");
  REQUIRE(zip);
  CHECK(zip->kind == trek::model::FetchKind::zip);
  CHECK(zip->url == "https://host/download?id=1");
  const auto known = recipe_of("fetch = \"bag_units\"");
  REQUIRE(known);
  CHECK(known->file == "bag-light.gpkg");
  const auto service = recipe_of(
      "fetch = { kind = \"ogc_features\", url = \"https://host/ogc\", type = \"pand\", page_size = 5, bytes = 7 }");
  REQUIRE(service);
  CHECK(service->kind == trek::model::FetchKind::ogc_features);
  CHECK(service->type == "pand");
  CHECK(service->page_size == 5);
  CHECK(service->bytes == 7);
}

TEST_CASE("a fetch that cannot be meant is an error of the project", "[project][unit]") {
  const auto error_with = [](const std::string& lines) {
    return error_of(changed("path = \"cellen.gpkg\"", "path = \"cellen.gpkg\"\n" + lines));
  };
  CHECK(says(error_with("fetch = \"bag_unit\""), "did you mean 'bag_units'?"));
  CHECK(says(error_with("fetch = \"file\""), "needs the url"));
  CHECK(says(error_with("fetch = \"wfs\"\nurl = \"https://host/wfs\""), "type = \"...\""));
  CHECK(says(error_with("fetch = { kind = \"wfs\", url = \"https://host/wfs\" }"), "type"));
  CHECK(says(error_with("fetch = { kind = \"file\", type = \"x\", url = \"https://host/x\" }"), "type"));
  CHECK(says(error_with("fetch = { kind = \"ftp\" }"), "choose from file, zip, wfs, ogc_features"));
  CHECK(says(error_with("fetch = { kind = \"file\" }"), "url"));
  CHECK(says(error_with("fetch = { kind = \"file\", url = \"https://h/x\", sha256 = \"12\" }"), "64 hexadecimal"));
  CHECK(says(error_with("fetch = { kind = \"file\", url = \"https://h/x\", sise = 1 }"), "unknown key"));
  CHECK(says(error_of(std::string{kSmallest} + "[fetch]\nregion = [3, 2, 1, 4]\n"), "x_min"));
  CHECK(error_of(std::string{kSmallest} + "[fetch]\nregion = [1, 2, 3, 4]\n").empty());
}

TEST_CASE("read_project: a question of next places takes norm and mode from the modes", "[unit]") {
  const trek::test::TemporaryFolder folder;
  const std::string question = "[[siting]]\nname = \"Vijf\"\nproblem = \"mclp\"\np = 5\nspacing_m = 800\n";
  const auto read = project::read_project(folder.write("trek.toml", kSmallest + question));
  REQUIRE(read.siting.size() == 1);
  const project::SitingSettings& asked = read.siting.front();
  CHECK(asked.problem == project::SitingProblem::mclp);
  CHECK(asked.local.mode == trek::model::Mode::bicycle);
  CHECK(asked.local.norm_min == 15);
  CHECK(asked.local.spacing_m == 800.0);
  CHECK(asked.existing);
  CHECK(asked.people == project::SitingPeople::all);
}

TEST_CASE("read_project: what a question of next places cannot ask is refused where it stands", "[unit]") {
  const auto refused = [](const std::string& lines) { return error_of(kSmallest + ("[[siting]]\n" + lines)); };
  const std::string mclp = "name = \"x\"\nproblem = \"mclp\"\n";
  CHECK(says(refused(mclp), "p = 5"));
  CHECK(says(refused("name = \"x\"\nproblem = \"mlcp\"\np = 1\n"), "problem"));
  CHECK(says(refused(mclp + "p = 2\npeaks = 1\n"), "peaks"));
  CHECK(says(refused(mclp + "p = 2\nmode = \"car\"\n"), "not the mode of a [[mode]]"));
  CHECK(says(refused(mclp + "p = 2\nprofile = \"maker_place\"\n"), "no profile of [profile] kinds"));
  CHECK(says(refused(mclp + "p = 2\nbudget_euro = 1000\n"), "cost_per_m2"));
  CHECK(says(refused(mclp + "p = 2\npeople = \"equal\"\n"), "municipalities"));
  CHECK(says(refused(mclp + "p = 2\ncandidates = \"municipalities\"\nforced = [\"a\"]\n"), "leave these out"));
  CHECK(says(refused(mclp + "p = 2\ncandidates = \"municipalities\"\nexisting = true\n"), "existing"));
  CHECK(says(refused(mclp + "p = 2\n[[siting]]\n" + mclp + "p = 3\n"), "earlier [[siting]]"));
  const std::string other = "name = \"y\"\nproblem = \"mclp\"\np = 3\n";  // answers are told by name in both languages
  CHECK(refused(mclp + "p = 2\n[[siting]]\n" + other).empty());
  CHECK(says(refused(mclp + "p = 2\n[[siting]]\nname_en = \"x\"\n" + other), "'x' stands in an earlier [[siting]]"));
  CHECK(refused("name = \"x\"\nproblem = \"lscp\"\n").empty());
}

TEST_CASE("[catchment]: a method with its keys, as far as the modes are measured", "[project][unit]") {
  using Method = trek::measure::CatchmentSettings::Method;
  const auto read = [](const std::string& lines) {
    const trek::test::TemporaryFolder folder;
    const auto text = std::string{kSmallest} + "[catchment]\n" + lines;
    return *project::read_project(folder.write("trek.toml", text)).catchment;
  };
  const auto usual = read("");
  CHECK(usual.method == Method::enhanced);
  CHECK(usual.limit_min == 30.0);
  CHECK(trek::access::describe(usual.decay) == "bands(10 min: 1, 20 min: 0.68, 30 min: 0.22)");
  CHECK(read("method = \"2sfca\"\nlimit_min = 20").limit_min == 20.0);
  CHECK(read("method = \"mh3sfca\"\nbands = [[5, 1], [12, 0.5]]").limit_min == 12.0);
  const auto told = [](const std::string& lines) { return error_of(std::string{kSmallest} + "[catchment]\n" + lines); };
  CHECK(says(told("method = \"3sfca\""), "2sfca"));
  CHECK(says(told("limit_min = 20"), "unknown key"));  // of bands
  CHECK(says(told("bands = [[10, 0.9]]"), "expected 1 in the first band"));
  CHECK(says(told("bands = [[10, 1], [20, 1.2]]"), "no more than 1"));
  CHECK(says(told("bands = [[10, 1], [5, 0.5]]"), "does not lie behind 10"));
  CHECK(says(told("bands = [[10, 1], [90, 0.5]]"), "reaches 90 min, but bicycle is measured to"));
  CHECK(
      says(error_of(changed("people_target_bicycle_15min", "supply_ratio_bicycle")), "it needs a section [catchment]"));
}

TEST_CASE("[value]: weights of kinds, brought to a hundred", "[project][unit]") {
  const auto read = [](const std::string& lines) {
    const trek::test::TemporaryFolder folder;
    const auto text = std::string{kSmallest} + "[value]\n" + lines;
    return *project::read_project(folder.write("trek.toml", text)).value;
  };
  CHECK(read("").use == trek::measure::rank_order_weights());
  const auto stated = read("use = { third_place = 3, hospitality = 1 }");
  CHECK(stated.use == trek::measure::KindWeights{75.0, 0.0, 25.0});
  CHECK(stated.option == trek::measure::rank_order_weights());
  const auto told = [](const std::string& lines) { return error_of(std::string{kSmallest} + "[value]\n" + lines); };
  CHECK(says(told("use = { theatre = 1 }"), "choose from third_place"));
  CHECK(says(told("use = { third_place = 0 }"), "every weight is 0"));
  CHECK(says(told("option = { third_place = -1 }"), "expected 0 or more"));
}

TEST_CASE("project: a scenario says what is otherwise, or what is wrong with it", "[project][unit]") {
  const auto with = [](const std::string& scenario) {
    return error_of(std::string{kSmallest} +
                    "[[source]]\ntable = \"places\"\npath = \"plekken.csv\"\n[[source]]\ntable = "
                    "\"planned_dwellings\"\nname = \"plannen\"\npath = \"plannen.csv\"\n[[scenario]]\nname = \"A\"\n" +
                    scenario);
  };
  CHECK(with("open = [\"x\"]\nclose = [\"y\"]\nnorm_min = { bicycle = 10 }\n").empty());
  CHECK(with("weights = { people_target_bicycle_15min = 3 }\n").empty());
  const std::string people = "people = \"plannen\"\npersons_per_dwelling = 2.1\ntarget_share = 0.3\n";
  CHECK(with(people + "people_reason = \"keuze\"\n").empty());
  CHECK(says(with(""), "nothing is otherwise"));
  CHECK(says(with(people), "say what is held of them"));
  CHECK(says(with("target_share = 0.3\n"), "of which there are none"));
  CHECK(says(with("people = \"planen\"\npersons_per_dwelling = 2\ntarget_share = 0\npeople_reason = \"x\"\n"),
             "did you mean 'plannen'?"));
  CHECK(says(with("norm_min = { car = 10 }\n"), "there are: bicycle"));
  CHECK(says(with("norm_min = { bicycle = 10.5 }\n"), "whole minutes"));
  CHECK(says(with("weights = { people_target_bicycle_15mins = 3 }\n"), "did you mean"));
  CHECK(says(with("open = [\"x\"]\n[[scenario]]\nname = \"A\"\nopen = [\"x\"]\n"), "earlier [[scenario]]"));
  CHECK(says(error_of(std::string{kSmallest} + "[[scenario]]\nname = \"A\"\nopen = [\"x\"]\n"),
             "who is served today is not known"));
}

TEST_CASE("[[stakeholder]]: a weight is that of the criterion that it names", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const auto text = std::string{kSmallest} +
                    "[[criterion]]\nmeasure = \"people_target_bicycle_5min\"\nanchors = [[0, 0.0], [9, 1.0]]\n"
                    "reason = \"vlakbij\"\n[[criterion]]\nmeasure = \"people_all_bicycle_5min\"\n"
                    "anchors = [[0, 0.0], [9, 1.0]]\nreason = \"iedereen\"\n[[stakeholder]]\nname = \"Buurt\"\n"
                    "weights = { people_all_bicycle_5min = 7, people_target_bicycle_15min = 2 }\n";
  const auto stakeholders = project::read_project(folder.write("trek.toml", text)).stakeholders;
  REQUIRE(stakeholders.size() == 1);
  CHECK(stakeholders[0].weight == std::vector{2.0, 0.0, 7.0});
}

TEST_CASE("[style]: colours, fixed classes and a title are taken as they stand", "[project][unit]") {
  const trek::test::TemporaryFolder folder;
  const auto read = project::read_project(folder.write(
      "trek.toml",
      std::string{kSmallest} +
          "[style]\ntitle_nl = \"Waar een plek ontbreekt\"\ntitle_en = \"Where a place is lacking\"\n"
          "[style.colors]\ncoverage = [\"#084594\", \"#EFF3ff\"]\n"
          "[[style.classes]]\nlayer = \"municipalities\"\ncolumn = \"served_share_bicycle\"\n"
          "breaks = [0.5, 0.9]\n"
          "[[style.classes]]\nlayer = \"demand\"\ncolumn = \"nearest_place_bicycle_min\"\nbreaks = [15]\n"));
  CHECK(read.style.title == trek::core::Phrase{"Waar een plek ontbreekt", "Where a place is lacking"});
  CHECK(read.style.ramp_of(trek::publish::ColorUse::coverage, 2) ==
        std::vector<trek::publish::Color>{{8, 69, 148}, {239, 243, 255}});
  const auto* const fixed = read.style.find_fixed("municipalities", "served_share_bicycle");
  REQUIRE(fixed != nullptr);
  CHECK(fixed->breaks == std::vector{0.5, 0.9});
  CHECK(read.style.find_fixed("municipalities", "served_share_car") == nullptr);
}

TEST_CASE("[style]: a bad value says where it stands, what was found and what is expected", "[project][unit]") {
  const auto error_with = [](const std::string& text) { return error_of(kSmallest + ("[style]\n" + text)); };
  const auto classes = [&](const std::string& layer, const std::string& column, const std::string& breaks) {
    return error_with("[[style.classes]]\nlayer = \"" + layer + "\"\ncolumn = \"" + column + "\"\nbreaks = " + breaks);
  };
  CHECK(says(error_with("[style.colors]\npeople = [\"red\", \"#000000\"]"),
             "'red' is not a colour; expected \"#rrggbb\""));
  CHECK(says(error_with("[style.colors]\npeople = [\"#000000\"]"), "1 colours; expected 2 to 9"));
  CHECK(says(error_with("[style.colors]\npeoples = [\"#000000\"]"), "people"));
  CHECK(says(classes("gemeenten", "x", "[1]"), "no layer 'gemeenten' has classes; those that do: sites, "));
  const auto column = classes("municipalities", "served_share_car", "[0.5]");
  CHECK(says(column,
             "layer 'municipalities' has no classes of 'served_share_car'; it has those of: served_share_bicycle"));
  CHECK(
      says(classes("coverage_gaps", "people", "[500, 500]"), "expected 1 to 8 numbers, each more than the one before"));
  CHECK(says(classes("coverage_gaps", "people", "[]"), "expected 1 to 8 numbers"));
  CHECK(says(classes("coverage_gaps", "people",
                     "[1]\n[[style.classes]]\nlayer = \"coverage_gaps\"\ncolumn = "
                     "\"people\"\nbreaks = [2]"),
             "stands in an earlier [[style.classes]] as well"));
  CHECK(says(error_with("logo = \"logo.png\""), "[style].logo"));
  CHECK(says(error_with("logo = \"trek.toml\""), "is neither PNG nor JPEG"));
}
