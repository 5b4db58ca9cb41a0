import Experiments
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("The kinds of model")
struct ModelKindTests {
  /// The network that a lesson on these data describes.
  private func network(
    _ model: String, data: String = "{kind: mnist, train: 100, test: 50}"
  ) throws -> NetworkPlan {
    try ModelLesson(model: model, data: data).lesson.experiment(knobs: [:]).network
  }

  @Test(
    "have the parameters that their formulas count",
    arguments: [
      // 784·8+8, 2·8 for γ and β, 8·10+10
      ("{kind: mlp, width: 8, depth: 1, activation: relu, norm: batch}", 6_386),
      ("{kind: mlp, width: 8, depth: 1, activation: relu, norm: layer, dropout: 0.5}", 6_386),
      ("{kind: lenet}", 61_706),
      // 9·8, 2·8, 9·8·4, 2·4, 4·7·7·10+10
      ("{kind: cnn, channels: [8, 4], stride: 2, norm: batch}", 72 + 16 + 288 + 8 + 1_970),
      // 4·4·8+8, 9·8·8+8, 8·10+10
      ("{kind: cnn, channels: [8, 8], patch: 4, readout: mean}", 136 + 584 + 90),
      // 7·7 pixels of 8 channels
      ("{kind: cnn, channels: [8], patch: 4}", 136 + 3_930),
      ("{kind: cnn, channels: [8], pooling: max, readout: mean}", 80 + 90),
    ] as [(String, Int)])
  func parameters(_ model: String, _ count: Int) throws {
    #expect(try network(model).parameterCount == count)
  }

  @Test("LeNet-5 is the one of the networks by name")
  func leNet() throws {
    let built = try network("{kind: lenet}").network()
    let named = try Network.leNet5()
    #expect(built.parameterCount == named.parameterCount)
    #expect(built.layerNames == named.layerNames)
    #expect(built.parameters.map(\.shape) == named.parameters.map(\.shape))
  }

  @Test(
    "residual networks are those by name",
    arguments: [
      ("plain", ResidualSettings.Shortcut.plain), ("padded", .padded), ("projected", .projected),
    ])
  func residual(_ word: String, _ shortcut: ResidualSettings.Shortcut) throws {
    let model = "{kind: resnet, depth: 20, shortcut: \(word), widths: [4, 8, 16]}"
    let built = try network(model).network()
    let settings = ResidualSettings(depth: 20, shortcut: shortcut, widths: [4, 8, 16])
    let named = try Network.residual(settings, image: [1, 28, 28])
    #expect(built.parameterCount == named.parameterCount)
    #expect(built.layerNames.count == named.layerNames.count)
  }

  @Test(
    "from sequence to sequence have the parameters of the calibrated net",
    arguments: [("yes", true), ("no", false)])
  func translator(_ attention: String, _ isWithAttention: Bool) throws {
    let experiment = try ModelLesson(
      model: "{kind: seq2seq, embedding: 8, width: 6, bidirectional: yes, attention: \(attention)}",
      data: "{kind: dates, train: 100, test: 50}"
    ).lesson.experiment(knobs: [:])
    let plan = experiment.network
    guard case .sequenceToSequence(let settings) = plan.layers[0] else {
      Issue.record("the layer is \(plan.layers[0])")
      return
    }
    #expect(settings.hasAttention == isWithAttention)
    #expect(settings.isBidirectional && settings.hasBridge && settings.padding != nil)
    #expect(plan.inputShape == [settings.sourceSteps + 10])
    #expect(experiment.reads(.attention) == isWithAttention)
  }

