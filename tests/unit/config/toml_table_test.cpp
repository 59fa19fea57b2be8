#include "trek/config/toml_table.hpp"

#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/core/error.hpp"

namespace config = trek::config;
namespace core = trek::core;

using config::TomlTable;
using trek::test::says;

namespace {

constexpr const char* kDrawnTable = R"(name = "Drawn"
count = 3
share = 0.25
on = true
day = 2026-01-01
list = ["a", "b"]
rows = [[0, 0.5], [10, 1]]
[inner]
deeper.key = "x"
codes = { a = { b = "c" } }
[[item]]
id = 1
[[item]]
id = 2
)";

config::Key drawn(std::string_view name) { return {name, "drawn"}; }

/// The message of the error that `read` gives; "" if it gives none.
template <class Read>
std::string table_error(const std::string& text, Read read) {
  try {
    TomlTable root{"drawn.toml", text};
    read(root);
  } catch (const core::Error& error) {
    CHECK(error.kind() == core::ErrorKind::config);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("TomlTable: every kind of value, and nothing for what is absent", "[config][unit]") {
  TomlTable root{"drawn.toml", kDrawnTable};
  CHECK(root.text(drawn("name")) == "Drawn");
  CHECK(root.integer(drawn("count"), 7, 0, 10) == 3);
  CHECK(root.integer(drawn("count"), 7, 3, 3) == 3);
  CHECK(root.number(drawn("count")) == 3.0);
  CHECK(root.number(drawn("share"), 0.5, 0.0, 1.0) == 0.25);
  CHECK(root.boolean(drawn("on"), false));
  CHECK(root.texts(drawn("list")) == std::vector<std::string>{"a", "b"});
  CHECK(root.number_rows(drawn("rows")) == std::vector<std::vector<double>>{{0.0, 0.5}, {10.0, 1.0}});
  CHECK(root.is_list("list"));
  CHECK_FALSE(root.is_table("list"));
  CHECK(root.is_table("inner"));
  CHECK(root.table(drawn("inner"))->nested_text_map(drawn("codes")).at("a").at("b") == "c");
  REQUIRE(root.tables(drawn("item")).size() == 2);
  CHECK(root.tables(drawn("item"))[1].integer(drawn("id"), 7, 0, 9) == 2);
  CHECK_FALSE(root.text(drawn("absent")));
  CHECK(root.number(drawn("absent"), 0.5, 0.0, 1.0) == 0.5);
  CHECK(root.text(drawn("absent"), "none") == "none");
  CHECK(root.integer(drawn("absent"), 7, 0, 9) == 7);
  CHECK(root.boolean(drawn("absent"), true));
  CHECK_FALSE(root.number(drawn("absent"), 0.0, 1.0));
  CHECK_FALSE(root.table(drawn("absent")));
  CHECK(root.texts(drawn("absent")).empty());
  CHECK(root.tables(drawn("absent")).empty());
  CHECK(root.text_map(drawn("absent")).empty());
}

TEST_CASE("TomlTable: a table outlives the one that it was found in", "[config][unit]") {
  std::optional<TomlTable> deeper;
  {
    TomlTable root{"drawn.toml", kDrawnTable};
    deeper = root.table(drawn("inner"))->table(drawn("deeper"));
  }
  CHECK(deeper->text(drawn("key")) == "x");
  CHECK(deeper->where("key") == "drawn.toml:9: [inner.deeper].key");
}

TEST_CASE("TomlTable: what is of another kind says where, what it is and what is expected", "[config][unit]") {
  const auto says_of = [](auto read) { return table_error(kDrawnTable, read); };
  CHECK(says_of([](TomlTable& t) { (void)t.text(drawn("count")); }) ==
        "drawn.toml:2: count: is a whole number, expected text in quotes");
  CHECK(says_of([](TomlTable& t) { (void)t.number(drawn("name")); }) ==
        "drawn.toml:1: name: is text, expected a number");
  CHECK(says_of([](TomlTable& t) { (void)t.text(drawn("day")); }) ==
        "drawn.toml:5: day: is a date or time, expected text in quotes");
  CHECK(says(says_of([](TomlTable& t) { (void)t.integer(drawn("share"), 0, 0, 1); }),
             "is a number, expected a whole number"));
  CHECK(says(says_of([](TomlTable& t) { (void)t.integer(drawn("count"), 5, 4, 9); }),
             "drawn.toml:2: count: is 3, expected 4 to 9"));
  CHECK(
      says(says_of([](TomlTable& t) { (void)t.number(drawn("share"), 0.0, 0.5, 1.0); }), "is 0.25, expected 0.5 to 1"));
  CHECK(says(says_of([](TomlTable& t) { (void)t.texts(drawn("name")); }), "is text, expected a list of texts"));
  CHECK(says(says_of([](TomlTable& t) { (void)t.texts(drawn("rows")); }), "drawn.toml:7: rows: holds a list"));
  CHECK(says(says_of([](TomlTable& t) { (void)t.table(drawn("list")); }), "is a list, expected a table"));
  CHECK(says(says_of([](TomlTable& t) { (void)t.tables(drawn("list")); }),
             "expected one or more tables headed [[list]]"));
  CHECK(
      says(says_of([](TomlTable& t) { (void)t.required_text(drawn("absent")); }), "drawn.toml:1: absent: is missing"));
}

TEST_CASE("TomlTable: a word of a list, or what there is to choose from", "[config][unit]") {
  const auto told = [](const std::string& text) {
    return table_error(text, [](TomlTable& t) {
      const std::string word = t.word(drawn("way"), {"foot", "car"}, "car");
      const std::string required = t.required_word(drawn("way"), {"foot", "car"});
      CHECK(word == "car");
      CHECK(required == "car");
    });
  };
  CHECK(told("way = \"car\"\n").empty());
  CHECK(told("way = \"cart\"\n") ==
        "drawn.toml:1: way: 'cart' is not known; choose from foot, car; did you mean 'car'?");
  CHECK(says(told(""), "way: is missing or empty"));
}

TEST_CASE("TomlTable: a table whose keys are words of the user's", "[config][unit]") {
  const std::string text = "[grade]\nfarm = 0.5\nshop = 1\n";
  const auto grades = [](TomlTable& t) {
    auto table = t.table(drawn("grade"));
    const auto found = table->all_numbers(drawn("(a code)"), 0.0, 1.0);
    CHECK(found == std::map<std::string, double>{{"farm", 0.5}, {"shop", 1.0}});
    table->finish();
  };
  CHECK(table_error(text, grades).empty());
  CHECK(table_error(text + "mill = 1.5\n", grades) == "drawn.toml:4: [grade].mill: is 1.5, expected 0 to 1");
  CHECK(table_error(text + "mill = \"x\"\n", grades) == "drawn.toml:4: [grade].mill: is text, expected a number");
  const auto words = [](TomlTable& t) { (void)t.table(drawn("grade"))->all_texts(drawn("(a word)"), "text"); };
  CHECK(table_error(text, words) == "drawn.toml:2: [grade].farm: is a number, expected text in quotes");
}

TEST_CASE("TomlTable: finish refuses what nobody asked for, with the nearest", "[config][unit]") {
  CHECK(table_error("nane = \"x\"\n", [](TomlTable& t) {
          (void)t.text(drawn("name"));
          (void)t.number(drawn("share"));
          t.finish();
        }) == "drawn.toml:1: nane: unknown key; did you mean 'name'?. Known here: name, share");
  CHECK(table_error("name = \"x\"\n", [](TomlTable& t) {
          (void)t.text(drawn("name"));
          t.finish();
        }).empty());
}

TEST_CASE("TomlTable: takes down what it is asked for, in tables below too", "[config][unit]") {
  config::AskedKeys asked;
  TomlTable root{"drawn.toml", kDrawnTable, &asked};
  auto inner = root.table(drawn("inner"));
  (void)inner->number(drawn("size"), 2.0, 1.0, 3.0);
  (void)inner->word(drawn("way"), {"on foot", "by car"}, "on foot");
  CHECK(asked == config::AskedKeys{{"", "inner", "table", "drawn"},
                                   {"inner", "size", "number from 1 to 3; default 2", "drawn"},
                                   {"inner", "way", "on foot or by car; default on foot", "drawn"}});
}

TEST_CASE("TomlTable: a text that is no TOML, or lies too deep in itself", "[config][unit]") {
  const auto read = [](TomlTable&) {};
  CHECK(says(table_error("a = 1\nb = \n", read), "drawn.toml:2: not valid TOML"));
  const auto nested = [](std::size_t depth) { return "a = " + std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(table_error(nested(32), read).empty());
  CHECK(says(table_error("\n" + nested(33), read), "drawn.toml:2: keys, tables and lists lie more than 32 deep"));
  std::string dotted = "a";
  for (int i = 0; i < 40; ++i) dotted += ".a";
  CHECK(says(table_error(dotted + " = 1", read), "more than 32 deep"));
  dotted.resize(2 * 20 - 1);  // 20 parts, and brackets below them
  CHECK(table_error(dotted + " = " + nested(13).substr(4), read).empty());
  CHECK(says(table_error(dotted + " = " + nested(14).substr(4), read), "more than 32 deep"));
}
