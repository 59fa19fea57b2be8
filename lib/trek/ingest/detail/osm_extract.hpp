#pragma once

#include <filesystem>
#include <osmium/io/pbf_input.hpp>
#include <osmium/osm.hpp>
#include <osmium/thread/pool.hpp>
#include <string_view>

#include <fmt/format.h>

#include "trek/core/control.hpp"
#include "trek/core/shortage.hpp"
#include "trek/core/threads.hpp"

namespace trek::ingest::detail {

/// Calls visit(buffer) for all buffers of an OSM PBF that hold such objects.
/// Errors  Error{data} when the file breaks off or is no PBF; want of memory as `core::understood` has it.
template <class Visit>
void read_osm_extract(const std::filesystem::path& path, osmium::osm_entity_bits::type entities,
                      const core::Control& control, Visit visit) {
  const auto read = [&] {
    osmium::thread::Pool pool{static_cast<int>(core::startable_threads(control.thread_count))};
    osmium::io::Reader reader{osmium::io::File{path.string(), "pbf"}, entities, pool};
    while (const osmium::memory::Buffer buffer = reader.read()) {
      control.check_stop();
      visit(buffer);
    }
    reader.close();
  };
  core::understood(read, [&](const char* why) {
    return fmt::format("{}: breaks off or is no OSM PBF ({}); get the file again", path.string(), why);
  });
}

}  // namespace trek::ingest::detail
