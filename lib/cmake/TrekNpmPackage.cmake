# A package of npm's that the build needs and this repository does not keep: npm fetches it when the build is configured, at
# a fixed version, and it is used only if it is what it was when its SHA-512 was written down. Where it was fetched once,
# in the build folder, it is not fetched again. Of npm nothing runs but its download: no script of a package, no dependency.

# Puts NAME-VERSION.tgz in `folder`, a copy of `own` where that names one; or says in `fault` why not.
function(trek_fetch_npm_package name version folder own fault)
  set(${fault} "" PARENT_SCOPE)
  file(MAKE_DIRECTORY "${folder}")
  if(own)
    file(COPY_FILE "${own}" "${folder}/${name}-${version}.tgz" RESULT failed)
    if(failed)
      set(${fault} "${own}: ${failed}" PARENT_SCOPE)
    endif()
    return()
  endif()
  find_program(TREK_NPM npm)
  if(NOT TREK_NPM)
    set(${fault} "npm was not found" PARENT_SCOPE)
    return()
  endif()
  execute_process(COMMAND "${TREK_NPM}" pack "${name}@${version}" --silent --ignore-scripts --fetch-retries=1
                  WORKING_DIRECTORY "${folder}" TIMEOUT 120 RESULT_VARIABLE failed OUTPUT_QUIET ERROR_VARIABLE told)
  if(NOT failed EQUAL 0)
    string(STRIP "npm pack failed (${failed}) ${told}" told)
    set(${fault} "${told}" PARENT_SCOPE)
  endif()
endfunction()

# trek_npm_package(FOLDER where FAULT why NAME axe-core VERSION 4.10.3 SHA512 5e6e... FILES package/axe.min.js
#                  [OWN file.tgz] OTHERWISE "Configure with ...")
# Sets `where` to the folder that holds package/; to nothing where the package cannot be had, and `why` to the reason. One
# that is not what it was ends the configuration, with what to do OTHERWISE.
function(trek_npm_package)
  cmake_parse_arguments(ARG "" "FOLDER;FAULT;NAME;VERSION;SHA512;OWN;OTHERWISE" "FILES" ${ARGN})
  set(${ARG_FOLDER} "" PARENT_SCOPE)
  set(${ARG_FAULT} "" PARENT_SCOPE)
  set(folder "${PROJECT_BINARY_DIR}/${ARG_NAME}-${ARG_VERSION}")
  set(package "${folder}/${ARG_NAME}-${ARG_VERSION}.tgz")
  if(NOT EXISTS "${package}")
    trek_fetch_npm_package("${ARG_NAME}" "${ARG_VERSION}" "${folder}" "${ARG_OWN}" fault)
    if(fault)
      set(${ARG_FAULT} "${fault}" PARENT_SCOPE)
      return()
    endif()
  endif()
  file(SHA512 "${package}" found)
  if(NOT found STREQUAL ARG_SHA512)
    file(REMOVE "${package}")
    message(FATAL_ERROR "${ARG_NAME} ${ARG_VERSION}: the package is not what it was (SHA-512 ${found}, expected "
                        "${ARG_SHA512}); it was removed. ${ARG_OTHERWISE}")
  endif()
  file(ARCHIVE_EXTRACT INPUT "${package}" DESTINATION "${folder}" PATTERNS ${ARG_FILES})
  set(${ARG_FOLDER} "${folder}/package" PARENT_SCOPE)
endfunction()
