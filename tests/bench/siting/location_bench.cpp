// Time and proven gap of the location problems, on one thread.
//
//   bench_siting [--json FILE]
//
// A made-up region of towns, 200 sites and 5,000 demand rows, every pair in the table. First a long search, whose bound
// is the reference of all that follows; then, for each task, the median of five runs of the heuristic alone
// (iteration_limit 0) and of the whole search. Before a time is printed every answer is checked: the objective summed
// anew from the table, the bound on the right side, no answer better than the bound of another run. The time of the
// process (user + system) stands beside the time of the clock, because other work on the machine stretches only the
// latter; goals are judged by the time of the process.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "town_region.hpp"
#include "trek/siting/location.hpp"

namespace {

using trek::bench::TownRegion;
using trek::siting::Location;
using trek::siting::LocationOptions;

constexpr std::uint32_t kStandard_ds = 9000;  // 15 minutes
constexpr int kRepeats = 5;

enum class Problem : std::uint8_t { covering, median };

struct Task {
  Problem problem = Problem::covering;
  const TownRegion& region;
  std::size_t p = 0;
  std::uint64_t seed = 0;

  [[nodiscard]] std::string name() const {
    return fmt::format("{} {} x {}, p {}, region {}", problem == Problem::covering ? "MCLP" : "p-median",
                       region.table.site_count(), region.weight.size(), p, seed);
  }
};

struct Timed {
  Location location;
  double cpu_s = 0.0;
  double clock_s = 0.0;
};

double cpu_seconds() {
  std::timespec time{};
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) != 0) throw std::runtime_error{"no clock of the process"};
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double clock_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Location solve(const Task& task, const LocationOptions& options) {
  trek::core::Control control;
  control.thread_count = 1;
  const trek::siting::LocationTask input{task.region.table, task.region.weight, task.p, {}};
  return task.problem == Problem::covering ? trek::siting::max_covering(input, kStandard_ds, options, control)
                                           : trek::siting::p_median(input, task.region.longest_ds, options, control);
}

/// The run of the median time of the process.
Timed timed(const Task& task, const LocationOptions& options, int repeats) {
  std::vector<Timed> runs;
  for (int run = 0; run < repeats; ++run) {
    const double cpu = cpu_seconds();
    const double clock = clock_seconds();
    Location location = solve(task, options);
    runs.push_back({std::move(location), cpu_seconds() - cpu, clock_seconds() - clock});
  }
  const auto middle = runs.begin() + repeats / 2;
  std::nth_element(runs.begin(), middle, runs.end(), [](const Timed& a, const Timed& b) { return a.cpu_s < b.cpu_s; });
  return *middle;
}

void require(bool holds, const Task& task, const char* what) {
  if (!holds) throw std::runtime_error{fmt::format("wrong answer, {}: {}", task.name(), what)};
}

double objective_from_table(const Task& task, const Location& location) {
  double sum = 0.0;
  for (std::size_t row = 0; row < task.region.weight.size(); ++row) {
    std::uint32_t nearest_ds = task.region.longest_ds;
    task.region.table.for_each(row, [&](const trek::siting::SiteCost& entry) {
      const bool is_chosen = std::binary_search(location.chosen.begin(), location.chosen.end(), entry.site);
      if (is_chosen) nearest_ds = std::min(nearest_ds, entry.cost);
    });
    const double weight = task.region.weight[row];
    sum += task.problem == Problem::median ? weight * nearest_ds : (nearest_ds <= kStandard_ds ? weight : 0.0);
  }
  return sum;
}

/// `reference`: another run, whose answer this bound, and whose bound this answer, must not contradict.
void check(const Task& task, const Location& location, const Location& reference) {
  require(location.chosen.size() == task.p, task, "p sites are chosen");
  const double expected = objective_from_table(task, location);
  require(std::abs(location.objective - expected) <= 1e-9 * expected, task, "objective = sum over the table");
  const double sign = task.problem == Problem::median ? 1.0 : -1.0;
  for (const Location* other : {&location, &reference}) {
    require(sign * location.bound <= sign * other->objective, task, "no answer is better than the bound");
    require(sign * other->bound <= sign * location.objective, task, "nor than the bound of the reference");
  }
}

/// The share by which an answer may be worse than the best one that is known or possible.
double shortfall(const Location& location, const Location& reference) {
  return std::abs(location.objective - reference.objective) / std::max(location.objective, reference.objective);
}

struct Row {
  Task task;
  Timed heuristic;
  Timed whole;
  Location reference;
};

Row measure(const Task& task, int repeats, const LocationOptions& thorough) {
  LocationOptions no_bound;
  no_bound.iteration_limit = 0;
  Row row{task, timed(task, no_bound, repeats), timed(task, {}, repeats), solve(task, thorough)};
  for (const Location* location : {&row.reference, &row.heuristic.location, &row.whole.location}) {
    check(task, *location, row.reference);
  }
  return row;
}

