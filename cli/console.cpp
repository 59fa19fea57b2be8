#include "console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "log.hpp"
#include "printing.hpp"
#include "trek/core/inert_text.hpp"

namespace trek::cli {
namespace {

/// What trek draws itself, with the codes that a bar takes.
void draw(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

int permille(const core::Progress& progress) {
  return progress.total == 0 ? 0 : static_cast<int>(1000 * progress.done / progress.total);
}

}  // namespace

Console::Console(ProgressStyle style)
    : style_{style == ProgressStyle::automatic && loudness() == Loudness::quiet ? ProgressStyle::none : style},
      terminal_{isatty(STDERR_FILENO) == 1} {}

Console::~Console() {
  const std::lock_guard lock{mutex_};
  end_bar();
  end_stage();
}

void Console::say(std::string_view line) {
  const std::lock_guard lock{mutex_};
  end_bar();
  end_stage();
  say_line(line);
}

std::function<void(const core::Progress&)> Console::progress() {
  if (style_ == ProgressStyle::none && !keeps_details()) return {};
  return [this](const core::Progress& progress) {
    const std::lock_guard lock{mutex_};
    const bool new_stage = progress.stage != stage_;
    if (!new_stage && permille(progress) == last_permille_) return;
    if (new_stage || !stage_runs_) begin_stage(progress.stage);
    last_permille_ = permille(progress);
    show(progress, new_stage);
  };
}

void Console::begin_stage(std::string_view stage) {
  end_bar();
  end_stage();
  stage_ = stage;
  stage_begun_ = std::chrono::steady_clock::now();
  stage_runs_ = true;
  log_line("stage", fmt::format("{} ...", stage));
}

void Console::end_stage() {
  if (!stage_runs_) return;
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - stage_begun_;
  tell_detail("stage", fmt::format("{}: {:.3f} s", stage_, time.count()));
  stage_runs_ = false;
}

void Console::show(const core::Progress& progress, bool new_stage) {
  if (style_ == ProgressStyle::none) return;
  if (style_ == ProgressStyle::json) return write_json(progress);
  if (terminal_ && loudness() != Loudness::verbose) return draw_bar(progress);
  if (new_stage) write_stage(progress.stage);
}

void Console::draw_bar(const core::Progress& progress) {
  constexpr int kWidth = 30;
  const int filled = permille(progress) * kWidth / 1000;
  const std::string bar =
      std::string(static_cast<std::size_t>(filled), '#') + std::string(static_cast<std::size_t>(kWidth - filled), '.');
  const std::string stage = core::terminal_text(progress.stage);
  draw(progress.total == 0
           ? fmt::format("\r\x1b[K{:<28} {}", stage, progress.done == 0 ? "..." : std::to_string(progress.done))
           : fmt::format("\r\x1b[K{:<28} [{}] {:3d} %", stage, bar, permille(progress) / 10));
  std::fflush(stderr);
  bar_open_ = true;
}

/// Not by say_line: the log has it already.
void Console::write_stage(std::string_view stage) { draw(core::terminal_text(stage) + " ...\n"); }

void Console::write_json(const core::Progress& progress) {
  const nlohmann::ordered_json line{{"stage", progress.stage}, {"done", progress.done}, {"total", progress.total}};
  draw(json_text(line) + "\n");
}

void Console::end_bar() {
  if (bar_open_) draw("\n");
  bar_open_ = false;
}

}  // namespace trek::cli
