// Writes the sample delivery, to look at it in QGIS or check it with tests/flow/qgis_check.py.
#include <iostream>
#include <string_view>

#include "sample_delivery.hpp"
#include "trek/core/error.hpp"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: write_sample OUT.gpkg [en]\n";
    return 2;
  }
  try {
    const bool english = argc > 2 && std::string_view{argv[2]} == "en";
    const auto sample = trek::test::sample_delivery(english ? trek::model::Language::en : trek::model::Language::nl);
    trek::publish::write_delivery(sample->delivery, argv[1], {true}, {});
  } catch (const trek::core::Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
