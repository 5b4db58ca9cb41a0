import Lessons
import Mutations
import Testing
import TrainingLessons

/// Whatever the bytes: reading ends, traps nowhere and either gives a lesson or says a fault.
@Suite("Reading any bytes", .timeLimit(.minutes(2)))
struct LessonFuzzTests {
  private func read(_ bytes: [UInt8]) {
    do {
      let lesson = try Lesson.read(bytes, path: "f.md")
      _ = try? lesson.experiment(knobs: [:])
    } catch {
      #expect(!error.faults.isEmpty)
      for fault in error.faults {
        #expect(fault.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
      }
    }
  }

  @Test("survives noise")
  func noise() {
    var random = SplitMix(state: 1)
    for _ in 0..<200 {
      let count = Int.random(in: 0...300, using: &random)
      let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      read(noise)
      read(Array("---\n".utf8) + noise + Array("\n---\n## A\n".utf8) + noise)
    }
  }

  @Test("survives mutations of a good lesson", arguments: 0..<6)
  func mutations(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let good = SmallLesson.bytes()
    let tokens = [
      "{", "}", "[", "]", ": ", "- ", "? ", "&a ", "*a", "\n", "\n\n", "  ", "\t", "\"", "'", "|",
      ">", "#", "---\n", "...", "```", "```lab\n", "## ", "{{", "}}", "$", "!!int ", "%", "@", "`",
      "1e999", "-1", "0x10", "null", "\u{202E}", "\u{0}", "é", "💥", "metric(", "all(", "((((", ",",
    ].map { Array($0.utf8) }
    for _ in 0..<60 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let length = Int.random(in: 0...min(12, bytes.count - start), using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.removeSubrange(start..<start + length)
        case 1: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: start)
        case 2: bytes[start] = UInt8.random(in: 0...255, using: &random)
        default: bytes.insert(contentsOf: bytes[start..<start + length], at: start)
        }
        if bytes.isEmpty { bytes = good }
      }
      read(bytes)
    }
  }

  @Test("survives a lesson cut off anywhere")
  func cuts() {
    let good = SmallLesson.bytes()
    for end in stride(from: 0, to: good.count, by: 7) { read(Array(good[..<end])) }
  }

  @Test("survives formulas of random symbols")
  func formulas() {
    var random = SplitMix(state: 9)
    let symbols = [
      "(", ")", "[", "]", ",", ":", ".", "+", "-", "*", "/", "^", "<", "<=", "==", "!", "!=", "in",
      "and", "or", "not", "all", "any", "metric", "he", "loss", "m2", "1", "2.5", "1e-3", "a", "$c",
      "finite", "log10", "min", " ", "c",
    ]
    let scope = ExpressionScope(
      arms: ["he"], probes: ["loss": .network, "m2": .layers], knobs: ["c": .number])
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...25, using: &random)
      let text = (0..<count).map { _ in symbols.randomElement(using: &random) ?? "" }.joined()
      do {
        let expression = try Expression(text, scope: scope)
        _ = expression.evaluate(in: NothingKnown())
        _ = expression.comparisons(in: NothingKnown())
        _ = expression.metricReferences
      } catch {
        #expect(error.column >= 1 && error.column <= text.unicodeScalars.count + 1)
      }
    }
  }
}

/// Knows no value: everything is pending.
struct NothingKnown: ExpressionContext {}
