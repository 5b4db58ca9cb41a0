package import Datasets
package import Networks
internal import Tensors

/// A network for images of 28×28 gray pixels, with what it takes to read a drawing with it.
package struct DrawingReader: Sendable {
  private let network: Network
  private let weights: Weights
  /// How pixels are standardized, and what the classes are called; may hold no image.
  private let images: LabeledImages

  /// nil where the network takes no images of this kind.
  package init?(_ network: Network, _ weights: Weights, images: LabeledImages) {
    guard images.imageShape == [1, Drawing.imageSide, Drawing.imageSide],
      network.inputShape == images.imageShape || network.inputShape == [images.featureCount]
    else { return nil }
    (self.network, self.weights, self.images) = (network, weights, images)
  }

  package func reading(of request: DrawingRequest, step: Int = 0) -> DrawingReading {
    let image = request.isFitted ? request.drawing.fitted() : request.drawing.unfitted()
    let pixels = image.joined().map(images.standardized)
    let x = Tensor(shape: [1] + network.inputShape, scalars: pixels)
    let (layers, output) = network.outputs(x, weights)
    return DrawingReading(
      image: image, classes: images.classNames,
      probabilities: output.softmaxRows().scalars.map(Double.init),
      layers: layers.compactMap { name, output in
        let maps = Picture.maps(of: output, layer: name)
        return maps.isEmpty ? nil : DrawingReading.Layer(name: name, maps: maps)
      }, step: step)
  }
}

extension Experiment {
  /// What its network makes of a drawing; nil where it takes no such images.
  package func reading(of request: DrawingRequest) -> DrawingReading? {
    guard let experiment = self as? TrainExperiment else { return nil }
    return experiment.drawingReader?.reading(of: request, step: step)
  }
}

extension TrainExperiment {
  fileprivate var drawingReader: DrawingReader? {
    data.test.images.flatMap { DrawingReader(trainer.network, trainer.weights, images: $0) }
  }
}
