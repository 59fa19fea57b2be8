#include "trek/ingest/detail/plain_csv.hpp"

#include <fmt/format.h>

#include <fstream>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "drawn.hpp"
#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/ingest/detail/files.hpp"

using trek::core::Random;
using trek::ingest::read_points;
using trek::ingest::ReadOptions;
using trek::test::kControl;
using trek::test::source_of;
using trek::test::TemporaryFolder;
namespace detail = trek::ingest::detail;
using Names = std::vector<std::string>;

namespace {

using Texts = std::vector<std::string>;

std::optional<std::vector<Texts>> plain_rows(std::string_view csv) {
  const TemporaryFolder folder;
  detail::GdalScope scope;
  const auto opened = detail::open_file(folder.write("points.csv", csv), {}, scope);
  const auto plain = detail::PlainCsv::find(opened.target, GDALDatasetGetLayer(opened.dataset.get(), 0));
  if (!plain) return std::nullopt;
  std::vector<Texts> rows;
  plain->for_each_row([&](std::span<const std::string_view> cells) {
    rows.emplace_back();
    for (const std::string_view cell : cells) rows.back().push_back(detail::cell_text(cell));
    return true;
  });
  CHECK(rows.size() == plain->row_count());
  return rows;
}

const std::string& one_of(Random& random, const Texts& texts) { return texts[random.below(texts.size())]; }

/// How odd a file is: some are wholly clean, and in others anything may happen.
struct Oddity {
  double odd_number = 0.0;
  double odd_key = 0.0;
  double odd_place = 0.0;
  double odd_row = 0.0;
};

std::string number(Random& random, const Oddity& oddity, char separator) {
  static const Texts kOdd{"1.250",       "1,5",       "1 250",     "+3",     "1e3",
                          "ca. 8",       "8 m2",      "8 ha",      "n.v.t.", "-99997",
                          "abc",         "-",         "0.850",     "12.",    ".5",
                          "01.250",      "1.250.000", "7 ",        " 7",     "nan",
                          "caf\xC3\xA9", "caf\xE9",   "5\xC2\xA0", "-0",     "1234567890123456789012345"};
  if (random.uniform() < oddity.odd_number) {
    std::string text = one_of(random, kOdd);
    if (separator == ',') std::erase(text, ',');
    return text;
  }
  switch (random.below(4)) {
    case 0:
      return "";
    case 1:
      return std::to_string(random.below(1000));
    case 2:
      return "-" + std::to_string(random.below(10)) + ".5";
    default:
      return std::to_string(random.below(100)) + "." + std::to_string(random.below(100));
  }
}

std::string coordinate(Random& random, const Oddity& oddity, double low, double high) {
  static const Texts kOdd{"", "0", "12", "470.000", "nowhere", "1e9"};
  if (random.uniform() < oddity.odd_place) return one_of(random, kOdd);
  const std::string whole = std::to_string(random.uniform(low, high));
  return random.below(3) == 0 ? whole.substr(0, whole.find('.') + 2) : whole;
}

struct DrawnCsv {
  std::string header;
  std::string rows;
  [[nodiscard]] std::string plain() const { return header + rows; }
  /// The same file, with quotes that mean nothing: read feature by feature.
  [[nodiscard]] std::string quoted() const {
    const auto begin = header.starts_with("\xEF\xBB\xBF") ? 3U : 0U;
    const auto end = header.find_first_of(";,\t|", begin);
    return header.substr(0, begin) + '"' + header.substr(begin, end - begin) + '"' + header.substr(end) + rows;
  }
};

DrawnCsv drawn_csv(Random& random) {
  Oddity oddity;
  for (double* share : {&oddity.odd_number, &oddity.odd_key, &oddity.odd_place, &oddity.odd_row}) {
    if (random.below(4) == 0) *share = random.below(2) == 0 ? 0.3 : 0.03;
  }
  const char separator = ";,\t|"[random.below(4)];
  const std::string end = random.below(2) == 0 ? "\n" : "\r\n";
  const bool degrees = random.below(3) == 0;
  const bool named = random.below(4) > 0;
  const auto row_of = [&](const Texts& cells) {
    std::string row;
    for (const auto& cell : cells) row += (row.empty() ? "" : std::string(1, separator)) + cell;
    return row + end;
  };
  DrawnCsv csv;
  csv.header = random.below(4) == 0 ? "\xEF\xBB\xBF" : "";
  csv.header +=
      row_of({named ? "id" : "label", degrees ? "lon" : "x", degrees ? "lat" : "y", "people", "jaar", "seats"});
  const std::size_t count = random.below(90);
  for (std::size_t row = 0; row < count; ++row) {
    static const Texts kOddKeys{"", "7", "caf\xC3\xA9", "\xE9\xE9n", "a b", "07", " 7 "};
    const bool odd = random.uniform() < oddity.odd_key;
    const std::string key = odd ? one_of(random, kOddKeys) : (row % 2 == 0 ? "k" : "") + std::to_string(100 + row);
    Texts cells{key,
                degrees ? coordinate(random, oddity, 6.1, 7.0) : coordinate(random, oddity, 230'000, 270'000),
                degrees ? coordinate(random, oddity, 52.1, 52.6) : coordinate(random, oddity, 460'000, 500'000),
                number(random, oddity, separator),
                std::to_string(1990 + random.below(30)),
                number(random, oddity, separator)};
    if (random.uniform() < oddity.odd_row) cells.resize(random.below(6), "x");
    csv.rows += row_of(cells);
  }
  if (random.below(2) == 0 && !csv.rows.empty()) csv.rows.resize(csv.rows.size() - end.size());
  return csv;
}

/// Everything that reading a file gives, but for the checksum; or what it refuses with.
Texts told_by(const std::filesystem::path& file, const std::string& csv, const std::optional<Names>& weights) {
  std::ofstream{file, std::ios::binary} << csv;
  Texts told;
  try {
    const auto [table, record, report] = read_points(source_of(file, "points"), {}, weights, kControl);
    for (std::size_t row = 0; row < table.size(); ++row) {
      told.push_back(table.key[row] + fmt::format(" {} {}", table.place[row].x_m, table.place[row].y_m));
      for (const auto& weight : table.weight) told.back() += fmt::format(" {}", weight[row]);
    }
    told.insert(told.end(), table.weight_name.begin(), table.weight_name.end());
    for (const auto& note : record.notes) told.push_back(note.en + note.dutch());
    told.push_back(
        fmt::format("{} {} {} {}", record.read_count, record.used_count, record.rejected_count, record.driver));
    for (const auto& finding : report.findings())
      told.push_back(fmt::format("{} {} {} {} {}", static_cast<int>(finding.severity), finding.record.en, finding.rule,
                                 finding.value.en, finding.remedy));
  } catch (const trek::core::Error& error) {
    told.emplace_back(error.what());
  }
  return told;
}

}  // namespace

