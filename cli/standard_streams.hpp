#pragma once

namespace trek::cli {

/// First of all in main: of stdin, stdout and stderr, what is closed is opened on nothing, so that no file of trek's
/// own gets its number and with it the messages. Writing to it fails, and is noticed. A reader of stderr that goes away
/// ends no work (SIGPIPE is ignored).
void prepare_standard_streams() noexcept;

/// Whether something that was printed on stdout could not be written.
[[nodiscard]] bool stdout_failed() noexcept;

/// Sends what is printed on its way, and gives the exit code: `code`, or if it could not be written 3, with words.
/// Where the reader went away (`| head`), the process ends as one that knows no better: by SIGPIPE.
[[nodiscard]] int finish_stdout(int code);

}  // namespace trek::cli
