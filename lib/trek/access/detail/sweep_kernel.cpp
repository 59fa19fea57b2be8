#include "trek/access/detail/sweep_kernel.hpp"

#include <array>

namespace trek::access::detail {

namespace sweep_base {
extern const SweepKernels kernels;
}
#if defined(__x86_64__)
namespace sweep_v2 {
extern const SweepKernels kernels;
}
namespace sweep_v3 {
extern const SweepKernels kernels;
}
#endif

namespace {

struct Runnable {
  std::array<const SweepKernels*, 3> list{};
  std::size_t count = 0;

  Runnable() noexcept {
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool has_v2 = __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("popcnt") != 0;
    const bool has_v3 = has_v2 && __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                        __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("fma") != 0;
    if (has_v3) list[count++] = &sweep_v3::kernels;
    if (has_v2) list[count++] = &sweep_v2::kernels;
#endif
    list[count++] = &sweep_base::kernels;
  }
};

const Runnable& runnable() noexcept {
  static const Runnable kRunnable;
  return kRunnable;
}

}  // namespace

const SweepKernels& sweep_kernels() noexcept { return *runnable().list.front(); }

std::span<const SweepKernels* const> runnable_sweep_kernels() noexcept {
  return {runnable().list.data(), runnable().count};
}

}  // namespace trek::access::detail
