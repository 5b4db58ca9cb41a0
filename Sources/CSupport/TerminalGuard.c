#define _GNU_SOURCE
#include "TerminalGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

enum { fatal_count = 7, soft_count = 7, leave_capacity = 240, writable_wait = 500 };
static const int fatal_signals[fatal_count] = {SIGSEGV, SIGBUS,  SIGILL, SIGTRAP,
                                               SIGFPE,  SIGABRT, SIGSYS};
static const int soft_signals[soft_count] = {SIGTERM, SIGHUP,   SIGINT, SIGQUIT,
                                             SIGTSTP, SIGWINCH, SIGCONT};
static struct sigaction old_fatal[fatal_count], old_soft[soft_count], old_pipe;

static int terminal = -1, drawn = -1, nowhere = -1, signal_pipe[2] = {-1, -1};
static struct termios saved_modes;
static unsigned char leave[leave_capacity];
static volatile sig_atomic_t leave_count, armed, endings;
static int installed, handles_faults, chains_to_backtracer, ignores_stop;
static int captured = -1, real_errors = -1;

static int can_write(int descriptor) {
  struct pollfd wait = {.fd = descriptor, .events = POLLOUT};
  return poll(&wait, 1, writable_wait) == 1 && (wait.revents & POLLOUT);
}

static void write_all(int descriptor, const unsigned char *bytes, size_t count) {
  while (count > 0 && can_write(descriptor)) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

// Restoring: only async-signal-safe calls below, because fatal handlers come here.

void terminal_guard_release_errors(void) {
  if (real_errors < 0) return;
  dup2(real_errors, STDERR_FILENO);
  unsigned char block[1024];
  off_t at = 0;
  ssize_t count;
  while ((count = pread(captured, block, sizeof block, at)) > 0) {
    write_all(STDERR_FILENO, block, (size_t)count);
    at += count;
  }
  close(captured);
  close(real_errors);
  captured = real_errors = -1;
}

// Makes room where the terminal takes nothing: what it has not shown yet is dropped, and the rest
// of a sequence that was cut is closed by ST, which alone means nothing.
static void make_room(void) {
  if (can_write(terminal)) return;
  tcflow(terminal, TCOON);
  tcflush(terminal, TCOFLUSH);
  write_all(terminal, (const unsigned char *)"\033\\", 2);
}

static void restore_terminal(void) {
  // A background process that sets terminal modes is stopped by TTOU unless it is blocked.
  sigset_t stop, old;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop, &old);
  make_room();
  write_all(terminal, leave, (size_t)leave_count);
  tcsetattr(terminal, TCSANOW, &saved_modes);
  tcflush(terminal, TCIFLUSH);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
}

void terminal_guard_restore(void) {
  if (armed) {
    armed = 0;
    restore_terminal();
  }
  terminal_guard_release_errors();
}

/// Restores while other threads still run: what they draw from now on goes nowhere.
static void restore_for_good(void) {
  if (armed && nowhere >= 0) {
    dup2(nowhere, STDOUT_FILENO);
    if (drawn >= 0) dup2(nowhere, drawn);
  }
  terminal_guard_restore();
}

static void raise_by_default(int number) {
  signal(number, SIG_DFL);
  raise(number);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static void on_fatal(int number, siginfo_t *info, void *context) {
  (void)context;
  restore_for_good();
  for (int i = 0; i < fatal_count; i++) {
    if (fatal_signals[i] != number) continue;
    // Swift's own handler waits 30 s for a key at a terminal: chain only where it was asked for.
    if (chains_to_backtracer) {
      sigaction(number, &old_fatal[i], NULL);
    } else {
      signal(number, SIG_DFL);
    }
  }
  // A fault of the program happens again on return; one that was sent has to be sent again.
  if (info == NULL || info->si_code <= 0) raise(number);
}

static void on_soft(int number) {
  int kept = errno;
  int ends = number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT;
  if (ends && ++endings > 1) {
    // The second request: the main loop had its chance.
    restore_for_good();
    raise_by_default(number);
  }
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(signal_pipe[1], &byte, 1);
  (void)written;
  errno = kept;
}

// Installing.

static void install_fatal(void) {
  static unsigned char stack[65536];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
  struct sigaction action = {.sa_sigaction = on_fatal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal_signals[i], &action, &old_fatal[i]);
}

static void install_soft(void) {
  struct sigaction action = {.sa_handler = on_soft, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < soft_count; i++) {
    int number = soft_signals[i];
    sigaction(number, NULL, &old_soft[i]);
    int ignored = old_soft[i].sa_handler == SIG_IGN;
    if (number == SIGTSTP) ignores_stop = ignored;
    // Who started us with a signal ignored (nohup) wants it ignored.
    if (!ignored || number == SIGWINCH || number == SIGCONT) sigaction(number, &action, NULL);
  }
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  sigaction(SIGPIPE, &ignore, &old_pipe);
}

static int open_descriptors(int descriptor) {
  if (terminal >= 0) close(terminal);
  terminal = fcntl(descriptor, F_DUPFD_CLOEXEC, 10);
  if (terminal < 0) return errno;
  if (signal_pipe[0] >= 0) return 0;
  nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  return pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) == 0 ? 0 : errno;
}

void terminal_guard_handle_faults(void) {
  chains_to_backtracer = getenv("SWIFT_BACKTRACE") != NULL;
  if (handles_faults) return;
  install_fatal();
  handles_faults = 1;
}

int terminal_guard_install(int descriptor) {
  static int at_exit;
  int error = open_descriptors(descriptor);
  if (error != 0) return error;
  if (tcgetattr(terminal, &saved_modes) != 0) return errno;
  endings = 0;
  terminal_guard_handle_faults();
  if (!installed) {
    install_soft();
    installed = 1;
  }
  if (!at_exit) at_exit = atexit(terminal_guard_restore) == 0;
  return 0;
}

void terminal_guard_uninstall(void) {
  if (!installed) return;
  // The handlers of faults stay: a thread that still computes may fault until the very end, and
  // Swift's own handler would make the terminal raw for half a minute.
  for (int i = 0; i < soft_count; i++) sigaction(soft_signals[i], &old_soft[i], NULL);
  sigaction(SIGPIPE, &old_pipe, NULL);
  installed = 0;
}

void terminal_guard_draws_to(int descriptor) { drawn = descriptor; }

void terminal_guard_arm(const uint8_t *bytes, size_t count) {
  armed = 0;
  if (count > leave_capacity) count = leave_capacity;
  memcpy(leave, bytes, count);
  leave_count = (sig_atomic_t)count;
  armed = 1;
}

void terminal_guard_disarm(void) { armed = 0; }

void terminal_guard_capture_errors(void) {
  if (real_errors >= 0 || !isatty(STDERR_FILENO)) return;
  captured = memfd_create("standard error", MFD_CLOEXEC);
  if (captured < 0) return;
  real_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
  dup2(captured, STDERR_FILENO);
}

int terminal_guard_signals(void) { return signal_pipe[0]; }

int terminal_guard_stop_group(void) {
  if (ignores_stop) return 0;
  struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &ours);
  // The whole group, so that a shell sees its job stop and not one process of it.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
  return 1;
}

void terminal_guard_die(int number) {
  terminal_guard_restore();
  raise_by_default(number);
  _exit(128 + number);
}

void terminal_guard_exit(int status) {
  terminal_guard_restore();
  _exit(status);
}
