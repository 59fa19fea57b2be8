#pragma once

#include <string>
#include <string_view>

/// Data in a QGIS project or style are text: nothing in them is worked out, and no mark-up in them is obeyed.
namespace trek::publish::detail {

/// For labels of a sheet, and titles and classes that a legend shows: QGIS works out "[% ... %]" (in a legend twice)
/// and
/// "$CURRENT_DATE" there. The text looks the same; a word joiner (U+2060) keeps apart what would begin either. Marks
/// that turn the direction of writing are left out: they would turn what stands behind, too.
[[nodiscard]] std::string without_expressions(std::string_view text);

/// For a value in a list of a sheet: line ends and tabs are spaces, so that it begins no line of its own.
[[nodiscard]] std::string one_line(std::string_view text);

/// For metadata, which QGIS shows as HTML.
[[nodiscard]] std::string as_html(std::string_view text);

/// An expression that gives the text of another one on one line, as `one_line` and without marks that turn the writing.
[[nodiscard]] std::string one_line_expression(std::string_view expression);

enum class Town { told, left_out };
/// An expression that gives a name as people say it: of an address without its postcode, and without its town where the
/// map shows that. `without_postcode` (site_words.hpp) is the same outside of QGIS.
[[nodiscard]] std::string said_name_expression(std::string_view expression, Town town);

/// An expression that gives the text of another one, on one line, in so many characters: a longer one ends with a whole
/// word and "…", or is cut where its last word is long.
[[nodiscard]] std::string shortened_expression(std::string_view expression, int most);

/// An expression that gives what another one gives as text of HTML: QGIS 3.22 has no function for that.
[[nodiscard]] std::string html_expression(std::string_view expression);

/// A map tip that shows each of its values as text: what `[% expression %]` gives is escaped for HTML. QGIS 3.22 has no
/// function for that, so it is replaced a character at a time.
[[nodiscard]] std::string with_escaped_values(std::string_view map_tip);

}  // namespace trek::publish::detail
