import Glibc
import Networks
import TemporaryFiles
import Tensors
import Testing

/// Two dense layers for the weights of make_checkpoint.py.
private func perceptron() throws -> Network { try Network.perceptron([2, 3, 3], .relu) }

private let pyTorch = WeightNames.pyTorch([
  .linear("layer1", from: "fc1"), .linear("layer2", from: "fc2"),
])

private let referencePath = ReferenceFile.path("perceptron.safetensors")

/// A folder that is gone when the test is over.
private func withFolder(_ body: (TemporaryFolder) throws -> Void) throws {
  try withExtendedLifetime(TemporaryFolder(), body)
}

/// A file of this header and so many zero bytes.
private func file(_ header: String, data: Int) -> [UInt8] {
  let length = UInt64(header.utf8.count)
  let prefix = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
  return prefix + Array(header.utf8) + [UInt8](repeating: 0, count: data)
}

private func fact(_ body: () throws(CheckpointFault) -> Void) -> CheckpointFault.Fact? {
  do throws(CheckpointFault) {
    try body()
    return nil
  } catch { return error.fact }
}

@Suite("Checkpoints") struct CheckpointTests {
  @Test("a file of the safetensors package loads, with linear weights transposed")
  func reads() throws {
    let checkpoint = try Checkpoint(readingFrom: referencePath)
    #expect(checkpoint.names == ["fc1.bias", "fc1.weight", "fc2.bias", "fc2.weight"])
    let network = try perceptron()
    let weights = try network.weights(from: checkpoint, names: pyTorch)
    for (layer, inputs) in [(1, 2), (2, 3)] {
      let (weight, bias) = (weights.tensors[2 * layer - 2], weights.tensors[2 * layer - 1])
      #expect(weight.shape == [inputs, 3])
      for o in 0..<3 {
        for i in 0..<inputs { #expect(weight[i, o] == Float(10 * o + i) / 64 + Float(layer)) }
        #expect(bias[o] == Float(o) / 8 - Float(layer))
      }
    }
  }

  @Test("what is written are the bytes that the safetensors package writes")
  func writesTheSameBytes() throws {
    let checkpoint = try Checkpoint(readingFrom: referencePath)
    try withFolder { folder in
      try checkpoint.write(to: folder.path("copy"))
      #expect(
        try AtomicFile.read(folder.path("copy"), limit: 1 << 20)
          == AtomicFile.read(referencePath, limit: 1 << 20))
      #expect(try folder.names() == ["copy"])
    }
  }

  @Test("weights come back bit for bit, also odd names, scalars, nothing and numbers that aren't")
  func roundTrip() throws {
    let network = try perceptron()
    let weights = network.weights(seed: Seed(4))
    let odd: [(name: String, tensor: Tensor)] = [
      ("a \"b\" \\ ü \u{1F600}\n\u{1}", Tensor(3)), ("empty", Tensor(zeros: [0, 4])),
      ("bits", Tensor([-0.0, .infinity, .leastNonzeroMagnitude, .nan])),
    ]
    try withFolder { folder in
      try network.checkpoint(of: weights).write(to: folder.path("w"))
      #expect(try network.weights(from: Checkpoint(readingFrom: folder.path("w"))) == weights)
      try Checkpoint(odd).write(to: folder.path("w"))
      let back = try Checkpoint(readingFrom: folder.path("w"))
      for (name, tensor) in odd {
        let found = try #require(try back.tensor(name))
        #expect(found.shape == tensor.shape)
        #expect(found.scalars.map(\.bitPattern) == tensor.scalars.map(\.bitPattern))
      }
    }
  }

  @Test("a file cut off anywhere is refused")
  func truncation() throws {
    let bytes = try AtomicFile.read(referencePath, limit: 1 << 20)
    for count in 0..<bytes.count {
      let found = fact { () throws(CheckpointFault) in
        _ = try Checkpoint(bytes: Array(bytes.prefix(count)), path: "x")
      }
      guard case .truncated(count, let expected) = found else {
        Issue.record("\(count) bytes: \(String(describing: found))")
        continue
      }
      #expect(expected > count)
    }
    let found = fact { () throws(CheckpointFault) in
      _ = try Checkpoint(bytes: bytes + [0], path: "x")
    }
    #expect(found == .trailingBytes(found: bytes.count + 1, expected: bytes.count))
  }

