#define _GNU_SOURCE
#include "PseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

// Between fork and exec only async-signal-safe calls: other tests run in other threads.
static void become(
    int terminal, int pipe_end, const char *path, char *const *arguments, char *const *environment,
    int options) {
  setsid();
  ioctl(terminal, TIOCSCTTY, 0);
  dup2(terminal, STDIN_FILENO);
  dup2(terminal, STDOUT_FILENO);
  dup2(terminal, STDERR_FILENO);
  if (options & pseudo_terminal_without_input) dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  if (pipe_end >= 0) dup2(pipe_end, STDOUT_FILENO);
  if (options & pseudo_terminal_closes_descriptors) {
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
  }
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  if (options & pseudo_terminal_ignores_hangup) signal(SIGHUP, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(path, arguments, environment);
  _exit(127);
}

static int open_pair(int *master, int *terminal) {
  char name[128];
  *master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (*master < 0) return errno;
  if (grantpt(*master) != 0 || unlockpt(*master) != 0) return errno;
  int error = ptsname_r(*master, name, sizeof name);
  if (error != 0) return error;
  *terminal = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (*terminal < 0) return errno;
  return fcntl(*master, F_SETFL, O_NONBLOCK) == 0 ? 0 : errno;
}

int pseudo_terminal_start(
    struct pseudo_terminal *result, int *output, const char *path, char *const *arguments,
    char *const *environment, int columns, int rows, int options) {
  int terminal = -1, pipe_ends[2] = {-1, -1};
  result->master = -1;
  int error = open_pair(&result->master, &terminal);
  if (error == 0) error = pseudo_terminal_resize(result->master, columns, rows);
  if (error == 0 && (options & pseudo_terminal_pipes_output) && pipe2(pipe_ends, O_CLOEXEC) != 0) {
    error = errno;
  }
  if (error != 0) {
    if (result->master >= 0) close(result->master);
    if (terminal >= 0) close(terminal);
    return error;
  }
  result->process = fork();
  if (result->process == 0) {
    become(terminal, pipe_ends[1], path, arguments, environment, options);
  }
  error = result->process < 0 ? errno : 0;
  close(terminal);
  if (pipe_ends[1] >= 0) close(pipe_ends[1]);
  *output = pipe_ends[0];
  return error;
}

int pseudo_terminal_resize(int master, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(master, TIOCSWINSZ, &size) == 0 ? 0 : errno;
}

size_t pseudo_terminal_modes(int master, unsigned char *modes, size_t capacity) {
  struct termios now;
  memset(&now, 0, sizeof now);
  if (capacity < sizeof now || tcgetattr(master, &now) != 0) return 0;
  memcpy(modes, &now, sizeof now);
  return sizeof now;
}

int pseudo_terminal_ending(pid_t process, int *value) {
  int status = 0;
  pid_t found = waitpid(process, &status, WNOHANG | WUNTRACED | WCONTINUED);
  if (found == 0) return 0;
  if (found < 0) return -1;
  if (WIFEXITED(status)) {
    *value = WEXITSTATUS(status);
    return 1;
  }
  if (WIFSIGNALED(status)) {
    *value = WTERMSIG(status);
    return 2;
  }
  return WIFCONTINUED(status) ? 4 : 3;
}
