#pragma once

#include <stdint.h>

/// Floats in one register of the processor that was built for.
#if defined(__AVX512F__)
#define REGISTER_WIDTH 16
#elif defined(__AVX__)
#define REGISTER_WIDTH 8
#else
#define REGISTER_WIDTH 4
#endif

/// Multiply-adds of floats in one round.
#define MULTIPLY_ADDS_A_ROUND (10 * REGISTER_WIDTH)

/// So many rounds of fused multiply-adds between registers alone, in ten independent chains: enough to
/// hide the latency of two units. The result is of no interest but finite.
float multiply_add_rounds(intptr_t rounds);
