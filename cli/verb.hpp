#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "trek/core/text.hpp"

/// A verb of the program as data: what it is given, what that is for, and what it does with it. The parser, the help,
/// the manual pages, what shells complete and what other programs are told (usage.hpp) are made from nothing else.
namespace trek::cli {

/// Exit codes, as lib/USING.md promises them.
enum ExitCode : int {
  kDone = 0,
  kFindings = 1,
  kUsage = 2,
  kData = 3,
  kLimit = 4,
  kInternal = 5,
  kInterrupted = 130,
};

struct ExitMeaning {
  ExitCode code;
  std::string_view meaning;
};
inline constexpr std::array<ExitMeaning, 7> kExitMeanings{{{kDone, "done"},
                                                           {kFindings, "findings"},
                                                           {kUsage, "usage or project file"},
                                                           {kData, "input data, or a disk that is full or fails"},
                                                           {kLimit, "limit or infeasible"},
                                                           {kInternal, "internal"},
                                                           {kInterrupted, "interrupted"}}};

/// The work of a verb, with the values that it was given.
using Action = std::function<ExitCode()>;

enum class Kind { file_in, file_out, folder, folder_out, number, whole_number, minutes, choice, choices, text, flag };

struct Range {
  double least = 0.0;
  double most = 0.0;
};

/// What a verb is given. Who declares it says the upper part, as far as it does not follow from the type of the value.
struct Argument {
  std::string help{};       // without unit, default, range and example, which stand behind it
  std::string example{};    // a value; empty: the default, else the first choice
  std::string otherwise{};  // what holds where it is not given, if that is no value
  bool required = false;    // by place: unless it says what holds otherwise
  Kind kind = Kind::text;
  std::string variable{};  // of the environment, which gives it too
  std::string default_value{};

  std::string name{};  // "PROJECT" by place, "-o,--output" by name
  std::string unit{};  // that with which the name ends: "min" of --limit-min
  Range range{};       // of a number
  std::vector<std::string> choices{};
  bool repeated = false;
  std::function<void(const std::string&)> take{};  // throws Error{bad_argument} that says what was expected

  /// "--output" of "-o,--output".
  [[nodiscard]] std::string long_name() const;
  /// "-o"; empty where there is none.
  [[nodiscard]] std::string short_name() const;
  [[nodiscard]] bool is_by_place() const noexcept { return !name.starts_with('-'); }
  [[nodiscard]] bool is_number() const noexcept { return kind == Kind::number || kind == Kind::whole_number; }
  [[nodiscard]] std::string example_value() const;
  /// What stands for its value in help: "OUT.gpkg", "N", "nl|en".
  [[nodiscard]] std::string value_name() const;
  /// Its help, with all that it is known by: "How far the outline may be off (0 to 1000 m; default: 4)".
  [[nodiscard]] std::string full_help() const;
};

/// Words, and the values that they stand for.
template <class T>
using Choices = std::vector<std::pair<std::string, T>>;

/// Of words, or of values that have a name in the library.
template <class List>
[[nodiscard]] auto choices_of(const List& list) {
  using Value = typename List::value_type;
  Choices<Value> choices;
  for (const Value& value : list) {
    if constexpr (std::is_convertible_v<Value, std::string_view>)
      choices.emplace_back(value, value);
    else
      choices.emplace_back(name_of(value), value);
  }
  return choices;
}

/// The arguments of a verb, each bound to the member that it fills: the type of that says what is asked for, and its
/// value is the default. The members outlive this.
class Arguments {
 public:
  /// A flag, a text, a file to read (a path), or a list of texts.
  template <class To>
  void add(std::string name, To& to, Argument described) {
    constexpr bool is_flag = std::is_same_v<To, bool>;
    if constexpr (is_flag) described.kind = Kind::flag;
    if constexpr (std::is_same_v<To, std::filesystem::path>) described.kind = Kind::file_in;
    if constexpr (std::is_same_v<To, std::string>) described.default_value = to;
    bind(std::move(name), std::move(described), to, [](const std::string& text) {
      if constexpr (is_flag)
        return true;
      else
        return text;
    });
  }

