// Tells ThreadSanitizer what Swift's reference counts order. An array that one thread has given back and
// another then finds unshared is written in place, which is no race: the count goes through atomic
// operations. But these are in the runtime, which is not instrumented, so that ThreadSanitizer would
// report every value that is copied under a lock and read without it.
//
// Loaded before the program (LD_PRELOAD) by .ci/sanitize; without ThreadSanitizer it changes nothing.
// Releases within the runtime itself, as of values whose type is known only while running, stay unseen.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

typedef struct {
  void *object;
  void *value;
} Box;

static void (*release)(void *object);
static void (*release_n)(void *object, uint32_t count);
static bool (*is_unique)(const void *object);
static size_t (*count_of)(void *object);
static Box (*make_unique)(void *buffer, const void *type, size_t alignment);

__attribute__((constructor)) static void find(void) {
  if (release) return;
  release_n = dlsym(RTLD_NEXT, "swift_release_n");
  is_unique = dlsym(RTLD_NEXT, "swift_isUniquelyReferenced_nonNull_native");
  count_of = dlsym(RTLD_NEXT, "swift_retainCount");
  make_unique = dlsym(RTLD_NEXT, "swift_makeBoxUnique");
  release = dlsym(RTLD_NEXT, "swift_release");
}

// What this thread has done to an object is known to whoever finds it unshared, and to whoever ends it.
static void give_back(void *object, uint32_t count) {
  find();
  if (!__tsan_release || (intptr_t)object <= 0) return;
  __tsan_release(object);
  if (count_of(object) <= count) __tsan_acquire(object);
}

void swift_release(void *object) {
  give_back(object, 1);
  release(object);
}

void swift_release_n(void *object, uint32_t count) {
  give_back(object, count);
  release_n(object, count);
}

bool swift_isUniquelyReferenced_nonNull_native(const void *object) {
  find();
  bool is = is_unique(object);
  if (is && __tsan_acquire) __tsan_acquire((void *)object);
  return is;
}

Box swift_makeBoxUnique(void *buffer, const void *type, size_t alignment) {
  find();
  Box box = make_unique(buffer, type, alignment);
  if (__tsan_acquire) __tsan_acquire(box.object);
  return box;
}
