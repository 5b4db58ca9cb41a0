public import Autograd
internal import Tensors

/// The page that lists every operation: formulas, shapes and sources from the code, errors and times
/// as measured.
public enum OperationPage {
  /// What was measured of one operation.
  public struct Measurement: Sendable {
    public let operation: Operation
    /// Cases compared with PyTorch.
    public let cases: Int
    /// Largest errors relative to a tensor's largest number.
    public let error, referenceError: Double
    /// Of `OperationExample.timed`, in seconds.
    public let forward, backward: Double
    /// Numbers in the largest input or the result.
    public let count: Int
  }

  /// Measures the errors of an operation; the times come from `time`.
  /// - Parameter time: seconds forward and backward of an example, and the numbers in its result.
  public static func measure(
    _ operation: Operation, _ reference: OperationReference,
    time: (OperationExample) -> (forward: Double, backward: Double, outputCount: Int)
  ) -> Measurement {
    let errors = reference.cases(of: operation).map { $0.errors(operation) }
    let example = OperationExample.timed(operation)
    let timing = time(example)
    return Measurement(
      operation: operation, cases: errors.count, error: errors.map(\.own).max() ?? 0,
      referenceError: errors.map(\.reference).max() ?? 0, forward: timing.forward,
      backward: timing.backward,
      count: (example.tensors.map(\.count) + [timing.outputCount]).max() ?? 1)
  }

  /// The table of formulas, as lines of Markdown.
  public static var catalog: [String] {
    ["| operation | formula | shapes | source |", "|---|---|---|---|"]
      + Operation.allCases.map {
        row([$0.name, $0.formula, $0.shapes, $0.source])
      }
  }

  /// The whole page.
  public static func text(
    _ measurements: [Measurement], source: String, processor: String, date: String
  ) -> String {
    let lines =
      [
        "# Operations", "",
        "Everything that can stand on a tape. Written by `make operations`; formulas, shapes and",
        "sources come from `Operation`, and a test compares them with this page.", "",
      ] + catalog + [
        "", "## Errors and times", "",
        "Errors are the largest of all cases, of value and every gradient, relative to the largest",
        "number of the tensor; beside ours stands PyTorch's own in float32, both against float64",
        "(\(source)). Tensors that vanish next to the others of their case are left out here; the",
        "test bounds them too: four times PyTorch's error, or 10⁻⁶.",
        "",
        "Times are of the inputs stated, on one thread of \(processor), \(date): the least of nine",
        "medians, forward with recording, and backward to all inputs. The last column is both",
        "together for one number of the largest input or the result.",
        "",
        "| operation | cases | error | PyTorch's | inputs timed | forward | backward | a number |",
        "|---|--:|--:|--:|---|--:|--:|--:|",
      ] + measurements.map(measured)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func measured(_ m: Measurement) -> String {
    let inputs = OperationExample.timed(m.operation).inputs.map { "\($0.shape)" }
    return row([
      m.operation.name, "\(m.cases)", scientific(m.error), scientific(m.referenceError),
      inputs.joined(separator: ", "), "\(decimal(m.forward * 1e6)) µs",
      "\(decimal(m.backward * 1e6)) µs",
      "\(decimal((m.forward + m.backward) / Double(m.count) * 1e9)) ns",
    ])
  }

  private static func row(_ cells: [String]) -> String {
    "| "
      + cells.map {
        $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      }
      .joined(separator: " | ") + " |"
  }

  /// Two digits: 1.2·10⁻⁷.
  static func scientific(_ value: Double) -> String {
    // Nine digits are stored: less is a difference of nothing.
    guard value > 1e-8 else { return "< 10⁻⁸" }
    guard value.isFinite else { return "\(value)" }
    var (mantissa, exponent) = (value, 0)
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    let tenths = Int((mantissa * 10).rounded())
    guard tenths < 100 else { return scientific(1.0001 * power(exponent + 1)) }
    let digits = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let raised = "\(abs(exponent))".compactMap { $0.wholeNumberValue.map { digits[$0] } }
    return "\(tenths / 10).\(tenths % 10)·10" + (exponent < 0 ? "⁻" : "") + raised.joined()
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { value, _ in exponent < 0 ? value / 10 : value * 10 }
  }

  /// Three digits or so: 0.042, 4.20, 42.0, 420.
  static func decimal(_ value: Double) -> String {
    let places = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
    let scale = Int(power(places))
    let scaled = Int((max(value, 0) * Double(scale)).rounded())
    guard places > 0 else { return "\(scaled)" }
    let fraction = "\(scaled % scale)"
    return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
  }
}
