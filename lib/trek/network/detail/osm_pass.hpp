#pragma once

#include <filesystem>
#include <osmium/io/any_input.hpp>
#include <osmium/osm.hpp>
#include <osmium/thread/pool.hpp>
#include <string>
#include <string_view>

#include "trek/core/control.hpp"
#include "trek/core/shortage.hpp"
#include "trek/core/threads.hpp"
#include "trek/core/zero_ended.hpp"
#include "trek/network/osm_format.hpp"
#include "trek/network/osm_tags.hpp"

/// One reading of an OSM file.
namespace trek::network::detail {

/// Runs `read` and says what is wrong with the file where it fails.
template <class Read>
auto understood(const std::filesystem::path& file, Read read) {
  return core::understood(read, [&](const char* why) { return unreadable(file, why); });
}

/// Calls visit(object) for every object of one type that is not deleted.
template <class Object, class Visit>
void read_pass(const std::filesystem::path& file, const core::Control& control, std::string_view stage, Visit visit) {
  constexpr auto kEntities = Object::itemtype == osmium::item_type::way    ? osmium::osm_entity_bits::way
                             : Object::itemtype == osmium::item_type::node ? osmium::osm_entity_bits::node
                                                                           : osmium::osm_entity_bits::relation;
  understood(file, [&] {
    osmium::thread::Pool pool{
        static_cast<int>(core::startable_threads(control.thread_count))};  // 0: as many as there are processors
    osmium::io::Reader reader{osmium::io::File{file.string()}, kEntities, pool};
    while (const osmium::memory::Buffer buffer = reader.read()) {
      control.check_stop();
      control.report(stage, reader.offset(), reader.file_size());
      for (const Object& object : buffer.template select<Object>()) {
        if (object.visible()) visit(object);
      }
    }
    reader.close();
  });
}

/// Views of the object's tags, in the place of those before. The list ends its texts with a zero byte: one inside a
/// text of the file shifts all that follow, and libosmium itself would read on behind the list's end. Errors
/// std::runtime_error where the last pair is none.
inline void read_tags(const osmium::TagList& list, Tags& tags) {
  tags.clear();
  const auto* const begin = reinterpret_cast<const char*>(&*list.begin());
  const std::string_view bytes{begin, static_cast<std::size_t>(reinterpret_cast<const char*>(&*list.end()) - begin)};
  core::for_each_zero_ended_pair(bytes, [&](std::string_view key, std::string_view value) { tags.add(key, value); });
}

}  // namespace trek::network::detail
