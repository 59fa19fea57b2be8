#include "bench/support/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "bench/support/timing.hpp"

namespace bench {
namespace {

std::string_view compiler() {
#if defined(__clang__)
  return "Clang " __clang_version__;
#else
  return "GCC " __VERSION__;
#endif
}

std::string_view vector_level() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return "x86-64-v4";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "x86-64-v3";
  if (__builtin_cpu_supports("sse4.2")) return "x86-64-v2";
  return "x86-64";
#else
  return "other";
#endif
}

/// First line of what a command prints; empty where it fails.
std::string first_line_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{::popen((command + " 2>/dev/null").c_str(), "r"),
                                                             [](std::FILE* file) { return ::pclose(file); }};
  std::array<char, 256> line{};
  if (pipe == nullptr || std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) == nullptr) return {};
  std::string text{line.data()};
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::string_view clock_text() { return clock_in_use() == Clock::wall ? "wall" : "processor"; }

std::string goal_text(const Row& row) {
  switch (row.goal.kind) {
    case Goal::Kind::none:
      return {};
    case Goal::Kind::ratio_at_least:
      return fmt::format(">= {:g} times", row.goal.limit);
    case Goal::Kind::figure_at_most:
      return fmt::format("<= {:g} {}", row.goal.limit, row.unit);
  }
  return {};
}

std::optional<bool> is_met(const Row& row) {
  switch (row.goal.kind) {
    case Goal::Kind::none:
      return std::nullopt;
    case Goal::Kind::ratio_at_least:
      return row.ratio.value_or(0.0) >= row.goal.limit;
    case Goal::Kind::figure_at_most:
      return row.figure <= row.goal.limit;
  }
  return std::nullopt;
}

std::string met_text(const Row& row) {
  const auto met = is_met(row);
  if (!met) return {};
  return *met ? "yes" : "NO";
}

std::string number(std::optional<double> value) { return value ? fmt::format("{:.4g}", *value) : std::string{}; }

template <class T>
nlohmann::ordered_json or_null(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json{};
}

std::size_t count_of(const std::string& argument, const std::string& text) {
  try {
    const auto count = std::stoul(text);
    if (count > 0) return count;
  } catch (const std::exception&) {  // falls through: the same message for a word and for 0
  }
  throw std::invalid_argument{fmt::format("{} '{}': expected a whole number above 0", argument, text)};
}

}  // namespace

Report::Report(std::string name, int argc, const char* const* argv) : name_{std::move(name)} {
  for (int i = 1; i < argc; ++i) {
    const std::string argument{argv[i]};
    const auto value = [&] {
      if (i + 1 >= argc) throw std::invalid_argument{argument + " needs a value"};
      return std::string{argv[++i]};
    };
    if (argument == "--json") {
      json_ = value();
    } else if (argument == "--runs") {
      runs_ = count_of(argument, value());
    } else if (argument == "--processor-time") {
      clock_in_use() = Clock::processor;
    } else if (argument == "--quick") {
      quick_ = true;
    } else if (argument == "--strict") {
      strict_ = true;
    } else {
      throw std::invalid_argument{fmt::format(
          "'{}' is not known; expected --json FILE, --runs N, --processor-time, --quick or --strict", argument)};
    }
  }
}

void Report::work(std::string line) { work_.push_back(std::move(line)); }
void Report::add(Row row) { rows_.push_back(std::move(row)); }

int Report::finish() const {
  const std::string build{TREK_BUILD_TYPE};
  const unsigned processors = std::thread::hardware_concurrency();
  fmt::print("{}, commit {}, {}, {}\n{}, {} processors, {} thread{} used; median of {} interleaved runs, {} time\n",
             name_, commit(), build, compiler(), processor(), processors, threads_, threads_ == 1 ? "" : "s", runs_,
             clock_text());
  for (const auto& line : work_) fmt::print("- {}\n", line);
  fmt::print("\n| task | figure | unit | baseline | its figure | ratio | goal | met |\n");
  fmt::print("|---|---:|---|---|---:|---:|---|---|\n");
  bool all_met = true;
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : rows_) {
    fmt::print("| {} | {} | {} | {} | {} | {} | {} | {} |\n", row.task, number(row.figure), row.unit, row.baseline,
               number(row.baseline_figure), row.ratio ? fmt::format("{:.2f}", *row.ratio) : "", goal_text(row),
               met_text(row));
    all_met = all_met && is_met(row).value_or(true);
    rows.push_back({{"task", row.task},
                    {"figure", row.figure},
                    {"unit", row.unit},
                    {"baseline", row.baseline},
                    {"baseline_figure", or_null(row.baseline_figure)},
                    {"ratio", or_null(row.ratio)},
                    {"goal", goal_text(row)},
                    {"met", or_null(is_met(row))}});
  }
  if (!json_.empty()) {
    const nlohmann::ordered_json document{{"bench", name_},
                                          {"commit", commit()},
                                          {"build", build},
                                          {"compiler", compiler()},
                                          {"processor", processor()},
                                          {"processors", processors},
                                          {"threads", threads_},
                                          {"runs", runs_},
                                          {"clock", clock_text()},
                                          {"work", work_},
                                          {"rows", rows}};
    std::ofstream file{json_};
    file << document.dump(2) << '\n';
    file.close();
    if (!file) throw std::runtime_error{json_.string() + ": cannot be written"};
  }
  return strict_ && !all_met ? 1 : 0;
}

std::string processor() {
  std::string name{"unknown processor"};
  std::ifstream cpus{"/proc/cpuinfo"};
  for (std::string line; std::getline(cpus, line);) {
    if (!line.starts_with("model name")) continue;
    name = line.substr(std::min(line.size(), line.find(':') + 2));
    break;
  }
  return fmt::format("{} ({})", name, vector_level());
}

std::string commit() {
  const std::string git = fmt::format("git -C '{}' ", TREK_SOURCE_DIR);
  const auto now = first_line_of(git + "rev-parse --short HEAD");
  if (now.empty()) return TREK_COMMIT;
  return now + (first_line_of(git + "status --porcelain --untracked-files=no").empty() ? "" : "+");
}

double peak_mib() {
  std::ifstream status{"/proc/self/status"};
  for (std::string word; status >> word;) {
    if (word != "VmHWM:") continue;
    double kib = 0.0;
    status >> kib;
    return kib / 1024.0;
  }
  return 0.0;
}

int run(std::string_view name, int argc, const char* const* argv, int (*body)(Report&)) {
  try {
    Report report{std::string{name}, argc, argv};
    return body(report);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", name, error.what());
    return 1;
  }
}

}  // namespace bench