TEST_CASE("PlainCsv: cells as GDAL has them, of a file that all readers read alike", "[ingest][unit]") {
  CHECK(plain_rows("id;x\nA; 1 \nB;\n") == std::vector<Texts>{{"A", "1"}, {"B", ""}});
  CHECK(plain_rows("\xEF\xBB\xBFid,x\r\nA,1\r\nB,2") == std::vector<Texts>{{"A", "1"}, {"B", "2"}});
  CHECK(plain_rows("id\tx\n\t1\n") == std::vector<Texts>{{"", "1"}});
  CHECK(plain_rows("id;x\ncaf\xC3\xA9;1\ncaf\xE9;2\n") ==
        std::vector<Texts>{{"caf\xC3\xA9", "1"}, {"caf\xC3\xA9", "2"}});
  CHECK(plain_rows("id;x\n") == std::vector<Texts>{});
}

TEST_CASE("PlainCsv: leaves all else to GDAL", "[ingest][unit]") {
  for (const char* const csv :
       {"id;x\n\"A\";1\n", "id;x\nA;1;2\n", "id;x\nA\n", "id;x\nA;1\n\nB;2\n", "id;x\rA;1\rB;2\r", "id;x\nA;1\x01\n",
        "id;x,y\nA;1\n", "id\nA\nB\n", "id;x\nA;1\t2\n", "sep=;\nid;x\nA;1\n\"\n"}) {
    CAPTURE(csv);
    CHECK_FALSE(plain_rows(csv));
  }
}

TEST_CASE("read_points: a plain CSV gives what it gives feature by feature", "[ingest][property]") {
  const auto seed = GENERATE(range(0U, 400U));
  CAPTURE(seed);
  Random random{seed};
  const DrawnCsv csv = drawn_csv(random);
  CAPTURE(csv.plain());
  const TemporaryFolder folder;
  const auto file = folder.path() / "points.csv";
  for (const auto& weights : std::vector<std::optional<Names>>{std::nullopt, Names{}, Names{"people", "seats"}}) {
    CHECK(told_by(file, csv.plain(), weights) == told_by(file, csv.quoted(), weights));
  }
}

TEST_CASE("without_weights: what reading without weights gives", "[ingest][property]") {
  const auto seed = GENERATE(range(0U, 100U));
  CAPTURE(seed);
  Random random{seed, 1};
  const DrawnCsv csv = drawn_csv(random);
  CAPTURE(csv.plain());
  const TemporaryFolder folder;
  const auto source = source_of(folder.write("points.csv", csv.plain()), "points");
  for (const auto& weights : std::vector<std::optional<Names>>{std::nullopt, Names{"people", "seats"}}) {
    try {
      const auto expected = read_points(source, {}, Names{}, kControl);
      const auto found = trek::ingest::without_weights(read_points(source, {}, weights, kControl), "origins");
      CHECK(found.table.key == expected.table.key);
      CHECK(found.table.place == expected.table.place);
      CHECK(found.table.weight.empty());
      CHECK(found.table.weight_name.empty());
      CHECK(found.record.notes == expected.record.notes);
      CHECK(found.record.source.name == "origins");
      CHECK(found.record.rejected_count == expected.record.rejected_count);
      const auto texts = [](const trek::core::Report& report) {
        Texts result;
        for (const auto& finding : report.findings())
          result.push_back(finding.record.en + finding.rule + finding.value.en);
        return result;
      };
      CHECK(texts(found.report) == texts(expected.report));
    } catch (const trek::core::Error& error) {
      CHECK(error.kind() == trek::core::ErrorKind::data);
    }
  }
}
