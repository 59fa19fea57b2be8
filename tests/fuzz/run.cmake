# Runs one fuzz target: -DPROGRAM=..., -DFOLDER=... for its inputs. For 10 seconds from the seeds alone, with a fixed
# random seed; with TREK_FUZZ_SECONDS in the environment so long, and from what earlier runs found too. Fails for a crash,
# an input that takes over 2 seconds, and growth beyond 1 GiB; the input stays in FOLDER as finding-*.
set(seconds 10)
if(DEFINED ENV{TREK_FUZZ_SECONDS})
  set(seconds "$ENV{TREK_FUZZ_SECONDS}")
else()
  file(REMOVE_RECURSE "${FOLDER}/found")
endif()
file(MAKE_DIRECTORY "${FOLDER}/found")
file(REMOVE_RECURSE "${FOLDER}/seeds")
execute_process(COMMAND "${PROGRAM}" "--write-seeds=${FOLDER}/seeds" COMMAND_ERROR_IS_FATAL ANY)
math(EXPR most_runs "${seconds} * 100000")
execute_process(
  COMMAND "${PROGRAM}" -seed=1 -max_total_time=${seconds} -runs=${most_runs} -timeout=2 -rss_limit_mb=1024
          -print_final_stats=1 "-dict=${FOLDER}/seeds.dict" "-artifact_prefix=${FOLDER}/finding-" "${FOLDER}/found"
          "${FOLDER}/seeds"
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} failed (${result}); its input lies in ${FOLDER}. Repeat: ${PROGRAM} FINDING")
endif()
