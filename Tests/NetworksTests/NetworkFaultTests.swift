import Networks
import Tensors
import Testing

@Suite("Networks that can't be") struct NetworkFaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let input: [Int]
    let fault: NetworkFault
    let text: String
    let layer: @Sendable (inout ModelBuilder) throws(NetworkFault) -> any Layer

    init(
      _ input: [Int], _ fault: NetworkFault, _ text: String,
      _ layer: @escaping @Sendable (inout ModelBuilder) throws(NetworkFault) -> any Layer
    ) {
      (self.input, self.fault, self.text, self.layer) = (input, fault, text, layer)
    }

    var testDescription: String { text }
  }

  private static func convolution(
    _ inputs: Int, _ outputs: Int, _ window: WindowGeometry, groups: Int = 1
  ) -> @Sendable (inout ModelBuilder) throws(NetworkFault) -> any Layer {
    { (model: inout ModelBuilder) throws(NetworkFault) in
      try ConvolutionLayer(
        inputs, outputs, window, groups: groups, weight: .constant(0), name: "c1", in: &model)
    }
  }

  private static let windows: [Case] = [
    Case(
      [1, 4, 4], .unusableWindow(layer: "c1", WindowGeometry(5), image: [1, 4, 4]),
      "layer c1 can't move a 5×5 window (stride 1, padding 0, dilation 1) over images of 1×4×4; "
        + "make the window smaller or the padding larger",
      convolution(1, 2, WindowGeometry(5))),
    Case(
      [2, 7], .unusableWindow(layer: "c1", WindowGeometry(line: 3, dilation: 4), image: [2, 7]),
      "layer c1 can't move a 3 window (stride 1, padding 0, dilation 4) over sequences of 2×7; "
        + "make the window smaller or the padding larger",
      convolution(2, 2, WindowGeometry(line: 3, dilation: 4))),
    Case(
      [2, 7, 7], .unusableWindow(layer: "c1", WindowGeometry(3, stride: 0), image: [2]),
      "layer c1 can't use a window of 3×3 (stride 0, padding 0, dilation 1); its extents, stride "
        + "and dilation must be at least 1, its padding at least 0",
      convolution(2, 2, WindowGeometry(3, stride: 0))),
    Case(
      [2, 7, 7], .unusableWindow(layer: "c1", WindowGeometry(3, padding: -1), image: [2]),
      "layer c1 can't use a window of 3×3 (stride 1, padding -1, dilation 1); its extents, stride "
        + "and dilation must be at least 1, its padding at least 0",
      convolution(2, 2, WindowGeometry(3, padding: -1))),
    Case(
      [3, 2, 2], .unusableWindow(layer: "s2", WindowGeometry(3, stride: 3), image: [3, 2, 2]),
      "layer s2 can't move a 3×3 window (stride 3, padding 0, dilation 1) over images of 3×2×2; "
        + "make the window smaller or the padding larger"
    ) { (_: inout ModelBuilder) throws(NetworkFault) in
      try Pooling(.max, WindowGeometry(3, stride: 3), name: "s2")
    },
    Case(
      [3, 8, 8], .unusableWindow(layer: "s2", WindowGeometry(3, padding: 2), image: []),
      "layer s2 can't pool with a window of 3×3 (stride 1, padding 2, dilation 1); its dilation "
        + "must be 1, its padding at most half of the window"
    ) { (_: inout ModelBuilder) throws(NetworkFault) in
      try Pooling(.average, WindowGeometry(3, padding: 2), name: "s2")
    },
    Case(
      [192], .unusableWindow(layer: "s2", WindowGeometry(2), image: [192]),
      "layer s2 moves a window of 2×2 over images of 3 axes, but gets 192 numbers an example; "
        + "keep it before layers that flatten"
    ) { (_: inout ModelBuilder) throws(NetworkFault) in
      try Pooling(.max, WindowGeometry(2), name: "s2")
    },
    Case(
      [6, 1, 4],
      .unusableWindow(
        layer: "s2", WindowGeometry(2, stride: 2), image: [6, 1, 4]),
      "layer s2 can't move a 2×2 window (stride 2, padding 0, dilation 1) over images of 6×1×4; "
        + "make the window smaller or the padding larger"
    ) { (model: inout ModelBuilder) throws(NetworkFault) in
      try TrainableSubsampling(6, weight: .constant(1), name: "s2", in: &model)
    },
    Case(
      [2, 3, 9], .unusableWindow(layer: "local", WindowGeometry(4), image: [2, 3, 9]),
      "layer local can't move a 4×4 window (stride 1, padding 0, dilation 1) over images of "
        + "2×3×9; make the window smaller or the padding larger"
    ) { (model: inout ModelBuilder) throws(NetworkFault) in
      try LocallyConnectedLayer(
        [2, 3, 9], 1, WindowGeometry(4), weight: .constant(0), name: "local", in: &model)
    },
  ]

  private static let divisions: [Case] = [
    Case(
      [4, 5, 5], .indivisible(layer: "c1", .groups, count: 3, extents: [4, 6]),
      "layer c1 can't make 3 groups of 4 and 6 channels; choose a number that divides both",
      convolution(4, 6, WindowGeometry(3), groups: 3)),
    Case(
      [4, 5, 5], .indivisible(layer: "c1", .groups, count: 0, extents: [4, 6]),
      "layer c1 can't make 0 groups of 4 and 6 channels; choose a number that divides both",
      convolution(4, 6, WindowGeometry(3), groups: 0)),
    Case(
      [10, 2, 2], .indivisible(layer: "norm", .groups, count: 4, extents: [10]),
      "layer norm can't make 4 groups of 10 channels; choose a number that divides it"
    ) { (model: inout ModelBuilder) throws(NetworkFault) in
      try GroupNormalization(10, groups: 4, name: "norm", in: &model)
    },
    Case(
      [5, 64], .indivisible(layer: "attention", .heads, count: 3, extents: [64]),
      "layer attention can't make 3 heads of 64 numbers; choose a number that divides it"
    ) { (model: inout ModelBuilder) throws(NetworkFault) in
      try SelfAttention(width: 64, heads: 3, name: "attention", in: &model)
    },
  ]

  private static func mismatch(
    _ layer: String, _ expected: [Int], _ found: [Int],
    _ build: @escaping @Sendable (inout ModelBuilder) throws(NetworkFault) -> any Layer
  ) -> Case {
    func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "×") }
    return Case(
      found, .shapeMismatch(layer: layer, expected: expected, found: found),
      "layer \(layer) takes \(text(expected)) numbers an example, but gets \(text(found)); "
        + "make the two agree", build)
  }

  private static let shapes: [Case] = [
    mismatch("c1", [2, 8, 8], [3, 8, 8], convolution(2, 4, WindowGeometry(3))),
    mismatch("c1", [2, 9], [3, 9], convolution(2, 4, WindowGeometry(line: 3))),
    mismatch("c1", [2, 1, 1], [128], convolution(2, 4, WindowGeometry(3))),
    mismatch("norm", [4, 3, 3], [5, 3, 3]) { (model: inout ModelBuilder) throws(NetworkFault) in
      try BatchNormalization(4, name: "norm", in: &model)
    },
    mismatch("norm", [4], [5]) { (model: inout ModelBuilder) throws(NetworkFault) in
      try BatchNormalization(4, name: "norm", in: &model)
    },
    mismatch("norm", [6, 7], [4, 7]) { (model: inout ModelBuilder) throws(NetworkFault) in
      try GroupNormalization.instance(6, name: "norm", in: &model)
    },
    mismatch("gap", [1, 1, 1], [12]) { (_: inout ModelBuilder) throws(NetworkFault) in
      GlobalPooling(.average, name: "gap")
    },
    mismatch("local", [1, 4, 4], [1, 4, 5]) { (model: inout ModelBuilder) throws(NetworkFault) in
      try LocallyConnectedLayer(
        [1, 4, 4], 2, WindowGeometry(3), weight: .constant(0), name: "local", in: &model)
    },
    mismatch("c3", [6, 9, 9], [4, 9, 9]) { (model: inout ModelBuilder) throws(NetworkFault) in
      try SparseConvolution(
        6, SparseConvolution.table, extent: 5, weight: .constant(0), name: "c3", in: &model)
    },
    mismatch("shortcut", [4, 6, 6], [8, 6, 6]) { (_: inout ModelBuilder) throws(NetworkFault) in
      try PaddedShortcut(4, stride: 2)
    },
    mismatch("head", [400], [16, 5, 5]) { (model: inout ModelBuilder) throws(NetworkFault) in
      try Dense(400, 10, weight: .constant(0), name: "head", in: &model)
    },
  ]

  private static let values: [Case] = [
    Case(
      [4], .impossibleValue(layer: "norm", name: "averaging", 1.5),
      "layer norm: averaging can't be 1.5"
    ) { (model: inout ModelBuilder) throws(NetworkFault) in
      try BatchNormalization(4, averaging: 1.5, name: "norm", in: &model)
    },
    Case(
      [3, 8], .impossibleValue(layer: "attention/dropout", name: "probability", 1),
      "layer attention/dropout: probability can't be 1.0"
    ) { (model: inout ModelBuilder) throws(NetworkFault) in
      try SelfAttention(width: 8, heads: 2, dropout: 1, name: "attention", in: &model)
    },
    Case(
      [6, 9, 9], .impossibleValue(layer: "c3", name: "input plane", 6),
      "layer c3: input plane can't be 6.0"
    ) { (model: inout ModelBuilder) throws(NetworkFault) in
      try SparseConvolution(6, [[0, 6]], extent: 5, weight: .constant(0), name: "c3", in: &model)
    },
    Case(
      [4, 6, 6], .impossibleValue(layer: "s", name: "stride", 0), "layer s: stride can't be 0.0"
    ) { (_: inout ModelBuilder) throws(NetworkFault) in
      try PaddedShortcut(4, stride: 0, name: "s")
    },
  ]

  @Test(
    "are refused before anything is allocated, with the layer and the shapes",
    arguments: windows + divisions + shapes + values)
  func refused(_ example: Case) {
    #expect(throws: example.fault) {
      _ = try Network(inputShape: example.input) {
        (model: inout ModelBuilder) throws(NetworkFault) in [try example.layer(&model)]
      }
    }
    #expect("\(example.fault)" == example.text)
  }
}
