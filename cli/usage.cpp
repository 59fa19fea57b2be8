#include "usage.hpp"

#include <nlohmann/json.hpp>

#include "trek/core/text.hpp"
#include "trek/project/timestamp.hpp"

namespace trek::cli {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json role_of(Kind kind) {
  if (kind == Kind::file_in || kind == Kind::folder) return "input";
  if (kind == Kind::file_out || kind == Kind::folder_out) return "output";
  return {};
}

/// A bound or a default, if the argument is a number.
Json number_of(const Argument& argument, double number) {
  if (argument.kind == Kind::whole_number) return static_cast<std::int64_t>(number);
  return argument.kind == Kind::number ? Json(number) : Json();
}

Json default_of(const Argument& argument) {
  if (argument.kind == Kind::flag) return false;
  if (argument.default_value.empty()) return {};
  if (!argument.is_number()) return argument.default_value;
  return number_of(argument, core::parsed_number(argument.default_value).value_or(0.0));
}

std::string extension_of(const Argument& argument) {
  if (argument.kind != Kind::file_out) return {};
  const std::string extension = std::filesystem::path{argument.example}.extension().string();
  return extension.empty() ? extension : extension.substr(1);
}

Json usage_of(const Argument& argument) {
  return {{"name", argument.long_name()},
          {"short", text_or_null(argument.short_name())},
          {"by_place", argument.is_by_place()},
          {"help", argument.help},
          {"kind", name_of(argument.kind)},
          {"role", role_of(argument.kind)},
          {"extension", text_or_null(extension_of(argument))},
          {"unit", text_or_null(argument.unit)},
          {"least", number_of(argument, argument.range.least)},
          {"most", number_of(argument, argument.range.most)},
          {"choices", argument.choices},
          {"default", default_of(argument)},
          {"otherwise", text_or_null(argument.otherwise)},
          {"example", text_or_null(argument.kind == Kind::flag ? std::string{} : argument.example_value())},
          {"required", argument.required},
          {"repeated", argument.repeated},
          {"variable", text_or_null(argument.variable)}};
}

Json usage_of(const Command& command) {
  Json arguments = Json::array();
  for (const Argument& argument : command.verb->prepare().arguments) arguments.push_back(usage_of(argument));
  return {{"command", command.words},
          {"summary", command.verb->summary},
          {"examples", command.verb->examples},
          {"arguments", std::move(arguments)}};
}

}  // namespace

std::string_view name_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::file_in:
    case Kind::file_out:
      return "file";
    case Kind::folder:
    case Kind::folder_out:
      return "folder";
    case Kind::number:
      return "number";
    case Kind::whole_number:
      return "whole_number";
    case Kind::minutes:
      return "minutes";
    case Kind::choice:
      return "choice";
    case Kind::choices:
      return "choices";
    case Kind::text:
      return "text";
    case Kind::flag:
      return "flag";
  }
  return "text";
}

Json usage_json(std::span<const Command> commands) {
  Json exit_codes = Json::array();
  for (const auto& [code, meaning] : kExitMeanings)
    exit_codes.push_back({{"code", static_cast<int>(code)}, {"meaning", meaning}});
  Json all = Json::array();
  for (const Command& command : commands) all.push_back(usage_of(command));
  return {{"usage_version", kUsageVersion},
          {"program", "trek"},
          {"version", project::version()},
          {"exit_codes", std::move(exit_codes)},
          {"commands", std::move(all)}};
}

}  // namespace trek::cli
