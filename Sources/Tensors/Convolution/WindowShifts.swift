/// Where the places of a window look, seen from output (y, x): place (i, j) at row s·y + rows[i] and
/// column s·x + columns[j] of the input; outside of the image there are zeros.
struct WindowShifts {
  let stride: Int
  let rows, columns: [Int]

  /// What a convolution's output sums over.
  init(_ geometry: WindowGeometry) {
    stride = geometry.stride
    rows = (0..<geometry.height).map { $0 * geometry.dilation - geometry.rowPadding }
    columns = (0..<geometry.width).map { $0 * geometry.dilation - geometry.padding }
  }

  private init(rows: [Int], columns: [Int]) {
    stride = 1
    (self.rows, self.columns) = (rows, columns)
  }

  /// Rows and columns from the first place to the last.
  var reach: (rows: Int, columns: Int) {
    guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(),
      let right = columns.max()
    else { return (0, 0) }
    return (bottom - top, right - left)
  }

  /// The smallest shifts; 0 where there are none.
  var origin: (row: Int, column: Int) { (rows.min() ?? 0, columns.min() ?? 0) }
}

extension WindowShifts {
  /// The way back from outputs to inputs, for every stride-th row and column of the input from
  /// (row, column) on: which places of the window saw it, and from which outputs.
  ///
  /// Input row s·Y + r was seen at place i from output y where s·y + d·i − p = s·Y + r, so from
  /// y = Y + (r + p − d·i)/s, if that is whole.
  static func inverse(
    _ geometry: WindowGeometry, row: Int, column: Int
  ) -> (shifts: WindowShifts, places: (rows: [Int], columns: [Int])) {
    func seen(_ extent: Int, _ first: Int, _ padding: Int) -> [(place: Int, shift: Int)] {
      (0..<extent).compactMap { place in
        let distance = first + padding - geometry.dilation * place
        return distance % geometry.stride == 0 ? (place, distance / geometry.stride) : nil
      }
    }
    let rows = seen(geometry.height, row, geometry.rowPadding)
    let columns = seen(geometry.width, column, geometry.padding)
    return (
      WindowShifts(rows: rows.map(\.shift), columns: columns.map(\.shift)),
      (rows.map(\.place), columns.map(\.place))
    )
  }
}
