#include "verb.hpp"

#include <array>
#include <limits>
#include <optional>

#include "support/catch.hpp"
#include "trek/core/error.hpp"

using namespace trek::cli;

namespace {

enum class Way { slow, fast };
const Choices<Way> kWays{{"slow", Way::slow}, {"fast", Way::fast}};

int halved(std::string_view text) {
  if (text != "4") trek::core::refuse_argument("expected 4");
  return 2;
}

struct Given {
  std::filesystem::path from;
  std::string name = "none";
  bool deep = false;
  double far_m = 4.0;
  int count = 3;
  Way way = Way::fast;
  std::optional<Way> back;
  std::vector<Way> ways{Way::slow};
  std::vector<std::string> words;
  int half = 0;
  std::vector<int> halves;

  void declare(Arguments& all) {
    all.add("FROM", from, {"What is read", "a.csv"});
    all.add("NAME", name, {"How it is called", "x", "as the file"});
    all.add("-d,--deep", deep, {"Whether to dig"});
    all.add("--far-m", far_m, {0.5, 10}, {"How far"});
    all.add("--count", count, {1, 9}, {"How many", {}, {}, true});
    all.add("--way", way, kWays, {"How fast"});
    all.add("--back", back, kWays, {"How fast to return"});
    all.add("--ways", ways, kWays, {"All that are tried", "slow,fast", "slow"});
    all.add("--word", words, {"A word", "yes"});
    all.add("--half", half, halved, {"Twice what is meant", "4"});
    all.add("--halves", halves, halved, {"Twice what are meant", "4"});
  }
};

/// Some values, and their arguments by name.
struct Declared {
  Given given;
  Arguments arguments;
  Declared() { given.declare(arguments); }
  const Argument& operator[](const std::string& name) const {
    for (const Argument& argument : arguments.list()) {
      if (argument.long_name() == name) return argument;
    }
    throw std::runtime_error{name};
  }
  /// Whether it is taken.
  bool give(const std::string& name, const std::string& text) const {
    try {
      (*this)[name].take(text);
      return true;
    } catch (const trek::core::Error&) {
      return false;
    }
  }
};

}  // namespace

TEST_CASE("arguments: what is asked for follows from the type of the value", "[cli][unit]") {
  const Declared declared;
  const auto kind = [&](const std::string& name) { return declared[name].kind; };
  CHECK(kind("FROM") == Kind::file_in);
  CHECK(kind("NAME") == Kind::text);
  CHECK(kind("--deep") == Kind::flag);
  CHECK(kind("--far-m") == Kind::number);
  CHECK(kind("--count") == Kind::whole_number);
  CHECK(kind("--way") == Kind::choice);
  CHECK(kind("--back") == Kind::choice);
  CHECK(kind("--ways") == Kind::choices);
  for (const Argument& argument : declared.arguments.list()) {
    CAPTURE(argument.name);
    CHECK(argument.repeated == (argument.name == "--word" || argument.name == "--halves"));
    CHECK(argument.required == (argument.name == "FROM" || argument.name == "--count"));
    CHECK(argument.unit == (argument.name == "--far-m" ? "m" : ""));
  }
}

TEST_CASE("arguments: the value of a member is the default, where there is one", "[cli][unit]") {
  const Declared declared;
  CHECK(declared["--far-m"].default_value == "4");
  CHECK(declared["--way"].default_value == "fast");
  CHECK(declared["--count"].default_value.empty());  // is required
  CHECK(declared["NAME"].default_value.empty());     // says in words what holds otherwise
  CHECK(declared["--back"].default_value.empty());
}

TEST_CASE("arguments: a text goes to its member as what it means", "[cli][unit]") {
  const Declared declared;
  const Given& given = declared.given;
  for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{{"FROM", "b c.csv"},
                                                                                   {"--deep", ""},
                                                                                   {"--far-m", "0.5"},
                                                                                   {"--count", "9"},
                                                                                   {"--way", "slow"},
                                                                                   {"--back", "fast"},
                                                                                   {"--ways", "fast,slow"},
                                                                                   {"--word", "a,b"},
                                                                                   {"--word", "c"},
                                                                                   {"--half", "4"},
                                                                                   {"--halves", "4"},
                                                                                   {"--halves", "4"}})
    CHECK(declared.give(name, text));
  CHECK(given.from == "b c.csv");
  CHECK(given.name == "none");
  CHECK(given.deep);
  CHECK(given.far_m == 0.5);
  CHECK(given.count == 9);
  CHECK(given.way == Way::slow);
  CHECK(given.back == Way::fast);
  CHECK(given.ways == std::vector<Way>{Way::fast, Way::slow});  // in place of the default, not behind it
  CHECK(given.words == std::vector<std::string>{"a,b", "c"});
  CHECK(given.half == 2);
  CHECK(given.halves == std::vector<int>{2, 2});
}

TEST_CASE("arguments: what is out of range, no number or no choice is refused, and changes nothing", "[cli][unit]") {
  const Declared declared;
  for (const char* const text : {"0.49", "10.1", "-1", "nan", "inf", "1e400", "4m", " 4", "1,5", "0x4"})
    CHECK_FALSE(declared.give("--far-m", text));
  for (const char* const text : {"0", "10", "2.5", "two"}) CHECK_FALSE(declared.give("--count", text));
  for (const char* const text : {"Fast", "slow,fast", "0"}) CHECK_FALSE(declared.give("--way", text));
  for (const char* const text : {"fast,sloow", ",", "slow fast"}) CHECK_FALSE(declared.give("--ways", text));
  CHECK_FALSE(declared.give("--half", "5"));
  CHECK(declared.given.far_m == 4.0);
  CHECK(declared.given.count == 3);
  CHECK(declared.given.way == Way::fast);
  CHECK(declared.given.ways == std::vector<Way>{Way::slow});
  CHECK_THROWS_WITH(declared["--way"].take("fst"), "'fst' is none of slow, fast; did you mean 'fast'?");
  CHECK_THROWS_WITH(declared["--count"].take("0"), "expected a whole number from 1 to 9");
}

TEST_CASE("arguments: help has unit, range, choices, default and example, each once", "[cli][unit]") {
  const Declared declared;
  const auto help = [&](const std::string& name) {
    return declared[name].value_name() + ": " + declared[name].full_help();
  };
  CHECK(help("FROM") == ": What is read");
  CHECK(help("NAME") == ": How it is called (default: as the file; such as x)");
  CHECK(help("--deep") == ": Whether to dig");
  CHECK(help("--far-m") == "N: How far (0.5 to 10 m; default: 4)");
  CHECK(help("--count") == "N: How many (1 to 9)");
  CHECK(help("--way") == "slow|fast: How fast (default: fast)");
  CHECK(help("--ways") == "slow,fast: All that are tried (default: slow)");
  CHECK(help("--word") == "TEXT: A word (such as yes; may be repeated)");
}

TEST_CASE("arguments: of many choices the help is a list, and the example the first", "[cli][unit]") {
  const std::array<std::string_view, 3> tables{"municipalities", "neighbourhoods", "population_totals"};
  std::string table;
  Arguments all;
  all.add("--as", table, choices_of(tables), {"What it is", {}, {}, true});
  const Argument& argument = all.list().front();
  CHECK(argument.value_name() == "TEXT");
  CHECK(argument.full_help() == "What it is (one of municipalities, neighbourhoods, population_totals)");
  CHECK(argument.example_value() == "municipalities");
  argument.take("neighbourhoods");
  CHECK(table == "neighbourhoods");
}
