internal import CKernels

/// n = tanh(aₙ + r ⊙ (Uₙ·h + cₙ)), h′ = n + z ⊙ (h − n), gates r, z, n side by side.
struct GRURun: RecurrentRun {
  private let extents: StepExtents
  private let weight: Tensor
  /// σ(r), σ(z), n.
  private let gates: Tensor
  /// Uₙ·h + cₙ [T·N, H].
  private let hidden: Tensor
  private let states: Tensor
  let output: Tensor

  var trace: RecurrentTrace { RecurrentTrace(gates: gates, states: states, cells: nil) }

  init(
    _ projection: InputProjection, _ weights: RecurrentWeights, _ initial: InitialState,
    _ layout: SequenceLayout
  ) {
    let weight = weights.recurrentWeight
    let width = weight.shape[1]
    let extents = StepExtents(layout: layout, width: width)
    self.extents = extents
    self.weight = weight
    // c of r and z can join b; that of n is inside the reset.
    var gates = projection(
      bias: GRURun.biasBeforeReset(weights.inputBias, weights.recurrentBias))
    var hidden = Tensor(unwritten: [layout.steps * layout.examples, width])
    var states = extents.makeStates(initial.state)
    var output = Tensor(unwritten: [layout.examples, layout.steps, width])
    let (packedGates, packedCandidate) = GRUStep.pack(weight)
    weights.recurrentBias.withUnsafeScalars { bias in
      withUnsafeMutableScalars(&gates, &hidden, &states, &output) { gates, hidden, states, output in
        extents.inExampleParts(products: 3 * width * width) { examples in
          for step in 0..<layout.steps {
            let place = step * extents.stateCount
            let first = place + examples.lowerBound * width
            packedGates.multiply(
              examples.count, states + first, rowStride: width, into: gates + 3 * first,
              cStride: 3 * width, start: .accumulated)
            packedCandidate.multiply(
              examples.count, states + first, rowStride: width, into: hidden + first,
              cStride: width, start: .bias(bias + 2 * width))
            for example in examples {
              let old = place + example * width
              let new = states + old + extents.stateCount
              let row = output + layout.row(example, at: step) * width
              if layout.isActive(example, at: step) {
                GRUStep.forward(width, gates + 3 * old, hidden + old, states + old, new, row)
              } else {
                extents.hold(states + old, new, row)
              }
            }
          }
        }
      }
    }
    (self.gates, self.hidden, self.states, self.output) = (gates, hidden, states, output)
  }

  /// b + c for r and z, b alone for n.
  static func biasBeforeReset(_ input: Tensor, _ recurrent: Tensor) -> Tensor {
    let width = input.count / 3
    var bias = input
    bias.withUnsafeMutableScalars { bias in
      recurrent.withUnsafeScalars { recurrent in
        mapLanes(2 * width, bias, recurrent, into: bias) { $0 + $1 }
      }
    }
    return bias
  }

  func backward(
    _ dOutput: Tensor, _ dFinalCell: Tensor?,
    _ visit: ((_ step: Int, _ dState: Tensor, _ dCell: Tensor?) -> Void)?
  ) -> RecurrentRunGradients {
    let (layout, width, count) = (extents.layout, extents.width, extents.stateCount)
    var dGates = Tensor(unwritten: gates.shape)
    // The same with ∂L/∂(Uₙ·h + cₙ) in the place of n: what the recurrent weights see.
    var dRecurrent = Tensor(unwritten: gates.shape)
    var dState = Tensor(zeros: [layout.examples, width])
    let packed = weight.withUnsafeScalars {
      PackedMatrix($0, steps: 3 * width, columns: width, stride: width)
    }
    withUnsafeMutableScalars(&dGates, &dRecurrent, &dState) { dGates, dRecurrent, dState in
      extents.inExampleParts(products: visit == nil ? 3 * width * width : 0) { examples in
        for step in (0..<layout.steps).reversed() {
          extents.addOutputGradient(dOutput, step, examples, to: dState)
          visit?(step, extents.copy(dState), nil)
          for example in examples {
            let offset = example * width
            let place = step * count + offset
            if layout.isActive(example, at: step) {
              backward(place, dGates + 3 * place, dRecurrent + 3 * place, dState + offset)
            } else {
              (dGates + 3 * place).initialize(repeating: 0, count: 3 * width)
              (dRecurrent + 3 * place).initialize(repeating: 0, count: 3 * width)
            }
          }
          let first = examples.lowerBound * width
          packed.multiply(
            examples.count, dRecurrent + 3 * (step * count + first), rowStride: 3 * width,
            into: dState + first, cStride: width, start: .accumulated)
        }
      }
    }
    return RecurrentRunGradients(
      preactivations: dGates,
      recurrentWeight: extents.weightGradient(dRecurrent, states),
      recurrentBias: dRecurrent.sum(axis: 0), initialState: dState)
  }

