#pragma once
#include <stddef.h>
#include <stdint.h>

// Gives the terminal back whatever ends the process: fatal signals, stack overflow, soft signals
// that come twice, exit. All state lives in TerminalGuard.c, because signal handlers read it.

/// Lets fatal signals end the process at once, after whatever is to be restored by then. Swift's own
/// handler would make a terminal raw and wait half a minute for a key; SWIFT_BACKTRACE in the
/// environment asks for it.
void terminal_guard_handle_faults(void);

/// Saves the modes of the terminal `descriptor`, opens the signal pipe and installs the handlers.
/// Returns 0, or an errno when the modes can't be read or the pipe can't be made.
int terminal_guard_install(int descriptor);

/// Names one more descriptor that the screen is drawn to; what comes there after a fault is lost.
void terminal_guard_draws_to(int descriptor);

/// Puts the former handlers of soft signals back. Those of faults stay.
void terminal_guard_uninstall(void);

/// Remembers the bytes that leave the full screen; from now on every way out writes them.
/// At most 240 bytes: what a terminal takes at once.
void terminal_guard_arm(const uint8_t *_Nonnull bytes, size_t count);

/// The screen has been left in good order; nothing is left to do on the way out.
void terminal_guard_disarm(void);

/// Leaves the full screen at once, if that is still to be done. What the terminal has not shown is
/// dropped if it takes nothing for half a second.
void terminal_guard_restore(void);

/// Sends standard error to memory while the screen is up, if it is a terminal.
void terminal_guard_capture_errors(void);

/// Gives standard error back and prints what was captured.
void terminal_guard_release_errors(void);

/// The reading end of the signal pipe: one byte, the signal's number, for each TERM, HUP, INT,
/// QUIT, TSTP, WINCH and CONT that came.
int terminal_guard_signals(void);

/// Stops the whole foreground process group, as Ctrl-Z does, and returns when it is continued.
/// Returns 0 at once when the parent asked for no stopping (TSTP ignored).
int terminal_guard_stop_group(void);

/// Restores the terminal and dies by the signal, so that the parent sees what happened.
_Noreturn void terminal_guard_die(int signal);

/// Restores the terminal and ends the process without waiting for any thread, and without taking
/// anything away that such a thread may still use.
_Noreturn void terminal_guard_exit(int status);
