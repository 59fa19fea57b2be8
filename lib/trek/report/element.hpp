#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace trek::report {

/// A piece of a page or drawing: an element of HTML or SVG with attributes and what is in it, or a text. Texts and
/// values of attributes are what they are: written, all of it is escaped, so that no text of data is ever code.
class Element {
 public:
  using Attributes = std::vector<std::pair<std::string, std::string>>;

  explicit Element(std::string name, Attributes attributes = {});
  /// With a text in it. A list in braces is never taken for one.
  template <class Text>
  requires std::is_convertible_v<const Text&, std::string_view> Element(std::string name, const Text& text)
      : name_{std::move(name)} {
    add_text(text);
  }
  Element(std::string name, Attributes attributes, std::string_view text);
  [[nodiscard]] static Element of_text(std::string_view text);
  /// Style or script of trek's own, which is not escaped. Precondition: a constant that is compiled in, and does not
  /// hold its own closing tag.
  [[nodiscard]] static Element of_own_code(std::string name, std::string_view code);
  /// What is in it alone, one after the other.
  [[nodiscard]] static Element group() { return Element{std::string{}}; }

  Element& set(std::string name, std::string value);
  Element& add(Element child);
  Element& add_text(std::string_view text) { return add(of_text(text)); }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// As HTML5, with SVG in it.
  void write(std::string& out) const;
  [[nodiscard]] std::string html() const;
  /// A drawing as a file of its own: XML, with its name space.
  [[nodiscard]] std::string svg_file() const;

 private:
  enum class Kind { element, text, own_code };
  std::string name_;  // empty: a text, or a group
  Kind kind_ = Kind::element;
  std::string text_;
  Attributes attributes_;
  std::vector<Element> children_;
};

/// With what is not allowed in HTML left out and < > & " ' written as entities.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace trek::report
