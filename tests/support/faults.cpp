// Loaded before a program (LD_PRELOAD): lets the Nth call that changes files fail, or ends the process at it.
//
// TREK_FAULT_FOLDER  only files under it count, so that pipes, terminals and libraries go their way
//
// TREK_FAULT_CALLS   names of calls with commas between: write, create, ftruncate, fsync, close, rename, unlink, mkdir;
//                    and thread, the beginning of one
//
// TREK_FAULT_AT      which call, counted from 1; that one and all after it fail
//
// TREK_FAULT_ERROR   the errno that they give; negative: the signal to end the process with instead
//
// TREK_FAULT_COUNT   a file that gets the number of calls seen, at the end
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

std::atomic<int> seen{0};

const char* setting(const char* name) noexcept {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_counted(std::string_view call) noexcept {
  std::string_view rest = setting("TREK_FAULT_CALLS");
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    if (rest.substr(0, comma) == call) return true;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return false;
}

bool is_ours(std::string_view path) noexcept {
  const std::string_view folder = setting("TREK_FAULT_FOLDER");
  return !folder.empty() && path.starts_with(folder);
}

bool is_our_file(int descriptor) noexcept {
  std::array<char, 64> link{};
  std::array<char, PATH_MAX> path{};
  std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
  const auto length = readlink(link.data(), path.data(), path.size());
  return length > 0 && is_ours({path.data(), static_cast<std::size_t>(length)});
}

bool is_our_path(int folder, const char* path) noexcept {
  if (path[0] == '/') return is_ours(path);
  if (folder != AT_FDCWD) return is_our_file(folder);
  std::array<char, PATH_MAX> here{};
  return getcwd(here.data(), here.size()) != nullptr && is_ours(here.data());
}

/// Whether this call fails; errno is set.
bool fails(const char* call, bool ours) noexcept {
  if (!ours || !is_counted(call)) return false;
  const int now = ++seen;
  const int at = std::atoi(setting("TREK_FAULT_AT"));
  const int error = std::atoi(setting("TREK_FAULT_ERROR"));
  if (at == 0 || now < at) return false;
  if (error < 0) {
    if (now == at) kill(getpid(), -error);
    return false;
  }
  errno = error;
  return true;
}

template <class Function>
Function* next(const char* name) noexcept {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

__attribute__((destructor)) void tell_count() {
  const char* const path = setting("TREK_FAULT_COUNT");
  if (*path == '\0') return;
  if (std::FILE* const file = std::fopen(path, "w")) {
    std::fprintf(file, "%d\n", seen.load());
    std::fclose(file);
  }
}

int opened(const char* name, const char* path, int flags, mode_t mode) noexcept {
  if ((flags & O_CREAT) != 0 && fails("create", is_our_path(AT_FDCWD, path))) return -1;
  return next<int(const char*, int, ...)>(name)(path, flags, mode);
}

bool has_mode(int flags) noexcept { return (flags & (O_CREAT | O_TMPFILE)) != 0; }

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t count) {
  if (fails("write", is_our_file(descriptor))) return -1;
  return next<ssize_t(int, const void*, size_t)>("write")(descriptor, bytes, count);
}
ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  if (fails("write", is_our_file(descriptor))) return -1;
  return next<ssize_t(int, const struct iovec*, int)>("writev")(descriptor, parts, count);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t at) {
  if (fails("write", is_our_file(descriptor))) return -1;
  return next<ssize_t(int, const void*, size_t, off_t)>("pwrite")(descriptor, bytes, count, at);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t at) {
  if (fails("write", is_our_file(descriptor))) return -1;
  return next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(descriptor, bytes, count, at);
}
int ftruncate(int descriptor, off_t size) noexcept {
  if (fails("ftruncate", is_our_file(descriptor))) return -1;
  return next<int(int, off_t)>("ftruncate")(descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) noexcept {
  if (fails("ftruncate", is_our_file(descriptor))) return -1;
  return next<int(int, off64_t)>("ftruncate64")(descriptor, size);
}
int fsync(int descriptor) { return fails("fsync", is_our_file(descriptor)) ? -1 : next<int(int)>("fsync")(descriptor); }
int fdatasync(int descriptor) {
  return fails("fsync", is_our_file(descriptor)) ? -1 : next<int(int)>("fdatasync")(descriptor);
}
int close(int descriptor) {
  const bool written = (fcntl(descriptor, F_GETFL) & O_ACCMODE) != O_RDONLY;
  if (!fails("close", written && is_our_file(descriptor))) return next<int(int)>("close")(descriptor);
  const int error = errno;
  next<int(int)>("close")(descriptor);
  errno = error;
  return -1;
}
int rename(const char* from, const char* to) noexcept {
  if (fails("rename", is_our_path(AT_FDCWD, to))) return -1;
  return next<int(const char*, const char*)>("rename")(from, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  if (fails("rename", is_our_path(to_folder, to))) return -1;
  return next<int(int, const char*, int, const char*, unsigned)>("renameat2")(from_folder, from, to_folder, to, flags);
}
int unlink(const char* path) noexcept {
  return fails("unlink", is_our_path(AT_FDCWD, path)) ? -1 : next<int(const char*)>("unlink")(path);
}
int unlinkat(int folder, const char* path, int flags) noexcept {
  return fails("unlink", is_our_path(folder, path)) ? -1
                                                    : next<int(int, const char*, int)>("unlinkat")(folder, path, flags);
}
int remove(const char* path) noexcept {
  return fails("unlink", is_our_path(AT_FDCWD, path)) ? -1 : next<int(const char*)>("remove")(path);
}
int rmdir(const char* path) noexcept {
  return fails("unlink", is_our_path(AT_FDCWD, path)) ? -1 : next<int(const char*)>("rmdir")(path);
}
int mkdir(const char* path, mode_t mode) noexcept {
  return fails("mkdir", is_our_path(AT_FDCWD, path)) ? -1 : next<int(const char*, mode_t)>("mkdir")(path, mode);
}
int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = has_mode(flags) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opened("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = has_mode(flags) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opened("open64", path, flags, mode);
}
int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*), void* argument) noexcept {
  if (fails("thread", true)) return errno;
  return next<int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create")(thread, attributes,
                                                                                                 work, argument);
}
std::FILE* fopen(const char* path, const char* mode) {
  const bool writes = std::string_view{mode}.find_first_of("wa+") != std::string_view::npos;
  if (writes && fails("create", is_our_path(AT_FDCWD, path))) return nullptr;
  return next<std::FILE*(const char*, const char*)>("fopen")(path, mode);
}
std::FILE* fopen64(const char* path, const char* mode) {
  const bool writes = std::string_view{mode}.find_first_of("wa+") != std::string_view::npos;
  if (writes && fails("create", is_our_path(AT_FDCWD, path))) return nullptr;
  return next<std::FILE*(const char*, const char*)>("fopen64")(path, mode);
}

}  // extern "C"
