#include "trek/fetch/detail/back_off.hpp"

#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/fetch/detail/download.hpp"
#include "trek/fetch/detail/side_file.hpp"

namespace detail = trek::fetch::detail;
using namespace std::chrono_literals;

TEST_CASE("pause_before: doubles from the second try on", "[fetch][unit]") {
  CHECK(detail::pause_before(2, 1000ms) == 1s);
  CHECK(detail::pause_before(3, 1000ms) == 2s);
  CHECK(detail::pause_before(5, 1000ms) == 8s);
  CHECK(detail::pause_before(4, 3ms) == 12ms);
}

TEST_CASE("is_worth_retrying: faults that pass", "[fetch][unit]") {
  for (const int status : {429, 500, 502, 503, 504}) CHECK(detail::is_worth_retrying(status));
  for (const int status : {200, 206, 301, 304, 400, 401, 403, 404, 416, 501})
    CHECK_FALSE(detail::is_worth_retrying(status));
}

TEST_CASE("parsed_retry_after: seconds, or a date against the server's own", "[fetch][unit]") {
  const char* now = "Wed, 21 Oct 2026 07:28:00 GMT";
  CHECK(detail::parsed_retry_after("120", "") == 120s);
  CHECK(detail::parsed_retry_after(" 0 ", now) == 0s);
  CHECK(detail::parsed_retry_after("Wed, 21 Oct 2026 07:29:30 GMT", now) == 90s);
  CHECK(detail::parsed_retry_after("Wed, 21 Oct 2026 07:00:00 GMT", now) == 0s);
  CHECK_FALSE(detail::parsed_retry_after("Wed, 21 Oct 2026 07:29:30 GMT", ""));
  for (const char* odd : {"", "soon", "-5", "1.5", "99999999999999999999"}) {
    CAPTURE(odd);
    CHECK_FALSE(detail::parsed_retry_after(odd, now));
  }
}

TEST_CASE("sleep_for: a stop ends it", "[fetch][unit]") {
  std::stop_source stop;
  stop.request_stop();
  trek::core::Control control;
  control.stop = stop.get_token();
  CHECK_THROWS_AS(detail::sleep_for(std::chrono::hours{1}, control), trek::core::Error);
}

TEST_CASE("parsed_content_range: what the server says that it sends", "[fetch][unit]") {
  const auto range = detail::parsed_content_range("bytes 10-19/20");
  REQUIRE(range);
  CHECK(range->first == 10);
  CHECK(range->length == 20);
  CHECK(detail::parsed_content_range("bytes 0-0/*")->length == 0);
  for (const char* odd : {"", "bytes */20", "bytes 10-9/20", "bytes 10-20/20", "bytes a-b/c", "items 1-2/3",
                          "bytes 1-2", "bytes -5-2/9"}) {
    CAPTURE(odd);
    CHECK_FALSE(detail::parsed_content_range(odd));
  }
}

TEST_CASE("PartNote: only what tells two versions apart may continue one", "[fetch][unit]") {
  CHECK(detail::PartNote{"u", "\"a\"", "date", 0}.validator() == "\"a\"");
  CHECK(detail::PartNote{"u", "W/\"a\"", "date", 0}.validator() == "date");
  CHECK(detail::PartNote{"u", "", "", 0}.validator().empty());
}
