# MapLibre GL JS, which draws the interactive map of `trek report`.
include(TrekNpmPackage)

set(TREK_WEB_MAP AUTO CACHE STRING "Interactive map in `trek report`: AUTO (where MapLibre GL JS can be had), ON (or fail), OFF")
set_property(CACHE TREK_WEB_MAP PROPERTY STRINGS AUTO ON OFF)
set(TREK_MAPLIBRE_PACKAGE "" CACHE FILEPATH "MapLibre GL JS as npm has it, for a machine without npm or network")

set(TREK_MAPLIBRE_VERSION 5.24.1)
set(TREK_MAPLIBRE_SHA512 1f2898070b6c6e4dcbd67d443cb2475aa768c8c885f349fbb44617159caeda6d538ef68dc7a28c2e215e0dd9accedd7f9aadb3bec4754c9b97fcd32ee41a275d)

# Sets `result` to the folder with dist/maplibre-gl.js, dist/maplibre-gl.css and LICENSE.txt; to nothing without the map.
function(trek_find_maplibre result)
  set(${result} "" PARENT_SCOPE)
  if(TREK_WEB_MAP STREQUAL "OFF")
    return()
  endif()
  trek_npm_package(FOLDER folder FAULT fault NAME maplibre-gl VERSION ${TREK_MAPLIBRE_VERSION}
                   SHA512 ${TREK_MAPLIBRE_SHA512} OWN "${TREK_MAPLIBRE_PACKAGE}"
                   FILES package/dist/maplibre-gl.js package/dist/maplibre-gl.css package/LICENSE.txt
                   OTHERWISE "Configure with -DTREK_WEB_MAP=OFF to build without the map.")
  if(folder)
    set(${result} "${folder}" PARENT_SCOPE)
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
