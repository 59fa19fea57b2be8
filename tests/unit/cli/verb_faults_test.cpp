#include <functional>
#include <set>

#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "verb_faults.hpp"

using namespace trek;
using trek::cli::Argument;
using trek::cli::Kind;
using trek::cli::Verb;

namespace {

/// Any text but "no".
void take_any(const std::string& text) {
  if (text == "no") core::refuse_argument("is refused");
}

Argument distance() {
  Argument argument;
  argument.name = "--far-m";
  argument.kind = Kind::number;
  argument.unit = "m";
  argument.range = {0, 10};
  argument.help = "How far one goes";
  argument.default_value = "5";
  argument.take = take_any;
  return argument;
}

Verb verb_of(const std::vector<Argument>& arguments) {
  return {"go", "Goes somewhere", {"trek go"}, [arguments] { return cli::Call{arguments, [] { return cli::kDone; }}; }};
}

std::vector<std::string> faults_of(const Verb& verb) { return test::faults_of(verb, {verb}); }

}  // namespace

TEST_CASE("verbs: each describes itself in full, and its examples are commands", "[cli][unit]") {
  std::set<std::string> names;
  for (const Verb& verb : cli::all_verbs()) {
    CAPTURE(verb.name);
    CHECK(test::faults_of(verb, cli::all_verbs()) == std::vector<std::string>{});
    CHECK(names.insert(verb.name).second);
  }
  CHECK(names.size() >= 11);
}

TEST_CASE("verbs: an argument that says too little or contradicts itself is found", "[cli][unit]") {
  REQUIRE(faults_of(verb_of({distance()})) == std::vector<std::string>{});
  struct Plant {
    std::string fault;
    std::function<void(Argument&)> change;
  };
  const std::vector<Plant> plants{
      {"has no help, or with a stop", [](Argument& a) { a.help = ""; }},
      {"has no help, or with a stop", [](Argument& a) { a.help += '.'; }},
      {"says its default twice", [](Argument& a) { a.help += " (default: 5)"; }},
      {"is required, and has a default", [](Argument& a) { a.required = true; }},
      {"is a quantity whose name ends in no unit", [](Argument& a) { a.unit = ""; }},
      {"has no range",
       [](Argument& a) {
         a.range = {10, 10};
       }},
      {"does not take its default", [](Argument& a) { a.default_value = "no"; }},
      {"does not take its example", [](Argument& a) { a.example = "no"; }},
      {"has no example", [](Argument& a) { a.default_value = ""; }},
      {"has choices, or is a choice, and not both", [](Argument& a) { a.choices = {"5"}; }},
      {"has a unit, and is no number", [](Argument& a) { a.kind = Kind::text; }},
      {"has choices, or is a choice, and not both", [](Argument& a) { a.kind = Kind::choice, a.unit = ""; }},
      {"does not show the format that it writes", [](Argument& a) { a.kind = Kind::file_out, a.unit = ""; }}};
  for (const Plant& plant : plants) {
    Argument argument = distance();
    plant.change(argument);
    CAPTURE(plant.fault);
    const auto faults = faults_of(verb_of({argument}));
    REQUIRE(!faults.empty());
    CHECK(faults.front() == "--far-m " + plant.fault);
  }
  CHECK(faults_of(verb_of({distance(), distance()})).front() == "--far-m is there twice");
}

TEST_CASE("verbs: one that does nothing, or whose example is no command, is found", "[cli][unit]") {
  const auto fault = [](const std::function<void(Verb&)>& change) {
    Verb verb = verb_of({distance()});
    change(verb);
    const auto faults = faults_of(verb);
    return faults.empty() ? std::string{} : faults.front();
  };
  CHECK(fault([](Verb& v) { v.summary = ""; }) == "trek go has no summary, or with a stop");
  CHECK(fault([](Verb& v) { v.prepare = {}; }) == "trek go does nothing");
  CHECK(fault([](Verb& v) { v.examples = {}; }) == "trek go has no example");
  CHECK(fault([](Verb& v) { v.examples = {"trek go --fr-m 3"}; }) == "no command: trek go --fr-m 3");
  CHECK(fault([](Verb& v) { v.examples = {"trek go --far-m no"}; }) == "no command: trek go --far-m no");
  CHECK(fault([](Verb& v) { v.examples = {"trek gone"}; }) == "no command: trek gone");
  CHECK(fault([](Verb& v) { v.prepare = {}, v.verbs = {verb_of({})}, v.verbs[0].examples = {"trek go"}; }) ==
        "no command: trek go");
}
