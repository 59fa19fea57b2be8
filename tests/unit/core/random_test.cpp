#include "trek/core/random.hpp"

#include <map>
#include <vector>

#include "support/catch.hpp"

using trek::core::Random;

TEST_CASE("Random: the same seed gives the same numbers everywhere", "[core][unit]") {
  Random random{5489U};
  CHECK(random.bits() == 14514284786278117030ULL);  // first output of std::mt19937_64, fixed by the standard's engine
  Random a{7, 1};
  Random b{7, 1};
  Random c{7, 2};
  CHECK(a.uniform() == b.uniform());
  CHECK(a.uniform() != c.uniform());
}

TEST_CASE("Random: moments of the distributions", "[core][unit]") {
  Random random{1};
  constexpr int kDraws = 200000;
  double uniform = 0;
  double exponential = 0;
  double normal = 0;
  double normal_square = 0;
  std::vector<int> sides(6);
  for (int i = 0; i < kDraws; ++i) {
    uniform += random.uniform();
    exponential += random.exponential();
    const double z = random.normal();
    normal += z;
    normal_square += z * z;
    ++sides[random.below(6)];
  }
  CHECK(uniform / kDraws == Approx(0.5).margin(0.005));
  CHECK(exponential / kDraws == Approx(1.0).margin(0.01));
  CHECK(normal / kDraws == Approx(0.0).margin(0.01));
  CHECK(normal_square / kDraws == Approx(1.0).margin(0.02));
  for (const int count : sides) CHECK(count == Approx(kDraws / 6.0).epsilon(0.03));
}

TEST_CASE("Random: a shuffle gives each order as often, also the one that there was", "[core][unit]") {
  Random random{2};
  constexpr int kDraws = 60000;
  std::map<std::vector<int>, int> orders;
  for (int i = 0; i < kDraws; ++i) {
    std::vector<int> values{1, 2, 3};
    random.shuffle(values);
    ++orders[values];
  }
  CHECK(orders.size() == 6);
  for (const auto& [order, count] : orders) CHECK(count == Approx(kDraws / 6.0).epsilon(0.05));
}
