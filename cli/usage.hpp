#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "verb.hpp"

/// The description of the verbs, for readers other than the parser.
namespace trek::cli {

inline constexpr int kUsageVersion = 1;  // counted up when a member goes, or means something else

/// What a kind is called: "file", "folder", "number", "whole_number", "minutes", "choice", "choices", "text", "flag".
[[nodiscard]] std::string_view name_of(Kind kind) noexcept;

/// For programs that offer the verbs (a plugin of QGIS): lib/ARCHITECTURE.md, "For other programs", has every member.
[[nodiscard]] nlohmann::ordered_json usage_json(std::span<const Command> commands);

/// The manual page of a verb, as roff of the man macros; a verb with verbs of its own lists these.
/// `words` are all that name it: "network build".
[[nodiscard]] std::string man_page(const std::string& words, const Verb& verb);
/// That of the program.
[[nodiscard]] std::string man_page(std::span<const Verb> verbs);

}  // namespace trek::cli
