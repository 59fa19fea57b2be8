// x86-64-v3: AVX2.
#define TREK_SWEEP_LEVEL sweep_v3
#define TREK_SWEEP_NAME "x86-64-v3"
#define TREK_SWEEP_BYTES 32
#include "trek/access/detail/sweep_kernel_text.hpp"
