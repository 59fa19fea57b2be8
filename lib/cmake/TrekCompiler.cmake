# One interface target carries the language level, the warnings and the sanitizers for all of trek's own code.
set(CMAKE_CXX_EXTENSIONS OFF)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
if(NOT CMAKE_RUNTIME_OUTPUT_DIRECTORY)
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
endif()
find_package(Threads REQUIRED)

add_library(trek_options INTERFACE)
target_compile_features(trek_options INTERFACE cxx_std_20)
target_link_libraries(trek_options INTERFACE Threads::Threads)
# Same inputs, same bytes on every machine: no fused multiply-add that one processor has and another lacks.
target_compile_options(trek_options INTERFACE $<BUILD_INTERFACE:-ffp-contract=off>)

add_library(trek_warnings INTERFACE)
target_compile_options(trek_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                       -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wformat=2)
# GCC 12 warns of overlaps and overflows that cannot be in std::string and std::vector (GCC bugs 105329 and 105651,
# mended in 13), more of them where it reads the standard library from a precompiled header.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(trek_warnings INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
                         -Wno-array-bounds)
endif()
# GCC takes what a source includes for a header, and in a unity build sources are included.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(trek_warnings INTERFACE -Wno-subobject-linkage)
endif()
if(TREK_WARNINGS_AS_ERRORS)
  target_compile_options(trek_warnings INTERFACE -Werror)
endif()

if(TREK_SANITIZE)
  add_compile_options(-fsanitize=${TREK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_compile_options("-fsanitize-ignorelist=${CMAKE_CURRENT_LIST_DIR}/sanitizer_ignored.txt")
  endif()
  add_link_options(-fsanitize=${TREK_SANITIZE})
endif()
