# Text files as string constants of a target, so that an installed program needs no files beside it.
#
#   trek_embed_text(trek NAMESPACE trek::cli FILES project_template=/path/template.toml)
# makes "embedded_text.hpp" with `extern const std::string_view project_template;` in that namespace.
function(trek_embed_text target)
  cmake_parse_arguments(ARG "" "NAMESPACE" "FILES" ${ARGN})
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded")
  set(declarations "")
  set(definitions "")
  foreach(pair IN LISTS ARG_FILES)
    string(REGEX MATCH "^([a-z0-9_]+)=(.*)$" matched "${pair}")
    set(name "${CMAKE_MATCH_1}")
    set(path "${CMAKE_MATCH_2}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(READ "${path}" bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," numbers "${bytes}")
    string(APPEND declarations "extern const std::string_view ${name};\n")
    string(APPEND definitions "constexpr unsigned char ${name}_bytes[] = {${numbers}0};\n"
                              "const std::string_view ${name}{reinterpret_cast<const char*>(${name}_bytes), sizeof(${name}_bytes) - 1};\n")
  endforeach()
  file(CONFIGURE OUTPUT "${folder}/embedded_text.hpp"
       CONTENT "#pragma once\n#include <string_view>\nnamespace ${ARG_NAMESPACE} {\n${declarations}}\n" @ONLY)
  file(CONFIGURE OUTPUT "${folder}/embedded_text.cpp"
       CONTENT "#include \"embedded_text.hpp\"\nnamespace ${ARG_NAMESPACE} {\n${definitions}}\n" @ONLY)
  target_sources(${target} PRIVATE "${folder}/embedded_text.cpp")
  target_include_directories(${target} PRIVATE "${folder}")
endfunction()
