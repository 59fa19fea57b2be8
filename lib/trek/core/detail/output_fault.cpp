#include "trek/core/detail/output_fault.hpp"

#include <cerrno>
#include <string>
#include <system_error>

namespace trek::core::detail {
namespace {

std::string_view remedy_of(int error) {
  switch (error) {
    case ENAMETOOLONG:
      return "; give a shorter name";
    case EACCES:
    case EPERM:
    case EROFS:
    case EBUSY:
      return "; give another place, or change what may be written there";
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "; make room and run again";
    case EIO:
      return "; the disk or the connection to it is at fault";
    default:
      return {};
  }
}

}  // namespace

ErrorKind kind_of(int error) noexcept {
  switch (error) {
    case ENAMETOOLONG:
    case EACCES:
    case EPERM:
    case EROFS:
    case EBUSY:
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case EEXIST:
      return ErrorKind::bad_argument;
    default:
      return ErrorKind::output;
  }
}

void fail_with_errno(const std::filesystem::path& file, std::string_view action, int error) {
  throw Error{kind_of(error), file.string() + ": " + std::string{action} + ": " +
                                  std::generic_category().message(error) + std::string{remedy_of(error)}};
}

}  // namespace trek::core::detail
