# The architecture is the order of TREK_MODULES: a module may use only modules to its left. trek_module() refuses the rest.
#
#   trek_module(access SOURCES a.cpp b.cpp USES core geo model network [PRIVATE_LIBRARIES TBB::tbb])
function(trek_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;PUBLIC_LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "trek_module(${name}): unknown arguments ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  list(FIND TREK_MODULES ${name} position)
  if(position EQUAL -1)
    message(FATAL_ERROR "trek_module(${name}): not in TREK_MODULES (${TREK_MODULES})")
  endif()
  foreach(used IN LISTS ARG_USES)
    list(FIND TREK_MODULES ${used} used_position)
    if(used_position EQUAL -1 OR NOT used_position LESS position)
      message(FATAL_ERROR "trek_module(${name}): may not use '${used}'; only modules before it in TREK_MODULES (${TREK_MODULES})")
    endif()
  endforeach()

  add_library(trek_${name} STATIC ${ARG_SOURCES})
  add_library(trek::${name} ALIAS trek_${name})
  set_target_properties(trek_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_include_directories(trek_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/lib> $<INSTALL_INTERFACE:include>)
  list(TRANSFORM ARG_USES PREPEND trek::)
  target_link_libraries(trek_${name} PUBLIC trek_options ${ARG_USES} ${ARG_PUBLIC_LIBRARIES}
                        PRIVATE $<BUILD_INTERFACE:trek_warnings> ${ARG_PRIVATE_LIBRARIES})
  trek_precompile(trek_${name} ${ARG_PRIVATE_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY TREK_MODULE_TARGETS trek_${name})
endfunction()

# The standard library's headers, read once a target: about half of what compiling costs here. Sources still include what
# they use, and the header stubs of tests/gates are compiled without it.
function(trek_precompile target)
  set(headers <algorithm> <array> <cmath> <filesystem> <functional> <map> <memory> <numeric> <optional> <set> <span>
              <string> <string_view> <utility> <vector>)
  if("fmt::fmt" IN_LIST ARGN)
    list(APPEND headers <fmt/format.h>)
  endif()
  target_precompile_headers(${target} PRIVATE ${headers})
endfunction()
