// Writes the sample results, to look at it in QGIS or check it with tests/flow/qgis_check.py.
#include <iostream>
#include <string_view>

#include "sample_results.hpp"
#include "trek/core/error.hpp"
#include "trek/publish/result_map.hpp"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: write_sample OUT.gpkg [en]\n";
    return 2;
  }
  try {
    const bool english = argc > 2 && std::string_view{argv[2]} == "en";
    const auto head = trek::test::sample_head(english ? trek::model::Language::en : trek::model::Language::nl);
    trek::publish::write_results(head, trek::test::sample_results(), {argv[1], true}, {});
  } catch (const trek::core::Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
