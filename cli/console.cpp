#include "console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

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

Console::Console(ProgressStyle style) : style_{style}, terminal_{isatty(STDERR_FILENO) == 1} {}

Console::~Console() { end_bar(); }

void Console::say(std::string_view line) {
  const std::lock_guard lock{mutex_};
  end_bar();
  say_line(line);
}

std::function<void(const core::Progress&)> Console::progress() {
  if (style_ == ProgressStyle::none) return {};
  return [this](const core::Progress& progress) {
    const std::lock_guard lock{mutex_};
    const bool new_stage = progress.stage != stage_;
    if (!new_stage && permille(progress) == last_permille_) return;
    if (new_stage) end_bar();
    stage_ = progress.stage;
    last_permille_ = permille(progress);
    if (style_ == ProgressStyle::json) return write_json(progress);
    if (terminal_) return draw_bar(progress);
    if (new_stage) write_line(progress);
  };
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

void Console::write_line(const core::Progress& progress) { say_line(fmt::format("{} ...", progress.stage)); }

void Console::write_json(const core::Progress& progress) {
  const nlohmann::ordered_json line{{"stage", progress.stage}, {"done", progress.done}, {"total", progress.total}};
  draw(json_text(line) + "\n");
}

void Console::end_bar() {
  if (bar_open_) draw("\n");
  bar_open_ = false;
}

}  // namespace trek::cli
