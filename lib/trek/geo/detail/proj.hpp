#pragma once

// PROJ handles. Included by sources of trek::geo only.

#include <proj.h>

#include <memory>
#include <string>
#include <string_view>

namespace trek::geo::detail {

struct DestroyContext {
  void operator()(PJ_CONTEXT* context) const noexcept { proj_context_destroy(context); }
};
struct DestroyObject {
  void operator()(PJ* object) const noexcept { proj_destroy(object); }
};
struct DestroyObjectList {
  void operator()(PJ_OBJ_LIST* list) const noexcept { proj_list_destroy(list); }
};
struct DestroyFactoryContext {
  void operator()(PJ_OPERATION_FACTORY_CONTEXT* context) const noexcept {
    proj_operation_factory_context_destroy(context);
  }
};
using ProjObject = std::unique_ptr<PJ, DestroyObject>;
using ProjObjectList = std::unique_ptr<PJ_OBJ_LIST, DestroyObjectList>;
using ProjFactoryContext = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, DestroyFactoryContext>;

/// A context of its own: offline, silent, and keeping PROJ's last message for an Error.
class ProjContext {
 public:
  ProjContext();
  [[nodiscard]] PJ_CONTEXT* get() const noexcept { return context_.get(); }
  /// PROJ's last message in one line and in brackets, with a space before it; "" if it said nothing.
  [[nodiscard]] std::string remark() const;

 private:
  std::unique_ptr<std::string> message_;  // on the heap: PROJ holds its address
  std::unique_ptr<PJ_CONTEXT, DestroyContext> context_;
};

}  // namespace trek::geo::detail
