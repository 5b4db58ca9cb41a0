#pragma once

#include <stdint.h>

/// Keeps freed memory inside the process and every thread on one heap, so that a training loop asks
/// the kernel for no page twice. Call once, before the first thread starts.
void support_configure_allocator(void);

/// Gives the memory that is free back to the system.
void support_release_free_memory(void);

/// Makes the calling thread treat denormal numbers as zero, as operands and as results: arithmetic
/// on them is up to a hundred times slower, and vanishing gradients are full of them.
void support_flush_denormals(void);

/// How the calling thread rounds, and whether it flushes denormals: as the processor stores it.
uint64_t support_arithmetic_mode(void);

/// Makes the calling thread compute like the one that the mode comes from.
void support_set_arithmetic_mode(uint64_t mode);

/// Gives the calling thread a stack of its own for signal handlers, so that a handler can still run
/// when the thread's stack is exhausted. The memory lives until the process ends.
/// Returns 0, or the errno of the call that failed.
int support_install_signal_stack(void);

/// Processors that this process may run on; 0 where the system does not say.
int support_processor_count(void);

/// Tells the processor that a loop only waits.
static inline void support_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
