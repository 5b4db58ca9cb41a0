internal import CKernels

/// Images in an order in which neighboring outputs see neighboring numbers, at whatever
/// place of the window: then a convolution is a matrix product that reads the images themselves.
///
/// - Rows of whole vectors and a window that moves by single pixels need a margin of zeros only, and
///   without a margin not even a copy.
/// - Otherwise there is one copy for each column of the window, in which the rows of the outputs
///   follow each other without a gap: k copies, where columns for a matrix product would be k².
struct WindowLayout {
  /// Channels and extents of the images that are looked at.
  let channels, height, width: Int
  let outputHeight, outputWidth: Int
  let shifts: WindowShifts
  /// Whether the images are read where they are.
  let isInPlace: Bool
  /// Whether vectors of outputs go on over the ends of rows.
  private let isLinear: Bool
  /// Floats from one row, channel and image to the next.
  private let rowStride: Int
  let channelStride, imageStride: Int
  /// Rows of one copy that belong to one remainder of the row number by the stride.
  private let phaseRows: Int

  /// - Parameters:
  ///   - images: channels, height and width.
  ///   - outputs: height and width.
  init(images: [Int], outputs: [Int], _ shifts: WindowShifts) {
    (channels, height, width) = (images[0], images[1], images[2])
    (outputHeight, outputWidth) = (outputs[0], outputs[1])
    self.shifts = shifts
    let (origin, reach) = (shifts.origin, shifts.reach)
    isLinear = shifts.stride > 1 || outputWidth % laneCount != 0
    let isInside =
      shifts.stride == 1 && origin.row >= 0 && origin.column >= 0
      && origin.row + reach.rows + outputHeight <= height
      && origin.column + reach.columns + outputWidth <= width
    // Memory behind a tensor is not read, so images with a rest of a vector are copied.
    isInPlace =
      isInside
      && (!isLinear || (outputWidth == width && outputHeight * outputWidth % laneCount == 0))
    if isInPlace {
      (rowStride, channelStride, phaseRows) = (width, height * width, 0)
      imageStride = channels * channelStride
    } else if isLinear {
      phaseRows = outputHeight + reach.rows / shifts.stride
      rowStride = outputWidth
      channelStride = shifts.stride * phaseRows * rowStride
      imageStride = shifts.columns.count * channels * channelStride
    } else {
      phaseRows = outputHeight + reach.rows
      rowStride = outputWidth + reach.columns
      channelStride = phaseRows * rowStride
      imageStride = channels * channelStride
    }
  }

  var outputPixels: Int { outputHeight * outputWidth }
  /// Vectors that are full; a rest of outputs is only left where rows follow each other.
  var fullVectors: Int { outputPixels / laneCount }
  /// Outputs after the last full vector.
  var rest: Int { outputPixels % laneCount }

  /// How far from an output's own number the one is that it sees at each place (i, j) of channel 0.
  var placeOffsets: [Int] {
    let origin = shifts.origin
    return shifts.rows.flatMap { row in
      shifts.columns.enumerated().map { index, column in
        guard !isInPlace else { return row * rowStride + column }
        let distance = row - origin.row
        guard isLinear else { return distance * rowStride + column - origin.column }
        let phase = distance % shifts.stride * phaseRows + distance / shifts.stride
        return index * channels * channelStride + phase * rowStride
      }
    }
  }

  /// Where the numbers of output pixel `pixel` begin, before a place is added.
  func source(ofOutput pixel: Int) -> Int {
    isLinear && !isInPlace
      ? pixel : pixel / outputWidth * rowStride + pixel % outputWidth
  }

  /// Writes one image into memory that was zero before the first one; margins are left as they are.
  func fill(_ image: UnsafePointer<Float>, into copy: UnsafeMutablePointer<Float>) {
    if isLinear {
      for (index, column) in shifts.columns.enumerated() {
        let target = copy + index * channels * channelStride
        if shifts.stride == 1 {
          fillRows(shift: column, image, into: target)
        } else {
          fillSpreadRows(shift: column, image, into: target)
        }
      }
    } else {
      fillRows(shift: shifts.origin.column, image, into: copy)
    }
  }

  /// Row after row, from `shift` on.
  private func fillRows(
    shift: Int, _ image: UnsafePointer<Float>, into copy: UnsafeMutablePointer<Float>
  ) {
    let (run, rows) = (visibleColumns(from: shift), visibleRows)
    var source = image + rows.lowerBound * width + run.lowerBound + shift
    var target = copy + (rows.lowerBound - shifts.origin.row) * rowStride + run.lowerBound
    for _ in 0..<channels {
      copy_rows(rows.count, run.count, source, width, target, rowStride)
      source += height * width
      target += channelStride
    }
  }

  /// Rows by the remainder of their number, and every stride-th pixel of them.
  private func fillSpreadRows(
    shift: Int, _ image: UnsafePointer<Float>, into copy: UnsafeMutablePointer<Float>
  ) {
    let stride = shifts.stride
    let (run, rows) = (visibleColumns(from: shift), visibleRows)
    for channel in 0..<channels {
      for place in rows {
        let row = place - shifts.origin.row
        let line = row % stride * phaseRows + row / stride
        let source = image + (channel * height + place) * width + shift
        let target = copy + channel * channelStride + line * rowStride
        if stride == 2 {
          copy_every_second(
            run.count, source + run.lowerBound * stride, target + run.lowerBound)
        } else {
          for x in run { target[x] = source[x &* stride] }
        }
      }
    }
  }

  /// Columns x of a row of the copy for which s·x + shift is inside the image.
  private func visibleColumns(from shift: Int) -> Range<Int> {
    let stride = shifts.stride
    let first = shift >= 0 ? 0 : (stride - 1 - shift) / stride
    let last = width - 1 - shift
    let end = last < 0 ? 0 : min(rowStride, last / stride + 1)
    return first < end ? first..<end : 0..<0
  }

  /// Rows of an image that windows look at.
  private var visibleRows: Range<Int> {
    let top = shifts.origin.row
    let end = min(height, top + shifts.stride * (outputHeight - 1) + shifts.reach.rows + 1)
    return max(0, top)..<max(0, top, end)
  }
}
