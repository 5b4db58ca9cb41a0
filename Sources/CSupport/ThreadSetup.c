#define _GNU_SOURCE
#include "ThreadSetup.h"

#include <errno.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

enum {
  signalStackBytes = 64 * 1024,
  // The greatest threshold that every glibc accepts.
  mappingThreshold = 32 * 1024 * 1024,
  trimThreshold = 1024 * 1024 * 1024,
};

void support_configure_allocator(void) {
  mallopt(M_MMAP_THRESHOLD, mappingThreshold);
  mallopt(M_TRIM_THRESHOLD, trimThreshold);
  // One arena for each thread: in a common one the arms wait for each other's lock. But each puts 64
  // MiB of addresses aside, which a process with few of them has no room for.
  struct rlimit addresses;
  int are_limited =
      getrlimit(RLIMIT_AS, &addresses) == 0 && addresses.rlim_cur != RLIM_INFINITY;
  mallopt(M_ARENA_MAX, are_limited ? 1 : 16);
}

void support_release_free_memory(void) { malloc_trim(0); }

uint64_t support_arithmetic_mode(void) {
#if defined(__x86_64__)
  // The flags of what happened so far are no part of the mode.
  return _mm_getcsr() & ~0x3fu;
#elif defined(__aarch64__)
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  return control;
#endif
}

void support_set_arithmetic_mode(uint64_t mode) {
#if defined(__x86_64__)
  _mm_setcsr((unsigned)mode);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"(mode));
#endif
}

void support_flush_denormals(void) {
#if defined(__x86_64__)
  // MXCSR bit 15 flushes results to zero, bit 6 reads denormal operands as zero.
  support_set_arithmetic_mode(support_arithmetic_mode() | 0x8040u);
#elif defined(__aarch64__)
  // FPCR bit 24 (FZ) does both.
  support_set_arithmetic_mode(support_arithmetic_mode() | (uint64_t)1 << 24);
#endif
}

int support_install_signal_stack(void) {
  stack_t current;
  if (sigaltstack(NULL, &current) != 0) return errno;
  if (!(current.ss_flags & SS_DISABLE)) return 0;
  void *memory = mmap(NULL, signalStackBytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return errno;
  stack_t stack = {.ss_sp = memory, .ss_flags = 0, .ss_size = signalStackBytes};
  return sigaltstack(&stack, NULL) == 0 ? 0 : errno;
}

int support_processor_count(void) {
  cpu_set_t allowed;
  return sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 0;
}
