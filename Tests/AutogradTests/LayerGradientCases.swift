import Autograd
import Tensors

/// Images with a margin, strides, holes and groups; one pixel and one channel among them.
func convolutionCases(_ examples: inout Examples) -> [GradientCase] {
  let settings: [(input: [Int], weight: [Int], geometry: WindowGeometry, groups: Int)] = [
    ([1, 1, 1, 1], [1, 1, 1, 1], WindowGeometry(1), 1),
    ([2, 3, 5, 5], [4, 3, 3, 3], WindowGeometry(3), 1),
    ([1, 2, 5, 7], [3, 2, 3, 3], WindowGeometry(3, stride: 2, padding: 1), 1),
    ([2, 1, 6, 4], [2, 1, 2, 3], WindowGeometry(height: 2, width: 3, padding: 1), 1),
    ([1, 4, 5, 5], [2, 2, 3, 3], WindowGeometry(3, padding: 2, dilation: 2), 2),
    ([1, 3, 7, 7], [3, 1, 3, 3], WindowGeometry(3, stride: 3), 3),
    ([1, 1, 3, 3], [1, 1, 2, 2], WindowGeometry(2, stride: 2, padding: 3), 1),
  ]
  return settings.map { input, weight, geometry, groups in
    GradientCase(examples.tensor(input), examples.tensor(weight), examples.tensor([weight[0]])) {
      $0[0].convolution($0[1], $0[2], geometry, groups: groups)
    }
  }
}

func poolingCases(
  _ examples: inout Examples, _ tensor: (inout Examples, [Int]) -> Tensor,
  function: @escaping (Variable, WindowGeometry) -> Variable
) -> [GradientCase] {
  let settings: [([Int], WindowGeometry)] = [
    ([1, 1, 1, 1], WindowGeometry(1)),
    ([2, 3, 4, 4], WindowGeometry(2, stride: 2)),
    ([1, 2, 5, 7], WindowGeometry(3, stride: 2, padding: 1)),
    ([1, 1, 5, 4], WindowGeometry(height: 3, width: 2)),
    ([2, 1, 3, 3], WindowGeometry(3)),
  ]
  return settings.map { shape, geometry in
    GradientCase(tensor(&examples, shape)) { function($0[0], geometry) }
  }
}

func batchNormalizationCases(_ examples: inout Examples) -> [GradientCase] {
  let shapes = [[5, 3], [1, 4], [7, 1], [4, 17], [2, 3, 3, 4], [1, 2, 2, 2]]
  let training = shapes.map { shape in
    GradientCase(
      examples.tensor(shape), examples.tensor([shape[1]], in: 1...2), examples.tensor([shape[1]])
    ) { $0[0].batchNormalized(scale: $0[1], shift: $0[2]).output }
  }
  let inference = shapes.map { shape in
    let (mean, variance) = (examples.tensor([shape[1]]), examples.tensor([shape[1]], in: 1...3))
    return GradientCase(
      examples.tensor(shape), examples.tensor([shape[1]], in: 1...2), examples.tensor([shape[1]])
    ) { $0[0].normalized(mean: mean, variance: variance, scale: $0[1], shift: $0[2]) }
  }
  return training + inference
}
