#include <memory>

#include "trek/publish/detail/both_languages.hpp"
#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::translations {

Layer layer(const Results& /*results*/, const MapHead& head) {
  const auto both = std::make_shared<BothLanguages>();
  LayerTable table(
      Words{head.language}, "translations", GeometryType::none, {"Teksten in het Engels", "Texts in Dutch"},
      {"Wat de andere lagen en tabellen in woorden zeggen, in de andere taal: daarmee is van dezelfde run een "
       "rapport in het Engels te maken (trek report --lang en).",
       "What the other layers and tables say in words, in the other language: with these a report in Dutch can be "
       "made of the same run (trek report --lang nl)."});
  const auto add = [&](const char* name, const core::Phrase& title, std::string TranslatedText::*part,
                       const core::Phrase& description = {}) {
    table.add(
        name, FieldType::text, title, [both, part](std::size_t row) { return text(both->texts()[row].*part); },
        description);
  };
  add("table_name", {"Tabel", "Table"}, &TranslatedText::table,
      {"'gpkg_data_columns': de opschriften van kolommen, met als kolom 'tabel.kolom'.",
       "'gpkg_data_columns': titles of columns, with 'table.column' as column."});
  add("column_name", {"Kolom", "Column"}, &TranslatedText::column);
  table.add("row_fid", FieldType::integer, {"Rij (fid)", "Row (fid)"},
            [both](std::size_t row) { return whole(both->texts()[row].row); },
            {"Alleen in die rij. Leeg: in elke andere rij waar de tekst staat.",
             "In that row alone. Empty: in every other row in which the text stands."});
  add("text", {"Tekst", "Text"}, &TranslatedText::text, {"Zoals die daar staat.", "As it stands there."});
  add("translation", {"In het Engels", "In Dutch"}, &TranslatedText::translation,
      {"Leeg: daar staat dan niets.", "Empty: nothing stands there then."});
  return {.order = 175, .table = std::move(table), .views = {LayerView{}}, .both_languages = both};
}

}  // namespace trek::publish::detail::layers::translations