  @Test("no changed byte gives other weights: they are refused, or as before")
  func flippedBytes() throws {
    let network = try perceptron()
    let bytes = try AtomicFile.read(referencePath, limit: 1 << 20)
    let right = try network.weights(
      from: Checkpoint(bytes: bytes, path: "x"), names: pyTorch)
    var refused = 0
    for index in bytes.indices {
      for bit in [UInt8(1), 4, 128] {
        var changed = bytes
        changed[index] ^= bit
        do throws(CheckpointFault) {
          let checkpoint = try Checkpoint(bytes: changed, path: "x")
          #expect(try network.weights(from: checkpoint, names: pyTorch) == right, "byte \(index)")
        } catch { refused += 1 }
      }
    }
    #expect(refused > bytes.count)
  }

  @Test(
    "a lying header is refused by the name of its tensor",
    arguments: [
      (
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
        CheckpointFault.Fact.wrongSize(tensor: "a", shape: [2], begin: 0, end: 4)
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4,
        .wrongSize(tensor: "a", shape: [1], begin: 4, end: 0)
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}"#,
        6, .overlap(tensor: "b", other: "a")
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8,
        .gap(tensor: "a", bytes: 4)
      ),
      (
        #"{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}"#, 4,
        .unknownType(tensor: "a", type: "F31")
      ),
      (
        #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#, 4,
        .absurdShape(tensor: "a", shape: [1 << 32, 1 << 32])
      ),
      (
        #"{"a":{"dtype":"F32","shape":[2305843009213693951],"data_offsets":[0,9223372036854775804]}}"#,
        4, .truncated(found: 102, expected: .max)
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        4, .duplicateName("a")
      ),
    ])
  func lies(_ header: String, _ data: Int, _ expected: CheckpointFault.Fact) {
    let found = fact { () throws(CheckpointFault) in
      _ = try Checkpoint(bytes: file(header, data: data), path: "x")
    }
    #expect(found == expected)
  }

  @Test(
    "what is no header is refused where it goes wrong",
    arguments: [
      ("", 0), ("[]", 0), ("{", 1), (#"{"a"}"#, 4), (#"{"a":{}}"#, 7), (#"{"a":1}"#, 5),
      (#"{"__metadata__":{"a":1}}"#, 21), (#"{} x"#, 3), (#"{"\ud800":{}}"#, 8),
      (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 29),
      (#"{"a":{"shape":[99999999999999999999]}}"#, 33),
      (#"{"a":{"color":"red"}}"#, 14), (String(repeating: "{\"a\":", count: 100_000), 10),
    ])
  func malformed(_ header: String, _ byte: Int) {
    let found = fact { () throws(CheckpointFault) in
      _ = try Checkpoint(bytes: file(header, data: 0), path: "x")
    }
    guard case .malformedHeader(byte, _) = found else {
      Issue.record("\(header.prefix(40)): \(String(describing: found))")
      return
    }
  }

  @Test("a header of absurd length, a folder, a pipe, a missing and a too large file are refused")
  func files() throws {
    let huge = [UInt8](repeating: 255, count: 16)
    #expect(
      fact { () throws(CheckpointFault) in _ = try Checkpoint(bytes: huge, path: "x") }
        == .headerTooLong(bytes: .max, limit: 100_000_000))
    try withFolder { folder in
      func read(_ path: String) -> CheckpointFault.Fact? {
        fact { () throws(CheckpointFault) in _ = try Checkpoint(readingFrom: path, limit: 100) }
      }
      #expect(read(folder.path) == .notAFile)
      #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
      #expect(read(folder.path("pipe")) == .notAFile)
      #expect(read(folder.path("none")) == .cannotOpen(reason: "No such file or directory"))
      guard case .tooLarge(_, 100) = read(referencePath) else {
        Issue.record("the limit didn't hold")
        return
      }
    }
  }

  @Test("a fault while writing leaves the old file, and nothing else")
  func atomic() throws {
    try withFolder { folder in
      let path = folder.path("w")
      let old = try Checkpoint([("a", Tensor([1, 2]))])
      try old.write(to: path)
      let fault = CheckpointFault(path: path, fact: .cannotWrite(reason: "disk full"))
      #expect(throws: fault) {
        try AtomicFile.write(to: path) { descriptor throws(CheckpointFault) in
          #expect(Glibc.write(descriptor, "half", 4) == 4)
          throw fault
        }
      }
      #expect(try folder.names() == ["w"])
      #expect(try Checkpoint(readingFrom: path).tensor("a") == Tensor([1, 2]))
      // A folder can't be replaced by a file.
      #expect(throws: CheckpointFault.self) { try old.write(to: folder.path) }
      #expect(try folder.names() == ["w"])
      #expect(throws: CheckpointFault.self) { try old.write(to: folder.path("none/w")) }
    }
  }

  @Test("weights that don't fit the network are refused with names, shapes and file")
  func misfits() throws {
    let network = try perceptron()
    let right = try Checkpoint(readingFrom: referencePath)
    func load(
      _ checkpoint: Checkpoint, _ network: Network, _ names: WeightNames = pyTorch
    ) -> CheckpointFault.Fact? {
      fact { () throws(CheckpointFault) in
        _ = try network.weights(from: checkpoint, names: names)
      }
    }
    #expect(
      load(right, try Network.perceptron([2, 4, 3], .relu))
        == .wrongShape(
          tensor: "fc1.weight", parameter: "layer1/weight", found: [3, 2], expected: [4, 2]))
    #expect(
      load(right, network, .parameters)
        == .missing(tensor: "layer1/weight", parameter: "layer1/weight", shape: [2, 3]))
    #expect(
      load(right, network, .pyTorch([.linear("layer1", from: "fc1")]))
        == .unmapped(parameter: "layer2/weight"))
    let small = try Network.perceptron([2, 3], .relu)
    #expect(load(right, small) == .unknown(tensors: ["fc2.bias", "fc2.weight"]))
    #expect(
      load(
        right, small,
        .pyTorch([.linear("layer1", from: "fc1")], ignoring: ["fc2.bias", "fc2.weight"])) == nil)
    let half = #"{"layer1/weight":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]}}"#
    #expect(
      load(try Checkpoint(bytes: file(half, data: 12), path: "x"), small, .parameters)
        == .wrongType(tensor: "layer1/weight", type: "F16"))
  }

  @Test("normalization and convolution take PyTorch's names as they are")
  func otherModules() throws {
    let network = try Network(inputShape: [1, 4, 4]) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try ConvolutionLayer(
          1, 2, WindowGeometry(3), weight: .constant(0), name: "conv", in: &model),
        try BatchNormalization(2, name: "norm", in: &model),
      ]
    }
    let kernel = Tensor(shape: [2, 1, 3, 3], scalars: (0..<18).map { Float($0) })
    let parts: [(name: String, tensor: Tensor)] = [
      ("c.weight", kernel), ("c.bias", Tensor([1, 2])), ("n.weight", Tensor([3, 4])),
      ("n.bias", Tensor([5, 6])), ("n.running_mean", Tensor([7, 8])),
      ("n.running_var", Tensor([9, 10])), ("n.num_batches_tracked", Tensor(1)),
    ]
    let names = WeightNames.pyTorch(
      [.module("conv", from: "c"), .module("norm", from: "n")],
      ignoring: ["n.num_batches_tracked"])
    let weights = try network.weights(from: Checkpoint(parts), names: names)
    #expect(weights.tensors == parts.dropLast().map(\.tensor))
  }

  @Test("no control character of a file's names reaches a terminal")
  func printable() {
    let fault = CheckpointFault(path: "it", fact: .unknownType(tensor: "a\u{1B}[31m", type: "\n"))
    #expect("\(fault)" == "it: tensor a\u{FFFD}[31m has the unknown type \u{FFFD}")
  }

  @Test("a fault says what was found, what was expected, where, and what to do")
  func text() {
    let fault = CheckpointFault(
      path: "w.safetensors",
      fact: .wrongShape(
        tensor: "fc1.weight", parameter: "layer1/weight", found: [3, 2], expected: [4, 2]))
    #expect(
      fault.description == """
        w.safetensors: tensor fc1.weight has shape [3, 2], but parameter layer1/weight needs \
        [4, 2]; use a network with the sizes of the file
        """)
  }
}
