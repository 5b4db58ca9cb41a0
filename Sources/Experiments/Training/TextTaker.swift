internal import Datasets
internal import Networks
internal import Tensors

/// Takes the texts that probes ask for, of one arm at one step.
struct TextTaker {
  /// At most so many tokens are written.
  static let longest = 2_000

  let network: Network
  let weights: Weights
  let sequences: TokenSequences?
  let points: LabeledPoints?
  private let seed: Seed
  private let step: Int

  init(_ experiment: TrainExperiment) {
    network = experiment.trainer.network
    weights = experiment.trainer.weights
    sequences = experiment.data.train.sequences
    points = experiment.data.train.points
    seed = experiment.seed
    step = experiment.step
  }

  /// What the network writes after the probe's prompt; what it can't read of that, in its place.
  func sample(_ probe: Probe, _ knobs: [String: KnobValue]) -> [Passage] {
    guard let sequences else { return [] }
    let prompt = probe.prompt?.value(knobs) ?? ""
    if sequences.isPairs {
      return translation(of: probe.prompt == nil ? sequences.sourceText(0) : prompt, sequences)
    }
    guard var sampler = TextSampler(network, weights) else { return [] }
    let given: [Int]
    do { given = try sequences.encodePrompt(prompt) } catch {
      return [Passage(text: "\(error)", isRemark: true)]
    }
    let temperature = max(0, probe.temperature?.value(knobs) ?? 1)
    let vocabulary = sequences.targetVocabulary
    let highest = probe.top?.value(knobs).map { Int(max(1, min($0.rounded(), 1e6))) }
    let length = Int(max(1, min(probe.length?.value(knobs) ?? 200, Double(Self.longest))).rounded())
    var stream = seed.stream("sample/step\(step)")
    let written = sampler.continuation(
      of: sequences.opened(given), length: length,
      ending: sequences.ending,
      by: TokenSampling(temperature: temperature.isFinite ? temperature : 1, highest: highest),
      using: &stream)
    let start = vocabulary.tokenization.text(given.map { vocabulary.tokens[$0] })
    let text = vocabulary.tokenization.text((given + written).map { vocabulary.tokens[$0] })
    return [
      Passage(
        title: title(temperature, highest.flatMap { $0 < vocabulary.count ? $0 : nil }),
        text: text, promptEnd: start.unicodeScalars.count)
    ]
  }

  /// The text, and on a line of its own what the network writes to it.
  private func translation(of text: String, _ sequences: TokenSequences) -> [Passage] {
    guard let model = network.first(SequenceToSequence.self), let start = sequences.start else {
      return []
    }
    let source: [Int]
    do { source = try sequences.encodeSource(text) } catch {
      return [Passage(text: "\(error)", isRemark: true)]
    }
    let (tokens, _) = model.translate(
      Tensor(shape: [1, source.count], scalars: source.map(Float.init)), start: start,
      steps: sequences.targetSteps, weights)
    let read = sequences.sourceVocabulary.decode(source)
    let written = sequences.targetVocabulary.decode(sequences.answer(tokens[0]))
    return [
      Passage(
        title: "what it writes to it", text: "\(read)\n\(written)",
        promptEnd: read.unicodeScalars.count)
    ]
  }

  private func title(_ temperature: Double, _ highest: Int?) -> String {
    let rounded = (temperature * 1000).rounded() / 1000
    let heat = temperature == 0 ? "always the likeliest" : "temperature \(rounded)"
    return heat + (highest.map { ", of the \($0) likeliest" } ?? "")
  }
}
