// What every processor of the architecture can run.
#define TREK_SWEEP_LEVEL sweep_base
#define TREK_SWEEP_NAME "base"
#define TREK_SWEEP_BYTES 16
#include "trek/access/detail/sweep_kernel_text.hpp"
