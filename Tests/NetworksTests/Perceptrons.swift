import Networks
import Tensors

extension Network {
  /// Dense layers of these sizes, He-initialized, the last one without activation.
  static func perceptron(
    _ sizes: [Int], _ activation: Activation, weight: Initializer? = nil
  ) throws(NetworkFault) -> Network {
    try Network(inputShape: [sizes[0]]) { (model: inout ModelBuilder) throws(NetworkFault) in
      var layers: [any Layer] = []
      for index in 1..<sizes.count {
        let (inputs, outputs) = (sizes[index - 1], sizes[index])
        layers.append(
          try Dense(
            inputs, outputs, weight: weight ?? .he(fanIn: inputs),
            activation: index + 1 == sizes.count ? .identity : activation, name: "layer\(index)",
            in: &model))
      }
      return layers
    }
  }
}

/// A batch of normal numbers with random labels.
func randomBatch(_ count: Int, _ inputs: Int, classes: Int) -> (x: Tensor, labels: [Int]) {
  var stream = Seed(5).stream("batch")
  let x = stream.normals([count, inputs])
  return (x, (0..<count).map { _ in stream.next(below: classes) })
}
