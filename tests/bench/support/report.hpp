#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// What a figure is held against. Without a limit there is none: the row only informs.
struct Goal {
  enum class Kind { none, ratio_at_least, figure_at_most };
  Kind kind = Kind::none;
  double limit = 0.0;
};
[[nodiscard]] inline Goal at_least_times(double ratio) { return {Goal::Kind::ratio_at_least, ratio}; }
[[nodiscard]] inline Goal at_most(double figure) { return {Goal::Kind::figure_at_most, figure}; }

struct Row {
  std::string task;
  double figure = 0.0;
  std::string unit;      // of `figure` and of the baseline's figure: "s", "ms a source"
  std::string baseline;  // who it is compared with; empty: nobody
  std::optional<double> baseline_figure;
  std::optional<double> ratio;  // how many times better than the baseline
  Goal goal;
};

/// Rows of one benchmark. The machine, the build and the commit stand above them, since a figure without them is none.
///
///   bench::Report report{"bench_geo", argc, argv};   // takes --json FILE, --runs N, --processor-time, --quick
///   report.work("500,000 points in 14 polygons of 5,000 vertices");
///   report.add({...});
///   return report.finish();                          // prints the table, writes the file
class Report {
 public:
  /// Errors  std::invalid_argument: an argument that is not known, or one without its value.
  Report(std::string name, int argc, const char* const* argv);
  /// One line on what is measured and on how many threads.
  void work(std::string line);
  void threads(unsigned count) { threads_ = count; }
  void add(Row row);
  /// Prints the table; with --json also writes an object with the machine and the rows {task, figure, unit, baseline,
  /// baseline_figure, ratio, goal, met}. 0, or 1 where a goal is missed and --strict was given: a timing on a machine
  /// that others use is no test.
  [[nodiscard]] int finish() const;

  [[nodiscard]] bool quick() const noexcept { return quick_; }  // small sizes: does it still run?
  [[nodiscard]] std::size_t runs() const noexcept { return runs_; }

 private:
  std::string name_;
  std::filesystem::path json_;
  bool quick_ = false;
  bool strict_ = false;
  std::size_t runs_ = 5;
  unsigned threads_ = 1;
  std::vector<std::string> work_;
  std::vector<Row> rows_;
};

/// Throws std::runtime_error{"wrong answer: ..."}: no time is printed of work whose answers are wrong.
inline void require(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error{"wrong answer: " + what};
}

/// The processor's name as the kernel gives it, and the vector level that it has ("x86-64-v3").
[[nodiscard]] std::string processor();
/// The source tree's commit now, with '+' where files differ from it; else the one that was configured.
[[nodiscard]] std::string commit();
/// The most memory that this process ever held ("VmHWM"), in MiB.
[[nodiscard]] double peak_mib();
/// main() of a benchmark: an exception becomes a line on stderr and exit code 1.
[[nodiscard]] int run(std::string_view name, int argc, const char* const* argv, int (*body)(Report&));

}  // namespace bench
