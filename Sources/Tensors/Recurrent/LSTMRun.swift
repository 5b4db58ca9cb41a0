internal import CKernels

/// c′ = σ(f) ⊙ c + σ(i) ⊙ tanh(g), h′ = σ(o) ⊙ tanh(c′), gates i, f, g, o side by side.
struct LSTMRun: RecurrentRun {
  private let extents: StepExtents
  private let weight: Tensor
  /// σ(i), σ(f), tanh(g), σ(o).
  private let gates: Tensor
  private let states, cells: Tensor
  let output: Tensor

  var finalCell: Tensor? { extents.last(cells) }
  var trace: RecurrentTrace { RecurrentTrace(gates: gates, states: states, cells: cells) }

  init(
    _ preactivations: consuming Tensor, _ weight: Tensor, _ initial: InitialState,
    _ layout: SequenceLayout
  ) {
    let width = weight.shape[1]
    let extents = StepExtents(layout: layout, width: width)
    self.extents = extents
    self.weight = weight
    var gates = preactivations
    var states = extents.makeStates(initial.state)
    var cells = extents.makeStates(initial.cell)
    var output = Tensor(unwritten: [layout.examples, layout.steps, width])
    let packed = weight.withUnsafeScalars {
      PackedMatrix(transposing: $0, steps: width, columns: 4 * width, stride: width)
    }
    withUnsafeMutableScalars(&gates, &states, &cells, &output) { gates, states, cells, output in
      extents.inExampleParts(products: 4 * width * width) { examples in
        for step in 0..<layout.steps {
          let place = step * extents.stateCount
          let first = place + examples.lowerBound * width
          packed.multiply(
            examples.count, states + first, rowStride: width, into: gates + 4 * first,
            cStride: 4 * width, start: .accumulated)
          for example in examples {
            let old = place + example * width
            let new = old + extents.stateCount
            let row = output + layout.row(example, at: step) * width
            if layout.isActive(example, at: step) {
              LSTMRun.forward(width, gates + 4 * old, cells + old, cells + new, states + new, row)
            } else {
              (cells + new).initialize(from: cells + old, count: width)
              extents.hold(states + old, states + new, row)
            }
          }
        }
      }
    }
    (self.gates, self.states, self.cells, self.output) = (gates, states, cells, output)
  }

  @inline(__always)
  private static func forward(
    _ width: Int, _ gates: UnsafeMutablePointer<Float>, _ oldCell: UnsafePointer<Float>,
    _ newCell: UnsafeMutablePointer<Float>, _ state: UnsafeMutablePointer<Float>,
    _ output: UnsafeMutablePointer<Float>
  ) {
    forEachVector(width) { offset, count in
      let gate = gates + offset
      let i = vm_sigmoid(load(gate, count))
      let f = vm_sigmoid(load(gate + width, count))
      let g = vm_tanh(load(gate + 2 * width, count))
      let o = vm_sigmoid(load(gate + 3 * width, count))
      let c = vm_fma(f, load(oldCell + offset, count), i * g)
      let h = o * vm_tanh(c)
      store(gate, i, count)
      store(gate + width, f, count)
      store(gate + 2 * width, g, count)
      store(gate + 3 * width, o, count)
      store(newCell + offset, c, count)
      store(state + offset, h, count)
      store(output + offset, h, count)
    }
  }

