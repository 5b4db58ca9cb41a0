#pragma once
#include <stddef.h>
#include <sys/types.h>

/// A program in a pseudo-terminal of its own, where it leads the session.
struct pseudo_terminal {
  /// The side of the person at the keyboard; not inherited by other programs.
  int master;
  pid_t process;
};

/// What is out of the ordinary for the program.
enum {
  /// HUP is ignored, as under nohup.
  pseudo_terminal_ignores_hangup = 1,
  /// Standard input is an empty file.
  pseudo_terminal_without_input = 2,
  /// Standard output is a pipe, whose reading end is given back.
  pseudo_terminal_pipes_output = 4,
  /// Descriptors 0 and 1 are closed.
  pseudo_terminal_closes_descriptors = 8,
};

/// Starts `path` in a new pseudo-terminal of a size in cells.
/// `output` receives the pipe of `pseudo_terminal_pipes_output`, else −1.
/// Returns 0, or the errno of the call that failed. A program that can't be run exits 127.
int pseudo_terminal_start(
    struct pseudo_terminal *_Nonnull result, int *_Nonnull output, const char *_Nonnull path,
    char *const _Nullable *_Nonnull arguments, char *const _Nullable *_Nonnull environment,
    int columns, int rows, int options);

/// Gives the terminal another size; its foreground process group receives WINCH.
int pseudo_terminal_resize(int master, int columns, int rows);

/// Copies the terminal's modes into `modes` and returns how many bytes they have; 0 when they
/// can't be read or `capacity` is too small.
size_t pseudo_terminal_modes(int master, unsigned char *_Nonnull modes, size_t capacity);

/// How a process ended: 1 with `value` an exit status, 2 with a signal, 3 when it has stopped,
/// 4 when it goes on, 0 when nothing is new, −1 when there is none.
int pseudo_terminal_ending(pid_t process, int *_Nonnull value);
