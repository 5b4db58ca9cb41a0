internal import Networks

/// A part of a network that can be operated on.
public struct NetworkPart: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Dense layer, convolution or the like: what it gives is taken after its normalization and
    /// activation.
    case layer
    /// All heads together are so wide.
    case attention(width: Int)
    /// Of a residual block.
    case branch, shortcut
    /// All shortcuts of a network, or all branches, as one.
    case allOf(Path)
    /// What has numbers and can't be silenced, such as an embedding.
    case other
  }

  /// Whether it is the attention of a block, its units the heads.
  package var isAttention: Bool { if case .attention = kind { true } else { false } }

  public enum Path: Hashable, Sendable { case branch, shortcut }

  /// "hidden2", "block3/skip".
  public var name: String
  public var kind: Kind
  /// What it is, as in the table of layers: "dense", "convolution 5×5".
  public var words: String
  /// Units, channels or heads that can be silenced one by one.
  public var units: Int
  /// The names of the parameters that belong to it.
  package var parameters: Set<String>

  /// What one of its units is called.
  public var unitName: String {
    switch kind {
    case .attention: "head"
    case .layer, .other: words.hasPrefix("convolution") ? "channel" : "unit"
    case .branch, .shortcut, .allOf: "path"
    }
  }

  public var isSilenceable: Bool { kind != .other }
  /// Whether it has numbers that training changes.
  public var isTrained: Bool { !parameters.isEmpty }
}

/// What operations have made of a part.
package struct PartState: Hashable, Sendable {
  package var isSilenced: Bool
  /// Of its units, from 1.
  package var silencedUnits: [Int]
  package var isFrozen: Bool
}

extension [NetworkPart] {
  /// The parts that a name stands for: one, or all paths of a kind.
  func meant(by name: String) -> [NetworkPart] {
    guard let part = first(where: { $0.name == name }) else { return [] }
    switch part.kind {
    case .allOf(.shortcut): return filter { $0.kind == .shortcut }
    case .allOf(.branch): return filter { $0.kind == .branch }
    case .layer, .attention, .branch, .shortcut, .other: return [part]
    }
  }

  /// With all shortcuts and all branches as two more, where there are several.
  fileprivate var withPathsTogether: [NetworkPart] {
    func together(_ path: NetworkPart.Path, _ kind: NetworkPart.Kind, _ name: String) -> NetworkPart
    {
      let own = filter { $0.kind == kind }
      return NetworkPart(
        name: name, kind: .allOf(path), words: "all \(own.count)", units: 0,
        parameters: own.reduce(into: []) { $0.formUnion($1.parameters) })
    }
    guard count(where: { $0.kind == .shortcut }) > 1 else { return self }
    return [together(.shortcut, .shortcut, "skips"), together(.branch, .branch, "branches")] + self
  }

  /// What operations have made of each of these parts of a network.
  package func states(after operations: [Operation]) -> [PartState] {
    let surgery = Surgery(operations, among: self)
    return map { part in
      PartState(
        isSilenced: meant(by: part.name).allSatisfy { surgery.silenced.contains($0.name) },
        silencedUnits: (surgery.silencedUnits[part.name] ?? []).map { $0 + 1 }.sorted(),
        isFrozen: part.isTrained && surgery.frozen.isSuperset(of: part.parameters))
    }
  }
}

extension NetworkPlan {
  /// What can be operated on, from the input to the output; empty where the network can't be built.
  public var parts: [NetworkPart] {
    var model = ModelBuilder()
    var shape = [1] + inputShape
    guard let built = try? layers.built(names, &shape, in: &model) else { return [] }
    let parameters = model.parameters.map(\.name)
    return built.flatMap { layer -> [NetworkPart] in
      switch layer.plan {
      case .sequenceToSequence, .characters, .causalConvolutions:
        return NetworkPart.others(parameters)
      case .decoderTransformer(let settings, _, _, _, _):
        return NetworkPart.ofTransformer(settings, parameters)
      default: return []
      }
    } + zip(layers, names).parts(parameters).withPathsTogether
  }
}

extension Sequence where Element == (LayerPlan, String) {
  /// The parts of layers that follow each other.
  fileprivate func parts(_ parameters: [String]) -> [NetworkPart] {
    var result: [NetworkPart] = []
    var rest = Array(self)[...]
    while let (plan, name) = rest.first {
      let length = rest.map(\.0).observedLength
      let names = rest.prefix(length).map(\.1)
      rest = rest.dropFirst(length)
      let own = Set(parameters.filter { path in names.contains { path.hasPrefix("\($0)/") } })
      switch plan {
      case .dense(_, let units, _, _, _), .convolution(_, let units, _, _, _, _, _, _):
        result.append(
          NetworkPart(
            name: name, kind: .layer, words: plan.words, units: units, parameters: own))
      case .residual(let branch, let shortcut, _, _):
        result += block(branch, shortcut, name, parameters)
      case .pooling, .globalAverage, .flatten, .normalization, .activation, .dropout,
        .paddedShortcut, .sequenceToSequence, .characters, .causalConvolutions,
        .decoderTransformer:
        break
      }
    }
    return result
  }

  private func block(
    _ branch: [LayerPlan], _ shortcut: [LayerPlan], _ name: String, _ parameters: [String]
  ) -> [NetworkPart] {
    let inner = zip(branch, branch.standardNames().map { "\(name)/\($0)" }).parts(parameters)
    let direct = zip(shortcut, shortcut.standardNames().map { "\(name)/shortcut/\($0)" })
      .parts(parameters)
    func path(_ kind: NetworkPart.Kind, _ words: String, _ parts: [NetworkPart]) -> NetworkPart {
      NetworkPart(
        name: "\(name)/\(kind == .shortcut ? "skip" : "branch")", kind: kind, words: words,
        units: 0, parameters: parts.reduce(into: []) { $0.formUnion($1.parameters) })
    }
    return [path(.shortcut, "skip path", direct), path(.branch, "branch", inner)] + inner + direct
  }
}

extension NetworkPart {
  /// What has numbers, by the first part of their names.
  fileprivate static func others(_ parameters: [String]) -> [NetworkPart] {
    stems(of: parameters) { String($0.split(separator: "/")[0]) }
  }

  fileprivate static func ofTransformer(
    _ settings: TransformerSettings, _ parameters: [String]
  ) -> [NetworkPart] {
    stems(of: parameters) { path in
      let words = path.split(separator: "/")
      return words[0] == "blocks" ? words.prefix(3).joined(separator: "/") : String(words[0])
    }.map { part in
      var part = part
      if part.name.hasSuffix("/attention") {
        (part.kind, part.words, part.units) = (
          .attention(width: settings.width), settings.attentionWords, settings.heads
        )
      } else if part.name.hasSuffix("/feedforward") {
        (part.kind, part.words) = (.layer, "feed-forward")
      }
      return part
    }
  }

  private static func stems(
    of parameters: [String], _ stem: (String) -> String
  ) -> [NetworkPart] {
    parameters.reduce(into: []) { parts, path in
      let name = stem(path)
      if parts.last?.name != name {
        let words = String(name.split(separator: "/").last ?? "")
        parts.append(NetworkPart(name: name, kind: .other, words: words, units: 0, parameters: []))
      }
      parts[parts.count - 1].parameters.insert(path)
    }
  }
}