  /// Back through time; the steps give ∂L/∂a of the gates, dU is one product.
  func backward(
    _ dOutput: Tensor, _ dFinalCell: Tensor?,
    _ visit: ((_ step: Int, _ dState: Tensor, _ dCell: Tensor?) -> Void)?
  ) -> RecurrentRunGradients {
    let (layout, width, count) = (extents.layout, extents.width, extents.stateCount)
    var dGates = Tensor(unwritten: gates.shape)
    var dState = Tensor(zeros: [layout.examples, width])
    var dCell = dFinalCell ?? Tensor(zeros: [layout.examples, width])
    let packed = weight.withUnsafeScalars {
      PackedMatrix($0, steps: 4 * width, columns: width, stride: width)
    }
    withUnsafeMutableScalars(&dGates, &dState, &dCell) { dGates, dState, dCell in
      extents.inExampleParts(products: visit == nil ? 4 * width * width : 0) { examples in
        for step in (0..<layout.steps).reversed() {
          extents.addOutputGradient(dOutput, step, examples, to: dState)
          visit?(step, extents.copy(dState), wholeCellGradient(step, dState, dCell))
          for example in examples {
            let offset = example * width
            let place = step * count + offset
            if layout.isActive(example, at: step) {
              backward(place, dGates + 4 * place, dState + offset, dCell + offset)
            } else {
              (dGates + 4 * place).initialize(repeating: 0, count: 4 * width)
            }
          }
          let first = examples.lowerBound * width
          packed.multiply(
            examples.count, dGates + 4 * (step * count + first), rowStride: 4 * width,
            into: dState + first, cStride: width, start: .accumulated)
        }
      }
    }
    return RecurrentRunGradients(
      preactivations: dGates,
      recurrentWeight: extents.weightGradient(dGates, states),
      recurrentBias: nil, initialState: dState, initialCell: dCell)
  }

  /// ∂L/∂c of a step as a whole: what arrives from later steps, and what comes through its own h.
  /// - Shape: dh and dc of all examples [N, H]
  private func wholeCellGradient(
    _ step: Int, _ dState: UnsafePointer<Float>, _ dCell: UnsafePointer<Float>
  ) -> Tensor {
    let (layout, width) = (extents.layout, extents.width)
    var whole = extents.copy(dCell)
    whole.withUnsafeMutableScalars { whole in
      gates.withUnsafeScalars { gates in
        cells.withUnsafeScalars { cells in
          for example in 0..<layout.examples where layout.isActive(example, at: step) {
            let row = example * width
            let place = step * extents.stateCount + row
            forEachVector(width) { offset, count in
              let o = load(gates + 4 * place + 3 * width + offset, count)
              let squashed = vm_tanh(load(cells + place + extents.stateCount + offset, count))
              let dh = load(dState + row + offset, count)
              let dc = load(dCell + row + offset, count)
              store(whole + row + offset, Self.cellGradient(dh, o, squashed, dc), count)
            }
          }
        }
      }
    }
    return whole
  }

  /// dc += dh·o(1 − tanh² c).
  @inline(__always)
  private static func cellGradient(
    _ dh: Lanes, _ o: Lanes, _ squashed: Lanes, _ dc: Lanes
  ) -> Lanes {
    vm_fma(dh * o, vm_fma(-squashed, squashed, vm_splat(1)), dc)
  }

  /// One example's step: do = dh·tanh c, dc += dh·o(1 − tanh² c), di = dc·g, df = dc·c₋₁,
  /// dg = dc·i, each times the slope of its nonlinearity; dc₋₁ = dc·f; dh is used up.
  @inline(__always)
  private func backward(
    _ place: Int, _ dGates: UnsafeMutablePointer<Float>, _ dState: UnsafeMutablePointer<Float>,
    _ dCell: UnsafeMutablePointer<Float>
  ) {
    let (width, one) = (extents.width, vm_splat(1))
    gates.withUnsafeScalars { gates in
      cells.withUnsafeScalars { cells in
        let oldCell = cells + place
        let newCell = oldCell + extents.stateCount
        forEachVector(width) { offset, count in
          let gate = gates + 4 * place + offset
          let (i, f) = (load(gate, count), load(gate + width, count))
          let (g, o) = (load(gate + 2 * width, count), load(gate + 3 * width, count))
          let squashed = vm_tanh(load(newCell + offset, count))
          let dh = load(dState + offset, count)
          let dc = Self.cellGradient(dh, o, squashed, load(dCell + offset, count))
          let target = dGates + offset
          store(target, dc * g * i * (one - i), count)
          store(target + width, dc * load(oldCell + offset, count) * f * (one - f), count)
          store(target + 2 * width, dc * i * vm_fma(-g, g, one), count)
          store(target + 3 * width, dh * squashed * o * (one - o), count)
          store(dCell + offset, dc * f, count)
          store(dState + offset, Lanes(), count)
        }
      }
    }
  }
}
