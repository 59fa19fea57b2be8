#include "read_points_bench.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "bench/support/timing.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/random.hpp"
#include "trek/ingest/read.hpp"

namespace bench {
namespace {

namespace ingest = trek::ingest;
namespace model = trek::model;
using Points = ingest::Loaded<trek::model::WeightedPoints>;

std::string rows(std::size_t count) {
  trek::core::Random random{3};
  std::string text;
  for (std::size_t row = 0; row < count; ++row) {
    fmt::format_to(std::back_inserter(text), "{},{:.2f},{:.2f},{:.1f},{}\n", 100'000 + row,
                   random.uniform(230'000.0, 270'000.0), random.uniform(460'000.0, 500'000.0),
                   random.uniform(0.0, 12.0), random.below(400));
  }
  return text;
}

Points read(const std::filesystem::path& file) {
  model::Source source;
  source.name = "points";
  source.table = "points";
  source.path = file;
  source.told = model::Told::travel;
  trek::core::Control one_thread;
  one_thread.thread_count = 1;
  return ingest::read_points(source, {}, std::nullopt, one_thread);
}

}  // namespace

void measure_points(Report& report, std::size_t count) {
  const trek::test::TemporaryFolder folder;
  const std::string text = rows(count);
  const auto plain = folder.path() / "plain.csv";
  const auto quoted = folder.path() / "quoted.csv";
  std::ofstream{plain, std::ios::binary} << "id,x,y,people,jobs\n" << text;
  std::ofstream{quoted, std::ios::binary} << "\"id\",x,y,people,jobs\n" << text;
  const Points own = read(plain);
  const Points expected = read(quoted);
  require(own.table.size() == count && own.table.weight.size() == 2, "all points, with their weights");
  require(own.table.key == expected.table.key && own.table.place == expected.table.place &&
              own.table.weight == expected.table.weight,
          "the points that GDAL reads");
  const auto paired = interleaved(
      report.runs(), [&] { keep(read(plain)); }, [&] { keep(read(quoted)); });
  const double megabytes = static_cast<double>(text.size()) / 1e6;
  constexpr double kGoal_mb_a_s = 50.0;
  report.add({fmt::format("read {} points of a plain CSV of {:.1f} MB: {:.0f} MB/s, 1 thread", count, megabytes,
                          megabytes / paired.own_s),
              paired.own_s, "s", "feature by feature", paired.baseline_s, paired.ratio,
              at_most(megabytes / kGoal_mb_a_s)});
}

}  // namespace bench
