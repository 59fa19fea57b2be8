#include <array>
#include <map>
#include <string_view>

#include "trek/core/base64.hpp"
#include "trek/core/sha256.hpp"
#include "trek/report/detail/embedded_text.hpp"
#include "trek/report/detail/map_document.hpp"
#include "trek/report/element.hpp"
#include "trek/report/page.hpp"
#include "trek/report/report.hpp"

/// One page that moves: a map with sliders for the weights, which works from disk and asks nothing of any network.
namespace trek::report::pages::interactive_map {
namespace {

/// The scripts of the page, in the order in which they rest on each other, as one that leaves no names behind.
std::string script() {
  std::string all{"(() => {\n\"use strict\";\n"};
  for (const std::string_view part :
       {detail::script_words, detail::script_scoring, detail::script_palette, detail::script_filters,
        detail::script_link, detail::script_weights_panel, detail::script_ranking_table, detail::script_site_card,
        detail::script_comparison, detail::script_map_shapes, detail::script_map_labels, detail::script_map_view,
        detail::script_layers_panel, detail::script_page})
    all += part;
  return all += "})();\n";
}

/// Bytes that are written as hexadecimal digits.
std::string bytes_of(std::string_view hexadecimal) {
  constexpr std::string_view kHexadecimal = "0123456789abcdef";
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hexadecimal.size(); at += 2)
    bytes += static_cast<char>(kHexadecimal.find(hexadecimal[at]) << 4U | kHexadecimal.find(hexadecimal[at + 1]));
  return bytes;
}

/// What stands between the tags of an inline script or style, as a policy names it.
std::string named(std::string_view text) { return "'sha256-" + core::base64(bytes_of(core::sha256(text))) + "'"; }

/// These scripts and styles, the worker that the first of them makes, and nothing else: no network, no other code.
std::string policy(std::string_view own_script) {
  return "default-src 'none'; script-src " + named(detail::map_library) + " " + named(own_script) + "; style-src " +
         named(detail::map_library_style) + " " + named(detail::map_style) +
         "; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'";
}

/// The template with {{names}} replaced; what comes in is not looked at again.
std::string filled(std::string_view page, const std::map<std::string, std::string, std::less<>>& values) {
  std::string text;
  while (true) {
    const std::size_t begin = page.find("{{");
    text += page.substr(0, begin);
    if (begin == std::string_view::npos) return text;
    const std::size_t end = page.find("}}", begin);
    text += values.at(std::string{page.substr(begin + 2, end - begin - 2)});
    page.remove_prefix(end + 2);
  }
}

std::string page_text(const Subject& subject) {
  const std::string own_script = script();
  const auto& words = subject.words;
  const std::string title = subject.fact("title");
  return filled(
      detail::map_html,
      {{"language", words.is_dutch() ? "nl" : "en"},
       {"policy", escaped(policy(own_script))},
       {"title", escaped(title.empty() ? words("Interactieve kaart", "Interactive map") : title)},
       {"noscript", escaped(words("Deze kaart heeft JavaScript nodig; de andere pagina's van het rapport niet.",
                                  "This map needs JavaScript; the other pages of the report do not."))},
       {"style", std::string{detail::map_style}},
       {"map_library_style", std::string{detail::map_library_style}},
       {"map_library_licence", escaped(detail::map_library_licence)},
       {"map_library", std::string{detail::map_library}},
       {"document", detail::map_document(subject)},
       {"script", own_script}});
}

std::vector<PageFile> render(const Subject& subject) {
  if (!has_interactive_map()) return {};
  const auto& words = subject.words;
  return {{words("kaart.html", "map.html"), words("Interactieve kaart", "Interactive map"), page_text(subject)}};
}

}  // namespace

Page page() {
  return {.order = 5,
          .title = {"Interactieve kaart", "Interactive map"},
          .about = {"Kaart met schuiven voor de gewichten: de rangorde volgt meteen. Werkt zonder internet.",
                    "A map with sliders for the weights: the ranking follows at once. Works without internet."},
          .render = render};
}

}  // namespace trek::report::pages::interactive_map

namespace trek::report {

bool has_interactive_map() { return !detail::map_library.empty(); }

}  // namespace trek::report