void print_head(const char* title) {
  fmt::print(
      "\n{}\n\n| task | heuristic, CPU s (clock) | short of best | whole search, CPU s (clock) | proven gap | "
      "iterations, nodes | reference |\n|---|---:|---:|---:|---:|---:|---|\n",
      title);
}

void print_row(const Row& row) {
  const Location& whole = row.whole.location;
  fmt::print(
      "| {} | {:.3f} ({:.3f}) | {:.4f} % | {:.3f} ({:.3f}) | {} | {}, {} | {} |\n", row.task.name(),
      row.heuristic.cpu_s, row.heuristic.clock_s, 100.0 * shortfall(row.heuristic.location, row.reference),
      row.whole.cpu_s, row.whole.clock_s,
      whole.optimal ? std::string{"0, optimal"} : fmt::format("{:.3f} %", 100.0 * whole.gap_share), whole.iterations,
      whole.node_count,
      row.reference.optimal ? std::string{"optimal"} : fmt::format("within {:.3f} %", 100.0 * row.reference.gap_share));
  std::fflush(stdout);
}

nlohmann::ordered_json figure(const std::string& task, const char* name, double value, const char* unit, double goal,
                              bool met) {
  return {{"task", task}, {"figure", name}, {"value", value}, {"unit", unit}, {"goal", goal}, {"met", met}};
}

/// The figures that have goals. An optimum counts as found when it equals a proven one to 1e-9; where
/// the reference is not proven either, the goal is not met.
void append_figures(nlohmann::ordered_json& figures, const Row& row) {
  const std::string task = row.task.name();
  const double short_of_best = shortfall(row.heuristic.location, row.reference);
  if (row.task.problem == Problem::covering) {
    figures.push_back(figure(task, "optimum found by the heuristic", short_of_best, "share short of it", 0.0,
                             row.reference.optimal && short_of_best <= 1e-9));
    figures.push_back(
        figure(task, "time of the heuristic", row.heuristic.cpu_s, "s", 0.05, row.heuristic.cpu_s <= 0.05));
    return;
  }
  figures.push_back(figure(task, "time of the heuristic", row.heuristic.cpu_s, "s", 0.5, row.heuristic.cpu_s <= 0.5));
  figures.push_back(figure(task, "time with bound", row.whole.cpu_s, "s", 2.0, row.whole.cpu_s <= 2.0));
  const double gap = row.whole.location.gap_share;
  figures.push_back(figure(task, "proven gap", gap, "share", 0.005, gap <= 0.005));
}

void run_goals(nlohmann::ordered_json& figures) {
  LocationOptions thorough;
  thorough.start_count = 8;
  thorough.iteration_limit = 100'000;
  print_head("The goal's size (medians of five runs)");
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const TownRegion region = trek::bench::town_region(200, 5000, seed);
    for (const Problem problem : {Problem::covering, Problem::median}) {
      for (const std::size_t p : {5U, 10U, 20U}) {
        const Row row = measure({problem, region, p, seed}, kRepeats, thorough);
        print_row(row);
        append_figures(figures, row);
      }
    }
  }
}

void run_growth() {
  print_head("Growth, p 10 (one run; the reference is the whole search itself)");
  struct Size {
    std::size_t sites = 0;
    std::size_t rows = 0;
  };
  for (const Size size : {Size{50, 1250}, Size{100, 2500}, Size{200, 5000}, Size{400, 10'000}, Size{400, 20'000}}) {
    const TownRegion region = trek::bench::town_region(size.sites, size.rows, 1);
    for (const Problem problem : {Problem::covering, Problem::median}) {
      print_row(measure({problem, region, 10, 1}, 1, {}));
    }
  }
}

int bench(const std::string& json_file) {
  fmt::print("Commit {}, 1 thread of {} processors, compiler {}\n", TREK_COMMIT, std::thread::hardware_concurrency(),
             __VERSION__);
  auto figures = nlohmann::ordered_json::array();
  run_goals(figures);
  run_growth();
  const auto met = std::count_if(figures.begin(), figures.end(), [](const auto& f) { return f.at("met"); });
  fmt::print("\nGoals met: {} of {}\n", met, figures.size());
  for (const auto& f : figures) {
    if (!f.at("met"))
      fmt::print("  not met: {}: {} {} {}\n", f.at("task").dump(), f.at("figure").dump(), f.at("value").dump(),
                 f.at("unit").dump());
  }
  if (json_file.empty()) return 0;
  std::ofstream{json_file} << figures.dump(2) << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (!words.empty() && (words.size() != 2 || words[0] != "--json")) {
      throw std::runtime_error{"usage: bench_siting [--json FILE]"};
    }
    return bench(words.empty() ? std::string{} : words[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_siting: %s\n", error.what());
    return 1;
  }
}
