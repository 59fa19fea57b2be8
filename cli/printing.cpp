#include "printing.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "log.hpp"
#include "trek/core/inert_text.hpp"
#include "trek/core/secrets.hpp"

namespace trek::cli {
namespace {

void write(std::FILE* stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

std::string shown(std::string_view line) { return core::terminal_text(core::without_secrets(line)) + "\n"; }

Loudness& chosen_loudness() noexcept {
  static Loudness chosen = Loudness::usual;
  return chosen;
}

/// See no-color.org: a variable that is there and not empty.
bool has_colours() {
  const char* const unwanted = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  if (unwanted != nullptr && *unwanted != '\0') return false;
  return ::isatty(STDERR_FILENO) == 1 && terminal != nullptr && std::string_view{terminal} != "dumb";
}

void tell_replaced() { complain("text that is not UTF-8 is among the results: what cannot be read stands as U+FFFD"); }

}  // namespace

void print_line(std::string_view line) { write(stdout, shown(line)); }
void print_text(std::string_view text) { write(stdout, text); }

void set_loudness(Loudness loudness) noexcept { chosen_loudness() = loudness; }
Loudness loudness() noexcept { return chosen_loudness(); }

void say_line(std::string_view line) {
  log_line("said", line);
  if (loudness() != Loudness::quiet) write(stderr, shown(line));
}

void complain(std::string_view message) {
  log_line("error", message);
  write(stderr, (has_colours() ? "\x1b[1;31mtrek:\x1b[0m " : "trek: ") + shown(message));
}

void tell_detail(std::string_view kind, std::string_view text) {
  log_line(kind, text);
  if (loudness() == Loudness::verbose) write(stderr, shown(fmt::format("{}: {}", kind, text)));
}

bool keeps_details() noexcept { return has_log() || loudness() == Loudness::verbose; }

std::string json_text(const nlohmann::ordered_json& json, int indent) {
  try {
    return core::terminal_json(json.dump(indent));
  } catch (const nlohmann::json::type_error&) {  // all that dump() refuses is bytes that are not UTF-8
    tell_replaced();
    return core::terminal_json(json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  }
}

void print_json(const nlohmann::ordered_json& json) { write(stdout, json_text(json, 2) + "\n"); }

void print_csv(std::string_view lines, bool exact) {
  write(stdout, lines);
  if (!exact) tell_replaced();
}

}  // namespace trek::cli
