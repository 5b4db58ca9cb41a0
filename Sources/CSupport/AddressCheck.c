// Refuses to begin where a limit on the process's addresses (`ulimit -v`) leaves less than it takes to read the
// command line: there Swift would end the program by a signal at the first value that finds no place.
// Nothing here takes memory. What a command needs beyond that is asked for by the command itself.

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static const unsigned long least = 4UL << 20;

// Bytes of addresses in use, from Linux's own account; 0 where there is none.
static unsigned long addresses_in_use(void) {
  char text[64] = "";
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  // The first field: pages.
  return count > 0 ? strtoul(text, NULL, 10) * (unsigned long)sysconf(_SC_PAGESIZE) : 0;
}

// After the processor is known to be one that the program can run on.
__attribute__((constructor(102))) static void check_addresses(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  if (limit.rlim_cur >= addresses_in_use() + least) return;
  const char text[] =
      "gradlab: the limit of addresses (ulimit -v) leaves less than 4 MiB to begin with; "
      "at least 16 are needed\n";
  // Where it can't be written, the status says it alone.
  (void)!write(STDERR_FILENO, text, sizeof text - 1);
  _exit(1);
}
