# `cpack -G DEB` in the build folder: the program, with its pages, completions and plugin; not the library's headers.
# What it depends on is what dpkg-shlibdeps finds it linked with.
include(GNUInstallDirs)
set(TREK_MAINTAINER "trek maintainers <trek@packages.invalid>")

# The changelog of the package, with the time that SOURCE_DATE_EPOCH gives, else now.
string(TIMESTAMP package_time "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/package/changelog" @ONLY CONTENT
     "trek (@PROJECT_VERSION@) unstable; urgency=medium\n\n  * What is new stands in lib/CHANGELOG.md of the sources.\n\n -- @TREK_MAINTAINER@  @package_time@\n")
execute_process(COMMAND gzip -9nf "${PROJECT_BINARY_DIR}/package/changelog" COMMAND_ERROR_IS_FATAL ANY)
install(FILES "${PROJECT_SOURCE_DIR}/cli/package/copyright" "${PROJECT_BINARY_DIR}/package/changelog.gz"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/trek" COMPONENT program)

set(CPACK_PACKAGE_NAME trek)
set(CPACK_PACKAGE_VENDOR trek)
set(CPACK_PACKAGE_CONTACT "${TREK_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "where a region's third places go, from open layers to a QGIS map")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"trek finds candidate sites in vacant heritage, measures who reaches them on
foot, by bicycle and by car, judges each with its uncertainty, says who is
served and who is not, and where the next places go. It writes one GeoPackage
that opens in QGIS as a finished map.
.
The package holds the program, its manual pages, completions of shells, and a
plugin of QGIS.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/package")
set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};trek;program;/")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "qgis (>= 3.22)")
include(CPack)
