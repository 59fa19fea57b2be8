#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/random.hpp"
#include "trek/publish/detail/packed_rtree.hpp"
#include "trek/publish/detail/sqlite.hpp"

using namespace trek;
using core::Random;
using publish::detail::Database;
using publish::detail::OpenMode;
using publish::detail::Statement;

namespace {

Database with_tree(const std::filesystem::path& file) {
  std::ofstream{file};  // an empty file is an empty database
  Database database{file, OpenMode::write_new, core::ErrorKind::output, file.string()};
  database.execute("BEGIN");
  database.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)");
  return database;
}

std::vector<std::int64_t> found(const Database& database, const geo::Box& box) {
  Statement select{database,
                   "SELECT id FROM tree WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? ORDER BY id"};
  select.bind(1, box.min_x_m).bind(2, box.max_x_m).bind(3, box.min_y_m).bind(4, box.max_y_m);
  std::vector<std::int64_t> ids;
  while (select.step()) ids.push_back(select.integer(0));
  return ids;
}

std::string text_of(const Database& database, std::string_view sql) {
  Statement select{database, sql};
  return select.step() ? select.text(0) : std::string{};
}

/// In some towns, so that boxes overlap, coincide and leave gaps; whole numbers, which 32 bits keep.
std::vector<geo::Box> random_boxes(Random& random, std::size_t count) {
  std::vector<geo::Box> boxes(count);
  for (auto& box : boxes) {
    const auto near = [&random](std::uint64_t town) {
      return static_cast<double>(town * 1000 + random.below(300)) - 2000.0;
    };
    const std::uint64_t town = random.below(4);
    box.add(geo::Point{near(town), near(town * 7 % 5)});
    box.add(geo::Point{box.min_x_m + static_cast<double>(random.below(20)),
                       box.min_y_m + static_cast<double>(random.below(20))});
  }
  return boxes;
}

geo::Box random_box(Random& random) {
  geo::Box box;
  for (int i = 0; i < 2; ++i) box.add(geo::Point{random.uniform(-2500.0, 2500.0), random.uniform(-2500.0, 2500.0)});
  if (random.below(2) == 0) {
    box.max_x_m = box.min_x_m + 30.0;
    box.max_y_m = box.min_y_m + 30.0;
  }
  return box;
}

std::vector<std::int64_t> expected(const std::vector<geo::Box>& boxes, const geo::Box& box) {
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < boxes.size(); ++i)
    if (boxes[i].intersects(box)) ids.push_back(static_cast<std::int64_t>(i) + 1);
  return ids;
}

}  // namespace

TEST_CASE("fill_rtree: SQLite finds what brute force finds, and calls the tree sound", "[property]") {
  // One node holds 51 entries: below, at and above one level, two and three.
  const auto count = GENERATE(0U, 1U, 50U, 51U, 52U, 102U, 103U, 2601U, 2602U, 10'000U, 140'000U);
  CAPTURE(count);
  const test::TemporaryFolder folder;
  const auto database = with_tree(folder / "a.sqlite");
  Random random{count};
  const auto boxes = random_boxes(random, count);
  publish::detail::fill_rtree(database, "tree", boxes);
  CHECK(text_of(database, "SELECT rtreecheck('tree')") == "ok");
  CHECK(text_of(database, "SELECT count(*) FROM tree") == std::to_string(count));
  for (int i = 0; i < 40; ++i) {
    const auto box = random_box(random);
    REQUIRE(found(database, box) == expected(boxes, box));
  }
}

TEST_CASE("fill_rtree: coordinates that 32 bits cannot hold are rounded outward", "[property]") {
  const test::TemporaryFolder folder;
  const auto database = with_tree(folder / "a.sqlite");
  Random random{7};
  std::vector<geo::Box> boxes;
  for (int i = 0; i < 3000; ++i) {
    const geo::Point corner{random.uniform(-300'000.0, 300'000.0), random.uniform(-620'000.0, 620'000.0)};
    boxes.push_back({corner.x_m, corner.y_m, corner.x_m + random.uniform(), corner.y_m + random.uniform()});
  }
  boxes.push_back({-1e300, -1e300, 1e300, 1e300});
  publish::detail::fill_rtree(database, "tree", boxes);
  Statement select{database, "SELECT minx, maxx, miny, maxy FROM tree ORDER BY id"};
  for (const auto& box : boxes) {
    REQUIRE(select.step());
    const geo::Box stored{select.real(0), select.real(2), select.real(1), select.real(3)};
    REQUIRE((stored.min_x_m <= box.min_x_m && stored.min_y_m <= box.min_y_m));
    REQUIRE((stored.max_x_m >= box.max_x_m && stored.max_y_m >= box.max_y_m));
    if (box.max_x_m < 1e9) REQUIRE(stored.max_x_m - stored.min_x_m < box.max_x_m - box.min_x_m + 0.13);
  }
}

TEST_CASE("fill_rtree: an ordinary tree for those who edit it afterwards", "[property]") {
  const auto seed = GENERATE(range(0U, 4U));
  CAPTURE(seed);
  const test::TemporaryFolder folder;
  const auto file = folder / "a.sqlite";
  Random random{seed};
  auto boxes = random_boxes(random, 3000);
  {
    auto database = with_tree(file);
    publish::detail::fill_rtree(database, "tree", boxes);
    database.execute("COMMIT");
    database.close();
  }
  const Database database{file, OpenMode::write_new, core::ErrorKind::output, file.string()};
  database.execute("BEGIN");
  for (std::size_t i = 0; i < 1500; ++i) {  // half of them go, and come back elsewhere
    const auto row = random.below(boxes.size());
    boxes[row] = random_boxes(random, 1).front();
    Statement remove{database, "DELETE FROM tree WHERE id = ?"};
    remove.bind(1, static_cast<std::int64_t>(row) + 1).run();
    Statement insert{database, "INSERT INTO tree VALUES (?, ?, ?, ?, ?)"};
    insert.bind(1, static_cast<std::int64_t>(row) + 1).bind(2, boxes[row].min_x_m).bind(3, boxes[row].max_x_m);
    insert.bind(4, boxes[row].min_y_m).bind(5, boxes[row].max_y_m).run();
  }
  CHECK(text_of(database, "SELECT rtreecheck('tree')") == "ok");
  for (int i = 0; i < 40; ++i) {
    const auto box = random_box(random);
    REQUIRE(found(database, box) == expected(boxes, box));
  }
}
