#include "trek/core/private_folder.hpp"

#include <cstdlib>
#include <string>

#include "trek/core/error.hpp"

namespace trek::core {

std::filesystem::path make_private_folder(std::string_view name) {
  std::string pattern = (std::filesystem::temp_directory_path() / name).string() + "-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) {
    throw Error{ErrorKind::output, pattern + ": no temporary folder can be made; set TMPDIR"};
  }
  return pattern;
}

}  // namespace trek::core
