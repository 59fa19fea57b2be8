// x86-64-v2: SSE4.1 has a minimum of unsigned 16-bit numbers, which the base lacks.
#define TREK_SWEEP_LEVEL sweep_v2
#define TREK_SWEEP_NAME "x86-64-v2"
#define TREK_SWEEP_BYTES 16
#include "trek/access/detail/sweep_kernel_text.hpp"
