# MapLibre GL JS, which draws the interactive map of `trek report`. It is not kept in this repository: npm fetches it
# when the build is configured, at a fixed version, and it is used only if it is what it was when this was written. Where
# it was fetched once, in the build folder, it is not fetched again. Of npm nothing runs but its download: no script of a
# package, no dependency.
set(TREK_WEB_MAP AUTO CACHE STRING "Interactive map in `trek report`: AUTO (where MapLibre GL JS can be had), ON (or fail), OFF")
set_property(CACHE TREK_WEB_MAP PROPERTY STRINGS AUTO ON OFF)
set(TREK_MAPLIBRE_PACKAGE "" CACHE FILEPATH "MapLibre GL JS as npm has it, for a machine without npm or network")

set(TREK_MAPLIBRE_VERSION 5.24.1)
set(TREK_MAPLIBRE_SHA512 1f2898070b6c6e4dcbd67d443cb2475aa768c8c885f349fbb44617159caeda6d538ef68dc7a28c2e215e0dd9accedd7f9aadb3bec4754c9b97fcd32ee41a275d)

# Puts the package in `folder`, or says in `fault` why not.
function(trek_fetch_maplibre folder fault)
  set(${fault} "" PARENT_SCOPE)
  set(package "${folder}/maplibre-gl-${TREK_MAPLIBRE_VERSION}.tgz")
  file(MAKE_DIRECTORY "${folder}")
  if(TREK_MAPLIBRE_PACKAGE)
    file(COPY_FILE "${TREK_MAPLIBRE_PACKAGE}" "${package}" RESULT failed)
    if(failed)
      set(${fault} "TREK_MAPLIBRE_PACKAGE ${TREK_MAPLIBRE_PACKAGE}: ${failed}" PARENT_SCOPE)
    endif()
    return()
  endif()
  find_program(TREK_NPM npm)
  if(NOT TREK_NPM)
    set(${fault} "npm was not found" PARENT_SCOPE)
    return()
  endif()
  execute_process(COMMAND "${TREK_NPM}" pack "maplibre-gl@${TREK_MAPLIBRE_VERSION}" --silent --ignore-scripts --fetch-retries=1
                  WORKING_DIRECTORY "${folder}" TIMEOUT 120 RESULT_VARIABLE failed OUTPUT_QUIET ERROR_VARIABLE told)
  if(NOT failed EQUAL 0)
    string(STRIP "npm pack failed (${failed}) ${told}" told)
    set(${fault} "${told}" PARENT_SCOPE)
  endif()
endfunction()

# Sets `result` to the folder with dist/maplibre-gl.js, dist/maplibre-gl.css and LICENSE.txt; to nothing without the map.
function(trek_find_maplibre result)
  set(${result} "" PARENT_SCOPE)
  if(TREK_WEB_MAP STREQUAL "OFF")
    return()
  endif()
  set(folder "${PROJECT_BINARY_DIR}/maplibre-${TREK_MAPLIBRE_VERSION}")
  set(package "${folder}/maplibre-gl-${TREK_MAPLIBRE_VERSION}.tgz")
  set(fault "")
  if(NOT EXISTS "${package}")
    trek_fetch_maplibre("${folder}" fault)
  endif()
  if(NOT fault)
    file(SHA512 "${package}" found)
    if(NOT found STREQUAL TREK_MAPLIBRE_SHA512)
      file(REMOVE "${package}")
      message(FATAL_ERROR "MapLibre GL JS ${TREK_MAPLIBRE_VERSION}: the package is not what it was (SHA-512 ${found}, expected "
                          "${TREK_MAPLIBRE_SHA512}); it was removed. Configure with -DTREK_WEB_MAP=OFF to build without the map.")
    endif()
    file(ARCHIVE_EXTRACT INPUT "${package}" DESTINATION "${folder}"
         PATTERNS package/dist/maplibre-gl.js package/dist/maplibre-gl.css package/LICENSE.txt)
    set(${result} "${folder}/package" PARENT_SCOPE)
    return()
  endif()
  set(told "the interactive map of `trek report` needs MapLibre GL JS ${TREK_MAPLIBRE_VERSION}, and ${fault}. Install npm and "
           "configure again with a network, or name the package with -DTREK_MAPLIBRE_PACKAGE=FILE.tgz")
  string(CONCAT told ${told})
  if(TREK_WEB_MAP STREQUAL "ON")
    message(FATAL_ERROR "${told}.")
  endif()
  message(STATUS "Without the interactive map: ${told}.")
endfunction()
