#pragma once

// Short rows of an image, copied without a call each: of rows of 14 floats the call takes longer than
// the copy.

#include <stdint.h>

/// target[row, column] = source[row, column] for `rows` rows of `columns` floats, which begin a
/// stride apart. Source and target don't overlap.
void copy_rows(
    intptr_t rows, intptr_t columns, const float *_Nonnull source, intptr_t source_stride,
    float *_Nonnull target, intptr_t target_stride);

/// target[column] = source[2·column] for `columns` floats; none past the last one is read.
void copy_every_second(
    intptr_t columns, const float *_Nonnull source, float *_Nonnull target);
