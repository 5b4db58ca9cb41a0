#pragma once

/// Before a loop of constant length whose variables must become registers.
#define UNROLLED _Pragma("clang loop unroll(full)")

/// Calls `body(n)` with the constant n = value, for 1 ≤ value ≤ 12; only cases up to `limit` are made.
/// A switch, so that each case is a loop nest of its own with extents known to the compiler.
#define CASE_OF(n, limit, body) \
  case n: if (n <= (limit)) { body(n <= (limit) ? n : 1); } break;
#define WITH_CONSTANT(value, limit, body)                                      \
  switch (value) {                                                             \
    CASE_OF(1, limit, body) CASE_OF(2, limit, body) CASE_OF(3, limit, body)    \
    CASE_OF(4, limit, body) CASE_OF(5, limit, body) CASE_OF(6, limit, body)    \
    CASE_OF(7, limit, body) CASE_OF(8, limit, body) CASE_OF(9, limit, body)    \
    CASE_OF(10, limit, body) CASE_OF(11, limit, body) CASE_OF(12, limit, body) \
  }
