#pragma once
// Wide characters need both macros before <curses.h>. Nothing here keeps state: statics of a
// header are copied into every module that imports it.
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

static inline WINDOW *_Nullable curses_screen(void) { return stdscr; }
static inline int curses_color_count(void) { return COLORS; }
static inline int curses_pair_count(void) { return COLOR_PAIRS; }
static inline uint32_t curses_bold(void) { return A_BOLD; }
static inline uint32_t curses_dim(void) { return A_DIM; }
static inline uint32_t curses_underline(void) { return A_UNDERLINE; }
static inline uint32_t curses_reverse(void) { return A_REVERSE; }

/// Starts the screen of the terminal that `output` is open on.
static inline SCREEN *_Nullable curses_start(const char *_Nonnull type, int output) {
  FILE *file = fdopen(output, "w");
  return file == NULL ? NULL : newterm(type, file, stdin);
}

/// A file in memory; -1 where the system has none.
static inline int curses_memory(void) {
  extern int memfd_create(const char *, unsigned);
  return memfd_create("frame", 1);  // MFD_CLOEXEC
}

/// Loads the description of a terminal type; false when there is none. (<term.h> is left out: its
/// macros are ordinary words.)
static inline bool curses_load(const char *_Nonnull type) {
  extern int setupterm(const char *, int, int *);
  int status = 0;
  return setupterm(type, 1, &status) == OK && status == 1;
}

/// A capability that is a text; NULL where the terminal lacks it.
static inline const char *_Nullable curses_text(const char *_Nonnull name) {
  extern char *tigetstr(const char *);
  char *text = tigetstr(name);
  return text == (char *)-1 ? NULL : text;
}

static inline bool curses_flag(const char *_Nonnull name) {
  extern int tigetflag(const char *);
  return tigetflag(name) > 0;
}

static inline int curses_number(const char *_Nonnull name) {
  extern int tigetnum(const char *);
  return tigetnum(name);
}

/// Columns the C library gives a character: ncurses counts with it.
static inline int curses_columns(uint32_t scalar) {
  extern int wcwidth(wchar_t);
  return wcwidth((wchar_t)scalar);
}

/// Marks a scalar as a character of the terminal's line-drawing set ('q' is a horizontal line).
enum { curses_line_drawing = 0x40000000 };

/// The most marks on the character of a cell; those that it doesn't have are 0.
enum { curses_marks = CCHARW_MAX - 1 };

static inline cchar_t curses_cell(
    uint32_t scalar, const uint32_t *_Nonnull marks, uint32_t attributes, int32_t pair) {
  bool is_line = scalar & curses_line_drawing;
  wchar_t text[CCHARW_MAX + 1] = {(wchar_t)(is_line ? scalar & 0x7F : scalar)};
  for (int mark = 0; mark < curses_marks && marks[mark] != 0; mark++) {
    text[mark + 1] = (wchar_t)marks[mark];
  }
  // Not a WACS_ constant: in a UTF-8 locale those are Unicode, which a VT100 doesn't know.
  attr_t set = attributes | (is_line ? A_ALTCHARSET : 0);
  int plain_pair = pair;
  cchar_t cell;
  memset(&cell, 0, sizeof cell);
  setcchar(&cell, text, set, 0, &plain_pair);
  return cell;
}

/// Writes `count` cells of one row from column 0. Scalar 0 is the right half of a wide character;
/// each cell has `curses_marks` places for marks; colour pairs may exceed 255.
static inline void curses_put_row(
    WINDOW *_Nonnull window, int row, const uint32_t *_Nonnull scalars,
    const uint32_t *_Nonnull marks, const uint32_t *_Nonnull attributes, const int32_t *_Nonnull pairs, int count) {
  enum { chunk = 128 };
  cchar_t cells[chunk];
  int filled = 0, start = 0;
  for (int column = 0; column < count; column++) {
    if (scalars[column] != 0) {
      cells[filled++] = curses_cell(
          scalars[column], marks + column * curses_marks, attributes[column], pairs[column]);
    }
    bool last = column + 1 == count;
    if (last || (filled == chunk && scalars[column + 1] != 0)) {
      mvwadd_wchnstr(window, row, start, cells, filled);
      filled = 0;
      start = column + 1;
    }
  }
}
