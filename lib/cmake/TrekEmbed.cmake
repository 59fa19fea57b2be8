# Text files as string constants of a target, so that an installed program needs no files beside it.
#
#   trek_embed_text(trek NAMESPACE trek::cli FILES project_template=/path/template.toml)
#     makes "trek/cli/embedded_text.hpp" with `extern const std::string_view project_template;` in that namespace
#   trek_embed_text(trek_config NAMESPACE trek::config::detail LIST mapping_texts FILES a.toml b.toml)
#     makes "trek/config/detail/embedded_text.hpp" with `extern const std::span<const EmbeddedText> mapping_texts;`, each
#     with the name of its file
function(trek_embed_text target)
  cmake_parse_arguments(ARG "" "NAMESPACE;LIST" "FILES" ${ARGN})
  set(declarations "")
  set(definitions "")
  set(names "")
  set(number 0)
  foreach(entry IN LISTS ARG_FILES)
    if(ARG_LIST)
      set(name "text_${number}")
      set(path "${entry}")
    else()
      string(REGEX MATCH "^([a-z0-9_]+)=(.*)$" matched "${entry}")
      set(name "${CMAKE_MATCH_1}")
      set(path "${CMAKE_MATCH_2}")
      string(APPEND declarations "extern const std::string_view ${name};\n")
    endif()
    math(EXPR number "${number} + 1")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(READ "${path}" bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," numbers "${bytes}")
    string(APPEND definitions
           "static constexpr unsigned char ${name}_bytes[] = {${numbers}0};\n"
           "const std::string_view ${name}{reinterpret_cast<const char*>(${name}_bytes), sizeof(${name}_bytes) - 1};\n")
    get_filename_component(file_name "${path}" NAME)
    string(APPEND names "EmbeddedText{\"${file_name}\", ${name}}, ")
  endforeach()
  if(ARG_LIST)
    string(CONCAT declarations "struct EmbeddedText {\n  std::string_view name;\n  std::string_view text;\n};\n"
                  "extern const std::span<const EmbeddedText> ${ARG_LIST};\n")
    string(APPEND definitions "static const std::array ${ARG_LIST}_texts{${names}};\n"
                              "const std::span<const EmbeddedText> ${ARG_LIST}{${ARG_LIST}_texts};\n")
  endif()
  string(REPLACE "::" "/" namespace_path "${ARG_NAMESPACE}")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  file(CONFIGURE OUTPUT "${folder}/${namespace_path}/embedded_text.hpp" @ONLY
       CONTENT "#pragma once\n#include <array>\n#include <span>\n#include <string_view>\nnamespace ${ARG_NAMESPACE} {\n${declarations}}\n")
  file(CONFIGURE OUTPUT "${folder}/embedded_text.cpp" @ONLY
       CONTENT "#include \"${namespace_path}/embedded_text.hpp\"\nnamespace ${ARG_NAMESPACE} {\n${definitions}}\n")
  target_sources(${target} PRIVATE "${folder}/embedded_text.cpp")
  set_source_files_properties("${folder}/embedded_text.cpp" PROPERTIES CXX_CLANG_TIDY "")
  target_include_directories(${target} PRIVATE "${folder}")
endfunction()
