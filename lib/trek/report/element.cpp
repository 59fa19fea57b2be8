#include "trek/report/element.hpp"

#include <cassert>

#include "trek/core/text.hpp"

namespace trek::report {
namespace {

/// Those of HTML that have no end tag.
bool is_void(std::string_view name) { return core::is_one_of(name, {"br", "col", "hr", "img", "meta", "link"}); }

/// Marks that turn the direction of writing would turn what stands behind them on the page too.
bool is_turning(std::string_view text, std::size_t at) {
  if (text.size() - at < 3 || text[at] != '\xE2') return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  const bool is_override = second == 0x80 && third >= 0xAA && third <= 0xAE;  // U+202A to U+202E
  return is_override || (second == 0x81 && third >= 0xA6 && third <= 0xA9);   // U+2066 to U+2069
}

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  const std::string clean = core::cleaned(text);
  for (std::size_t at = 0; at < clean.size(); ++at) {
    if (is_turning(clean, at)) {
      at += 2;
      continue;
    }
    const auto entity = entity_of(clean[at]);
    if (entity.empty())
      out += clean[at];
    else
      out += entity;
  }
  return out;
}

Element::Element(std::string name, Attributes attributes)
    : name_{std::move(name)}, attributes_{std::move(attributes)} {}

Element::Element(std::string name, Attributes attributes, std::string_view text)
    : Element{std::move(name), std::move(attributes)} {
  add_text(text);
}

Element Element::of_text(std::string_view text) {
  Element one{std::string{}};
  one.kind_ = Kind::text;
  one.text_ = text;
  return one;
}

Element Element::of_own_code(std::string name, std::string_view code) {
  assert(code.find("</" + name) == std::string_view::npos);
  Element one{std::move(name)};
  one.kind_ = Kind::own_code;
  one.text_ = code;
  return one;
}

Element& Element::set(std::string name, std::string value) {
  attributes_.emplace_back(std::move(name), std::move(value));
  return *this;
}

Element& Element::add(Element child) {
  children_.push_back(std::move(child));
  return *this;
}

void Element::write(std::string& out) const {
  if (kind_ == Kind::text) {
    out += escaped(text_);
    return;
  }
  if (!name_.empty()) {
    out += '<' + name_;
    for (const auto& [name, value] : attributes_) out += ' ' + name + "=\"" + escaped(value) + '"';
    out += '>';
    if (is_void(name_)) return;
  }
  out += kind_ == Kind::own_code ? text_ : std::string{};
  for (const Element& child : children_) child.write(out);
  if (!name_.empty()) out += "</" + name_ + ">";
}

std::string Element::html() const {
  std::string out;
  write(out);
  return out;
}

std::string Element::svg_file() const {
  Element drawing = *this;
  drawing.set("xmlns", "http://www.w3.org/2000/svg");
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + drawing.html() + "\n";
}

}  // namespace trek::report
