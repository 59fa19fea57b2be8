#include "trek/core/shortage.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <exception>
#include <new>
#include <thread>

#include "support/catch.hpp"
#include "trek/core/threads.hpp"

namespace core = trek::core;

TEST_CASE("find_shortage: none where there is plenty; threads that can be had are had", "[core][unit]") {
  CHECK(core::find_shortage().empty());
  CHECK_NOTHROW(core::check_shortage("anything"));
  CHECK(core::startable_threads(0) == 0);
  CHECK(core::startable_threads(3) == 3);
}

// The sanitizers' own allocators never ask the handler.
#ifndef TREK_SANITIZED
namespace {

/// More than any machine has; not known to the compiler.
void ask_too_much() {
  const volatile std::size_t bytes = std::size_t{1} << 62U;
  ::operator delete(::operator new(bytes));
}

/// How a process ends that wants too much in a thread of its own: 7 by std::terminate with std::bad_alloc at hand, 8
/// where the thread could catch it.
int end_of_process(bool guarded) {
  const auto child = ::fork();
  if (child == 0) {
    std::set_terminate([] {
      try {
        std::rethrow_exception(std::current_exception());
      } catch (const std::bad_alloc&) {
        _exit(7);
      } catch (...) {
        _exit(9);
      }
    });
    const auto want = [] {
      try {
        ask_too_much();
      } catch (const std::bad_alloc&) {
        _exit(8);
      }
    };
    if (guarded) {
      const core::EndWithoutMemory guard;
      std::thread{want}.join();
    }
    std::thread{want}.join();
    _exit(9);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("EndWithoutMemory: ends other threads' want of memory, and nothing else", "[core][unit]") {
  const auto former = std::get_new_handler();
  CHECK(end_of_process(true) == 7);
  CHECK(end_of_process(false) == 8);
  {
    const core::EndWithoutMemory guard;
    {
      const core::EndWithoutMemory inner;
      CHECK_THROWS_AS(ask_too_much(), std::bad_alloc);
    }
    CHECK_THROWS_AS(ask_too_much(), std::bad_alloc);
    CHECK(std::get_new_handler() != former);
  }
  CHECK(std::get_new_handler() == former);
  CHECK(end_of_process(false) == 8);
}
#endif
