#include "trek/fetch/detail/pace.hpp"

#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/fetch/detail/answer_head.hpp"

namespace detail = trek::fetch::detail;
using detail::Slowness;
using trek::test::says;
using namespace std::chrono_literals;

namespace {

const detail::Pace::Time kBegin{1000s};
const detail::TimeLimits kLimits{20s, 60s, 30s, 10'000};

}  // namespace

TEST_CASE("pace: an answer has its time from the request on, the connection has its own", "[fetch][unit]") {
  detail::Pace pace{kLimits, kBegin + 3600s};
  CHECK(pace.judge(kBegin + 300s) == Slowness::none);
  pace.asked(kBegin + 300s);
  pace.asked(kBegin + 330s);  // only the first counts
  CHECK(pace.judge(kBegin + 359s) == Slowness::none);
  CHECK(pace.judge(kBegin + 360s) == Slowness::no_answer);
  CHECK(says(pace.told(Slowness::no_answer), "within 60 s"));
  CHECK(pace.judge(kBegin + 3600s) == Slowness::too_long);
}

TEST_CASE("pace: a body must bring its bytes in each window", "[fetch][unit]") {
  detail::Pace pace{kLimits, kBegin + 3600s};
  pace.asked(kBegin);
  pace.answered(kBegin + 50s);
  CHECK(pace.judge(kBegin + 79s) == Slowness::none);
  CHECK(pace.judge(kBegin + 80s) == Slowness::silent);
  pace.add(299'999);
  CHECK(pace.judge(kBegin + 79s) == Slowness::none);
  CHECK(pace.judge(kBegin + 80s) == Slowness::slow);
  CHECK(says(pace.told(Slowness::slow), "fewer than 10 kB a second for 30 s"));
  pace.add(1);
  CHECK(pace.judge(kBegin + 80s) == Slowness::none);  // a new window begins
  CHECK(pace.judge(kBegin + 109s) == Slowness::none);
  CHECK(pace.judge(kBegin + 110s) == Slowness::silent);
}

TEST_CASE("answer head: the last head counts, and no line of it speaks for another", "[fetch][unit]") {
  detail::AnswerHead head;
  for (const char* const line : {"HTTP/1.1 100 Continue\r\n", "A: interim\r\n", "\r\n"}) CHECK(head.add(line));
  CHECK_FALSE(head.complete());
  for (const char* const line : {"HTTP/1.1 200 OK\r\n", "ETag:  \"x\" \r\n", "HTTP/1.1: 500\r\n", "none\r\n", "\r\n"})
    CHECK(head.add(line));
  CHECK(head.complete());
  CHECK(head.add("ETag: trailer\r\n"));
  CHECK(head.response().status == 200);
  CHECK(head.response().header("etag") == "\"x\"");
  CHECK(head.response().header("a").empty());
  CHECK(head.fault().empty());
}

TEST_CASE("answer head: a status is three digits, a header has no control characters", "[fetch][unit]") {
  const std::string status = GENERATE("HTTP/1.1 -20 x", "HTTP/1.1 2x0 x", "HTTP/1.1 20", "HTTP/1.1", "HTTP/1.1 +20 x");
  CAPTURE(status);
  detail::AnswerHead head;
  CHECK(head.add(status + "\r\n"));
  CHECK(head.response().status == 0);
  CHECK(head.add("E\x01Tag: a\r\n"));
  CHECK(head.add("ETag: a\x1b[31m\r\n"));
  CHECK(head.response().headers.empty());
}

TEST_CASE("answer head: folds and floods are refused", "[fetch][unit]") {
  detail::AnswerHead head;
  CHECK(head.add("HTTP/1.1 200 OK\r\n"));
  SECTION("fold") { CHECK_FALSE(head.add(GENERATE(as<std::string>{}, " a\r\n", "\tb\r\n", " \r\n"))); }
  SECTION("lines") {
    for (std::size_t i = 1; i < detail::kMostHeaderLines; ++i) REQUIRE(head.add("a: b\r\n"));
    CHECK_FALSE(head.add("a: b\r\n"));
  }
  SECTION("bytes") { CHECK_FALSE(head.add("a: " + std::string(detail::kMostHeaderBytes, 'x'))); }
  CHECK_FALSE(head.fault().empty());
}
