import Experiments
import Foundation
import Lab
import Lessons
import Networks
import TemporaryFiles
import Tensors
import Testing

@Suite("Export to PyTorch") struct ExportTests {
  private static func export(
    _ text: TestLesson = TestLesson(), _ selection: LessonExport.Selection = .init(steps: 30)
  ) throws -> LessonExport {
    let lesson = try text.lesson
    return try LessonExport.pyTorch(lesson, selection, library: .forTests(lesson))
  }

  private static func script(_ export: LessonExport) throws -> String {
    let file = try #require(export.files.first { $0.name == "lesson.py" })
    return String(decoding: file.content, as: UTF8.self)
  }

  /// A tensor of one of the files, by the format's rules: its numbers as they lie there.
  private static func tensor<Value>(
    _ name: String, in file: String, of export: LessonExport, as type: Value.Type
  ) throws -> (shape: [Int], values: [Value]) {
    let content = try #require(export.files.first { $0.name == file }).content
    let length = content.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONSerialization.jsonObject(with: Data(content[8..<8 + length]))
    let entries = try #require(header as? [String: [String: Any]])
    let entry = try #require(entries[name], "\(entries.keys.sorted())")
    let offsets = try #require(entry["data_offsets"] as? [Int])
    let bytes = content[8 + length + offsets[0]..<8 + length + offsets[1]]
    #expect((8 + length + offsets[0]).isMultiple(of: MemoryLayout<Value>.alignment))
    let values = bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / MemoryLayout<Value>.size).map {
        bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Value>.size, as: Value.self)
      }
    }
    return (try #require(entry["shape"] as? [Int]), values)
  }

  @Test("the network stands layer by layer, under the arms that share it")
  func network() throws {
    let script = try Self.script(try Self.export())
    #expect(
      script.contains(
        """
        class Network(nn.Sequential):
            \"""Of calm, faint: 13,274 weights and biases.\"""

            def __init__(self):
                super().__init__(
                    nn.Flatten(),
                    nn.Linear(784, 16), nn.ReLU(),
                    nn.Linear(16, 16), nn.ReLU(),
                    nn.Linear(16, 16), nn.ReLU(),
                    nn.Linear(16, 10),
                )


        """))
    #expect(!script.contains("def repeat"))
  }

  @Test(
    "arms of other sizes have classes of their own, also where their names come to the same",
    arguments: [
      (["w_1_0", "w_10", "w__10"], ["W10Network", "W10Network2", "W10Network3"]),
      (["a_1", "a1", "b"], ["A1Network", "A1Network2", "BNetwork"]),
      (["ab", "Ab", "abNetwork2"], ["AbNetwork", "AbNetwork2", "AbNetwork2Network"]),
    ])
  func classNames(_ arms: [String], _ classes: [String]) throws {
    var text = TestLesson()
    text.arms = arms.enumerated().map { "  \($1): {label: \($1), set: {depth: \($0 + 1)}}\n" }
      .joined()
    text.claims = "claims: {}"
    text.body = "## Run\nIt.\n```lab\nplots: [curve]\nrun: {until: 2}\n```\n"
    let script = try Self.script(try Self.export(text, .init(steps: 2)))
    for (index, name) in classes.enumerated() {
      #expect(
        script.contains("class \(name)(nn.Sequential):\n    \"\"\"Of \(arms[index]): "), "\(script)"
      )
      #expect(script.contains("label=\"\(arms[index])\",\n        network=\(name),"), "\(script)")
    }
  }

  @Test(
    "normalizations of single values are shifts, and what PyTorch refuses is refused with a reason")
  func oneValueNormalization() throws {
    func lesson(_ norm: String, batch: String) -> TestLesson {
      var text = TestLesson()
      (text.activation, text.batch) = ("relu, norm: \(norm)", batch)
      return text
    }
    let instance = try Self.script(try Self.export(lesson("instance", batch: "4"), .init(steps: 2)))
    #expect(instance.contains("nn.Linear(784, 16), ShiftOnly(16), nn.ReLU(),"), "\(instance)")
    #expect(instance.contains("class ShiftOnly(nn.Module):") && !instance.contains("GroupNorm"))
    let groups = try Self.script(
      try Self.export(lesson("group, groups: 8", batch: "4"), .init(steps: 2)))
    #expect(groups.contains("nn.GroupNorm(8, 16)") && !groups.contains("ShiftOnly"))
    let fault = #expect(throws: ExportFault.self) {
      try Self.export(lesson("batch", batch: "1"), .init(steps: 2))
    }
    #expect(fault?.description.contains("one value a channel, which PyTorch refuses") == true)
  }

  @Test("the leak of a ReLU is written as the lesson has it, the usual one too")
  func leak() throws {
    var text = TestLesson()
    text.activation = "leaky_relu"
    #expect(try Self.script(try Self.export(text)).contains("nn.LeakyReLU(0.01)"))
    text.activation = "leaky_relu, leak: $c / 8"
    let script = try Self.script(try Self.export(text))
    #expect(script.contains("nn.LeakyReLU(0.25)") && script.contains("nn.LeakyReLU(0.0625)"))
  }

  @Test("layers that repeat are written once, and arms of other sizes have classes of their own")
  func networks() throws {
    var text = TestLesson()
    text.arms = """
        calm: {label: calm, set: {c: 2}}
        faint: {label: "deep \\"one\\"", set: {depth: 7}}
      """
    text.activation = "tanh"
    let script = try Self.script(try Self.export(text))
    #expect(script.contains("class CalmNetwork(nn.Sequential):"))
    #expect(
      script.contains(
        """
        class FaintNetwork(nn.Sequential):
            \"""Of faint: 14,362 weights and biases.\"""

            def __init__(self):
                super().__init__(
                    nn.Flatten(),
                    nn.Linear(784, 16), nn.Tanh(),
                    *repeat(6, lambda: [nn.Linear(16, 16), nn.Tanh()]),
                    nn.Linear(16, 10),
                )


        """))
    #expect(script.contains("label=\"deep \\\"one\\\"\","))
    #expect(script.contains("def repeat(count, layers):"))
  }

  @Test("optimizer and schedule are plain code")
  func training() throws {
    var selection = LessonExport.Selection(arms: ["faint"], steps: 30)
    selection.settings = ["momentum": .number(0.9), "rate": .number(0.125)]
    let script = try Self.script(try Self.export(TestLesson(), selection))
    #expect(
      script.contains("optimizer=lambda weights: torch.optim.SGD(weights, lr=0.125, momentum=0.9),")
    )
    #expect(script.contains("schedule=constant,"))
    #expect(!script.contains("def cosine"))
    #expect(!script.contains("calm"))
    #expect(
      script.contains(
        "gradlab export small --to pytorch --arm faint --set momentum=0.9 --set rate=0.125"
          + " --seed 7 --steps 30\n"))
  }

  @Test("the losses beside the script are those of the lesson's run, bit for bit")
  func losses() throws {
    let export = try Self.export()
    let lesson = try TestLesson().lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 30)
    for arm in run.arms {
      let found = try Self.tensor(
        "losses.\(arm.snapshot.id)", in: "data.safetensors", of: export, as: Double.self)
      #expect(found.shape == [30])
      #expect(found.values == arm.series["loss"]?.raw)
    }
    #expect(export.arms.map(\.id) == ["calm", "faint"])
    #expect(export.arms.allSatisfy { $0.steps == 30 && (1...30).contains($0.comparedSteps ?? 0) })
  }

  @Test("weights lie as PyTorch keeps them: [outputs, inputs]")
  func weights() throws {
    let export = try Self.export()
    // nn.Flatten is module 0, each activation one more: the third layer is module 5.
    for (name, shape) in [("1.weight", [16, 784]), ("5.bias", [16]), ("7.weight", [10, 16])] {
      let found = try Self.tensor(name, in: "calm.safetensors", of: export, as: Float.self)
      #expect(found.shape == shape)
    }
    // Var[w] = c/fan_in with c = 2 and 0.5: half of the deviation.
    let pairs = try ["calm", "faint"].map {
      try Self.tensor("1.weight", in: "\($0).safetensors", of: export, as: Float.self).values
    }
    #expect(zip(pairs[0], pairs[1]).allSatisfy { abs($0 - 2 * $1) < 1e-6 })
    var stream = Seed(7).stream("hidden1/weight")
    let drawn = stream.normals([784, 16], standardDeviation: (2.0 / 784).squareRoot())
    #expect(pairs[0] == drawn.transposed().scalars)
  }

  @Test("only the examples that the batches need are exported")
  func records() throws {
    let export = try Self.export(TestLesson(), .init(steps: 3))
    let order = try Self.tensor("batches", in: "data.safetensors", of: export, as: Int32.self)
    let inputs = try Self.tensor("inputs", in: "data.safetensors", of: export, as: Float.self)
    let labels = try Self.tensor("labels", in: "data.safetensors", of: export, as: Int32.self)
    #expect(order.shape == [3, 16])
    #expect(Set(order.values) == Set(0..<48))
    #expect(inputs.shape == [48, 1, 28, 28])
    #expect(labels.shape == [48])
    // The bar of the test data tells the class of each picture.
    for row in 0..<48 {
      let pixels = inputs.values[row * 784..<(row + 1) * 784]
      let sums = (0..<10).map { bar in pixels.dropFirst(56 * bar).prefix(56).reduce(0, +) }
      #expect(sums.firstIndex(of: sums.max() ?? 0) == Int(labels.values[row]))
    }
  }

  @Test("a run that diverges is exported up to there")
  func divergence() throws {
    let export = try Self.export(
      TestLesson(), .init(arms: ["calm"], settings: ["rate": .number(1e30)], steps: 30))
    let steps = try #require(export.arms.first).steps
    #expect(steps < 30)
    let losses = try Self.tensor(
      "losses.calm", in: "data.safetensors", of: export, as: Double.self)
    #expect(losses.values.count == steps && losses.values.last?.isFinite == false)
  }

  @Test(
    "what can't be exported is refused with what to do",
    arguments: [
      (["clam"], 30, "no arm “clam”; there are calm, faint"), ([], 0, "ask for at least 1"),
    ])
  func refusals(arms: [String], steps: Int, words: String) throws {
    let fault = #expect(throws: ExportFault.self) {
      try Self.export(TestLesson(), .init(arms: arms, steps: steps))
    }
    #expect(fault?.description.contains(words) == true)
  }
}
