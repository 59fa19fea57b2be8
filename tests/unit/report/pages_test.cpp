#include <algorithm>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sample_results.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/publish/result_map.hpp"
#include "trek/publish/stored_classes.hpp"
#include "trek/report/detail/council_parts.hpp"
#include "trek/report/detail/maps.hpp"
#include "trek/report/report.hpp"

using namespace trek;
using test::says;

namespace {

const std::string kHostile =
    "=HYPERLINK(\"http://x\") <script>alert(1)</script> [% env('HOME') %] it's \"q\" &lt; \xF0\x9F\x8E\xAD " +
    std::string(300, 'w');

/// The files of a report of the sample, after a change to it.
struct Written {
  test::TemporaryFolder folder;
  publish::Results sample = test::sample_results();
  std::filesystem::path file = folder / "out.gpkg";

  explicit Written(model::Language language = model::Language::nl) : Written{language, [](publish::Results&) {}} {}
  Written(model::Language language, const std::function<void(publish::Results&)>& change) {
    show_ten();
    change(sample);
    publish::write_results(test::sample_head(language), sample, {file}, {});
  }
  Written(model::Language language, const std::string& name) {
    show_ten();
    for (auto& one : sample.sites.name) one = name;
    for (auto& one : sample.municipalities.name) one = name;
    for (auto& one : sample.existing_places.name) one = name;
    auto head = test::sample_head(language);
    head.notice = name;
    publish::write_results(head, sample, {file}, {});
  }
  /// Of the sample the top is one; of a report it is a list.
  void show_ten() { sample.judgement.acceptability.top_count = sample.judgement.any_weights.top_count = 10; }
  [[nodiscard]] report::Subject subject(report::Request request = {}) const {
    request.file = file;
    return report::read_subject(request);
  }
};

std::string text_of(const std::vector<report::PageFile>& files, const std::string& name) {
  const auto found = std::ranges::find(files, name, &report::PageFile::name);
  CAPTURE(name);
  REQUIRE(found != files.end());
  return found->text;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

report::Request request_in(model::Language language) {
  report::Request request;
  request.language = language;
  return request;
}
report::Request request_of(std::vector<std::string> sites) {
  report::Request request;
  request.sites = std::move(sites);
  return request;
}
report::Request request_about(const std::string& municipality) {
  report::Request request;
  request.municipality = municipality;
  return request;
}
report::Request request_as(const std::string& profile) {
  report::Request request;
  request.profile = profile;
  return request;
}

std::string refusal(const Written& out, const report::Request& request) {
  try {
    static_cast<void>(out.subject(request));
  } catch (const core::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("report: a page for the council, one a site of the shortlist, charts and tables", "[report][unit]") {
  const Written out;
  const auto subject = out.subject();
  REQUIRE(subject.shortlist.size() == 10);
  CHECK(subject.sheets == subject.shortlist);
  const auto files = report::report_files(subject);
  CHECK(files.front().name == "index.html");
  const auto is_sheet = [](const report::PageFile& file) { return file.name.starts_with("site_"); };
  CHECK(std::ranges::count_if(files, is_sheet) == 10);
  const std::string council = text_of(files, "raadsstuk.html");
  CHECK(says(council, "<html lang=\"nl\">"));
  for (const std::size_t row : subject.shortlist) {
    const publish::ReadSite& site = subject.results.sites[row];
    CHECK(says(council, subject.words.number(site.score, 2)));
  }
  CHECK(says(text_of(files, "charts/ranking.svg"), "xmlns=\"http://www.w3.org/2000/svg\""));
  CHECK(says(files.front().text, "href=\"raadsstuk.html\""));
  for (const report::PageFile& file : files) {
    CAPTURE(file.name);
    CHECK(file.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_/.") == std::string::npos);
  }
}

TEST_CASE("report: the same output gives the same bytes", "[report][unit]") {
  const Written out;
  const auto one = report::report_files(out.subject());
  const auto other = report::report_files(out.subject());
  REQUIRE(one.size() == other.size());
  for (std::size_t i = 0; i < one.size(); ++i) CHECK(one[i].text == other[i].text);
}

TEST_CASE("report: a page is in one language, without --lang that of the run", "[report][unit]") {
  const Written english{model::Language::en};
  const auto files = report::report_files(english.subject());
  const std::string council = text_of(files, "council_report.html");
  CHECK(says(council, "<html lang=\"en\">"));
  for (const char* const dutch : {"Kanttekeningen", "Bronnen", "inwoners", "Gemeente<", "onbekend", "Uitsluitingen"}) {
    CAPTURE(dutch);
    CHECK_FALSE(says(council, dutch));
  }
}

TEST_CASE("report: in the other language of a run it is, byte for byte, that of a run in it", "[report][unit]") {
  const Written dutch{model::Language::nl};
  const Written english{model::Language::en};
  for (const auto& [translated, made] : {std::pair{&dutch, &english}, std::pair{&english, &dutch}}) {
    const auto expected = report::report_files(made->subject());
    const auto language = made == &english ? model::Language::en : model::Language::nl;
    const auto files = report::report_files(translated->subject(request_in(language)));
    REQUIRE(files.size() == expected.size());
    REQUIRE(files.size() > 10);
    for (std::size_t i = 0; i < files.size(); ++i) {
      CAPTURE(expected[i].name);
      CHECK(files[i].name == expected[i].name);
      CHECK(files[i].title == expected[i].title);
      CHECK((files[i].text == expected[i].text));
    }
  }
}

TEST_CASE("report: an output of an older trek has one language, and says how to get the other", "[report][unit]") {
  const Written old{model::Language::nl};
  test::sqlite_change(old.file, "DROP TABLE translations");
  const std::string refused = refusal(old, request_in(model::Language::en));
  CHECK(says(refused, "--lang en"));
  CHECK(says(refused, "run the project again"));
  CHECK(old.subject(request_in(model::Language::nl)).words.is_dutch());
}

TEST_CASE("report: hostile texts are shown and obeyed nowhere", "[report][unit]") {
  const Written out{model::Language::nl, kHostile};
  const auto files = report::report_files(out.subject());
  for (const report::PageFile& file : files) {
    CAPTURE(file.name);
    if (file.name.ends_with(".csv")) {
      CHECK_FALSE(says(file.text, ",=HYPERLINK"));
      CHECK_FALSE(says(file.text, "\"=HYPERLINK"));
    } else if (file.name.ends_with(".geojson")) {
      CHECK(nlohmann::json::parse(file.text)["features"].size() == out.sample.sites.size());
    } else if (file.name == "kaart.html") {  // has scripts of its own, and the texts as data
      CHECK_FALSE(says(file.text, "<script>alert"));
    } else {
      CHECK_FALSE(says(file.text, "<script"));
      CHECK_FALSE(says(file.text, "it's \"q\""));
      // The council reads the warning whole; where there is little room it is cut.
      if (file.name == "raadsstuk.html") CHECK(says(file.text, std::string(200, 'w')));
      if (file.name.ends_with(".svg")) CHECK_FALSE(says(file.text, std::string(200, 'w')));
    }
  }
  CHECK(says(text_of(files, "raadsstuk.html"), "&lt;script&gt;"));
}

TEST_CASE("report: the advice says where the chosen stand on the list and why they are advised", "[report][unit]") {
  // Of the sample's question three sites are chosen, which add 2,000, 5,000 and 7,000; 30,000 people have a place
  // before, so that it counts existing ones; taking in site 0 costs 0.75 to 1.5 points.
  const Written out{model::Language::en};
  const auto subject = out.subject();
  const std::string council = text_of(report::report_files(subject), "council_report.html");
  const publish::StoredTable& choices = subject.layers.siting_choices;
  std::vector<int> ranks;
  for (std::size_t row = 0; row < choices.rows.size(); ++row) {
    const auto rank = choices.number(row, "rank");
    if (!rank) continue;
    ranks.push_back(static_cast<int>(*rank));
    CHECK(says(council, "<li>Rank " + std::to_string(ranks.back()) + ", "));
  }
  REQUIRE_FALSE(ranks.empty());
  const auto top = std::ranges::count_if(ranks, [](int rank) { return rank <= 10; });
  const std::string count = top == 0 ? "none" : std::to_string(top);
  CHECK(says(council, "Of the " + std::to_string(ranks.size()) + " chosen buildings " + count +
                          (top > 1 ? " are" : " is") + " among the best 10 of the list; their ranks run from " +
                          std::to_string(*std::ranges::min_element(ranks)) + " to " +
                          std::to_string(*std::ranges::max_element(ranks)) + ", of "));
  CHECK(says(council, ": adds 5,000; in "));
  const auto first = std::ranges::find(subject.results.sites, out.sample.sites.key[0], &publish::ReadSite::key);
  REQUIRE(first != subject.results.sites.end());
  const bool is_told = first->rank && *first->rank <= 10;
  CHECK(says(council, "all the same, gives up at least: 0.75 (points of 100).") == is_told);
  CHECK(count_of(council, "<h4>Why these") == 1);  // a hub has no rank, and what cannot be has no answer
}

TEST_CASE("report: the map of who has a place has the colours and words of the map in QGIS", "[report][unit]") {
  const Written out;
  const report::Subject subject = out.subject();
  const std::string column = "served_share_" + subject.mode;
  const auto classes = publish::stored_classes(subject.layers.class_breaks, "municipalities", column);
  REQUIRE(classes.classes.size() > 1);
  const std::string page = text_of(report::report_files(subject), "raadsstuk.html");
  const auto begin = page.find("id=\"gap-map");
  REQUIRE(begin != std::string::npos);
  const std::string map = page.substr(begin, page.find("</svg>", begin) - begin);
  const auto& all = subject.layers.coverage.municipalities;
  for (const auto& [label, color] : classes.classes) {
    CAPTURE(label, color);
    std::size_t count = 1;  // that of the legend
    for (std::size_t row = 0; row < all.rows.size(); ++row) count += classes.of(all.number(row, column)).color == color;
    CHECK(count_of(map, "fill=\"" + color + "\"") == count);
    CHECK(says(map, label.starts_with("<") ? "&lt;" + label.substr(1) : label));
  }
}

TEST_CASE("report: one site, one municipality, one kind of place", "[report][unit]") {
  const Written out;
  const auto one = out.subject(request_of({"#3"}));
  REQUIRE(one.sheets.size() == 1);
  CHECK(one.results.sites[one.sheets[0]].rank == 3);
  CHECK(one.shortlist.size() == 10);  // what it is compared with
  const std::string name = out.sample.municipalities.name[1];
  const auto here = out.subject(request_about(name));
  REQUIRE(here.municipality);
  for (const std::size_t row : here.shortlist) CHECK(here.results.sites[row].municipality == name);
  CHECK(says(refusal(out, request_about("Nergenshuizen")), "no such municipality"));
  CHECK(says(refusal(out, request_as("nothing")), "--profile nothing"));
  CHECK(says(refusal(out, request_of({"no such site at all"})), "no such site at all"));
}

TEST_CASE("report: who has no place are all inhabitants, of the region or a municipality", "[report][unit]") {
  const auto have_gap = [](std::vector<coverage::ModeCoverage>& modes, double people, double target) {
    for (auto& mode : modes) {
      mode.gap = people;
      mode.gap_target = target;
    }
  };
  const Written out{model::Language::nl, [&](publish::Results& sample) {
                      have_gap(sample.region_coverage->modes, 1200.0, 300.0);
                      have_gap(sample.coverage[1].modes, 90.0, 20.0);
                    }};
  CHECK(report::detail::unserved_people(out.subject()) == 1200.0);
  CHECK(report::detail::unserved_people(out.subject(request_about(out.sample.municipalities.name[1]))) == 90.0);
}

TEST_CASE("report: the map of gaps is darkest where most people have no place", "[report][unit]") {
  // Of fourteen municipalities in four everybody has a place, in eight half of the people, in two nobody.
  const Written out{model::Language::nl, [](publish::Results& sample) {
                      for (std::size_t m = 0; m < sample.coverage.size(); ++m) {
                        for (auto& mode : sample.coverage[m].modes)
                          mode.served_share = m < 4 ? 1.0 : m < 12 ? 0.5 : 0.0;
                      }
                    }};
  const auto subject = out.subject();
  const auto map = report::detail::gap_map(subject, 400.0, 400.0);
  REQUIRE(map);
  const std::string svg = map->svg_file();
  const auto classes =
      publish::stored_classes(subject.layers.class_breaks, "municipalities", "served_share_" + subject.mode);
  const auto color_of = [&](double share) { return classes.of(share).color; };
  CHECK(count_of(svg, color_of(0.0)) == 2 + 1);  // and in the legend
  CHECK(count_of(svg, color_of(0.5)) == 8 + 1);
  CHECK(count_of(svg, color_of(1.0)) == 4 + 1);
  const auto brightness = [](const std::string& color) {
    int sum = 0;
    for (const std::size_t at : {1U, 3U, 5U}) sum += std::stoi(color.substr(at, 2), nullptr, 16);
    return sum;
  };
  CHECK(brightness(color_of(0.0)) < brightness(color_of(0.5)));
  CHECK(brightness(color_of(0.5)) < brightness(color_of(1.0)));
}

TEST_CASE("report: tables hold every row of the output", "[report][unit]") {
  const Written out;
  const auto files = report::report_files(out.subject());
  const std::string sites = text_of(files, "tables/sites.csv");
  std::size_t rows = 0;  // a text may hold line ends of its own
  for (std::size_t at = sites.find("\r\n"); at != std::string::npos; at = sites.find("\r\n", at + 1)) ++rows;
  CHECK(rows == out.sample.sites.size() + 1);
  const auto map = nlohmann::json::parse(text_of(files, "tables/sites.geojson"));
  REQUIRE(map["features"].size() == out.sample.sites.size());
  const auto& at = map["features"][0]["geometry"]["coordinates"];
  CHECK(at[0].get<double>() > 3.0);  // longitude first
  CHECK(at[0].get<double>() < 8.0);
  CHECK(at[1].get<double>() > 50.0);
  CHECK(at[1].get<double>() < 54.0);
}
