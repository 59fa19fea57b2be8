#include "csv_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "trek/core/error.hpp"

namespace trek::cli {
namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 20U;  // large enough that writing costs next to nothing

template <std::size_t size, class... Arguments>
std::string_view digits(std::array<char, size>& space, Arguments... arguments) {
  const auto end = std::to_chars(space.data(), space.data() + size, arguments...);
  assert(end.ec == std::errc{});
  return {space.data(), static_cast<std::size_t>(end.ptr - space.data())};
}

}  // namespace

CsvFile::CsvFile(const std::filesystem::path& target, bool overwrite)
    : file_{target, overwrite}, descriptor_{::open(file_.temporary().c_str(), O_WRONLY | O_CLOEXEC)} {
  buffer_.reserve(kBufferSize + kBufferSize / 8);
}

CsvFile::~CsvFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void CsvFile::add_verbatim(std::string_view text) {
  if (in_row_) buffer_ += ',';
  buffer_ += text;
  in_row_ = true;
}

void CsvFile::add(double number) {
  // To twelve digits: adding up leaves a rest in the last ones, as in 92.94000000000001.
  std::array<char, 32> short_space{};
  const auto short_text = digits(short_space, number, std::chars_format::scientific, 11);
  std::from_chars(short_text.data(), short_text.data() + short_text.size(), number);
  std::array<char, 512> space{};  // 1e308 has 309 digits, 5e-324 has 326 characters
  add_verbatim(digits(space, number, std::chars_format::fixed));
}

void CsvFile::add(std::uint64_t number) {
  std::array<char, 24> space{};
  add_verbatim(digits(space, number));
}

void CsvFile::add_seconds(std::uint32_t time_ds) {
  std::array<char, 16> space{};
  add_verbatim(digits(space, time_ds / 10));
  buffer_ += '.';
  buffer_ += static_cast<char>('0' + time_ds % 10);
}

void CsvFile::end_row() {
  buffer_ += '\n';
  in_row_ = false;
  ++row_count_;
  if (buffer_.size() >= kBufferSize) flush();
}

void CsvFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      throw core::Error{core::ErrorKind::output,
                        fmt::format("{}: cannot write: {}; nothing is left of it, free some space and run again",
                                    file_.target().string(), std::generic_category().message(errno))};
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void CsvFile::finish() {
  flush();
  file_.put_in_place();
}

}  // namespace trek::cli
