#include "trek/core/real_path.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"

namespace fs = std::filesystem;
using trek::core::lies_in;
using trek::core::real_path;

TEST_CASE("real_path: dots go, links are followed, also to what is not there", "[core][unit]") {
  const trek::test::TemporaryFolder folder;
  const fs::path root = fs::canonical(folder.path());
  fs::create_directories(root / "in/deep");
  fs::create_directories(root / "out");
  fs::create_directory_symlink(root / "out", root / "in/away");
  fs::create_symlink("../out/none", root / "in/nothing");
  fs::create_symlink("deep", root / "in/near");
  fs::create_symlink("round", root / "in/round");
  CHECK(real_path(root / "in/./deep/../x.csv") == root / "in/x.csv");
  CHECK(real_path(root / "in/away/x.csv") == root / "out/x.csv");
  CHECK(real_path(root / "in/away/../x.csv") == root / "x.csv");  // as the system reads it
  CHECK(real_path(root / "in/nothing") == root / "out/none");
  CHECK(real_path(root / "in/near/new/x.csv") == root / "in/deep/new/x.csv");
  CHECK(real_path("/../..") == "/");
  CHECK_THROWS_AS(real_path(root / "in/round/x"), trek::core::Error);

  CHECK(lies_in(root / "in", root / "in"));
  CHECK(lies_in(root / "in/new/x.csv", root / "in/"));
  CHECK(lies_in(root / "in/near/x", root / "in"));
  CHECK(lies_in(root / "out/x", root / "in/away"));
  for (const char* const away : {"in/../x", "in/away/x", "in/nothing", "inside", "in/deep/../../out/x", "in/away/.."})
    CHECK_FALSE(lies_in(root / away, root / "in"));
  CHECK_FALSE(lies_in("/etc/passwd", root / "in"));
}
