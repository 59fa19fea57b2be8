// Time and memory of every stage of a run on the embedded project.
//
//   bench_run [--json]
//
// The embedded region is written to a temporary folder, then run three times: on one thread without a cache of street
// graphs (the baseline), on all processors without, and on all with. Before a time is printed the answers are checked:
// nobody is lost, every source adds up, and the three outputs have the same bytes.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "bench/support/report.hpp"
#include "bench/support/timing.hpp"
#include "trek/project/read_project.hpp"
#include "trek/project/run.hpp"
#include "twente/twente.hpp"

namespace {

namespace fs = std::filesystem;

struct Stage {
  std::string name;
  double seconds = 0.0;
  double peak_mib = 0.0;  // of the whole process, when the stage ended
};

/// Turns progress into stages: a stage lasts from its first word to the first word of the next.
class StageWatch {
 public:
  void operator()(const trek::core::Progress& progress) {
    if (progress.stage == current_) return;
    close();
    current_ = progress.stage;
  }
  void close() {
    if (!current_.empty()) add();
    current_.clear();
    start_ = ::bench::now_s();
  }
  [[nodiscard]] const std::vector<Stage>& stages() const { return stages_; }

 private:
  void add() {
    for (Stage& stage : stages_) {  // a stage that comes again (once a mode) is one row
      if (stage.name != current_) continue;
      stage.seconds += ::bench::now_s() - start_;
      stage.peak_mib = ::bench::peak_mib();
      return;
    }
    stages_.push_back({current_, ::bench::now_s() - start_, ::bench::peak_mib()});
  }
  std::string current_;
  double start_ = ::bench::now_s();
  std::vector<Stage> stages_;
};

struct Measurement {
  std::string name;
  unsigned threads = 0;
  double seconds = 0.0;
  std::vector<Stage> stages;
  trek::project::RunSummary summary;
};

Measurement measure(const std::string& name, const fs::path& folder, const fs::path& output, unsigned threads) {
  StageWatch watch;
  trek::core::Control control;
  control.thread_count = threads;
  control.on_progress = [&](const trek::core::Progress& progress) { watch(progress); };
  const double start = ::bench::now_s();
  const auto project = trek::project::read_project(folder / "trek.toml");
  Measurement result{
      name, threads, 0.0, {}, trek::project::run(project, {output, false, "2026-01-01T00:00:00.000Z"}, control)};
  watch.close();
  result.seconds = ::bench::now_s() - start;
  result.stages = watch.stages();
  return result;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error{std::string{"wrong answer: "} + what};
}

void check(const trek::project::RunSummary& summary) {
  const double put = summary.demand_inhabitants + summary.remainder_inhabitants;
  require(std::abs(summary.source_inhabitants - put) < 1e-3, "inhabitants in the source = on the map + remainder");
  for (const auto& source : summary.sources) {
    require(source.balances(), "records read = used + joined + rejected + left out");
  }
  require(summary.ranked_count > 300, "several hundred ranked sites");
}

void print_table(const std::vector<Measurement>& runs, double generated_s) {
  fmt::print("Embedded region: {} sites, {:.0f} people, generated in {:.1f} s; commit {}, {} processors\n\n",
             runs[0].summary.site_count, runs[0].summary.demand_inhabitants, generated_s, ::bench::commit(),
             std::thread::hardware_concurrency());
  fmt::print("| stage |");
  for (const Measurement& run : runs) fmt::print(" {} (s) |", run.name);
  fmt::print(" peak memory so far (MiB) |\n|---|");
  for (std::size_t i = 0; i <= runs.size(); ++i) fmt::print("---:|");
  fmt::print("\n");
  for (const Stage& stage : runs[0].stages) {
    fmt::print("| {} |", stage.name);
    for (const Measurement& run : runs) {
      double seconds = 0.0;
      for (const Stage& same : run.stages) seconds += same.name == stage.name ? same.seconds : 0.0;
      fmt::print(" {:.2f} |", seconds);
    }
    fmt::print(" {:.0f} |\n", stage.peak_mib);
  }
  fmt::print("| **whole run** |");
  for (const Measurement& run : runs) fmt::print(" **{:.2f}** |", run.seconds);
  fmt::print(" **{:.0f}** |\n", ::bench::peak_mib());
}

void print_json(const std::vector<Measurement>& runs, double generated_s) {
  nlohmann::ordered_json document{
      {"commit", ::bench::commit()}, {"processors", std::thread::hardware_concurrency()}, {"generate_s", generated_s}};
  for (const Measurement& run : runs) {
    nlohmann::ordered_json object{{"name", run.name}, {"threads", run.threads}, {"seconds", run.seconds}};
    for (const Stage& stage : run.stages)
      object["stages"].push_back({{"stage", stage.name}, {"seconds", stage.seconds}, {"peak_mib", stage.peak_mib}});
    document["runs"].push_back(std::move(object));
  }
  fmt::print("{}\n", document.dump(2));
}

int measure_run(bool json) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("trek-bench-{}", ::getpid());
  fs::create_directories(folder / "data");
  const double start = ::bench::now_s();
  (void)trek::datasets::write_twente(folder / "data", {}, {});
  const double generated_s = ::bench::now_s() - start;
  fs::copy_file(fs::path{TREK_SOURCE_DIR} / "datasets/twente/trek.toml", folder / "trek.toml");

  const auto output = [&](const char* name) {  // one file name: the project inside points to it
    fs::create_directories(folder / name);
    return folder / name / "twente.gpkg";
  };
  const unsigned all = std::max(1U, std::thread::hardware_concurrency());
  std::vector<Measurement> runs;
  runs.push_back(measure("1 thread", folder, output("one"), 1));
  fs::remove_all(folder / ".trek-cache");
  runs.push_back(measure(fmt::format("{} threads", all), folder, output("all"), all));
  runs.push_back(measure(fmt::format("{} threads, streets cached", all), folder, output("cached"), all));
  for (const Measurement& run : runs) check(run.summary);
  const std::string bytes = bytes_of(output("one"));
  require(bytes == bytes_of(output("all")) && bytes == bytes_of(output("cached")), "the same bytes in every run");
  json ? print_json(runs, generated_s) : print_table(runs, generated_s);
  fs::remove_all(folder);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return measure_run(argc > 1 && std::string{argv[1]} == "--json");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_run: %s\n", error.what());
    return 1;
  }
}
