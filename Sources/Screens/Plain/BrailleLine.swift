import Charts

/// Numbers along an axis as one line of Braille patterns, for a display under the fingers: two columns of
/// dots a cell, each as high as its number, from one dot for the lowest to four for the highest.
///
/// Columns are filled from below: under a finger a bar is told from a gap, and a lone dot's height is not.
package struct BrailleLine {
  /// The most cells: what usual displays have.
  package static let cells = 40

  private let values: [Double]

  /// - Parameter values: those that are not finite leave a gap.
  package init(_ values: [Double]) { self.values = values }

  /// Neighbours that share a column, by their mean.
  private var columns: [Double] {
    let count = min(values.count, 2 * Self.cells)
    return (0..<count).map { column in
      let part = values[column * values.count / count..<(column + 1) * values.count / count]
      let finite = part.filter(\.isFinite)
      return finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count)
    }
  }

  /// How many numbers share a column, at most.
  var share: Int { (values.count + 2 * Self.cells - 1) / (2 * Self.cells) }

  package var text: String {
    let heights = columns.map(height)
    return stride(from: 0, to: heights.count, by: 2).map { place in
      let right = place + 1 < heights.count ? heights[place + 1] : 0
      let dots = Self.left[heights[place]] | Self.right[right]
      return String(UnicodeScalar(0x2800 + dots) ?? " ")
    }.joined()
  }

  private func height(_ value: Double) -> Int {
    let finite = values.filter(\.isFinite)
    guard value.isFinite, let least = finite.min(), let most = finite.max() else { return 0 }
    guard least < most else { return 1 }
    return 1 + Int((3 * (value - least) / (most - least)).rounded())
  }

  /// The dots of the columns of a cell, by height: 7, 3, 2, 1 and 8, 6, 5, 4 from below.
  private static let left: [UInt32] = [0, 0x40, 0x44, 0x46, 0x47]
  private static let right: [UInt32] = [0, 0x80, 0xA0, 0xB0, 0xB8]
}
