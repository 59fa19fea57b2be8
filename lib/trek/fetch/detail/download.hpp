#pragma once

#include <filesystem>
#include <optional>

#include "trek/fetch/detail/side_file.hpp"
#include "trek/fetch/detail/visitor.hpp"
#include "trek/model/source.hpp"

namespace trek::fetch::detail {

/// A file as the server has it, at its place when this returns. Continues NAME.part where the server still has the same
/// file, else begins anew; with `known`, only if it has changed since.
///
/// Returns what goes beside the file (url, bytes, hash, what the server tells it by); empty: it has not changed.
/// Errors  as Visitor::visit. Error{limit}: larger than Options allow. Error{data}: not what was promised (beginning,
///         length, hash, zip directory). Error{output}. On each of them an older file stays.
[[nodiscard]] std::optional<SourceNote> download(Visitor& visitor, const model::FetchRecipe& recipe,
                                                 const std::filesystem::path& file,
                                                 const std::optional<SourceNote>& known);

struct ContentRange {
  std::uint64_t first = 0;
  std::uint64_t length = 0;  // of the whole; 0: not told
};
/// "bytes 10-19/20"; empty for anything else.
[[nodiscard]] std::optional<ContentRange> parsed_content_range(std::string_view header);

/// The file in NAME.part is what the recipe and its name promise. Errors  Error{data}.
void check_file(const std::filesystem::path& part, const model::FetchRecipe& recipe, const std::string& sha256,
                const std::string& extension);

}  // namespace trek::fetch::detail
