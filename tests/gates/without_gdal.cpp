// A program that fetches, reads streets and writes maps: GDAL is not loaded for it.
#include <link.h>

#include <cstdio>
#include <string_view>

#include "trek/fetch/target.hpp"
#include "trek/network/network_file.hpp"
#include "trek/publish/import_map.hpp"
#include "trek/publish/result_map.hpp"

namespace {

/// Called for each library that is loaded; the first that is GDAL ends it.
int is_gdal(dl_phdr_info* library, std::size_t /*size*/, void* /*data*/) {
  return std::string_view{library->dlpi_name}.find("libgdal") == std::string_view::npos ? 0 : 1;
}

}  // namespace

int main() {
  // Volatile: what is linked for them stays linked.
  [[maybe_unused]] auto* volatile target = &trek::fetch::target_of;
  [[maybe_unused]] auto* volatile network = &trek::network::write_network_file;
  [[maybe_unused]] auto* volatile results = &trek::publish::write_results;
  [[maybe_unused]] auto* volatile import = &trek::publish::write_import;
  const bool loaded = dl_iterate_phdr(is_gdal, nullptr) != 0;
  std::puts(loaded ? "GDAL is loaded" : "GDAL is not loaded");
  return loaded ? 1 : 0;
}
