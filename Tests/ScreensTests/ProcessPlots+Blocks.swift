import Experiments

/// Blocks of numbers that share a mean.
extension ProcessPlots {
  /// A channel of all images, and all channels of one.
  static func shared(_ index: Int) -> AxisBlock {
    let ofBatch = index == 0
    return AxisBlock(
      title: ofBatch ? "batch normalization" : "layer normalization",
      examples: .init("N", length: 2, part: ofBatch ? 0..<2 : 0..<1),
      channels: .init("C", length: 8, part: ofBatch ? 7..<8 : 0..<8),
      places: .init("H·W", length: 196, part: 0..<196))
  }

  var cubesText: String {
    head + """
      data: {kind: mnist, train: 100, test: 50}
      model: {kind: cnn, channels: [8], stride: 2, norm: $norm}
      train: {optimizer: sgd, learning_rate: 0.1, batch: 2, steps: 60}
      knobs:
        norm: {label: norm, value: batch, choices: [batch, layer]}
      arms:
        first: {label: batch, set: {norm: batch}}
        second: {label: layer, set: {norm: layer}}
      probes:
        shared: {of: averaged_over}
      plots:
        cubes: {cube: shared, title: who shares a mean}
      claims: {}
      ---
      ## Who shares a mean

      What is lit shares one with the cell in brackets.
      ```lab
      plots: [cubes]
      run: {arms: all, until: 60}
      ```
      """
  }
}
