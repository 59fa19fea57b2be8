# What `cmake --install` leaves: bin/trek, include/trek/, lib/libtrek_*.a, lib/cmake/trek/. detail/ headers stay behind.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(TREK_CONFIG_FOLDER "${CMAKE_INSTALL_LIBDIR}/cmake/trek")

get_property(module_targets GLOBAL PROPERTY TREK_MODULE_TARGETS)
set_target_properties(trek_options PROPERTIES EXPORT_NAME options)
install(TARGETS ${module_targets} trek_options EXPORT trekTargets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT trekTargets NAMESPACE trek:: DESTINATION "${TREK_CONFIG_FOLDER}")
install(DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}/trek" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        FILES_MATCHING PATTERN "*.hpp" PATTERN "detail" EXCLUDE)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/trekConfig.cmake.in" "${CMAKE_CURRENT_BINARY_DIR}/trekConfig.cmake"
                              INSTALL_DESTINATION "${TREK_CONFIG_FOLDER}")
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/trekConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/trekConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/trekConfigVersion.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/TrekDependencies.cmake" DESTINATION "${TREK_CONFIG_FOLDER}")
