# Every dependency of the library, from Debian's packages; the reason for each stands in lib/ARCHITECTURE.md.
# Read twice: when trek is built, and by trekConfig.cmake where an installed trek is used.
if(CMAKE_FIND_PACKAGE_NAME STREQUAL "trek")
  include(CMakeFindDependencyMacro)
  macro(trek_dependency)
    find_dependency(${ARGN})
  endmacro()
else()
  macro(trek_dependency)
    find_package(${ARGN} REQUIRED)
  endmacro()
  find_path(OSMIUM_INCLUDE_DIR osmium/osm.hpp REQUIRED)  # headers only: nothing of it is left in the built library
endif()

trek_dependency(Threads)
trek_dependency(GDAL 3.6)
trek_dependency(GEOS 3.11)
trek_dependency(PROJ 9.1)
trek_dependency(Boost 1.74)
trek_dependency(TBB)
trek_dependency(fmt)
trek_dependency(nlohmann_json)
trek_dependency(SQLite3)
trek_dependency(pugixml)
trek_dependency(ZLIB)
trek_dependency(BZip2)  # OSM extracts as .osm.bz2
trek_dependency(EXPAT)  # OSM as XML
trek_dependency(OpenSSL COMPONENTS Crypto)
trek_dependency(CURL 7.85)
trek_dependency(PkgConfig)
pkg_check_modules(TOMLPP REQUIRED IMPORTED_TARGET GLOBAL tomlplusplus)
