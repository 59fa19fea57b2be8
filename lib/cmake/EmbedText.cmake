# cmake -D OUT=x.cpp -D NAMESPACE=trek::ingest::detail -D NAME=kShippedMappings -D FILES=a.toml,b.toml -P EmbedText.cmake
# Writes a source file that holds the texts, so that an installed library needs no files beside it.
string(REPLACE "," ";" files "${FILES}")
file(WRITE "${OUT}.new" "#include <array>\n#include <span>\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n\nnamespace {\nusing namespace std::string_view_literals;\n\nconstexpr std::array kTexts{\n")
foreach(text_file IN LISTS files)
  file(READ "${text_file}" text)
  file(APPEND "${OUT}.new" "    R\"trek_text(${text})trek_text\"sv,\n")
endforeach()
file(APPEND "${OUT}.new" "};\n}  // namespace\n\nextern const std::span<const std::string_view> ${NAME};\nconst std::span<const std::string_view> ${NAME}{kTexts};\n\n}  // namespace ${NAMESPACE}\n")
file(RENAME "${OUT}.new" "${OUT}")
