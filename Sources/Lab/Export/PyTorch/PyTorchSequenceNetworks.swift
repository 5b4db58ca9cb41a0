internal import Networks
internal import Tensors

extension PyTorchNetwork {
  /// Encoder and decoder, with or without attention.
  init(_ settings: SequenceToSequenceSettings) {
    let (embedding, width) = (settings.embedding, settings.width)
    let memory = settings.isBidirectional ? 2 * width : width
    let features = settings.hasAttention ? width + memory : width
    var modules = [
      "self.source = nn.Embedding(\(settings.sourceVocabulary), \(embedding))",
      "self.target = nn.Embedding(\(settings.targetVocabulary), \(embedding))",
      "self.encoder = nn.GRU(\(embedding), \(width), batch_first=True"
        + (settings.isBidirectional ? ", bidirectional=True)" : ")"),
    ]
    var slots: [Slot] =
      .module("source", "weight") + .module("target", "weight") + .recurrent("encoder")
    if settings.isBidirectional { slots += .recurrent("encoder", suffix: "_l0_reverse") }
    if settings.hasBridge {
      modules.append("self.bridge = nn.Linear(\(memory), \(width))")
      slots += .linear("bridge")
    }
    if settings.hasAttention {
      let attention = settings.attentionWidth
      modules += [
        "self.decoder = nn.GRUCell(\(embedding + memory), \(width))",
        "self.key = nn.Linear(\(memory), \(attention), bias=False)",
        "self.query = nn.Linear(\(width), \(attention), bias=False)",
        "self.score = nn.Parameter(torch.zeros(\(attention)))",
      ]
      slots += .recurrent("decoder", suffix: "") + .linear("key", hasBias: false)
      slots += .linear("query", hasBias: false) + [.init(name: "score")]
    } else {
      modules.append("self.decoder = nn.GRU(\(embedding), \(width), batch_first=True)")
      slots += .recurrent("decoder")
    }
    let outputs = settings.hasTiedReadout ? embedding : settings.targetVocabulary
    modules.append("self.output = nn.Linear(\(features), \(outputs))")
    slots += .linear("output")
    self.init(
      body: PyTorchNetwork.body(
        modules,
        forward: PyTorchNetwork.encoding(settings)
          + (settings.hasAttention
            ? PyTorchNetwork.attending(settings) : PyTorchNetwork.decoding(settings))),
      base: "nn.Module", slots: slots)
  }

  /// A network that predicts the next token of a text.
  /// - Throws: `ExportFault.unknownLayer` for cells that PyTorch doesn't have.
  init(
    _ cell: RecurrentCell, vocabulary: Int, embedding: Int, width: Int
  ) throws(ExportFault) {
    let layer: String
    switch cell {
    case .simple(.tanh): layer = "nn.RNN(\(embedding), \(width), batch_first=True)"
    case .simple(.relu):
      layer = "nn.RNN(\(embedding), \(width), nonlinearity=\"relu\", batch_first=True)"
    case .lstm: layer = "nn.LSTM(\(embedding), \(width), batch_first=True)"
    case .gru(.afterProduct): layer = "nn.GRU(\(embedding), \(width), batch_first=True)"
    case .gru(.beforeProduct):
      throw .unknownLayer("a GRU whose reset gate acts before the product")
    case .simple: throw .unknownLayer("a recurrent layer of another function than tanh or ReLU")
    }
    self.init(
      body: PyTorchNetwork.body(
        [
          "self.embedding = nn.Embedding(\(vocabulary), \(embedding))",
          "self.recurrent = \(layer)",
          "self.output = nn.Linear(\(width), \(vocabulary))",
        ],
        forward: [
          "states, _ = self.recurrent(self.embedding(x))",
          "return self.output(states)",
        ]),
      base: "nn.Module",
      slots: .module("embedding", "weight") + .recurrent("recurrent") + .linear("output"))
  }

  /// Convolutions over time that predict the next token of a text.
  init(_ settings: CausalConvolutionSettings, vocabulary: Int) {
    let (width, kernel) = (settings.width, settings.kernel)
    let dilations = settings.dilations.map(String.init).joined(separator: ", ")
    var slots: [Slot] = .module("embedding", "weight")
    for layer in settings.dilations.indices { slots += .linear("convolutions.\(layer)") }
    slots += .linear("output")
    self.init(
      body: PyTorchNetwork.body(
        [
          "self.embedding = nn.Embedding(\(vocabulary), \(width))",
          "self.dilations = [\(dilations)]",
          "self.convolutions = nn.ModuleList(",
          "    nn.Linear(\(kernel * width), \(width)) for _ in self.dilations",
          ")",
          "self.output = nn.Linear(\(width), \(vocabulary))",
        ],
        forward: [
          "x = self.embedding(x)",
          "for dilation, convolution in zip(self.dilations, self.convolutions):",
          "    # The tokens that each sum sees, the oldest first; zeros before the first token.",
          "    past = [",
          "        F.pad(x, (0, 0, dilation * back, 0))[:, : x.shape[1]]",
          "        for back in reversed(range(\(kernel)))",
          "    ]",
          "    x = x + torch.relu(convolution(torch.cat(past, 2)))",
          "return self.output(x)",
        ]),
      base: "nn.Module", slots: slots)
  }

