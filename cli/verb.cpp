#include "verb.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <charconv>
#include <cmath>

#include "trek/core/error.hpp"

namespace trek::cli {
namespace {

constexpr std::size_t kShortList = 40;  // letters of choices that stand in place of the value

/// The unit that a name ends with, as it is written.
std::string unit_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kUnits{
      {{"-min", "min"}, {"-m", "m"}, {"-gb", "GB"}, {"-kb-s", "kB/s"}, {"-years", "years"}}};
  for (const auto& [end, unit] : kUnits) {
    if (name.ends_with(end)) return std::string{unit};
  }
  return {};
}

}  // namespace

std::string Argument::long_name() const { return name.substr(name.rfind(',') + 1); }

std::string Argument::short_name() const {
  const auto comma = name.rfind(',');
  return comma == std::string::npos ? std::string{} : name.substr(0, comma);
}

std::string Argument::example_value() const {
  if (!example.empty()) return example;
  return default_value.empty() && !choices.empty() ? choices.front() : default_value;
}

std::string Argument::value_name() const {
  if (is_by_place() || kind == Kind::flag) return {};
  const std::string list = fmt::format("{}", fmt::join(choices, kind == Kind::choice ? "|" : ","));
  if (!list.empty() && list.size() <= kShortList) return list;
  if (kind == Kind::file_out) return "OUT" + std::filesystem::path{example}.extension().string();
  if (kind == Kind::file_in) return "FILE";
  if (kind == Kind::folder || kind == Kind::folder_out) return "FOLDER";
  if (kind == Kind::minutes) return "MINUTES";
  return is_number() ? "N" : "TEXT";
}

std::string Argument::full_help() const {
  std::vector<std::string> facts;
  const auto add = [&](const std::string& before, const std::string& fact) {
    if (!fact.empty()) facts.push_back(before + fact);
  };
  if (is_number()) add({}, fmt::format("{} to {}{}{}", range.least, range.most, unit.empty() ? "" : " ", unit));
  if (kind == Kind::minutes) add({}, unit);
  if (value_name() == "TEXT" || (is_by_place() && !choices.empty()))
    add("one of ", fmt::format("{}", fmt::join(choices, ", ")));
  add("default: ", default_value + otherwise);
  if (kind == Kind::text || kind == Kind::minutes) add("such as ", example);
  if (repeated) add({}, "may be repeated");
  return facts.empty() ? help : fmt::format("{} ({})", help, fmt::join(facts, "; "));
}

std::string Arguments::number_text(double number) { return fmt::format("{}", number); }

double Arguments::number_in(const std::string& text, Range range, bool whole) {
  double number = 0.0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const bool fits = number >= range.least && number <= range.most && (!whole || number == std::floor(number));
  if (error == std::errc{} && stop == end && fits) return number;
  core::refuse_argument(
      fmt::format("expected a {}number from {} to {}", whole ? "whole " : "", range.least, range.most));
}

void Arguments::refuse_choice(const std::string& text, const std::vector<std::string>& words) {
  core::refuse_argument(
      fmt::format("'{}' is none of {}{}", text, fmt::join(words, ", "), core::did_you_mean(text, words)));
}

void Arguments::append(std::string name, Argument described) {
  described.name = std::move(name);
  described.unit = unit_of(described.name);
  described.required |= described.is_by_place() && described.otherwise.empty();
  if (described.required || !described.otherwise.empty()) described.default_value.clear();
  list_.push_back(std::move(described));
}

std::vector<Command> commands_of(std::span<const Verb> verbs, const std::string& outer) {
  std::vector<Command> commands;
  for (const Verb& verb : verbs) {
    if (verb.prepare) commands.push_back({outer + verb.name, &verb});
    for (const Command& inner : commands_of(verb.verbs, outer + verb.name + " ")) commands.push_back(inner);
  }
  return commands;
}

}  // namespace trek::cli
