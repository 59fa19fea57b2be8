#pragma once

#include <chrono>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "trek/core/control.hpp"

namespace trek::cli {

enum class ProgressStyle { automatic, none, json };

/// Talk to the user: on stderr only, so that stdout holds results.
class Console {
 public:
  explicit Console(ProgressStyle style);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  /// A line of talk; ends a progress bar that is being drawn.
  void say(std::string_view line);
  /// For core::Control: a bar on a terminal, a line per stage elsewhere, JSON lines on request. With --quiet none but
  /// JSON; with --verbose lines, with the time of each stage. A log has the stages too.
  [[nodiscard]] std::function<void(const core::Progress&)> progress();

 private:
  void begin_stage(std::string_view stage);
  void end_stage();
  void show(const core::Progress& progress, bool new_stage);
  void draw_bar(const core::Progress& progress);
  static void write_stage(std::string_view stage);
  void write_json(const core::Progress& progress);
  void end_bar();

  ProgressStyle style_;
  bool terminal_;
  std::mutex mutex_;
  std::string stage_;
  std::chrono::steady_clock::time_point stage_begun_;
  bool stage_runs_ = false;
  int last_permille_ = -1;
  bool bar_open_ = false;
};

}  // namespace trek::cli
