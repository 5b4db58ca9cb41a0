// Compares the processor with what the Swift code was compiled for, before any of that code runs:
// a release build uses every instruction of the machine that built it, and elsewhere would die of
// an illegal one. This file itself is compiled for the plainest processor of its architecture.

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__aarch64__)
#include <sys/auxv.h>
#endif

// Absent in programs that are built without the target that states it; then nothing is checked.
extern const char gradlab_build_features[] __attribute__((weak));

struct feature {
  const char *name;
  bool supported;
};

// Whether `name` is one of the words of `list`, which are separated by spaces or commas.
static bool contains(const char *list, const char *name) {
  size_t length = strlen(name);
  for (const char *at = list; (at = strstr(at, name)) != NULL; at += length) {
    bool starts = at == list || at[-1] == ' ' || at[-1] == ',';
    bool ends = at[length] == ' ' || at[length] == ',' || at[length] == '\0';
    if (starts && ends) return true;
  }
  return false;
}

static void say(const char *text) {
  if (write(STDERR_FILENO, text, strlen(text)) < 0) return;
}

static void refuse(const char *feature) {
  say("gradlab: this program was built for a processor with ");
  say(feature);
  say(", which this one lacks; build it on this machine, or anywhere with PORTABLE=1\n");
  _exit(2);
}

// Runs before main and before the constructors without a priority. GRADLAB_PRETEND_MISSING names
// features to be taken as missing ("avx2"), so that a test can see the refusal.
__attribute__((constructor(101))) static void check_processor(void) {
  const char *built = gradlab_build_features;
  if (built == NULL) return;
  const char *missing = getenv("GRADLAB_PRETEND_MISSING");
  if (missing == NULL) missing = "";
#if defined(__x86_64__)
  __builtin_cpu_init();
#define FEATURE(name) {name, __builtin_cpu_supports(name)}
  const struct feature features[] = {
      FEATURE("sse4.2"),          FEATURE("popcnt"),      FEATURE("avx"),
      FEATURE("avx2"),            FEATURE("fma"),         FEATURE("bmi"),
      FEATURE("bmi2"),            FEATURE("f16c"),        FEATURE("lzcnt"),
      FEATURE("movbe"),           FEATURE("avx512f"),     FEATURE("avx512bw"),
      FEATURE("avx512cd"),        FEATURE("avx512dq"),    FEATURE("avx512vl"),
      FEATURE("avx512vbmi"),      FEATURE("avx512vbmi2"), FEATURE("avx512vnni"),
      FEATURE("avx512bf16"),      FEATURE("avx512bitalg"), FEATURE("avx512vpopcntdq"),
      FEATURE("avx512ifma"),      FEATURE("gfni"),
  };
#elif defined(__aarch64__)
  unsigned long capabilities = getauxval(AT_HWCAP), more = getauxval(AT_HWCAP2);
  const struct feature features[] = {
      {"neon", capabilities & HWCAP_ASIMD},    {"lse", capabilities & HWCAP_ATOMICS},
      {"dotprod", capabilities & HWCAP_ASIMDDP}, {"sve", capabilities & HWCAP_SVE},
      {"sve2", more & HWCAP2_SVE2},
  };
#else
  const struct feature features[] = {};
#endif
  for (size_t i = 0; i < sizeof features / sizeof features[0]; i++) {
    if (!contains(built, features[i].name)) continue;
    if (!features[i].supported || contains(missing, features[i].name)) refuse(features[i].name);
  }
}
