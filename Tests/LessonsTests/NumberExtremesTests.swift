import Experiments
import Lessons
import Testing
import TrainingLessons

/// Every number of a lesson file, one after the other, replaced by the ends of what can be written.
@Suite("Numbers at their extremes", .timeLimit(.minutes(3)))
struct NumberExtremesTests {
  static let extremes = [
    "0", "-1", "1", "2147483648", "9223372036854775807", "-9223372036854775808", "1e308",
    "-1e308", "1.7976931348623157e308", "1e-320", "5e-324", "-1e-320", "1e999", ".nan", ".inf",
    "0.5", "1000000", "1000001",
  ]

  /// Models and data with all numbers that their kinds take.
  static let models = [
    (
      "{kind: mlp, width: 8, depth: 2, activation: relu, bias: 0.1, dropout: 0.2, norm: group, "
        + "groups: 2, norm_rate: 0.1, init: {variance: 0.1}, "
        + "head: {distribution: orthogonal, gain: 1}}",
      "{kind: mnist, train: 100, test: 50, augment: {shift: 2, rotate: 5, scale: 0.1, "
        + "shear: 0.1, brightness: 0.1, contrast: 0.1, saturation: 0.1, blur: 1, cutout: 4}}"
    ),
    (
      "{kind: cnn, channels: [8, 4], kernel: 3, stride: 1, padding: 1, pooling: average, "
        + "window: 2, norm: batch, dropout: 0.1, readout: mean}",
      "{kind: glyphs, train: 60, test: 20}"
    ),
    (
      "{kind: lenet, init: {distribution: constant, value: 0.1}}",
      "{kind: fashion, train: 9, test: 5}"
    ),
    (
      "{kind: resnet, depth: 8, widths: [2, 3, 4], scale: 0.5, norm_rate: 0.1, shortcut: padded}",
      "{kind: digits8x8, train: 60, test: 20}"
    ),
    (
      "{kind: seq2seq, embedding: 6, width: 8, attention: yes, attention_width: 5}",
      "{kind: dates, train: 60, test: 20}"
    ),
    (
      "{kind: characters, cell: lstm, embedding: 6, width: 8, gate_bias: 1}",
      "{kind: delayed_recall, train: 60, test: 20}"
    ),
    (
      "{kind: transformer, width: 8, heads: 2, depth: 1, hidden: 16, dropout: 0.1}",
      "{kind: delayed_recall, train: 60, test: 20}"
    ),
  ]

  static let trainings = [
    "optimizer: sgd, learning_rate: 0.1, momentum: 0.9, weight_decay: 0.1, label_smoothing: 0.1, "
      + "clip: {norm: 1}, schedule: {kind: step, at: [10, 20], factor: 0.5, warm_up: 3}",
    "optimizer: adam, learning_rate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 0.1, clip: {value: 1}, "
      + "schedule: {kind: one_cycle, steps: 40, rise: 0.3, start: 0.1, end: 0.1}",
    "optimizer: rmsprop, learning_rate: 0.1, gamma: 0.9, epsilon: 0.1, "
      + "schedule: {kind: inverse_time, decay: 0.1}",
  ]

  /// The text with each of its numbers in turn replaced by `number`.
  static func variants(_ text: String, _ number: String) -> [String] {
    let words = text.matches(of: #/[A-Za-z0-9_.\-]+/#).filter { Double($0.output) != nil }
    return words.map { match in
      String(text[..<match.range.lowerBound]) + number + String(text[match.range.upperBound...])
    }
  }

  private func read(_ text: String) throws {
    let lesson: Lesson
    do { lesson = try Lesson.read(Array(text.utf8), path: "f.md") } catch {
      #expect(!error.faults.isEmpty)
      return
    }
    // What is read can be had: no more than the limit, and turned by clicks to other finite values.
    let plans = try lesson.arms.map { try lesson.experiment(knobs: $0.set) }
    #expect(try lesson.memory(of: plans).total <= Lesson.memoryLimit)
    for knob in lesson.knobs {
      for clicks in [Int.min, -1, 1, .max] {
        let turned = knob.value(from: knob.value, clicks: clicks)
        if case .number(let number) = turned { #expect(number.isFinite) }
      }
    }
  }

  @Test("a model's and its data's numbers are read or refused", arguments: extremes)
  func models(_ number: String) throws {
    for (model, data) in Self.models {
      let text = ModelLesson(model: model, data: data).text
      #expect(SmallLesson.faults(text) == [])
      for variant in Self.variants(text, number) { try read(variant) }
    }
  }

  @Test("the numbers of training are read or refused", arguments: extremes)
  func training(_ number: String) throws {
    for training in Self.trainings {
      var lesson = ModelLesson(model: "{kind: mlp, width: 8, depth: 1, activation: relu}")
      lesson.training = training
      #expect(SmallLesson.faults(lesson.text) == [])
      for variant in Self.variants(lesson.text, number) { try read(variant) }
    }
  }

  @Test("the numbers of knobs, arms, seeds, probes, claims and steps, too", arguments: extremes)
  func others(_ number: String) throws {
    let variants = Self.variants(SmallLesson.text, number)
    #expect(variants.count > 30)
    for variant in variants { try read(variant) }
  }
}
