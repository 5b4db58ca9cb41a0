import Experiments

/// Texts as networks write them.
extension ProcessPlots {
  /// A prompt of two words, verse with an empty line and an indent, a control character, and more
  /// lines than a small plot has. The last arm can't read its prompt.
  static func passage(_ index: Int) -> Passage {
    if index == 2 {
      return Passage(
        text: "“ß” at place 2 is not in the network's vocabulary; it reads 65 others",
        isRemark: true)
    }
    let lines = (1...12).map { line in
      "Line \(line): and what the \(index == 0 ? "king" : "queen") hath said, let no man doubt"
    }
    return Passage(
      title: "temperature \(index == 0 ? 0.5 : 1)",
      text: "To be, the prince:\n\n  \u{1B}[2J" + lines.joined(separator: "\n"), promptEnd: 5)
  }

  var wordsText: String {
    head + """
      data: {kind: delayed_recall, length: 12}
      model: {kind: characters, cell: gru, embedding: 8, width: 64}
      train: {optimizer: adam, learning_rate: 0.01, batch: 16, steps: 60}
      knobs:
        t: {label: temperature, value: 0.5, range: [0, 2]}
      arms:
        cool: {label: cool}
        warm: {label: warm}
        deaf: {label: deaf}
      probes:
        written: {of: sample, prompt: A, temperature: $t}
      plots:
        written: {text: written, title: what it writes}
      claims: {}
      ---
      ## Words

      Line by line.
      ```lab
      plots: [written]
      run: {arms: all, until: 60}
      knobs: [t]
      ```

      ## One of them

      Who speaks?
      ```lab
      plots: [written]
      run: {arms: [cool], until: 60}
      ```
      """
  }
}
