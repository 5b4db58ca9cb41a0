internal import CKernels

/// h′ = f(a + U·h).
struct SimpleRun: RecurrentRun {
  private let extents: StepExtents
  private let weight: Tensor
  private let nonlinearity: Nonlinearity
  private let states: Tensor
  let output: Tensor

  var trace: RecurrentTrace {
    let rows = extents.examples..<states.shape[0]
    return RecurrentTrace(gates: states.sliced(rows, axis: 0), states: states, cells: nil)
  }

  init(
    _ preactivations: consuming Tensor, _ weight: Tensor, _ nonlinearity: Nonlinearity,
    _ initial: InitialState, _ layout: SequenceLayout
  ) {
    let width = weight.shape[1]
    let extents = StepExtents(layout: layout, width: width)
    self.extents = extents
    self.weight = weight
    self.nonlinearity = nonlinearity
    var sums = preactivations
    var states = extents.makeStates(initial.state)
    var output = Tensor(unwritten: [layout.examples, layout.steps, width])
    let packed = weight.withUnsafeScalars {
      PackedMatrix(transposing: $0, steps: width, columns: width, stride: width)
    }
    withUnsafeMutableScalars(&sums, &states, &output) { sums, states, output in
      extents.inExampleParts(products: width * width) { examples in
        let (first, count) = (examples.lowerBound * width, examples.count * width)
        for step in 0..<layout.steps {
          let a = sums + step * extents.stateCount
          let old = states + step * extents.stateCount
          let new = old + extents.stateCount
          packed.multiply(
            examples.count, old + first, rowStride: width, into: a + first, cStride: width,
            start: .accumulated)
          nonlinearity.apply(count, a + first, into: new + first)
          for example in examples {
            let (offset, row) = (example * width, output + layout.row(example, at: step) * width)
            if layout.isActive(example, at: step) {
              row.initialize(from: new + offset, count: width)
            } else {
              extents.hold(old + offset, new + offset, row)
            }
          }
        }
      }
    }
    self.states = states
    self.output = output
  }

  /// da = dh ⊙ f′, dh₋₁ = da·U; dU = daᵀ·h₋₁.
  func backward(
    _ dOutput: Tensor, _ dFinalCell: Tensor?,
    _ visit: ((_ step: Int, _ dState: Tensor, _ dCell: Tensor?) -> Void)?
  ) -> RecurrentRunGradients {
    let (layout, width, count) = (extents.layout, extents.width, extents.stateCount)
    var dSums = Tensor(unwritten: [layout.steps * layout.examples, width])
    var carry = Tensor(zeros: [layout.examples, width])
    let packed = weight.withUnsafeScalars {
      PackedMatrix($0, steps: width, columns: width, stride: width)
    }
    withUnsafeMutableScalars(&dSums, &carry) { dSums, carry in
      extents.inExampleParts(products: visit == nil ? width * width : 0) { examples in
        let first = examples.lowerBound * width
        for step in (0..<layout.steps).reversed() {
          extents.addOutputGradient(dOutput, step, examples, to: carry)
          visit?(step, extents.copy(carry), nil)
          let da = dSums + step * count
          states.withUnsafeScalars { states in
            nonlinearity.multiplySlope(
              examples.count * width, states + (step + 1) * count + first, carry + first,
              into: da + first)
          }
          for example in examples {
            let offset = example * width
            if layout.isActive(example, at: step) {
              (carry + offset).initialize(repeating: 0, count: width)
            } else {
              (da + offset).initialize(repeating: 0, count: width)
            }
          }
          packed.multiply(
            examples.count, da + first, rowStride: width, into: carry + first, cStride: width,
            start: .accumulated)
        }
      }
    }
    return RecurrentRunGradients(
      preactivations: dSums,
      recurrentWeight: extents.weightGradient(dSums, states),
      recurrentBias: nil, initialState: carry)
  }
}

extension Nonlinearity {
  /// z = f(a) of `count` numbers.
  fileprivate func apply(
    _ count: Int, _ a: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .identity: z.initialize(from: a, count: count)
    case .relu: mapLanes(count, a, into: z) { Nonlinearity.relu($0) }
    case .leakyReLU(let slope):
      mapLanes(count, a, into: z) { Nonlinearity.leakyReLU($0, vm_splat(slope)) }
    case .sigmoid: mapLanes(count, a, into: z) { vm_sigmoid($0) }
    case .tanh: mapLanes(count, a, into: z) { vm_tanh($0) }
    }
  }

  /// da = dh ⊙ f′(a) of `count` numbers, f′ from h = f(a).
  fileprivate func multiplySlope(
    _ count: Int, _ h: UnsafePointer<Float>, _ dh: UnsafePointer<Float>,
    into da: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .identity: da.initialize(from: dh, count: count)
    case .relu: mapLanes(count, h, dh, into: da) { vm_where_positive($0, $1, Lanes()) }
    case .leakyReLU(let slope):
      mapLanes(count, h, dh, into: da) { vm_where_positive($0, $1, $1 * vm_splat(slope)) }
    case .sigmoid: mapLanes(count, h, dh, into: da) { $1 * $0 * (vm_splat(1) - $0) }
    case .tanh:
      forEachVector(count) { offset, width in
        let y = load(h + offset, width)
        store(da + offset, load(dh + offset, width) * vm_fma(-y, y, vm_splat(1)), width)
      }
    }
  }
}

extension StepExtents {
  /// dh += ∂L/∂output of this step, where the example is active.
  func addOutputGradient(
    _ dOutput: Tensor, _ step: Int, _ examples: Range<Int>,
    to carry: UnsafeMutablePointer<Float>
  ) {
    dOutput.withUnsafeScalars { dOutput in
      for example in examples where layout.isActive(example, at: step) {
        let row = carry + example * width
        let gradient = dOutput + layout.row(example, at: step) * width
        forEachVector(width) { offset, width in
          store(row + offset, load(row + offset, width) + load(gradient + offset, width), width)
        }
      }
    }
  }
}
