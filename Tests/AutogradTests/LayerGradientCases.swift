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
  let lines: [(input: [Int], weight: [Int], geometry: WindowGeometry, groups: Int)] = [
    ([1, 1, 1], [1, 1, 1], WindowGeometry(line: 1), 1),
    ([2, 3, 8], [4, 3, 3], WindowGeometry(line: 3, stride: 2, padding: 2), 1),
    ([1, 4, 7], [2, 2, 2], WindowGeometry(line: 2, padding: 1, dilation: 3), 2),
  ]
  return (settings + lines).map { input, weight, geometry, groups in
    GradientCase(examples.tensor(input), examples.tensor(weight), examples.tensor([weight[0]])) {
      $0[0].convolution($0[1], $0[2], geometry, groups: groups)
    }
  }
}

/// Windows with weights of their own: a margin, strides and holes; one pixel among them.
func locallyConnectedCases(_ examples: inout Examples) -> [GradientCase] {
  let settings: [(input: [Int], outputs: Int, geometry: WindowGeometry)] = [
    ([1, 1, 1, 1], 1, WindowGeometry(1)),
    ([2, 3, 4, 5], 2, WindowGeometry(3)),
    ([1, 2, 5, 5], 3, WindowGeometry(3, stride: 2, padding: 1)),
    ([2, 1, 5, 4], 1, WindowGeometry(height: 2, width: 1, padding: 1, dilation: 2)),
  ]
  return settings.map { input, outputs, geometry in
    let extents = geometry.outputExtents(input[2], input[3]) ?? (0, 0)
    let places = extents.height * extents.width
    let weight = examples.tensor([places, input[1] * geometry.height * geometry.width, outputs])
    return GradientCase(examples.tensor(input), weight, examples.tensor([places, outputs])) {
      $0[0].locallyConnected($0[1], $0[2], geometry)
    }
  }
}

/// One group, several, and a channel each.
func groupNormalizationCases(_ examples: inout Examples) -> [GradientCase] {
  let settings: [(shape: [Int], groups: Int)] = [
    ([3, 5], 1), ([2, 6, 3, 2], 3), ([1, 4, 5], 4), ([2, 3, 3, 3], 3), ([1, 17, 2], 1),
  ]
  return settings.map { shape, groups in
    GradientCase(
      examples.tensor(shape), examples.tensor([shape[1]], in: 1...2), examples.tensor([shape[1]])
    ) { $0[0].groupNormalized(groups: groups, scale: $0[1], shift: $0[2]) }
  }
}

func rootMeanSquareCases(_ examples: inout Examples) -> [GradientCase] {
  [[3, 5], [2, 17], [2, 3, 4], [1, 6]].map { shape in
    GradientCase(examples.tensor(shape), examples.tensor([shape[shape.count - 1]], in: 1...2)) {
      $0[0].rootMeanSquareNormalized(scale: $0[1])
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
    ([2, 3, 7], WindowGeometry(line: 3, stride: 2, padding: 1)),
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
