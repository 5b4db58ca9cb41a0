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
    modules.append("self.output = nn.Linear(\(features), \(settings.targetVocabulary))")
    slots += .linear("output")
    self.init(
      body: PyTorchNetwork.body(
        modules,
        forward: PyTorchNetwork.encoding(settings)
          + (settings.hasAttention
            ? PyTorchNetwork.attending(settings) : PyTorchNetwork.decoding)),
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

  /// A Transformer that predicts the next token of a text.
  init(_ settings: TransformerSettings, vocabulary: Int, steps: Int, depth: Int) {
    var call = PyTorchCall("Block(\(settings.width), \(settings.heads), \(settings.hidden)")
      .with("dropout", settings.dropout, unless: 0)
      .with("attention_dropout", settings.attentionDropout, unless: 0)
    if settings.placement == .after { call = call.with("norm_first", text: "False") }
    var slots: [Slot] = .module("embedding", "weight") + [.init(name: "positions")]
    var modules: [String: String] = [:]
    for block in 0..<max(0, depth) {
      let name = "blocks.\(block)"
      for layer in ["qkv", "projection", "wide", "narrow"] { slots += .linear("\(name).\(layer)") }
      for norm in ["norm1", "norm2"] { slots += .module("\(name).\(norm)", "weight", "bias") }
      modules["blocks/\(block)/attention"] = "\(name).projection"
      modules["blocks/\(block)/feedforward"] = "\(name).narrow"
    }
    slots += .module("norm", "weight", "bias") + .linear("output")
    self.init(
      body: PyTorchNetwork.body(
        [
          "self.embedding = nn.Embedding(\(vocabulary), \(settings.width))",
          "self.positions = nn.Parameter(torch.zeros(\(steps), \(settings.width)))",
          "self.blocks = nn.Sequential(*repeat(\(depth), lambda: [\(call.text)]))",
          "self.norm = nn.LayerNorm(\(settings.width))",
          "self.output = nn.Linear(\(settings.width), \(vocabulary))",
        ],
        forward: [
          "x = self.embedding(x) + self.positions[: x.shape[1]]",
          "return self.output(self.norm(self.blocks(x)))",
        ]),
      base: "nn.Module", slots: slots, modules: modules, pieces: [.repeat, .block],
      isRandom: settings.dropout > 0 || settings.attentionDropout > 0)
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
      "return self.output(torch.stack(rows, 1))",
    ]
  }

  private static let decoding = [
    "states, _ = self.decoder(target, state[None].contiguous())",
    "return self.output(states)",
  ]
}