  @Test("the norm stands between the sums and the activation, the dropout after it")
  func order() throws {
    let model = "{kind: mlp, width: 8, depth: 2, activation: tanh, norm: batch, dropout: 0.25}"
    let plan = try network(model)
    let kinds = plan.layers.map { layer -> String in
      switch layer {
      case .dense(_, _, _, _, .identity): "affine"
      case .normalization(.batch, 8, 0.1): "norm"
      case .activation(.tanh): "tanh"
      case .dropout(0.25): "dropout"
      default: "\(layer)"
      }
    }
    let hidden = ["affine", "norm", "tanh", "dropout"]
    #expect(kinds == hidden + hidden + ["affine"])
    #expect(
      plan.names == [
        "hidden1", "norm1", "activation1", "dropout1", "hidden2", "norm2", "activation2",
        "dropout2", "head",
      ])
    #expect(plan.observedActivations == [.tanh, .tanh, .identity])
    #expect(plan.batchNormalizationCount == 2)
  }

  @Test(
    "the way back goes through the statistics of a batch unless it is stopped",
    arguments: [("", false), (", norm_gradient: whole", false), (", norm_gradient: stopped", true)])
  func normGradient(_ setting: String, _ isHeld: Bool) throws {
    for model in ["mlp, width: 8, depth: 1, activation: relu", "cnn, channels: [8]"] {
      let plan = try network("{kind: \(model), norm: batch\(setting)}")
      #expect(
        plan.layers.contains(
          .normalization(.batch(holdsStatistics: isHeld), channels: 8, averaging: 0.1)))
    }
  }

  @Test("residual hidden layers are scaled branches, all but the first")
  func residual() throws {
    let model = "{kind: mlp, width: 8, depth: 3, activation: relu, norm: layer, residual: 1 / 4}"
    let layers = try network(model).layers
    let kinds = layers.map { layer -> String in
      switch layer {
      case .dense(_, 8, _, _, .identity): "affine"
      case .dense(8, 10, _, _, .identity): "head"
      case .normalization(.layer, 8, _): "norm"
      case .activation(.relu): "relu"
      case .residual(let branch, let shortcut, 0.25, .identity):
        branch.count == 3 && shortcut.isEmpty ? "residual" : "\(layer)"
      default: "\(layer)"
      }
    }
    #expect(kinds == ["affine", "norm", "relu", "residual", "residual", "head"])
  }

  @Test("a table of layers has output shapes and parameters")
  func summary() throws {
    let rows = try network("{kind: lenet, activation: tanh, pooling: average}").summary()
    #expect(rows.map(\.name) == ["c1", "s2", "c3", "s4", "flatten", "c5", "f6", "output"])
    #expect(
      rows.map(\.outputShape) == [
        [6, 28, 28], [6, 14, 14], [16, 10, 10], [16, 5, 5], [400], [120], [84], [10],
      ])
    #expect(rows.map(\.parameters) == [156, 0, 2_416, 0, 0, 48_120, 10_164, 850])
    #expect(rows[0].kind == "convolution 5×5")
    #expect(rows[1].kind == "mean of 2×2")
  }

  @Test("the table of a network of one piece adds up to its parameters")
  func wholeModels() throws {
    let plan = try network(
      "{kind: seq2seq, embedding: 8, width: 6, bidirectional: yes}",
      data: "{kind: dates, train: 100, test: 50}")
    let rows = try plan.summary()
    #expect(
      rows.map(\.name) == [
        "source", "target", "encoder", "bridge", "decoder", "attention", "output",
      ])
    #expect(rows.reduce(0) { $0 + $1.parameters } == plan.parameterCount)
  }

  @Test(
    "say what doesn't fit, with line and column",
    arguments: [
      (
        "{kind: seq2seq, embedding: 8, width: 8}", "{kind: mnist, train: 100, test: 50}",
        "12:8: a model of the kind \"seq2seq\" needs pairs of sequences; these data are images of "
          + "1×28×28"
      ),
      (
        "{kind: lenet}", "{kind: dates, train: 100, test: 50}",
        "12:8: a model of the kind \"lenet\" needs images; these data are pairs of sequences"
      ),
      (
        "{kind: lenet}", "{kind: digits8x8, train: 100, test: 50}",
        "12:8: layer c3 can't move a 5×5 window (stride 1, padding 0, dilation 1) over images of "
          + "6×2×2; make the window smaller or the padding larger"
      ),
      (
        "{kind: cnn, channels: [8], kernel: 40, padding: 0}",
        "{kind: mnist, train: 100, test: 50}",
        "12:8: layer conv1 can't move a 40×40 window (stride 1, padding 0, dilation 1) over images "
          + "of 1×28×28; make the window smaller or the padding larger"
      ),
      (
        "{kind: resnet, depth: 21}", "{kind: mnist, train: 100, test: 50}",
        "12:30: depth comes to 21; expected 6n + 2: 8, 14, 20, …"
      ),
      (
        "{kind: mlp, width: 8, depth: 2, activation: relu, norm: btach}",
        "{kind: mnist, train: 100, test: 50}",
        "12:64: unknown word for model.norm \"btach\"; did you mean \"batch\"?"
      ),
    ] as [(String, String, String)])
  func misfits(_ model: String, _ data: String, _ fault: String) {
    #expect(ModelLesson(model: model, data: data).faults == [fault])
  }

  @Test("of too many activations are refused with their bytes")
  func tooLarge() {
    let model = "{kind: cnn, channels: [4096], kernel: 3}"
    let lesson = ModelLesson(
      model: model, data: "{kind: mnist, train: 12000, test: 50}", batch: 12_000)
    #expect(
      lesson.faults == [
        "12:8: the network has 32153610 parameters and needs 287.5 GiB, the limit is 2 GiB; make it "
          + "smaller"
      ])
  }

  @Test("a probe that no arm can answer is a fault")
  func probes() {
    var lesson = ModelLesson(model: "{kind: mlp, width: 8, depth: 1, activation: relu}")
    lesson.probe = "{of: attention_argmax}"
    #expect(
      lesson.faults == [
        "19:10: the probe \"extra\": no arm's network has anything that attention_argmax could measure"
      ])
    lesson.probe = "{of: train_set_loss, layer: 2}"
    #expect(lesson.faults.count == 1)
    #expect(
      lesson.faults[0].hasPrefix(
        "19:38: probes.extra.layer: expected a measure that takes it (activation_mean, "))
    #expect(lesson.faults[0].contains("filters, feature_maps"))
    #expect(lesson.faults[0].hasSuffix("found train_set_loss"))
    lesson.probe = "{of: dead_share, layer: 3}"
    #expect(lesson.faults == ["19:10: layer of extra: found 3, expected 1 to 2"])
    lesson.model = "{kind: mlp, width: 8, depth: 4, activation: relu, residual: 0.5}"
    lesson.probe = "{of: residual_block, layer: 4}"
    #expect(lesson.faults == ["19:10: layer of extra: found 4, expected 1 to 3"])
    lesson.probe = "{of: train_set_loss, batches: mixed}"
    #expect(
      lesson.faults == [
        "19:40: probes.extra.batches: expected a measure that takes it (test_loss, test_accuracy), "
          + "found train_set_loss"
      ])
  }

  @Test(
    "a measure of a field names one that the data have",
    arguments: [
      ("{of: attention_mass, field: year}", []),
      (
        "{of: attention_mass, field: yaer}",
        ["19:10: unknown field of the data \"yaer\"; did you mean \"year\"?"]
      ),
      ("{of: attention_mass}", ["19:10: the key \"field\" is missing in probes.extra"]),
    ] as [(String, [String])])
  func fields(_ probe: String, _ faults: [String]) {
    var lesson = ModelLesson(
      model: "{kind: seq2seq, embedding: 8, width: 6, attention: yes}",
      data: "{kind: dates, train: 100, test: 50}")
    lesson.probe = probe
    #expect(lesson.faults == faults)
  }
}

/// A lesson whose model, data and one probe are given.
struct ModelLesson {
  var model: String
  var data = "{kind: mnist, train: 100, test: 50}"
  var batch = 10
  var probe = "{of: test_loss}"
  var training = "optimizer: sgd, learning_rate: 0.1"

  var text: String {
    """
    ---
    lab: 1
    id: model
    title: A model
    question: Is it built?
    part: A. Tests
    number: 3
    minutes: 2
    seeds: {show: 7, look: [1]}

    data: \(data)
    model: \(model)
    train: {\(training), batch: \(batch), steps: 50}
    arms:
      one: {label: one}
      two: {label: two}
    probes:
      loss: {of: train_loss}
      extra: \(probe)
    plots:
      curve: {line: [loss]}
    ---
    ## First

    Text.
    """
  }

  var lesson: Lesson {
    get throws { try Lesson.read(Array(text.utf8), path: "model.md") }
  }

  var faults: [String] { SmallLesson.faults(text) }
}
