#include "printing.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "trek/core/inert_text.hpp"
#include "trek/core/secrets.hpp"

namespace trek::cli {
namespace {

void write(std::FILE* stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

std::string shown(std::string_view line) { return core::terminal_text(core::without_secrets(line)) + "\n"; }

void tell_replaced() { complain("text that is not UTF-8 is among the results: what cannot be read stands as U+FFFD"); }

}  // namespace

void print_line(std::string_view line) { write(stdout, shown(line)); }
void say_line(std::string_view line) { write(stderr, shown(line)); }
void complain(std::string_view message) { say_line(fmt::format("trek: {}", message)); }

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