  /// A Transformer of one sequence.
  init(
    _ settings: TransformerSettings, _ reading: SequenceReading, vocabulary: Int, steps: Int,
    depth: Int
  ) {
    var call = PyTorchCall("Block(\(settings.width), \(settings.heads), \(settings.hidden)")
      .with("dropout", settings.dropout, unless: 0)
      .with("attention_dropout", settings.attentionDropout, unless: 0)
    if settings.placement == .after { call = call.with("norm_first", text: "False") }
    if !reading.isCausal { call = call.with("causal", text: "False") }
    var slots: [Slot] = .module("embedding", "weight")
    let positions = PyTorchNetwork.positions(reading.positions, steps: steps, settings.width)
    if case .learned = reading.positions { slots += [.init(name: "positions")] }
    var modules: [String: String] = [:]
    let hasFeedForward = settings.hidden > 0
    for block in 0..<max(0, depth) {
      let name = "blocks.\(block)"
      let layers = ["qkv", "projection"] + (hasFeedForward ? ["wide", "narrow"] : [])
      for layer in layers { slots += .linear("\(name).\(layer)") }
      for norm in hasFeedForward ? ["norm1", "norm2"] : ["norm1"] {
        slots += .module("\(name).\(norm)", "weight", "bias")
      }
      modules["blocks/\(block)/attention"] = "\(name).projection"
      if hasFeedForward { modules["blocks/\(block)/feedforward"] = "\(name).narrow" }
    }
    slots += .module("norm", "weight", "bias") + .linear("output")
    let mean = [
      "y = self.output(self.norm(self.blocks(x)).mean(1))",
      "return y[:, None].expand(-1, x.shape[1], -1)",
    ]
    self.init(
      body: PyTorchNetwork.body(
        ["self.embedding = nn.Embedding(\(vocabulary), \(settings.width))"] + positions + [
          "self.blocks = nn.Sequential(*repeat(\(depth), lambda: [\(call.text)]))",
          "self.norm = nn.LayerNorm(\(settings.width))",
          "self.output = nn.Linear(\(settings.width), \(vocabulary))",
        ],
        forward: [
          reading.positions == .none
            ? "x = self.embedding(x)" : "x = self.embedding(x) + self.positions[: x.shape[1]]"
        ] + (reading.readsMean ? mean : ["return self.output(self.norm(self.blocks(x)))"])),
      base: "nn.Module", slots: slots, modules: modules, pieces: [.repeat, .block],
      isRandom: settings.dropout > 0 || settings.attentionDropout > 0)
  }

  /// What makes the table that is added to the tokens' rows.
  private static func positions(
    _ positions: TokenPositions, steps: Int, _ width: Int
  ) -> [String] {
    switch positions {
    case .none: []
    case .learned: ["self.positions = nn.Parameter(torch.zeros(\(steps), \(width)))"]
    case .sinusoids(let base):
      [
        "column = torch.arange(\(width), dtype=torch.float64)",
        "angle = torch.arange(\(steps))[:, None] / "
          + "\(PyTorchText.number(base)) ** (column // 2 * 2 / \(width))",
        "table = torch.where(column % 2 == 0, angle.sin(), angle.cos()).float()",
        "self.register_buffer(\"positions\", table, persistent=False)",
      ]
    }
  }

  // MARK: Lines

  private static func body(_ modules: [String], forward: [String]) -> [String] {
    ["def __init__(self):", "    super().__init__()"] + modules.map { "    \($0)" }
      + ["", "def forward(self, x):"] + forward.map { $0.isEmpty ? "" : "    \($0)" }
  }

  /// From x to `memory` and to the decoder's first `state`.
  private static func encoding(_ settings: SequenceToSequenceSettings) -> [String] {
    let steps = settings.sourceSteps
    var lines = ["source, target = x[:, :\(steps)], self.target(x[:, \(steps):])"]
    if let padding = settings.padding {
      lines += [
        "# Tokens before the first one that only fills up.",
        "lengths = (source != \(padding)).long().cumprod(1).sum(1)",
        "packed = nn.utils.rnn.pack_padded_sequence(",
        "    self.source(source), lengths.cpu(), batch_first=True, enforce_sorted=False",
        ")",
        "memory, last = self.encoder(packed)",
      ]
    } else {
      lines.append("memory, last = self.encoder(self.source(source))")
    }
    let last = settings.isBidirectional ? "torch.cat((last[0], last[1]), 1)" : "last[0]"
    lines.append(
      settings.hasBridge ? "state = torch.tanh(self.bridge(\(last)))" : "state = \(last)")
    return lines
  }

  private static func attending(_ settings: SequenceToSequenceSettings) -> [String] {
    let steps = settings.sourceSteps
    let isPadded = settings.padding != nil
    let unpacking = [
      "memory, _ = nn.utils.rnn.pad_packed_sequence(",
      "    memory, batch_first=True, total_length=\(steps)",
      ")",
      "padding = torch.arange(\(steps), device=x.device) >= lengths[:, None]",
    ]
    return (isPadded ? unpacking : []) + [
      "key = self.key(memory)",
      "rows = []",
      "for y in target.unbind(1):",
      "    # α = softmax(vᵀ·tanh(K·m + Q·h)): where the decoder looks before this step.",
      "    scores = torch.tanh(key + self.query(state)[:, None]) @ self.score",
      isPadded
        ? "    alpha = scores.masked_fill(padding, -math.inf).softmax(1)"
        : "    alpha = scores.softmax(1)",
      "    context = (alpha[:, :, None] * memory).sum(1)",
      "    state = self.decoder(torch.cat((y, context), 1), state)",
      "    rows.append(torch.cat((state, context), 1))",
      "return \(logits("torch.stack(rows, 1)", settings))",
    ]
  }

  private static func decoding(_ settings: SequenceToSequenceSettings) -> [String] {
    [
      "states, _ = self.decoder(target, state[None].contiguous())",
      "return \(logits("states", settings))",
    ]
  }

  private static func logits(_ features: String, _ settings: SequenceToSequenceSettings) -> String {
    settings.hasTiedReadout
      ? "torch.tanh(self.output(\(features))) @ self.target.weight.T" : "self.output(\(features))"
  }
}
