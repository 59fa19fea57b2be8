#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "trek/core/error.hpp"

namespace trek::core {

enum class InputForm { file, file_or_folder };

/// Why a path is no input to open, in words behind "PATH: "; empty if it is one. Asked before anything opens it: a pipe
/// waits for its other end, a device never ends, and a library tells neither.
///
/// Refused  pipes (process substitution too), devices, sockets, files of the kernel's own (/proc, /sys), what is absent
///          or may not be read, a folder where a file is asked for. Links are followed.
[[nodiscard]] std::string find_input_fault(const std::filesystem::path& path, InputForm form = InputForm::file);

/// Errors  Error{kind}: that fault.
void check_input(const std::filesystem::path& path, InputForm form = InputForm::file, ErrorKind kind = ErrorKind::data);

/// Who is told of each path in which no fault was found: what is opened next. Nobody at first; an empty one hears
/// nothing. May be called from any thread, and of a file more than once.
void set_input_listener(std::function<void(const std::filesystem::path& path)> call);

/// Whether there is nothing of this name; false where that cannot be told (a name that is too long, a loop of links).
[[nodiscard]] bool is_absent(const std::filesystem::path& path) noexcept;

/// All bytes of an input that is held in memory.
/// Errors  Error{kind}: those of check_input; larger than `most_bytes`; reading breaks off.
[[nodiscard]] std::string read_input(const std::filesystem::path& path, std::uint64_t most_bytes, ErrorKind kind);

}  // namespace trek::core
