#include "trek/ingest/decisions.hpp"

#include "drawn.hpp"
#include "support/catch.hpp"

namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;

namespace {

std::string error_of(const test::TemporaryFolder& folder, const std::string& text) {
  const auto file = folder.write("wrong.csv", text);
  return test::data_error([&] { static_cast<void>(ingest::read_decisions(file)); });
}

}  // namespace

TEST_CASE("read_decisions: what a user says of links", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto decisions =
      ingest::read_decisions(folder.write("d.csv",
                                          "source;record;decision;to;by;date;note\n"
                                          "monuments;501;same;0164100000000001;JV;2026-03-01;bezocht\n"
                                          "monuments;502;Niet;building-0164100000000002;;;\n"
                                          "register;v1;alone;;;;\n"));
  REQUIRE(decisions.size() == 3);
  CHECK(decisions[0].verdict == model::LinkVerdict::same);
  CHECK(decisions[0].to == "0164100000000001");
  CHECK(decisions[0].by == "JV");
  CHECK(decisions[0].origin == "d.csv line 2");
  CHECK(decisions[1].verdict == model::LinkVerdict::different);
  CHECK(decisions[2].verdict == model::LinkVerdict::alone);
  CHECK(decisions[2].to.empty());
  CHECK(ingest::read_decisions(folder.write("empty.csv", "")).empty());
}

TEST_CASE("read_decisions: a fault has its line and its remedy", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const std::string head = "source,record,decision,to\n";
  CHECK(test::says(error_of(folder, "source,record,decide\na,b,same\n"), "no column 'decision'"));
  CHECK(test::says(error_of(folder, head + "a,b,smae,c\n"), "line 2: decision 'smae'"));
  CHECK(test::says(error_of(folder, head + "a,b,smae,c\n"), "did you mean 'same'?"));
  CHECK(test::says(error_of(folder, head + "a,b,same,c\na,b,not,\n"), "line 3: no building or site"));
  CHECK(test::says(error_of(folder, head + "a,,same,c\n"), "line 2: no record"));
}