  @inline(__always)
  private func backward(
    _ place: Int, _ dGates: UnsafeMutablePointer<Float>,
    _ dRecurrent: UnsafeMutablePointer<Float>, _ dState: UnsafeMutablePointer<Float>
  ) {
    gates.withUnsafeScalars { gates in
      hidden.withUnsafeScalars { hidden in
        states.withUnsafeScalars { states in
          GRUStep.backward(
            extents.width, gates + 3 * place, hidden + place, states + place, dGates, dRecurrent,
            dState)
        }
      }
    }
  }
}

/// The arithmetic of one example's GRU step, shared with decoders.
enum GRUStep {
  /// U of r and z, and of n, packed for h·Uᵀ.
  static func pack(_ weight: Tensor) -> (gates: PackedMatrix, candidate: PackedMatrix) {
    let width = weight.shape[1]
    return weight.withUnsafeScalars {
      (
        PackedMatrix(transposing: $0, steps: width, columns: 2 * width, stride: width),
        PackedMatrix(
          transposing: $0 + 2 * width * width, steps: width, columns: width, stride: width)
      )
    }
  }

  @inline(__always)
  static func forward(
    _ width: Int, _ gates: UnsafeMutablePointer<Float>, _ hidden: UnsafePointer<Float>,
    _ old: UnsafePointer<Float>, _ new: UnsafeMutablePointer<Float>,
    _ output: UnsafeMutablePointer<Float>
  ) {
    forEachVector(width) { offset, count in
      let gate = gates + offset
      let r = vm_sigmoid(load(gate, count))
      let z = vm_sigmoid(load(gate + width, count))
      let n = vm_tanh(vm_fma(r, load(hidden + offset, count), load(gate + 2 * width, count)))
      let h = vm_fma(z, load(old + offset, count) - n, n)
      store(gate, r, count)
      store(gate + width, z, count)
      store(gate + 2 * width, n, count)
      store(new + offset, h, count)
      store(output + offset, h, count)
    }
  }

  /// dz = dh·(h₋₁ − n), dn = dh·(1 − z), dr = dn·hidden, d hidden = dn·r, each times the slope of
  /// its nonlinearity; dh becomes dh·z, the part that passes the cell by.
  @inline(__always)
  static func backward(
    _ width: Int, _ gates: UnsafePointer<Float>, _ hidden: UnsafePointer<Float>,
    _ old: UnsafePointer<Float>, _ dGates: UnsafeMutablePointer<Float>,
    _ dRecurrent: UnsafeMutablePointer<Float>, _ dState: UnsafeMutablePointer<Float>
  ) {
    let one = vm_splat(1)
    forEachVector(width) { offset, count in
      let gate = gates + offset
      let (r, z) = (load(gate, count), load(gate + width, count))
      let n = load(gate + 2 * width, count)
      let dh = load(dState + offset, count)
      let dn = dh * (one - z) * vm_fma(-n, n, one)
      let dr = dn * load(hidden + offset, count) * r * (one - r)
      let dz = dh * (load(old + offset, count) - n) * z * (one - z)
      let (target, recurrent) = (dGates + offset, dRecurrent + offset)
      store(target, dr, count)
      store(target + width, dz, count)
      store(target + 2 * width, dn, count)
      store(recurrent, dr, count)
      store(recurrent + width, dz, count)
      store(recurrent + 2 * width, dn * r, count)
      store(dState + offset, dh * z, count)
    }
  }
}
