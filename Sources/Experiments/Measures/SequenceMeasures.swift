internal import Datasets
internal import Networks

/// What networks make of sequences.
extension Measure {
  /// The share of test examples whose greedy decoding is the target, at most 256 of them.
  public static let exactMatch = Measure(
    "exact_match", "the share of answers right as a whole", every: 50,
    .evaluation { evaluations, _ in evaluations.exactMatch },
    where: { subject in
      subject.plan.inputShape.count == 1 && subject.plan.hasLayer { $0.answersWithTokens }
    })

  /// The share of test examples of which the token at place `index`, from 1, is decoded right; without
  /// it of all tokens.
  public static let tokenAccuracy = Measure(
    "token_accuracy", "the share of tokens answered right", every: 50, settings: [.index],
    .evaluation { $0.tokenAccuracy(at: $1.index) }, where: exactMatch.applies)

  /// The least loss on the training set of whatever sees so many tokens, by counting.
  public static let countedLoss = Measure(
    "counted_loss", "the least loss of counting tokens", every: 1000, settings: [.tokens],
    .evaluation { $0.countedLoss(tokens: $1.tokens ?? 1) },
    where: { subject in
      if case .sequence? = subject.data?.form { true } else { false }
    })

  /// The mean share of attention that the target tokens of a field pay to where it comes from.
  public static let attentionMass = Measure(
    "attention_mass", "attention paid to where a field is written", every: 50, settings: [.field],
    .evaluation { $0.fieldAttention.mass(on: $1.field ?? "") }, where: \.hasFieldsAttendedTo)

  /// The share of target tokens of all fields whose largest attention lies in their source, or at most
  /// `within` tokens from it.
  public static let attentionArgmax = Measure(
    "attention_argmax", "how often attention is largest there", every: 50, settings: [.within],
    .evaluation { $0.fieldAttention.argmaxShare(within: $1.within) },
    where: \.hasFieldsAttendedTo)

  /// The same of words: each group has one of the source and those of the target that stand for it.
  public static let wordAlignment = Measure(
    "word_alignment", "how often attention finds a word's partner", every: 500,
    settings: [.groups, .within],
    .evaluation { $0.wordAttention($1.groups).argmaxShare(within: $1.within) },
    where: { subject in
      guard case .pairs? = subject.data?.form else { return false }
      return subject.plan.hasAttention
    })
}

extension MeasuredSubject {
  fileprivate var hasFieldsAttendedTo: Bool {
    plan.hasAttention && data?.fieldNames.isEmpty == false
  }
}

extension NetworkPlan {
  /// Whether an encoder is looked at by attention.
  var hasAttention: Bool {
    hasLayer {
      if case .sequenceToSequence(let settings) = $0 { settings.hasAttention } else { false }
    }
  }

  func hasLayer(_ isSuch: (LayerPlan) -> Bool) -> Bool { layers.contains(where: isSuch) }
}

extension LayerPlan {
  /// Whether it reads and writes tokens.
  var answersWithTokens: Bool {
    switch self {
    case .sequenceToSequence, .characters, .causalConvolutions, .decoderTransformer: true
    default: false
    }
  }
}
