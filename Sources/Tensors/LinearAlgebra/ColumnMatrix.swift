/// A matrix of doubles, column after column, for the decompositions.
struct ColumnMatrix {
  let rows: Int
  let columns: Int
  /// [columns][rows].
  var scalars: [Double]

  init(rows: Int, columns: Int, scalars: [Double]) {
    precondition(
      scalars.count == rows * columns, "ColumnMatrix: \(scalars.count) for \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    self.scalars = scalars
  }

  /// A matrix with the given entries.
  init(rows: Int, columns: Int, _ entry: (_ row: Int, _ column: Int) -> Double) {
    var scalars: [Double] = []
    scalars.reserveCapacity(rows * columns)
    for column in 0..<columns {
      for row in 0..<rows { scalars.append(entry(row, column)) }
    }
    self.init(rows: rows, columns: columns, scalars: scalars)
  }

  subscript(row: Int, column: Int) -> Double { scalars[column * rows + row] }

  var transposed: ColumnMatrix {
    ColumnMatrix(rows: columns, columns: rows) { self[$1, $0] }
  }
}

/// Eight numbers at a time, however wide the registers are, so that sums come out the same.
private typealias Eight = SIMD8<Double>

@inline(__always)
private func load(_ p: UnsafePointer<Double>) -> Eight {
  UnsafeRawPointer(p).loadUnaligned(as: Eight.self)
}

@inline(__always)
private func store(_ x: Eight, to p: UnsafeMutablePointer<Double>) {
  UnsafeMutableRawPointer(p).storeBytes(of: x, as: Eight.self)
}

/// Σ xᵢ·yᵢ, always added in the same order.
func dotProduct(_ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double {
  // Two chains of additions, or each would wait for the last.
  var (sums, others) = (Eight(repeating: 0), Eight(repeating: 0))
  var index = 0
  while index + 16 <= count {
    sums += load(x + index) * load(y + index)
    others += load(x + index + 8) * load(y + index + 8)
    index += 16
  }
  sums += others
  let fours = sums.lowHalf + sums.highHalf
  let pairs = fours.lowHalf + fours.highHalf
  var sum = pairs[0] + pairs[1]
  while index < count {
    sum += x[index] * y[index]
    index += 1
  }
  return sum
}

/// y ← y + a·x.
func addMultiple(
  _ count: Int, _ a: Double, of x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>
) {
  var index = 0
  while index + 8 <= count {
    store(load(y + index) + Eight(repeating: a) * load(x + index), to: y + index)
    index += 8
  }
  while index < count {
    y[index] += a * x[index]
    index += 1
  }
}

/// (x, y) ← (c·x − s·y, s·x + c·y).
func rotate(
  _ count: Int, _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>,
  cosine c: Double, sine s: Double
) {
  var index = 0
  while index + 8 <= count {
    let (first, second) = (load(x + index), load(y + index))
    store(Eight(repeating: c) * first - Eight(repeating: s) * second, to: x + index)
    store(Eight(repeating: s) * first + Eight(repeating: c) * second, to: y + index)
    index += 8
  }
  while index < count {
    let (first, second) = (x[index], y[index])
    x[index] = c * first - s * second
    y[index] = s * first + c * second
    index += 1
  }
}
