import Autograd
import Glibc
import OperationReference
import Tensors

/// Measures every operation against PyTorch's float64 and the clock, and writes the page of them all.
///
///     swift run -c release operation-page Sources/Autograd/OPERATIONS.md
@main
struct OperationPageCommand {
  static func main() throws {
    EngineRuntime.prepareProcess()
    EngineRuntime.prepareThread()
    guard let path = CommandLine.arguments.dropFirst().first else {
      print("usage: operation-page FILE")
      exit(64)
    }
    let reference = try OperationReference.read()
    let measurements = Operation.allCases.map {
      OperationPage.measure($0, reference, time: OperationTiming.measure)
    }
    let text = OperationPage.text(
      measurements, source: reference.source, processor: processor, date: today)
    guard let file = fopen(path, "w"), fputs(text, file) >= 0, fclose(file) == 0 else {
      print("operation-page: can't write \(path)")
      exit(1)
    }
    print("\(path): \(measurements.count) operations")
  }

  /// The processor's name from /proc/cpuinfo.
  private static var processor: String {
    guard let file = fopen("/proc/cpuinfo", "r") else { return "an unnamed processor" }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 512)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("model name"), let colon = text.firstIndex(of: ":") else { continue }
      return String(text[text.index(after: colon)...].dropFirst().dropLast())
    }
    return "an unnamed processor"
  }

  private static var today: String {
    var (now, parts) = (time(nil), tm())
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }
}
