#include <cmath>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "trek/access/measures.hpp"

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name

const std::vector<access::Decay> kEveryDecay{
    access::Step{15},     access::Linear{30},       access::Exponential{35},    access::Power{1.5},
    access::Gaussian{12}, access::Logistic{30, 10}, access::LogLogistic{12, 3},
};

}  // namespace

TEST_CASE("decay_at: 1 at the door, never increasing, never below 0", "[access][unit]") {
  for (const auto& decay : kEveryDecay) {
    CAPTURE(access::describe(decay));
    CHECK(access::decay_at(decay, 0.0) == 1.0);
    double before = 1.0;
    for (int quarter = 1; quarter <= 4 * 240; ++quarter) {
      const double now = access::decay_at(decay, quarter / 4.0);
      REQUIRE(now <= before);
      REQUIRE(now >= 0.0);
      before = now;
    }
    CHECK(access::decay_at(decay, 1e9) < 1e-3);
  }
}

TEST_CASE("decay_at: values known from the definitions", "[access][unit]") {
  CHECK(access::decay_at(access::Step{15}, 15.0) == 1.0);
  CHECK(access::decay_at(access::Step{15}, 15.01) == 0.0);
  CHECK(access::decay_at(access::Linear{30}, 7.5) == Approx(0.75));
  CHECK(access::decay_at(access::Linear{30}, 31.0) == 0.0);
  CHECK(access::decay_at(access::Exponential{35}, 35.0) == Approx(0.5));
  CHECK(access::decay_at(access::Exponential{35}, 70.0) == Approx(0.25));
  CHECK(access::decay_at(access::Power{2}, 0.5) == 1.0);
  CHECK(access::decay_at(access::Power{2}, 4.0) == Approx(1.0 / 16.0));
  CHECK(access::decay_at(access::Gaussian{12}, 12.0) == Approx(std::exp(-0.5)));
  // Bauer & Groneberg: half at the inflection, but for the constant that makes f(0) = 1: e^(-30 pi / (10 sqrt 3)).
  CHECK(access::decay_at(access::Logistic{30, 10}, 30.0) == Approx((1.0 + 0.0043334) / 2.0).epsilon(1e-5));
  CHECK(access::decay_at(access::LogLogistic{12, 3}, 12.0) == Approx(0.5));
  CHECK(access::decay_at(access::LogLogistic{12, 3}, 24.0) == Approx(1.0 / 9.0));
}

TEST_CASE("decay_at: a band holds up to its own end", "[access][unit]") {
  const access::Decay bands = access::Bands{{{10.0, 1.0}, {20.0, 0.68}, {30.0, 0.22}}};
  CHECK(access::decay_at(bands, 10.0) == 1.0);
  CHECK(access::decay_at(bands, 10.1) == 0.68);
  CHECK(access::decay_at(bands, 20.0) == 0.68);
  CHECK(access::decay_at(bands, 30.0) == 0.22);
  CHECK(access::decay_at(bands, 30.1) == 0.0);
}

TEST_CASE("describe: names the curve and its numbers", "[access][unit]") {
  CHECK(access::describe(access::LogLogistic{12, 3}) == "log_logistic(m=12 min, k=3)");
  CHECK(access::describe(access::Exponential{7.5}) == "exponential(half-life=7.5 min)");
  CHECK(access::describe(access::Step{15}) == "step(T=15 min)");
}
