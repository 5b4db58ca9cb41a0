internal import Datasets
internal import Networks
internal import Tensors

extension TextTaker {
  /// At most so many classes are listed.
  private static let mostClasses = 20

  /// The row in bold, and below it the classes with their probabilities, the likeliest first. Without a
  /// row it is the first of the training set.
  func classProbabilities(_ probe: Probe, _ knobs: [String: KnobValue]) -> [Passage] {
    guard let points else { return [] }
    let typed = probe.prompt?.value(knobs) ?? ""
    let row = typed.contains { $0 != " " } ? typed : firstRow(points)
    let numbers: [Double]
    switch points.numbers(in: row) {
    case .failure(let fault): return [Passage(text: fault.text, isRemark: true)]
    case .success(let found): numbers = found
    }
    let logits = network(points.standardized(numbers.map { [$0] }), weights)
    let probabilities = logits.softmaxRows(points.classNames.count).map { $0[0] }
    guard probabilities.allSatisfy(\.isFinite) else {
      return [Passage(text: "to this row the network gives no finite numbers", isRemark: true)]
    }
    let order = probabilities.indices.sorted {
      (probabilities[$1], $0) < (probabilities[$0], $1)
    }
    let lines = order.prefix(Self.mostClasses).map { index in
      "\n\(inHundredths(probabilities[index]))  \(points.classNames[index])"
    }
    return [
      Passage(
        title: "P of each class", text: row + lines.joined(),
        promptEnd: row.unicodeScalars.count)
    ]
  }

  private func firstRow(_ points: LabeledPoints) -> String {
    points.columnNames.indices.map { column in
      let number = points.measured(column: column)[0]
      // Single precision knows about seven digits of what was measured.
      let rounded = (number * 1e4).rounded() / 1e4
      return Int(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
    }.joined(separator: ", ")
  }

  /// A number with two decimals, as 0.97 or −0.05.
  func inHundredths(_ number: Double) -> String {
    let hundredths = Int((100 * number).rounded())
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    return "\(hundredths < 0 ? "\u{2212}" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// Why a text is no row of a table.
private struct RowFault: Error {
  var text: String
}

extension LabeledPoints {
  /// The numbers of a row that somebody typed, one a column.
  fileprivate func numbers(in row: String) -> Result<[Double], RowFault> {
    let names = columnNames.map { shortened($0) }
    let wanted =
      "a row has \(names.count == 1 ? "one number" : "\(names.count) numbers with commas between"), "
      + names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
    let parts = row.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmingBlanks)
    var numbers: [Double] = []
    for part in parts {
      guard let number = Double(part), number.isFinite else {
        return .failure(RowFault(text: "“\(shortened(part))” is no number: \(wanted)"))
      }
      numbers.append(number)
    }
    guard numbers.count == columnNames.count else {
      let count = numbers.count == 1 ? "one number" : "\(numbers.count) numbers"
      return .failure(
        RowFault(text: "there \(numbers.count == 1 ? "is" : "are") \(count), but \(wanted)"))
    }
    return .success(numbers)
  }
}
