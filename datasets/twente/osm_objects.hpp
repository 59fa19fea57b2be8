#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>

#include "trek/core/error.hpp"

/// Writing a made-up street map as an OSM extract.
namespace trek::datasets {

using OsmTag = std::pair<const char*, const char*>;

/// Collects objects and hands each full buffer to the writer.
class OsmObjects {
 public:
  explicit OsmObjects(osmium::io::Writer& writer) : writer_{writer} {}
  template <class... Attributes>
  void add_node(const Attributes&... attributes) {
    osmium::builder::add_node(buffer_, attributes...);
    flush_if_full();
  }
  template <class... Attributes>
  void add_way(const Attributes&... attributes) {
    osmium::builder::add_way(buffer_, attributes...);
    flush_if_full();
  }
  void flush() {
    writer_(std::move(buffer_));
    buffer_ = osmium::memory::Buffer{kBufferBytes, osmium::memory::Buffer::auto_grow::yes};
  }

 private:
  static constexpr std::size_t kBufferBytes = 1U << 20U;
  void flush_if_full() {
    if (buffer_.committed() > kBufferBytes * 9 / 10) flush();
  }
  osmium::io::Writer& writer_;
  osmium::memory::Buffer buffer_{kBufferBytes, osmium::memory::Buffer::auto_grow::yes};
};

/// A PBF file of what `add` puts into its OsmObjects, over an older one. Errors  Error{output}, and those of `add`.
template <class Add>
void write_osm_file(const std::filesystem::path& path, const char* generator, Add add) {
  try {
    osmium::io::Header header;
    header.set("generator", generator);
    osmium::io::File file{path.string(), "pbf,add_metadata=false"};
    osmium::io::Writer writer{file, header, osmium::io::overwrite::allow};
    OsmObjects objects{writer};
    add(objects);
    objects.flush();
    writer.close();
  } catch (const core::Error&) {
    throw;
  } catch (const std::exception& error) {
    throw core::Error{core::ErrorKind::output, path.string() + ": cannot be written (" + error.what() +
                                                   "); check that the folder is writable and has space"};
  }
}

}  // namespace trek::datasets
