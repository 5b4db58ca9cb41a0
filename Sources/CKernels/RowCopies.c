#include "RowCopies.h"
#include "VectorMath.h"

void copy_rows(
    intptr_t rows, intptr_t columns, const float *source, intptr_t source_stride, float *target,
    intptr_t target_stride) {
  if (columns <= 0) return;
  // A row of less than two vectors is one or two of them, the second ending at the last float.
  if (columns < VM_WIDTH) {
    for (intptr_t row = 0; row < rows; row++) {
      vm_store_partial(target, vm_load_partial(source, columns), columns);
      source += source_stride, target += target_stride;
    }
    return;
  }
  intptr_t last = columns - VM_WIDTH;
  for (intptr_t row = 0; row < rows; row++) {
    for (intptr_t column = 0; column < last; column += VM_WIDTH)
      vm_store(target + column, vm_load(source + column));
    vm_store(target + last, vm_load(source + last));
    source += source_stride, target += target_stride;
  }
}

void copy_every_second(intptr_t columns, const float *source, float *target) {
  for (intptr_t column = 0; column < columns; column += VM_WIDTH) {
    intptr_t width = columns - column < VM_WIDTH ? columns - column : VM_WIDTH;
    const float *place = source + 2 * column;
    // The floats of the row from here on, up to the last one that is wanted.
    intptr_t left = 2 * width - 1;
    vm_floats first = vm_load_partial(place, left < VM_WIDTH ? left : VM_WIDTH);
    vm_floats second =
        left > VM_WIDTH ? vm_load_partial(place + VM_WIDTH, left - VM_WIDTH) : (vm_floats)0;
    vm_floats even = __builtin_shufflevector(
        first, second, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    vm_store_partial(target + column, even, width);
  }
}