  template <class Number>
  void add(std::string name, Number& to, Range range, Argument described) {
    constexpr bool is_whole = std::is_integral_v<Number>;
    described.kind = is_whole ? Kind::whole_number : Kind::number;
    described.range = range;
    described.default_value = number_text(static_cast<double>(to));
    bind(std::move(name), std::move(described), to,
         [range](const std::string& text) { return static_cast<Number>(number_in(text, range, is_whole)); });
  }

  /// One of some values, or none where `to` is optional; several, with commas between, where it is a list.
  template <class To, class T>
  void add(std::string name, To& to, const Choices<T>& choices, Argument described) {
    constexpr bool takes_several = std::is_same_v<To, std::vector<T>>;
    described.kind = takes_several ? Kind::choices : Kind::choice;
    for (const auto& [word, value] : choices) {
      described.choices.push_back(word);
      if constexpr (!takes_several) described.default_value = value == to ? word : described.default_value;
    }
    bind(std::move(name), std::move(described), to, [choices](const std::string& text) {
      if constexpr (takes_several)
        return all_chosen(choices, text);
      else
        return chosen(choices, text);
    });
  }

  /// What a text says, by a function that throws Error{bad_argument} for one that says nothing.
  template <class To, class T>
  void add(std::string name, To& to, T (*parsed)(std::string_view), Argument described) {
    bind(std::move(name), std::move(described), to, parsed);
  }

  [[nodiscard]] const std::vector<Argument>& list() const noexcept { return list_; }

 private:
  /// What takes no value of what a text says is a list, and the argument may be repeated.
  template <class To, class Parse>
  void bind(std::string name, Argument described, To& to, Parse parsed) {
    constexpr bool is_list = !std::is_assignable_v<To&, decltype(parsed(std::string{}))>;
    described.repeated = is_list;
    described.take = [&to, parsed](const std::string& text) {
      if constexpr (is_list)
        to.push_back(parsed(text));
      else
        to = parsed(text);
    };
    append(std::move(name), std::move(described));
  }
  template <class T>
  static T chosen(const Choices<T>& choices, const std::string& text) {
    std::vector<std::string> words;
    for (const auto& [word, value] : choices) {
      if (word == text) return value;
      words.push_back(word);
    }
    refuse_choice(text, words);
  }
  template <class T>
  static std::vector<T> all_chosen(const Choices<T>& choices, const std::string& text) {
    std::vector<T> values;
    for (const std::string& word : core::split(text, ',')) values.push_back(chosen(choices, word));
    if (values.empty()) values.push_back(chosen(choices, text));
    return values;
  }
  static std::string number_text(double number);
  static double number_in(const std::string& text, Range range, bool whole);
  [[noreturn]] static void refuse_choice(const std::string& text, const std::vector<std::string>& words);
  void append(std::string name, Argument described);

  std::vector<Argument> list_;
};

/// A verb made ready for one command: its arguments, whose values are still the defaults, and what is done with them.
struct Call {
  std::vector<Argument> arguments;
  Action action;
};

struct Verb {
  std::string name;
  std::string summary;
  std::vector<std::string> examples;  // whole commands
  std::function<Call()> prepare;      // empty where it has verbs of its own
  std::vector<Verb> verbs{};
};

/// A call that tells as its user wants: with the arguments of TalkOptions (talk.hpp) behind those of the verb.
[[nodiscard]] Call call_with_talk(const Arguments& arguments, Action action);

/// A verb that performs a function on values of its own type, whose `declare(Arguments&)` says what they are.
template <class Values>
[[nodiscard]] Verb verb(std::string name, std::string summary, std::vector<std::string> examples,
                        ExitCode (*perform)(const Values&)) {
  const auto prepare = [perform] {
    const auto values = std::make_shared<Values>();
    Arguments arguments;
    values->declare(arguments);
    return call_with_talk(arguments, [values, perform] { return perform(*values); });
  };
  return {std::move(name), std::move(summary), std::move(examples), prepare};
}

/// A verb that does something, with all words that name it: "network build".
struct Command {
  std::string words;
  const Verb* verb;
};
/// Those of some verbs, and of the verbs within them. The verbs outlive them.
[[nodiscard]] std::vector<Command> commands_of(std::span<const Verb> verbs, const std::string& outer = {});

/// All verbs of the program, in the order of its help: see cli/CMakeLists.txt.
[[nodiscard]] const std::vector<Verb>& all_verbs();

}  // namespace trek::cli
