#include "trek/core/input_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <system_error>
#include <utility>

namespace trek::core {
namespace {

/// A descriptor that is open for reading; opening does not wait, whatever the file is.
class OpenInput {
 public:
  explicit OpenInput(const std::filesystem::path& path)
      : value_{::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)} {}
  ~OpenInput() {
    if (value_ >= 0) ::close(value_);
  }
  OpenInput(const OpenInput&) = delete;
  OpenInput& operator=(const OpenInput&) = delete;
  [[nodiscard]] int value() const noexcept { return value_; }

 private:
  int value_;
};

std::string system_fault(int error) {
  if (error == ENOENT || error == ENOTDIR) return "no such file; correct its path";
  const std::string reason = std::generic_category().message(error);
  switch (error) {
    case EACCES:
    case EPERM:
      return "cannot be read (" + reason + "); check its permissions and those of its folders";
    case EMFILE:
    case ENFILE:
      return "cannot be opened (" + reason + "); allow more open files (ulimit -n)";
    default:
      return "cannot be read (" + reason + "); correct its path, or copy it to another place";
  }
}

std::string form_fault(mode_t mode, InputForm form) {
  if (S_ISREG(mode) || (S_ISDIR(mode) && form == InputForm::file_or_folder)) return {};
  if (S_ISDIR(mode)) return "is a folder; give a file";
  if (S_ISFIFO(mode)) return "is a pipe, and inputs are read more than once; write it to a file first and give that";
  if (S_ISSOCK(mode)) return "is a socket, which cannot be read as a file; give a file";
  return "is a device, which has no end; give a file";
}

/// Files of the kernel's own have no size, and some of them wait or never end.
bool is_kernels_own(int descriptor) {
  constexpr std::array<std::int64_t, 4> kSystems{0x9FA0, 0x62656572, 0x64626720,
                                                 0x74726163};  // proc, sys, debug, trace
  struct statfs system {};
  if (::fstatfs(descriptor, &system) != 0) return false;
  return std::find(kSystems.begin(), kSystems.end(), std::int64_t{system.f_type}) != kSystems.end();
}

std::string open_fault(int descriptor, InputForm form) {
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) return system_fault(errno);
  if (auto fault = form_fault(status.st_mode, form); !fault.empty()) return fault;
  if (is_kernels_own(descriptor)) return "is a file of the system's own, without a size; copy what it says to a file";
  return {};
}

struct InputListener {
  std::mutex mutex;
  std::function<void(const std::filesystem::path&)> call;
};

InputListener& input_listener() {
  static InputListener only;
  return only;
}

void tell_input(const std::filesystem::path& path) {
  const std::lock_guard lock{input_listener().mutex};
  if (input_listener().call) input_listener().call(path);
}

[[noreturn]] void fail(const std::filesystem::path& path, ErrorKind kind, const std::string& fault) {
  throw Error{kind, path.string() + ": " + fault};
}

}  // namespace

std::string find_input_fault(const std::filesystem::path& path, InputForm form) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return system_fault(errno);
  if (auto fault = form_fault(status.st_mode, form); !fault.empty()) return fault;  // opening a device may do something
  auto fault = open_fault(OpenInput{path}.value(), form);
  if (fault.empty()) tell_input(path);
  return fault;
}

void set_input_listener(std::function<void(const std::filesystem::path&)> call) {
  const std::lock_guard lock{input_listener().mutex};
  input_listener().call = std::move(call);
}

void check_input(const std::filesystem::path& path, InputForm form, ErrorKind kind) {
  if (const auto fault = find_input_fault(path, form); !fault.empty()) fail(path, kind, fault);
}

bool is_absent(const std::filesystem::path& path) noexcept {
  std::error_code ignored;
  return std::filesystem::status(path, ignored).type() == std::filesystem::file_type::not_found;
}

std::string read_input(const std::filesystem::path& path, std::uint64_t most_bytes, ErrorKind kind) {
  check_input(path, InputForm::file, kind);
  const OpenInput file{path};
  if (const auto fault = open_fault(file.value(), InputForm::file); !fault.empty()) fail(path, kind, fault);
  std::string bytes;
  std::array<char, 1U << 16U> buffer{};
  while (const auto got = ::read(file.value(), buffer.data(), buffer.size())) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path, kind, system_fault(errno));
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (bytes.size() > most_bytes)
      fail(path, kind,
           "is larger than " + std::to_string(most_bytes >> 20U) + " MiB, more than may stand in such a file");
  }
  return bytes;
}

}  // namespace trek::core
