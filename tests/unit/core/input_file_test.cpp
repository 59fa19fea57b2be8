#include "trek/core/input_file.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"

namespace core = trek::core;
using core::ErrorKind;
using core::InputForm;
using trek::test::says;

TEST_CASE("find_input_fault: a regular file, through links; a folder only where one is meant", "[core][unit]") {
  const trek::test::TemporaryFolder folder;
  std::ofstream{folder / "file"} << "text";
  std::filesystem::create_symlink("file", folder / "link");
  std::filesystem::create_symlink("gone", folder / "dangling");
  std::filesystem::create_symlink("loop", folder / "loop");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  std::filesystem::create_symlink("pipe", folder / "to_pipe");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string socket_path = (folder / "socket").string();
  REQUIRE(socket_path.size() < sizeof(address.sun_path));
  std::copy(socket_path.begin(), socket_path.end(), address.sun_path);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);

  CHECK(core::find_input_fault(folder / "file").empty());
  CHECK(core::find_input_fault(folder / "link").empty());
  CHECK(core::find_input_fault(folder.path(), InputForm::file_or_folder).empty());
  const auto fault = [&](const char* name) { return core::find_input_fault(folder / name); };
  CHECK(says(fault("."), "is a folder"));
  CHECK(says(fault("pipe"), "is a pipe"));
  CHECK(says(fault("to_pipe"), "is a pipe"));
  CHECK(says(fault("socket"), "is a socket"));
  CHECK(says(fault("dangling"), "no such file"));
  CHECK(says(fault("file/x"), "no such file"));
  CHECK(says(fault("loop"), "symbolic links"));
  CHECK(says(core::find_input_fault(folder / std::string(300, 'n')), "name too long"));
  CHECK(says(core::find_input_fault("/dev/null"), "is a device"));
  CHECK(says(core::find_input_fault("/proc/self/status"), "the system's own"));
  ::close(socket);

  CHECK(core::is_absent(folder / "gone"));
  CHECK(core::is_absent(folder / "dangling"));
  CHECK_FALSE(core::is_absent(folder / "pipe"));
  CHECK_FALSE(core::is_absent(folder / "loop"));
  CHECK_FALSE(core::is_absent(folder / std::string(300, 'n')));
}

TEST_CASE("read_input: all bytes, and no more than are allowed", "[core][unit]") {
  const trek::test::TemporaryFolder folder;
  const std::string bytes(std::size_t{3} << 20U, 'b');
  std::ofstream{folder / "file"} << bytes;
  CHECK(core::read_input(folder / "file", bytes.size(), ErrorKind::data) == bytes);
  try {
    static_cast<void>(core::read_input(folder / "file", std::uint64_t{2} << 20U, ErrorKind::config));
    FAIL("read more than it may");
  } catch (const core::Error& error) {
    CHECK(error.kind() == ErrorKind::config);
    CHECK(says(error.what(), "larger than 2 MiB"));
  }
}

TEST_CASE("set_input_listener: hears of what is found to be an input, and of nothing else", "[core][unit]") {
  const trek::test::TemporaryFolder folder;
  std::ofstream{folder / "file"} << "text";
  std::vector<std::string> heard;
  core::set_input_listener([&](const std::filesystem::path& path) { heard.push_back(path.filename().string()); });
  CHECK(core::find_input_fault(folder / "gone") != "");
  CHECK(core::find_input_fault(folder.path()) != "");  // a folder
  CHECK(heard.empty());
  core::check_input(folder / "file");
  CHECK(heard == std::vector<std::string>{"file"});
  core::set_input_listener({});
  core::check_input(folder / "file");
  CHECK(heard.size() == 1);
}
