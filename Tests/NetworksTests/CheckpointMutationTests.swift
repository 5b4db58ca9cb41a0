import Mutations
import Networks
import TemporaryFiles
import Tensors
import Testing

@Suite("Mutations of checkpoints", .serialized)
struct CheckpointMutationTests {
  private static let path = ReferenceFile.path("perceptron.safetensors")

  /// A header that was changed as a text, with its length before it and the numbers after it.
  private static func reframed(_ file: [UInt8], _ mutator: inout Mutator) -> [UInt8] {
    let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    // Its fields as lines, for the mutator knows lines.
    let header = file[8..<8 + length].flatMap { $0 == UInt8(ascii: ",") ? [$0, 0x0A] : [$0] }
    let changed = mutator.text(header).filter { $0 != 0x0A }
    let prefix = (0..<8).map { UInt8(truncatingIfNeeded: changed.count >> (8 * $0)) }
    return prefix + changed + file[(8 + length)...]
  }

  @Test("are refused with what is wrong, or give tensors of their shapes")
  func mutations() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      let original = try AtomicFile.read(Self.path, limit: 1 << 20)
      let network = try Network.perceptron([2, 3, 3], .relu)
      let names = WeightNames.pyTorch([
        .linear("layer1", from: "fc1"), .linear("layer2", from: "fc2"),
      ])
      try MutationRun(in: place).each { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<20 {
          let changed =
            mutator.choice(2) == 0 ? mutator.bytes(original) : Self.reframed(original, &mutator)
          do throws(CheckpointFault) {
            let checkpoint = try Checkpoint(bytes: changed, path: "it")
            for name in checkpoint.names {
              guard let tensor = try checkpoint.tensor(name) else { continue }
              #expect(tensor.scalars.count == tensor.shape.reduce(1, *), "seed \(seed)")
            }
            let weights = try network.weights(from: checkpoint, names: names)
            #expect(weights.tensors.map(\.shape) == [[2, 3], [3], [3, 3], [3]], "seed \(seed)")
          } catch {
            let isPrintable = "\(error)".unicodeScalars.allSatisfy { $0.value >= 0x20 }
            #expect(isPrintable, "seed \(seed): \("\(error)".debugDescription)")
          }
        }
      }
    }
    if result == nil { Issue.record("seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("checkpoints")
  }
}
